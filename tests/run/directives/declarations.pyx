"""Decorators that stand at the declaration, in the .pxd."""
cimport cython


cdef int c_remainder(int a, int b) noexcept:
    return a % b


cpdef long long sum_to(int n) except? -1:
    """
    >>> sum_to(10)
    45
    >>> sum_to(100000)  # an int wraps around
    704982704
    """
    total = 0
    for i in range(n):
        total += i
    return total


def remainder(int a, int b):
    """
    >>> remainder(-7, 3)
    -1
    """
    return c_remainder(a, b)
