cimport cython

@cython.cdivision(True)
cdef int c_remainder(int a, int b) noexcept

@cython.locals(total=int, i=int)
cpdef long long sum_to(int n) except? -1
