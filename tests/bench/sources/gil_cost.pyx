# What releasing and taking the GIL costs: `n` times in a loop, around the store to a volatile variable.
cdef volatile long sink = 0


def release_and_take(long n):
    global sink
    cdef long i
    for i in range(n):
        with nogil:
            sink = i


def only_store(long n):
    global sink
    cdef long i
    for i in range(n):
        sink = i


cdef void release_again(long i) noexcept nogil:
    with nogil:
        sink_store(i)


cdef void plain(long i) noexcept nogil:
    sink_store(i)


cdef inline void sink_store(long i) noexcept nogil:
    global sink
    sink = i


def released_twice(long n):
    # The GIL is released around the loop; the function releases what is released already.
    cdef long i
    with nogil:
        for i in range(n):
            release_again(i)


def released_once(long n):
    cdef long i
    with nogil:
        for i in range(n):
            plain(i)
