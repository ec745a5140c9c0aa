cimport cython

cdef class Shape:
    def __cinit__(self, *args, **kwargs):
        self.scale = 1
        self.name = "shape"
    cdef double area(self) noexcept nogil:
        return 0
    cpdef str describe(self, int extra=5):
        return f"{self.name} {self.area()} {extra}"
    cdef int checked(self, int x) except -1 nogil:
        if x < 0:
            with gil:
                raise ValueError("negative")
        return x
    @staticmethod
    cdef int twice(int x):
        return 2 * x
    def plain(self):
        return "plain"

cdef class Box(Shape):
    def __init__(self, width=1, height=2):
        self.width = width
        self.height = height
        self.name = "box"
    cdef double area(self) noexcept nogil:
        return self.width * self.height * self.scale


log = []

cdef class Traced(Shape):
    """Tells when it is made, finalised and destroyed."""
    def __cinit__(self):
        log.append("cinit")
    def __del__(self):
        log.append(f"del {self.describe(1)}")
    def __dealloc__(self):
        log.append("dealloc")
    def __add__(self, other):
        return "traced sum"
    def __delitem__(self, key):
        log.append(f"delete {key}")
    def __setitem__(self, key, value):
        log.append(f"set {key}")


cdef class Counter:
    cdef int rise(self, int by=1) noexcept nogil:
        return self.more(by)

cdef class Loud(Counter):
    cdef int rise(self, int by=1) noexcept nogil:  # the .pxd does not tell
        return 100

@cython.final
cdef class Closed:
    def __init__(self, value):
        self.value = value
    cpdef str text(self):
        return f"closed {self.value}"
    cdef double third(self) noexcept nogil:
        return self.value / 3

cpdef Shape largest(list shapes):
    cdef Shape best = None, shape
    for shape in shapes:
        if best is None or shape.area() > best.area():
            best = shape
    return best
