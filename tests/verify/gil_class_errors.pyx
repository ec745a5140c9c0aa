# A C attribute of a type that has an error is not taken for a Python attribute.
cdef class Heap:
    cdef Unknown values  # error: [undeclared-name]

    def method(self):
        return 1

    cdef int first(self) noexcept nogil:
        self.method()  # error: [gil-call] "method"
        return self.values[0]


cdef class UnknownParameter:
    cpdef inline int of_python(self, missing_t value):  # error: [undeclared-name] "missing_t"
        return 1
