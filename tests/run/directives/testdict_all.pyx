# cython: autotestdict.all=True
"""All docstrings of functions.

>>> sorted(name.split(" (line ")[0] for name in __test__)
['C.__add__', 'C.x.__get__', 'P.method', 'f', 'hidden']
"""


def f():
    """A function."""
    def inner():
        """Nobody finds this one."""
    return inner


cdef hidden():
    """A C function."""


cdef class C:
    """A class."""
    def __cinit__(self):
        """Not shown by Python."""

    def __len__(self):
        """Not shown by Python."""
        return 1

    def __add__(self, other):
        """An operator."""

    property x:
        def __get__(self):
            """A property."""


class P:
    def method(self):
        """A method."""
