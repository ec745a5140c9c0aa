cdef int f() noexcept

cdef class C:
    cdef int f(self)
