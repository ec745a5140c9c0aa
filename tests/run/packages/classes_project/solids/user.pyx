# Uses the classes of another module, and inherits from them.
from solids.shapes cimport Closed, Counter, Shape, Loud, Box, Traced, largest
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


cdef class Telling(Cube):
    cpdef str describe(self, int extra=4):
        return "telling " + Shape.describe(self, extra) + Box.describe(self) + Cube.describe(self, 2)


cdef class Doubling(Counter):
    cdef int rise(self, int by=2) noexcept nogil:
        return 2 * Counter.rise(self, by)


def inline(Counter counter):
    cdef int by_one, by_five, doubled
    with nogil:
        by_one = counter.more()
        by_five = counter.more(5)
        doubled = counter.twice()
    return by_one, by_five, doubled, Counter.more(counter), Counter.thrice(2)


def named(Loud loud):
    return Counter.rise(loud), Loud.rise(loud)


def rise(Counter counter):
    return counter.rise(), counter.rise(5)


def closed(value):
    cdef Closed one = Closed(value)
    cdef double half, third
    with nogil:
        half = one.half()
        third = one.third()
    return half, third, one.text(), one.value


def sort(shapes):
    cdef Shape best = largest(shapes)
    return best.name


class Python(Telling):
    def describe(self, extra=5):
        return "python " + Telling.describe(self, 6)


def of_type(o):
    return type(o) is Box, isinstance(o, (Cube, Traced)), isinstance(o, shapes.Shape)
