"""@cython.locals types the parameters of C functions."""

cimport cython

@cython.locals(x=double)
cdef cube(x):
    return x ** 3

@cython.locals(x=cython.int, n=cython.longlong)
cpdef shifted(x, y=1):
    n = x
    return n << 40, y

def call():
    """
    >>> call()
    (8.0, (1099511627776, 1))
    """
    return cube(2), shifted(1)
