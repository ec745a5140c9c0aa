# A method whose signature has an error is no method of the table; what overrides it is checked.
cdef class Node:
    cdef int get() noexcept nogil:  # error: [invalid-parameter] "self"
        return 1


cdef class Derived(Node):
    cdef int get(self) noexcept:
        return 1
