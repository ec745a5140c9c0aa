# cython: embedsignature=True
"""Signatures in docstrings."""
cimport cython


def plain(a, b=1, *args, c, d="x", **kwargs):
    """Has a docstring.

    >>> print(plain.__doc__.splitlines()[0])
    plain(a, b=1, *args, c, d="x", **kwargs)
    """


def typed(int x, double y=2.5, list z=None, *, k: int = 3) -> float:
    """
    >>> print(typed.__doc__.splitlines()[0])
    typed(int x, double y=2.5, list z=None, *, k: int = 3) -> float
    """


def nothing(a, /, b):
    pass


cpdef long both(long n, int m=0) except -1:
    """
    >>> print(both.__doc__.splitlines()[0])
    both(long n, int m=0) -> long
    """
    return n


class C:
    def method(self, x):
        pass

    @cython.embedsignature(False)
    def without(self):
        pass


@cython.embedsignature.format("python")
def annotated(int x, y: str, z=()):
    pass


@cython.embedsignature.format("clinic")
def for_inspect(int x, y: str, z=()):
    """Text."""


@cython.always_allow_keywords(False)
def one(x):
    return x


def with_a_long_docstring(int x):
    """First.

        Deeper.
    Last.

    """


cdef class Extension:
    """Text of the class."""
    cdef public int number
    cdef public list items
    cdef public Extension next
    cdef readonly int count

    def __init__(self, int x, y=None):
        "of init"

    def method(self, Extension other not None, *, k):
        "of method"

    cpdef int both(self, double q=2):
        return 1

    @classmethod
    def make(cls, a):
        pass

    def __add__(self, other):
        "of add"
        return 1

    def __sub__(self, other):
        return 1


@cython.embedsignature.format("python")
cdef class InPython:
    cdef public double ratio
    cdef public object anything

    def __init__(self, int x):
        pass

    cpdef double complex both(self, unsigned long long n, bint flag, Py_UCS4 c, char *text):
        return n


def tests():
    r"""
    >>> with_a_long_docstring.__doc__
    'with_a_long_docstring(int x)\n\nFirst.\n\n    Deeper.\nLast.'
    >>> Extension.__doc__
    'Extension(int x, y=None)\n\nText of the class.'
    >>> Extension.__init__.__doc__, Extension.__add__.__doc__
    ('of init', 'Extension.__add__(self, other)\n\nof add')
    >>> Extension.method.__doc__
    'Extension.method(self, Extension other, *, k)\n\nof method'
    >>> Extension.both.__doc__, Extension.make.__doc__
    ('Extension.both(self, double q=2) -> int', 'Extension.make(cls, a)')
    >>> Extension.number.__doc__, Extension.items.__doc__, Extension.count.__doc__
    ("number: 'int'", 'items: list', None)
    >>> InPython.__doc__, InPython.ratio.__doc__, InPython.anything.__doc__
    (None, 'ratio: float', None)
    >>> InPython.both.__doc__
    'InPython.both(self, n: int, flag: bool, c: str, text: bytes) -> complex'
    >>> nothing.__doc__
    'nothing(a, /, b)'
    >>> C.method.__doc__, C.without.__doc__
    ('C.method(self, x)', None)
    >>> annotated.__doc__
    'annotated(x: int, y: str, z=())'
    >>> for_inspect.__doc__
    'for_inspect(x, y, z=())\n--\n\nText.'
    >>> one(1)
    1
    >>> one(x=1)
    Traceback (most recent call last):
    TypeError: ...
    """
