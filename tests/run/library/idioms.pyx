"""What programs on PyPI write, and was refused once."""
cimport cpython.ref
from libc.stdio cimport snprintf

cdef enum:
    SHIFT = 3
    MASK = (1 << SHIFT) - 1
    LIMIT = 0x80 >> SHIFT
    NEXT


def enum_items():
    """
    >>> enum_items()
    (7, 16, 17, 8)
    """
    cdef int array[MASK + 1]
    return MASK, LIMIT, NEXT, sizeof(array) // sizeof(int)


cdef int kind_of(const char *text) noexcept nogil:
    if text[0] in b"\n\0":
        return 0
    if text[0] not in b"abc\xff":
        return 1
    return 2 + (text[0] in b"")


def characters():
    r"""
    >>> characters()
    [0, 0, 1, 2, 2]
    """
    return [kind_of(b""), kind_of(b"\nx"), kind_of(b"x"), kind_of(b"b"), kind_of(b"\xff")]


def variadic_bytes(bytes name, object other):
    """
    >>> variadic_bytes(b"abc", 1)
    'abc and xyz'
    >>> variadic_bytes(None, 1)
    Traceback (most recent call last):
    TypeError: expected bytes, NoneType found
    """
    cdef char result[32]
    snprintf(result, sizeof(result), "%s and %s", name, b"xyz")
    return result.decode()


cdef object replaced
try:
    from collections import no_such_name as replaced
except ImportError:
    def replaced(x):
        return x * 2


def call_replaced():
    """
    >>> call_replaced()
    6
    """
    return replaced(3)


cdef extern from "Python.h":
    ctypedef struct PyObject:
        pass


def declared_twice(o):
    """
    >>> declared_twice("x")
    'x'
    """
    cdef PyObject *p = <PyObject *>o
    cpython.ref.Py_XINCREF(p)
    cpython.ref.Py_XDECREF(p)
    return <object>p


cdef int kind_of_text(Py_UCS4 c) noexcept nogil:
    if c in "ab\u20ac\U0001f600":
        return 1
    return 2 if c not in "xyyx" else 3 + (c in "")


def text_characters():
    """
    >>> text_characters()
    [1, 1, 1, 2, 3]
    """
    return [kind_of_text(c) for c in "b\u20ac\U0001f600 x"]


cdef bint is_listed(unsigned char c) noexcept nogil:
    return c in (b"a", b"\xff", 98)


def listed_characters():
    r"""
    >>> listed_characters()
    [True, True, False, True]
    """
    return [is_listed(c) for c in (97, 255, 99, 98)]


def high_bytes(unsigned char c, char d):
    r"""
    >>> high_bytes(255, -1)
    (True, True, False)
    """
    return c == b"\xff", d == b"\xff", c != b"\xff"
