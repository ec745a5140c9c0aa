# Memoryviews are not supported yet, but what they are is known: what is done with them without the
# GIL is checked as if they were.
from cython.parallel cimport prange
import json

cdef extern from *:
    int blocking(double *data, int n) nogil


cdef class Store:
    cdef double[:] data  # error: [unsupported] "memoryview types"
    cdef object any
    cdef list cache

    cdef void put(self, double[:] data, object other) noexcept nogil:  # error: [unsupported]
        self.data = data
        self.data[0] = data[1]
        self.data = other  # error: [gil-conversion] "double[:]"
        self.data[1] = self.any  # error: [gil-conversion] "double"
        self.cache.append(data[0])  # error: [gil-call] "append"
        self.cache[0] = data[0]  # error: [gil-item] "storing into"


cdef void use(double[:] data) noexcept nogil:  # error: [unsupported] "memoryview types"
    data[0] = 1


cdef double wrong(double[:, ::1] m, object o) except -1 nogil:  # error: [unsupported]
    cdef double[:] row = o  # error: [unsupported] # error: [gil-conversion] "double[:]"
    use(o)  # error: [gil-conversion] "double[:]"
    row = o  # error: [gil-conversion] "double[:]"
    m[0, 0] = o  # error: [gil-conversion] "double"
    m[o, 0] = 1  # error: [gil-conversion] "Py_ssize_t"
    items = [m[0, 0], 2]  # error: [gil-object] "building a Python list"
    pair = {m[0, 0]: 1}  # error: [gil-object] "building a Python dict"
    text = f"{m[0, 0]}"  # error: [gil-object] "formatting a string"
    print(m[0, 0])  # error: [gil-call] "print"
    json.dumps(m[0, 0])  # error: [gil-call] "dumps"
    all_of_them = [m[i, 0] for i in range(3)]  # error: [gil-object] "comprehension"
    m.copy()  # error: [gil-call] "copy"
    m.base  # error: [gil-attribute] "base"
    str(m[0, 0])  # error: [gil-call] "str"
    sum(m)  # error: [gil-call] "sum"
    isinstance(m, Store)  # error: [gil-call] "isinstance"
    m[0, 0] += o  # error: [gil-operator]
    if o:  # error: [gil-operator] "truth"
        m[0, 0] = 1
    return o  # error: [gil-conversion] "double"


cdef double right(double[:, ::1] m, double[:] row, object o, int n) except -1 nogil:  # error: [unsupported] # error: [unsupported]
    cdef Py_ssize_t i, j
    cdef double total = 0
    cdef double *p
    cdef double[:, :] other = m[::2, 1:]  # error: [unsupported]
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            total += m[i, j] * row[j]
    first = row[0]
    total += first
    for element in row:
        total += element
    row = m[0]
    row[:] = 0
    row[1:] = m[0, 1:]
    other = other.T
    use(m[i])
    use(row[::2])
    p = &m[0, 0]
    blocking(&row[0], n)
    m[0, 0] += 1
    i, total = 1, m[0, 1]
    i = int(m[0, 0])
    total = abs(row[0]) + max(m[0, 0], total) + min(row[0], row[1])
    if m is None or len(row) == 0 or row[0] > m[0, 1]:
        return 0
    if n < 0:
        raise ValueError(f"{m[0, 0]} of {o}")
    return -m[n, 1] if total else row[0]


def parallel(double[:, ::1] m, list results, int n):  # error: [unsupported]
    cdef double total = 0
    cdef int i
    for i in prange(n, nogil=True, schedule="static"):  # error: [unsupported] "prange"
        total += m[i, 0]
        m[i, 1] = i / 2.0
        results.append(i)  # error: [gil-call] "append"
        m[i, 2] = results[i]  # error: [gil-item]
        with gil:
            results.append(m[i, 0])
    return total


def without_type(double[:] row, int n):  # error: [unsupported]
    for number in prange(n, nogil=True):  # error: [unsupported] "prange" # error: [gil-object] "number"
        row[number * 2] = 1  # error: [gil-operator]


cdef double[:] returns_view(object o, double[:] view) nogil:  # error: [unsupported] # error: [unsupported]
    cdef double[4] memory
    if view[0] > 0:
        return view
    if view[0] > 1:
        return view[1:]
    if view[0] > 2:
        return None
    if view[0] > 3:
        return o  # error: [gil-conversion] "converting a Python object to `double[:]`"
    return memory  # error: [gil-conversion] "double[4]"
