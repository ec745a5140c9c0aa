cdef struct Thing:
    int a
    float b

cdef enum Color:
    RED
    BLUE
    GREEN

cdef int same(int x) noexcept nogil
cdef double changed_result(int x) noexcept
cdef int changed_exceptions(int x) except -1
cdef int changed_gil(int x) noexcept
cdef int changed_layout(Thing thing) noexcept
cdef int changed_enum(Color color) noexcept
cdef long variable

cdef class Kept:
    cdef int a
    cdef int f(self)

cdef class Longer:
    cdef int a, b

cdef class Method:
    cdef int g(self)
    cdef int f(self)
