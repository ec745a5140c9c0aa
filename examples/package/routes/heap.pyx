"""A binary heap of C structs: the entry with the smallest key comes out first. Needs no GIL."""
from libc.stdlib cimport free, realloc


cdef int push(Heap *heap, double key, int value) except -1 nogil:
    cdef Py_ssize_t capacity, at = heap.size, above
    cdef Entry *entries
    if heap.size == heap.capacity:
        capacity = 2 * heap.capacity + 8
        entries = <Entry *>realloc(heap.entries, <size_t>capacity * sizeof(Entry))
        if entries == NULL:
            raise MemoryError()
        heap.entries, heap.capacity = entries, capacity
    heap.size += 1
    while at > 0:  # what is larger moves down
        above = (at - 1) >> 1
        if heap.entries[above].key <= key:
            break
        heap.entries[at] = heap.entries[above]
        at = above
    heap.entries[at].key, heap.entries[at].value = key, value
    return 0


cdef Entry pop(Heap *heap) noexcept nogil:
    cdef Entry first = heap.entries[0], last
    cdef Py_ssize_t at = 0, below = 1
    heap.size -= 1
    last = heap.entries[heap.size]
    while below < heap.size:  # what is smaller moves up
        if below + 1 < heap.size and heap.entries[below + 1].key < heap.entries[below].key:
            below += 1
        if last.key <= heap.entries[below].key:
            break
        heap.entries[at] = heap.entries[below]
        at = below
        below = 2 * at + 1
    heap.entries[at] = last
    return first


cdef void clear(Heap *heap) noexcept nogil:
    free(heap.entries)
    heap.entries, heap.size, heap.capacity = NULL, 0, 0


def sort(keys):
    """
    >>> sort([3, 1.5, 2, -4])
    [-4.0, 1.5, 2.0, 3.0]
    """
    cdef Heap heap
    cdef list found = []
    heap.entries, heap.size, heap.capacity = NULL, 0, 0
    try:
        for key in keys:
            push(&heap, key, 0)
        while not is_empty(&heap):
            found.append(pop(&heap).key)
    finally:
        clear(&heap)
    return found
