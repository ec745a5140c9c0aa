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


def tests():
    r"""
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
