# What raising.pyx calls in another module.
cdef struct Triple:
    long a
    long b
    long c

cdef void void_may_raise(long i) except * nogil
cdef void void_cannot(long i) except * nogil
cdef void void_noexcept(long i) noexcept nogil
cdef int int_may_raise(int i) except? -1 nogil
cdef int int_noexcept(int i) noexcept nogil
cdef Triple struct_may_raise(long i) except * nogil
cdef Triple struct_noexcept(long i) noexcept nogil

cdef class Counted:
    cdef long least
    cdef void void_may_raise(self, long i) except * nogil
    cdef void void_noexcept(self, long i) noexcept nogil
    cdef int int_may_raise(self, int i) except? -1 nogil
    cdef int int_noexcept(self, int i) noexcept nogil
