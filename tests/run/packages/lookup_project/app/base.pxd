# cython: cdivision=True
from libc.math cimport fabs
from .inner cimport names
from .inner.names cimport name_t as base_name_t

ctypedef int base_t

cdef inline int c_modulo(int a, int b) noexcept:
    return a % b

cdef inline double unused(double x) noexcept:
    return fabs(x) + missing_everywhere(x)

cdef double missing_everywhere(double x) noexcept
