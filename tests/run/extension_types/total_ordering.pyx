"""One comparison gives the others: as functools.total_ordering, which Python compares here."""
import functools
from functools import total_ordering

cimport cython


@cython.total_ordering
cdef class ByLt:
    cdef readonly int n
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return other.n == self.n if isinstance(other, (ByLt, PyByLt)) else NotImplemented
    def __lt__(self, other):
        return self.n < other.n if isinstance(other, (ByLt, PyByLt)) else NotImplemented


@functools.total_ordering
cdef class ByLe(ByLt):
    def __le__(self, other):
        return self.n <= other.n


@total_ordering
cdef class ByGt:
    cdef readonly int n
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __gt__(self, other):
        return self.n > other.n


@cython.total_ordering
cdef class ByGe:
    cdef readonly int n
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __ge__(self, other):
        return self.n >= other.n


@cython.total_ordering
cdef class ByLeAlone:
    cdef readonly int n
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __le__(self, other):
        # Whatever is true, as Python gives it back.
        return [] if self.n > other.n else [self.n]


cdef class Inherits(ByGe):
    def __gt__(self, other):
        return "its own"


class PyByLt:
    def __init__(self, n):
        self.n = n


@total_ordering
class PyByLe:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __le__(self, other):
        return [] if self.n > other.n else [self.n]


def all_results(kind):
    """
    >>> expected = [[True, True, False, False], [False, True, True, False], [False, False, True, True]]
    >>> [all_results(kind) == expected for kind in (ByLt, ByLe, ByGt, ByGe)]
    [True, True, True, True]
    >>> all_results(ByLeAlone) == all_results(PyByLe), all_results(ByLeAlone)[1]
    (True, [False, [2], True, False])
    """
    rows = []
    for a, b in ((1, 2), (2, 2), (3, 2)):
        x, y = kind(a), kind(b)
        rows.append([x < y, x <= y, x >= y, x > y])
    return rows


def others():
    """
    >>> others()
    ('its own', True, True)
    >>> ByLt(1) >= 1
    Traceback (most recent call last):
    TypeError: '>=' not supported between instances of 'total_ordering.ByLt' and 'int'
    """
    return Inherits(1) > Inherits(2), Inherits(1) <= Inherits(2), Inherits(1) < Inherits(2)
