import cython
from cython.cimports.libc import math

@cython.cfunc
@cython.returns(cython.int)
def f(x: cython.double, cdef: int = 1) -> cython.int:
    struct, union, enum, api = new, sizeof, include, DEF = 1, 2, 3, 4
    with cython.nogil:
        x = cython.cast(cython.int, x)
    return int(x)
