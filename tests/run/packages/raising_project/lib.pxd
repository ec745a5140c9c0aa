# C functions and methods whose value does not tell of an exception, or only perhaps.
cdef struct Pair:
    long a
    long b

ctypedef void (*Visit)(long) except * nogil

cdef void check(long x) except * nogil
cdef void cannot(long x) except * nogil
cdef Pair pair(long x) except * nogil
cdef Pair pair_of_held(long x) except *
cdef long maybe(long x) except? -1 nogil
cdef long always_told(long x) except -1 nogil
cdef long by_default(long x) nogil
cdef double number(double x) except *
cdef long optional(long x, long limit=*, long by=*) except? -1 nogil
cpdef long both(long x, long limit=*) except? -1
cdef void take(long x) except * with gil
cdef bint call(Visit visit, long x) except * nogil
cdef unsigned char narrow(long x) except? 255 nogil
cdef long quiet(long x) noexcept nogil
cdef void through_c(long x) except * nogil

cdef class Base:
    cdef long limit
    cdef void check(self, long x) except * nogil
    cdef Pair pair(self, long x) except * nogil
    cdef long maybe(self, long x) except? -1 nogil
    cdef long told(self, long x) except -1 nogil
    cdef long quiet(self, long x) noexcept nogil
    cdef object box(self, long x)
    cdef long optional(self, long x, long by=*) except? -1 nogil
    cpdef long both(self, long x) except? -1
    @staticmethod
    cdef void alone(long x) except * nogil

cdef class Derived(Base):
    cdef void more(self, long x) except * nogil

cdef Base hidden(long limit)
