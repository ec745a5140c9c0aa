from two cimport Two

cdef class One:
    cdef int number(self) noexcept nogil:
        return 1
    cpdef str name(self):
        return "one"
    cdef object keep(self, object value, int times=2):
        return [value] * times

cdef class Holder:
    cdef Pair swap(self, Pair given):
        result = self.pair
        self.pair = given
        return result

def ask(Two two):
    return two.number(), two.name(), two.level, two.partner

def make():
    made = Two()
    made.partner = One()
    made.level = 7
    return made

def hold():
    return Holder()
