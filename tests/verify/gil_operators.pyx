# Operators, comparisons and truth of Python objects, and conversions, without the GIL.
def operators(a, b, int x):
    cdef int y = 0
    with nogil:
        a + b                    # error: [gil-operator] "+"
        -a                       # error: [gil-operator] "-"
        y = a == b               # error: [gil-operator] "=="
        y = a < 1                # error: [gil-operator] "<"
        y = x in a               # error: [gil-operator] "in"
        y = not a                # error: [gil-operator]
        y = a is b
        y = a is not None
    return y


def truth(a, list l, int x):
    with nogil:
        if a:                    # error: [gil-operator]
            x += 1
        while a:                 # error: [gil-operator]
            x += 1
        x = 1 if a else 2        # error: [gil-operator]
        assert a                 # error: [gil-operator]
    return x


def conversions(a, int x, char* p):
    cdef int y
    cdef double d
    cdef object o
    with nogil:
        y = a                    # error: [gil-conversion]
        d = a                    # error: [gil-conversion]
        y = <int>a               # error: [gil-conversion]
        o = x                    # error: [gil-conversion]
        o = p                    # error: [gil-conversion]
        y = x + a                # error: [gil-operator] "+"
    return y, d


cdef int argument(int x) noexcept nogil:
    return x


def converts_argument(a):
    cdef int y
    with nogil:
        y = argument(a)          # error: [gil-conversion]
    return y
