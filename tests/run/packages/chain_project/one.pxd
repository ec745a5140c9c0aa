from two cimport Two

cdef class One:
    cdef public Two partner
    cdef int level
    cdef int number(self) noexcept nogil
    cpdef str name(self)
    cdef object keep(self, object value, int times=*)

cdef struct Pair:
    int a
    double b

cdef class Holder:
    cdef Pair pair
    cdef Pair *other
    cdef (int, double) both
    cdef object __weakref__
    cdef dict __dict__
    cdef Pair swap(self, Pair given)
