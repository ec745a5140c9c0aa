# Loops over C numbers and what stays a bare C expression in them.
cdef double dot(const double* a, const double* b, Py_ssize_t n) noexcept nogil:
    cdef Py_ssize_t i
    cdef double total = 0
    for i in range(n):
        total += a[i] * b[i]
    return total


cdef long every(long start, long stop) noexcept nogil:
    cdef long i, found = 0
    for i in range(start, stop, 3):  # counted: nothing overflows at the end of the type
        if i % 7 == 2:
            continue
        if found > 100:
            break
        found += i // 2
    else:
        found = -found
    return found


cdef int steps(unsigned long n) noexcept nogil:
    cdef int count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count


cdef bint between(int low, int x, int high) noexcept nogil:
    return low <= x < high and x not in (13, 17)
