# cython: subinterpreters_compatible=shared_gil
"""What users.pyx takes from another module."""
cdef int made = 0


cdef class Shape:
    def __cinit__(self, double size):
        global made
        made += 1
        self.size = size

    cdef double area(self) except? -1 nogil:
        return scaled(self.size, self.size)


cdef double scaled(double size, double by) except? -1 nogil:
    if by < 0:
        raise ValueError("negative")
    return size * by
