cdef class Base:
    cdef close(self):
        return "close of base"

    cdef int number(self) except -1:
        return 1

    cdef open(self):
        return "open of base"

    def all(self):
        return self.close(), self.number(), self.open()


cdef class Middle(Base):
    def by_name(self):
        return Middle.close(self), Middle.open(self)


cdef class Leaf(Middle):
    cdef open(self):
        return "open of leaf, " + Middle.open(self)

    cdef int number(self) except -1:
        return 5
