cdef struct Thing:
    int a
    double b

cdef enum Color:
    RED
    GREEN

cdef int same(int x) noexcept nogil
cdef int changed_result(int x) noexcept
cdef int changed_exceptions(int x) noexcept
cdef int changed_gil(int x) noexcept nogil
cdef int changed_layout(Thing thing) noexcept
cdef int changed_enum(Color color) noexcept
cdef int removed(int x) noexcept
cdef int variable

cdef class Kept:
    cdef int a
    cdef int f(self)

cdef class Longer:
    cdef int a

cdef class Method:
    cdef int f(self)

cdef class Gone:
    cdef int a
