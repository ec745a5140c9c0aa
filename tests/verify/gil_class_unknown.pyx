# What a class declares with a type that has an error, or may inherit from a base that has one, is
# not taken for a Python attribute.
cdef class Broken:
    cdef Unknown values  # error: [undeclared-name]


cdef class Derived(Broken):
    cdef int first(self) noexcept nogil:
        return self.values[0]


cdef class Orphan(Nowhere):  # error: [undeclared-name]
    cdef int first(self) noexcept nogil:
        return self.values[0] + self.count()


cdef class Grandchild(Orphan):
    cdef int second(self) noexcept nogil:
        return self.values[0]


cdef class Whole:
    cdef int first(self) noexcept nogil:
        self.values  # error: [gil-attribute]
        return 0
