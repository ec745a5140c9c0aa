"""Compiled with the new declarations; its users with the old ones."""

cdef int same(int x) noexcept nogil:
    return x + 1

cdef double changed_result(int x) noexcept:
    return x

cdef int changed_exceptions(int x) except -1:
    return x

cdef int changed_gil(int x) noexcept:
    return x

cdef int changed_layout(Thing thing) noexcept:
    return thing.a

cdef int changed_enum(Color color) noexcept:
    return <int>color

cdef long variable = 3


cdef class Kept:
    cdef int f(self):
        return self.a


cdef class Longer:
    pass


cdef class Method:
    cdef int g(self):
        return 1
    cdef int f(self):
        return 2
