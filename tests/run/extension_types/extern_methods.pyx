"""Inline C methods of a class that a C header describes, and inherited ones. Cython has neither."""
import datetime as dt

cdef extern from "datetime.h":
    int PyDateTime_GET_YEAR(object d)
    int PyDateTime_GET_MONTH(object d)

    ctypedef class datetime.date [object PyDateTime_Date]:
        cdef inline int months(self, int more=0) except -1:
            if more < 0:
                raise ValueError("less than nothing")
            return 12 * PyDateTime_GET_YEAR(self) + PyDateTime_GET_MONTH(self) + more

        @property
        cdef inline int c_year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

        @staticmethod
        cdef inline int in_years(int years) noexcept nogil:
            return 12 * years


def methods(date d, int more):
    """
    >>> methods(dt.date(2020, 3, 4), 1)
    (24243, 24244, 24245, 24)
    >>> methods(dt.date(2020, 3, 4), -1)
    Traceback (most recent call last):
    ...
    ValueError: less than nothing
    """
    cdef int years
    with nogil:
        years = date.in_years(2)
    return d.months(), d.months(more), date.months(d, 2), years


cdef class Derived(date):
    """
    >>> Derived(2020, 3, 4).twice()
    (48486, 2020)
    """
    def twice(self):
        return self.months() + date.months(self), self.c_year
