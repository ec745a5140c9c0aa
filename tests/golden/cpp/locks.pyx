# A lock that is waited for without the GIL, and a critical section.
cimport cython

cdef cython.pymutex lock
cdef long count = 0


cdef long add(long n) noexcept nogil:
    global count
    with lock:
        if n < 0:
            return -1
        count += n
    return count


def move(list items, list others):
    with cython.critical_section(items, others):
        others.append(items.pop())
