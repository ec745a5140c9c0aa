thing = 5

cdef class First:
    pass

cdef class Both(First, thing):
    pass
