"""Examples in the docstrings of functions and methods.

>>> sorted(name.split(" (line ")[0] for name in __test__)
['C.__add__', 'C.method', 'C.value', 'P.method', 'f', 'shown']
"""


def f():
    """
    >>> f()
    """


cpdef shown():
    """
    >>> shown()
    """


def without():
    """No examples."""


cdef class C:
    """
    >>> C() + 1
    3
    """
    def __add__(self, other):
        """
        >>> C() + 2
        3
        """
        return 3

    def method(self):
        """
        >>> C().method()
        """

    @property
    def value(self):
        """
        >>> C().value
        2
        """
        return 2


class P:
    def method(self):
        """
        >>> P().method()
        """
