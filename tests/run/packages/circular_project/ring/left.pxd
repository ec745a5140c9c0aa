cdef int left(int n) except? -1
cdef object seen
