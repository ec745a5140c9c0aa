cimport limits
from limits cimport HALF, LIMIT as MOST

cdef int[MOST] numbers

cdef double scaled(double x) noexcept nogil:
    return x * HALF + limits.HIGH

def known(double x):
    cdef double y
    with nogil:
        y = scaled(x)
    return len(numbers), y, limits.IS_ON, -limits.LIMIT
