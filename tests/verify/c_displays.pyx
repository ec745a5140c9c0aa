# Displays where C compounds are wanted: their lengths, their members, what they may be given to.
cdef struct Point:
    int x
    int y


def lengths(int n):
    cdef int[3] a = [1, 2, 3]
    a = [1, 2]                 # error: [wrong-length] "`int[3]` has 3 elements, 2 are given"
    a[1:] = [1, 2, 3]          # error: [wrong-length] "`this slice` has 2 elements, 3 are given"
    a[n:] = [1, 2, 3]
    a[:] = [1] * 3
    cdef int[2] b = [0] * 3    # error: [wrong-length]
    cdef int *p = [1, 2]
    p = [3, 4]                 # error: [pointer-to-display]
    a = p
    b = a                      # error: [type-mismatch]
    return a, b, p[0]


def members():
    cdef Point p = {'x': 1, 'y': 2}
    p = {'x': 1, 'z': 2}       # error: [no-such-member]
    p = {'x': 1, 'x': 2}       # error: [duplicate-argument]
    p = [1, 2, 3]              # error: [wrong-length]
    p = {'x': 'ab'}            # error: [type-mismatch]
    return p


def steps(int n):
    cdef int *p = [1, 2, 3]
    for x in p[0:3:n]:         # error: [not-iterable]
        print(x)
    for x in p[:]:             # error: [not-subscriptable]
        print(x)
    p[0:3:2] = [1, 2]          # error: [invalid-operand]


def pointers_are_no_objects(int *q):    # error: [type-mismatch]
    cdef int x = 1
    cdef int *p = [1]
    cdef int **pp = [&x, p]
    return [p], pp[0][0]       # error: [type-mismatch]
