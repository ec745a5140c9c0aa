cdef int a, *b = NULL, c[3][4]
cdef unsigned long long d "long_d" = 5
cdef double complex e
cdef const char *const f
cdef x, y = 2
cdef (int, double) pair
cdef object[int, ndim=2, mode="c"] g
cdef double[:, ::1] h
cdef const float[::1, :] i
cdef int (*j)(int, void*) except? -1 nogil
cdef int (*(*k)(char))(long)
cdef mod.T l
cdef public api int m
cdef int size_t
cdef:
    readonly list n
    inline int o(): return 1
cdef nogil:
    int p(int)
