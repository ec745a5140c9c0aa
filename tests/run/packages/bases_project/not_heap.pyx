cdef class First:
    pass

cdef class Second:
    pass

cdef class Both(First, Second):
    pass
