from one cimport One, Holder, Pair
from two cimport Two

cdef class Three(One):
    def __cinit__(self):
        self.values = [self]
    cdef int number(self) noexcept nogil:
        return 3
    cdef object keep(self, object value, int times=3, object more=None):
        return One.keep(self, value, times), One.keep(self, value), more
    cdef int count(self) noexcept nogil:
        return self.number() * 2

cdef class Deeper(Holder):
    cdef Pair swap(self, Pair given):
        self.depth += 1
        return Holder.swap(self, given)
