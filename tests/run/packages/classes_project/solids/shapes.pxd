# What both modules know of the classes.
cdef class Shape:
    cdef readonly double scale
    cdef object name
    cdef double area(self) noexcept nogil
    cpdef str describe(self, int extra=*)
    cdef int checked(self, int x) except -1 nogil
    @staticmethod
    cdef int twice(int x)

cdef class Box(Shape):
    cdef public double width, height

cdef class Traced(Shape):
    pass
