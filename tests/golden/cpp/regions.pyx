# GIL regions, errors in code without the GIL, loops over C integers.
cdef int divide(int a, int b) except? -1 nogil:
    return a // b


cdef long total(long* values, int count) noexcept nogil:
    cdef long result = 0
    cdef int i
    for i in range(count):
        if values[i] < 0:
            continue
        elif values[i] > 1000 or i == 77:
            break
        result += values[i]
    return result


def report(int n):
    cdef int i = 0
    with nogil:
        while i < n:
            i += 1
            if divide(100, i) == 7:
                with gil:
                    print(i)
    return i


cdef void log(object message) with gil:
    print(message)
