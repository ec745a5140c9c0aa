DEF INCLUDED = 5

cdef int from_include(int x):
    return x + INCLUDED

include "inner/more.pxi"
