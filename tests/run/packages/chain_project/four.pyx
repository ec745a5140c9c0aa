from three cimport Three, Deeper
from one cimport One, Pair, Holder
from two cimport Two

cdef class Four(Three):
    cpdef str name(self):
        return "four of " + Three.name(self)
    cdef int count(self) noexcept nogil:
        return 100 + Three.count(self)
    def all(self):
        cdef One one = self
        cdef Three three = self
        return one.number(), one.name(), one.keep(1), three.keep(1, 1), self.count(), three.count(), len(self.values)

cdef class Last(Deeper):
    pass

def use():
    cdef Two two = Two()
    two.partner = Four()
    return two.name(), two.number()

def swap(Holder holder, int a):
    cdef Pair pair
    pair.a, pair.b = a, a / 2
    before = holder.swap(pair)
    return before.a, before.b, holder.pair.a

def both(Holder holder):
    holder.both = (3, 4.5)
    holder.other = &holder.pair
    holder.other.a = 12
    return holder.both, holder.pair.a

def depth(Deeper deeper):
    return deeper.depth
