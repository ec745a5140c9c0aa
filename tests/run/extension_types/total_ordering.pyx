"""One comparison gives the others: as functools.total_ordering, which Python compares here."""
import functools
import operator
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


@cython.total_ordering
cdef class ByNe:
    """What is equal is the opposite of what is not.

    >>> [(op.__name__, op(ByNe(1), Other(1)), op(ByNe(1), Other(2)), op(ByNe(2), Other(1)))
    ...  for op in (operator.lt, operator.le, operator.gt, operator.ge, operator.ne)]
    [('lt', False, True, False), ('le', True, True, False), ('gt', False, False, True), ('ge', True, False, True), ('ne', False, True, True)]
    """
    cdef int n
    def __init__(self, n):
        self.n = n
    def __ne__(self, other):
        return self.n != other.n
    def __lt__(self, other):
        return self.n < other.n


@cython.total_ordering
class Implied:
    """The decorator makes it an extension type.

    >>> Implied(1) <= Other(1), Implied(1) > Other(2), hasattr(Implied(1), '__dict__')
    (True, False, False)
    """
    n: cython.int
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __lt__(self, other):
        return self.n < other.n


class Other:
    def __init__(self, n):
        self.n = n
