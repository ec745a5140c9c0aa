"""The lines and functions in tracebacks out of C functions, tested by test_compiled.py."""


cdef int deepest(int x) except -1:
    if x > 0:
        raise ValueError("deepest")
    return 0


cdef int middle(int x) except -1:
    cdef int y = 0
    y = deepest(
        x)
    return y


def through_c(x):
    return middle(x)


cdef int without_gil(int x) except -1 nogil:
    cdef int y = 1
    y += 1
    if x:
        raise KeyError("nogil")
    return y


def through_nogil(int x):
    cdef int y
    with nogil:
        y = 1
        y = without_gil(x)
    return y


cpdef int hybrid(int x) except -1:
    return 10 // x


def conversion_error(value):
    cdef int x
    x = 1
    x = value
    return x


def division(int a, int b):
    c = a + b
    return (c +
            a // b)


def generator(int n):
    for i in range(n):
        yield i
    raise IndexError("generator")


class C:
    def method(self, int x):
        return 1 // x

    def outer(self):
        def inner():
            return self.method(0)
        return inner()


def argument_conversion(int x):
    return x


def in_loop(items):
    cdef int total = 0
    for item in items:
        total += item
    return total
