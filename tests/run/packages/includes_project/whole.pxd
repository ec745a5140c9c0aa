# Classes and structs of files that are included further down are known here.
cdef class First:
    cdef Second second
    cdef Pair *pair
    cdef int take(self, Second other)

ctypedef float real

cdef real[4] TABLE
cdef int MATRIX[2][3]

include "more.pxd"
