# cython: subinterpreters_compatible=shared_gil
"""Uses C functions, classes and variables of shapes, which must be those of the same interpreter."""
cimport shapes
from shapes cimport Shape


cdef class Square(Shape):
    cdef object name


def area(double size):
    cdef Shape shape = Square(size)
    cdef double result
    with nogil:
        result = shape.area()
    return result, shapes.made


def is_shape():
    import shapes as module
    return issubclass(Square, module.Shape), Square.__mro__[1] is module.Shape
