cdef int right(int n) except? -1
cdef object seen
