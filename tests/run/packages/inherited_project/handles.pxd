cdef class Base:
    cdef close(self)
    cdef int number(self) except -1
    cdef open(self)

cdef class Middle(Base):
    cdef close(self)  # Base defines it
    cdef open(self)

cdef class Leaf(Middle):
    cdef open(self)
    cdef int number(self) except -1
