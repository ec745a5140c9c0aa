# One mistake is one error, at what was written.

def matched(cmd, int n):
    with nogil:
        match cmd:  # error: [gil-statement] "matching a Python object"
            case "go":
                n = 1
            case [a, b] | {"x": a, "y": b}:
                n = 2
            case str(x) if n:
                n = 3
    return n


def generated(xs, int n):
    cdef double t
    with nogil:
        n += 1
        t = sum(i * i for i in range(n))  # error: [gil-object] "a generator expression"
        u = [x  # error: [gil-object] "a comprehension"
             for x in xs]
    return t, u


def swapped(a, b):
    with nogil:
        a, b = b, a  # error: [gil-object] "assigning to the Python object `a`"
    return a, b


def converted(int n):
    cdef int xs[3]
    cdef object o
    with nogil:
        xs[0] = n
        o = xs  # error: [gil-conversion] "converting `int[3]` to a Python object"
    return o
