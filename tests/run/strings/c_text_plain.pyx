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


def pieces(char *text, int n):
    """
    >>> pieces(b"abcd", 2)
    (bytearray(b'ab'), b'ab', bytearray(b'dc'))
    """
    cdef bytearray made = text[:n]
    cdef bytearray backwards = text[3:1:-1]
    return made, text[:n], backwards


def decoded(char *text, bytes name, str handling):
    """
    >>> decoded("\xe9".encode(), b"utf-8", "replace")
    ('\xe9', '\xc3', '\ufffd\ufffd')
    >>> decoded(b"a", b"no-such", "strict")
    Traceback (most recent call last):
    LookupError: unknown encoding: no-such
    """
    cdef const char *encoding = name
    assert text.decode(name) == text.decode(encoding) and text[:1].decode(b"ascii", b"replace")
    return text.decode(encoding), text[:1].decode("latin-1"), text.decode("ascii", handling)


def full_array():
    """
    >>> full_array()
    (b'abc', bytearray(b'abc'), b'ab', 3)
    """
    cdef char[3] full = [c'a', c'b', c'c']
    cdef char[3] part = [c'a', c'b', 0]
    cdef bytearray made = full
    return full, made, part, len(full)
