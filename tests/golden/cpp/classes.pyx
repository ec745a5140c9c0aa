# Extension types: a table of methods, attributes, special methods, life.
cdef class Shape:
    cdef public double size
    cdef object label

    def __cinit__(self, double size):
        self.size = size

    cdef double area(self) noexcept nogil:
        return self.size

    cpdef double scaled(self, double by):
        return self.area() * by

    def __len__(self):
        return 1


cdef class Square(Shape):
    cdef double area(self) noexcept nogil:
        return self.size * self.size

    def __eq__(self, other):
        return self is other

    def __dealloc__(self):
        self.size = 0


def total(Shape shape not None):
    cdef double sum
    with nogil:
        sum = shape.area()
    return sum


def one():
    return 1
