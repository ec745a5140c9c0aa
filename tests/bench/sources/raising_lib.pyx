cdef volatile long sink = 0

cdef void void_may_raise(long i) except * nogil:
    global sink
    if i < 0:
        raise ValueError("negative")
    sink = i

cdef void void_cannot(long i) except * nogil:
    global sink
    sink = i

cdef void void_noexcept(long i) noexcept nogil:
    global sink
    if i < 0:
        raise ValueError("negative")
    sink = i

cdef int int_may_raise(int i) except? -1 nogil:
    global sink
    if i < -10:
        raise ValueError("too small")
    sink = i
    return i ^ 1

cdef int int_noexcept(int i) noexcept nogil:
    global sink
    if i < -10:
        raise ValueError("too small")
    sink = i
    return i ^ 1

cdef Triple struct_may_raise(long i) except * nogil:
    cdef Triple triple
    if i < 0:
        raise ValueError("negative")
    triple.a = i
    triple.b = i + 1
    triple.c = i + 2
    return triple

cdef Triple struct_noexcept(long i) noexcept nogil:
    cdef Triple triple
    if i < 0:
        raise ValueError("negative")
    triple.a = i
    triple.b = i + 1
    triple.c = i + 2
    return triple

cdef class Counted:
    cdef void void_may_raise(self, long i) except * nogil:
        global sink
        if i < self.least:
            raise ValueError("negative")
        sink = i

    cdef void void_noexcept(self, long i) noexcept nogil:
        global sink
        if i < self.least:
            raise ValueError("negative")
        sink = i

    cdef int int_may_raise(self, int i) except? -1 nogil:
        global sink
        if i < self.least - 10:
            raise ValueError("too small")
        sink = i
        return i ^ 1

    cdef int int_noexcept(self, int i) noexcept nogil:
        global sink
        if i < self.least - 10:
            raise ValueError("too small")
        sink = i
        return i ^ 1
