# Uses the classes of another module, and inherits from them.
from solids.shapes cimport Shape, Box, Traced
cimport solids.shapes as shapes

def test(object o):
    cdef Shape s = o
    cdef double a
    cdef int c
    with nogil:
        a = s.area()
        c = s.checked(3)
    return a, c, s.describe(), s.describe(7), s.name, s.scale, isinstance(o, Box), s.plain()

def make(w, h):
    cdef Box b = Box(w, h)
    b.width += 1
    return b

def fail(Shape s):
    return s.checked(-1)

def bare():
    cdef shapes.Box b = shapes.Box.__new__(shapes.Box)
    return b.width, b.name

def cast(o):
    return (<Box?>o).height

def twice(x):
    return Shape.twice(x)

def base_area(Box b):
    return Shape.area(b), Box.area(b)

cdef class Cube(Box):
    cdef public double depth
    cdef list items
    def __init__(self, w, h, d):
        Box.__init__(self, w, h)
        self.depth = d
        self.items = [self]
    cdef double area(self) noexcept nogil:
        return self.depth * self.width * self.height
    cdef int more(self):
        return 42

cdef class Four(Cube):
    cpdef str describe(self, int extra=9, int further=1):
        return "four" + str(extra) + str(further)
    cdef int more(self):
        return 43

def more(Cube c):
    return c.more()


cdef class Child(Traced):
    cdef str word
    cdef object other
    def __cinit__(self, *arguments):
        self.word = "child" + str(len(arguments))
    cpdef str describe(self, int extra=0):
        return f"{self.word} {extra}"
    def __setitem__(self, key, value):
        self.other = value


def with_other(Child c, other):
    c.other = other
    return c.other is other
