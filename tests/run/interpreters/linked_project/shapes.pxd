cdef int made

cdef class Shape:
    cdef double size
    cdef double area(self) except? -1 nogil

cdef double scaled(double size, double by) except? -1 nogil
