import cython

cpdef long square(long x) except? -1
@cython.locals(i=cython.long, result=cython.long)
cpdef long total(long n) except? -1
cdef double half(double x) noexcept
