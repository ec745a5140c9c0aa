# What both modules know of the classes.
cimport cython

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

cdef class Counter:
    cdef int count
    cdef inline int more(self, int by=1) noexcept nogil:
        self.count += by
        return self.count
    cdef inline int twice(self) noexcept nogil:
        return 2 * self.more()
    cdef int rise(self, int by=*) noexcept nogil
    @staticmethod
    cdef inline int thrice(int x) noexcept nogil:
        return 3 * x

cdef class Loud(Counter):
    pass

@cython.final
cdef class Closed:
    cdef double value
    cdef inline double half(self) noexcept nogil:
        return self.value / 2
    cpdef str text(self)
    cdef double third(self) noexcept nogil

cpdef Shape largest(list shapes)
