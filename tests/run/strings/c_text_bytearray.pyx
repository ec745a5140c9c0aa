# cython: c_string_type=bytearray, c_string_encoding=ascii
"""C text is a bytearray, and takes str that is ASCII."""

def both_ways(char *text):
    """
    >>> both_ways("abc"), both_ways(b"ab")
    ((bytearray(b'abc'), bytearray(b'bc'), 'abc'), (bytearray(b'ab'), bytearray(b'b'), 'ab'))
    >>> both_ways("é")
    Traceback (most recent call last):
    UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)
    """
    return text, text[1:], <str>text


def pieces(char *text, int n):
    """
    >>> pieces(b"abcd", 2)
    (bytearray(b'ab'), b'ab', 'ab', bytearray(b'ab'), 'cd', bytearray(b'dcb'), 'dcb')
    """
    cdef bytearray made = text[:n]
    return made, <bytes>text[:n], <str>text[:n], <object>text[:n], <str>text[n:], text[3:0:-1], <str>text[3:0:-1]


def truth(char *text):
    """
    >>> truth(b"a"), truth(b"")
    ((True, True), (True, False))
    """
    return True if text else False, bool(text)
