class Numbers(list):
    pass

cdef class First:
    cdef dict __dict__

cdef class Both(First, Numbers):
    pass
