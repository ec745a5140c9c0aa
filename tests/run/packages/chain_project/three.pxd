from one cimport One, Holder

cdef class Three(One):
    cdef list values
    cdef object keep(self, object value, int times=*, object more=*)
    cdef int count(self) noexcept nogil

cdef class Deeper(Holder):
    cdef int depth
