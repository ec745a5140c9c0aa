cimport one

cdef class Two:
    cdef public one.One partner
    cdef int level
    cdef int number(self) noexcept nogil
    cpdef str name(self)
