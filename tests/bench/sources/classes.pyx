# Extension types, for run.py: each loop_* runs one operation n times, from C; each class is used from
# Python by the loops in run.py. Neither compiler may know the class of an instance by its name.
cimport cython


cdef class Point:
    cdef public double x
    cdef public object label
    cdef int count

    def __init__(self, double x):
        self.x = x

    cdef double direct(self, double by):
        return self.x * by

    cpdef double overridable(self, double by):
        return self.x * by

    def from_python(self, by):
        return by

    def no_arguments(self):
        return None

    @property
    def value(self):
        return self.count


cdef class Moved(Point):
    cdef double direct(self, double by):
        return self.x + by


cdef class Empty:
    pass


cdef class WithCinit:
    cdef double x

    def __cinit__(self, double x):
        self.x = x


cdef class Holder:
    cdef Point point
    cdef list items


cdef class Base:
    cdef int run(self, int n):
        return n


cdef class Derived(Base):
    cdef int run(self, int n):
        return n + 1


def loop_virtual_call(int n):
    cdef Base even = Base(), odd = Derived(), one
    cdef int total = 0, i
    for i in range(n):
        one = odd if i & 1 else even
        total += one.run(i)
    return total


def loop_c_method(int n):
    cdef Point point = Moved(1.5)
    cdef double total = 0
    cdef int i
    for i in range(n):
        total += point.direct(2)
    return total


def loop_cpdef_method(int n):
    cdef Point point = Point(1.5)
    cdef double total = 0
    cdef int i
    for i in range(n):
        total += point.overridable(2)
    return total


def loop_c_attribute(int n):
    cdef Point point = Point(1.5)
    cdef int i
    for i in range(n):
        point.x = point.x * 0.5 + i
    return point.x


def loop_object_attribute(int n):
    cdef Holder holder = Holder()
    cdef Point one = Point(1), other = Point(2)
    cdef int i
    for i in range(n):
        holder.point = one if i & 1 else other
    return holder.point.x


def loop_construct(int n):
    cdef int i
    for i in range(n):
        Empty()


def loop_construct_with_cinit(int n):
    cdef int i
    for i in range(n):
        WithCinit(2.5)


def loop_construct_with_init(int n):
    cdef int i
    for i in range(n):
        Point(2.5)


def loop_construct_without_arguments(int n):
    cdef int i
    for i in range(n):
        Holder.__new__(Holder)
