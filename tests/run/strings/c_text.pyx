# cython: c_string_type=str, c_string_encoding=utf8
"""C text is str, in UTF-8."""

from libc.string cimport strlen

cdef const char *greeting = "héllo"

cdef struct Named:
    const char *name
    int number

cdef struct Short:
    char[8] name

def both_ways(char *text):
    """
    >>> both_ways("häl"), both_ways(b"abc"), both_ways(bytearray(b"ab"))
    (('häl', 4), ('abc', 3), ('ab', 2))
    >>> both_ways("\\ud800")
    Traceback (most recent call last):
    UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed
    >>> both_ways(5)
    Traceback (most recent call last):
    TypeError: expected bytes, int found
    """
    return text, strlen(text)

def of_all_types():
    """
    >>> of_all_types()
    ('héllo', b'h\\xc3\\xa9llo', bytearray(b'h\\xc3\\xa9llo'), 'héllo', 'é')
    """
    return greeting, <bytes>greeting, <bytearray>greeting, <str>greeting, greeting[1:3]

def typed():
    """
    >>> typed()
    (b'h\\xc3\\xa9llo', bytearray(b'h\\xc3\\xa9llo'), 'héllo')
    """
    cdef bytes b = greeting
    cdef bytearray a = greeting
    cdef str s = greeting
    return b, a, s

def broken_text():
    """
    >>> broken_text()
    Traceback (most recent call last):
    UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 1: unexpected end of data
    """
    return greeting[:2]

def in_structs(value):
    """
    >>> in_structs({"name": "é", "number": 3})
    ({'name': 'é', 'number': 3}, {'name': 'ab'}, 'ab')
    """
    cdef Named named = value
    cdef Short small
    small.name = [c'a', c'b', 0, 0, 0, 0, 0, 0]
    return named, small, small.name

def from_str(str text):
    """
    >>> from_str("xyz")
    (120, 3)
    """
    cdef const char *p = text
    return p[0], strlen(p)

def lengths(char *text):
    """`len` counts bytes, not what they become.

    >>> lengths("häl")
    (4, 4, 6)
    """
    cdef Named n = Named(greeting, 1)
    return len(text), strlen(text), len(n.name)


cdef bytes encoded(text):
    return text.encode()


def kept_by_another_target(text):
    """
    >>> kept_by_another_target("abc")
    (b'abc', b'abc', b'abc')
    """
    cdef const char *p
    cdef char *q
    cdef bytes kept, kept_too
    p = kept = encoded(text)
    kept_too = q = encoded(text)
    return <bytes>p, <bytes>q, kept


def tested_cast(value):
    """
    >>> tested_cast(b"xyz")
    120
    >>> tested_cast(3)
    Traceback (most recent call last):
    TypeError: expected bytes, int found
    """
    cdef char *p = <char *?>value
    return p[0]
