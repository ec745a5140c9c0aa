"""C text without a word about it: bytes, and what is asked for."""

def typed(const char *text):
    """
    >>> typed(b"abc")
    (b'abc', bytearray(b'abc'), b'abc', b'bc')
    >>> typed("abc")
    Traceback (most recent call last):
    TypeError: expected bytes, str found
    """
    cdef bytearray mutable = text
    cdef bytes fixed = text
    return text, mutable, fixed, text[1:]
