# Locks are guards in a block; critical sections, too.
cimport cython

cdef cython.pymutex lock
cdef long total


cdef void add(long n) noexcept nogil:
    global total
    with lock:
        total += n


def append(list items, item):
    with cython.critical_section(items):
        items.append(item)
