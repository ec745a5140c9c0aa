# What other modules may use of heap.pyx: each gets the layout of the structs and a copy of the inline
# function, and calls the others with one jump through a pointer.

cdef struct Entry:
    double key
    int value

cdef struct Heap:
    Entry *entries
    Py_ssize_t size
    Py_ssize_t capacity

cdef int push(Heap *heap, double key, int value) except -1 nogil
cdef Entry pop(Heap *heap) noexcept nogil
cdef void clear(Heap *heap) noexcept nogil

cdef inline bint is_empty(const Heap *heap) noexcept nogil:
    return heap.size == 0
