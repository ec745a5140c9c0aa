class Open:
    pass

cdef class First:
    pass

cdef class Both(First, Open):
    pass
