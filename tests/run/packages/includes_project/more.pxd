cdef struct Pair:
    int a, b

cdef class Second:
    cdef int number
    cdef First first
