# Items of a bytearray by a C index need no GIL; but somebody must keep others from resizing it.
cimport cython

cdef cython.pymutex lock


def released(bytearray data, Py_ssize_t i, int value, other):
    cdef int x
    with nogil:
        x = data[i]  # warning: [unlocked-bytearray] "the bytearray `data` is read"
        data[i] = value  # warning: [unlocked-bytearray] "the bytearray `data` is written"
        data[i] = 'x'  # warning: [unlocked-bytearray]
        with lock:
            data[i] = data[0]
        data[i] = other  # error: [gil-item]
        data[i] += 1  # error: [gil-item]
        data[other] = 1  # error: [gil-item]
        del data[i]  # error: [gil-item]
        data[1:2] = data  # error: [gil-item]
    data[i] = value
    return x, data[i]


cdef int first(bytearray data) except -1 nogil:
    return data[0]  # warning: [unlocked-bytearray]
