# A variable that nobody declares is an object where its values might not fit a C number. It is one
# mistake, however often the variable is used without the GIL.

def loop(int n):
    cdef long s = 0
    with nogil:
        for j in range(n):  # error: [gil-conversion] "converting `int`" # note: "`cdef int j` makes it one"
            s += j * 10
            if j % 2 == 0:
                s -= j
    return s


def counter(int n):
    k = 0  # note: "`cdef long k` makes it one"
    m = 0  # note: "`cdef long m` makes it one"
    with nogil:
        k += 1  # error: [gil-operator] "operator `+` on the Python object `k`"
        while k < n:
            k = k + 1
            m = k - 1  # error: [gil-operator] "operator `-` on the Python object `k`"
        m = m * k
    return k, m


# What has an object in it is another matter.
def with_objects(n, list xs):
    k = 0
    with nogil:
        k += 1  # error: [gil-operator] "`k`"
        while k < n:  # error: [gil-operator] "the Python objects `k` and `n`"
            k = k + 1
        m = k + xs[0]  # error: [gil-item] "the list `xs`"


cdef long in_function(int n) noexcept nogil:
    cdef long s = 0
    for i in range(n):  # error: [gil-conversion] # note: "`cdef int i` makes it one"
        s += i * i
    return s


# Declared, or small enough.
def declared(int n):
    cdef long s = 0
    cdef int j
    with nogil:
        for j in range(n):
            s += j * 10
        for i in range(n):
            s += 1
    return s


# With the GIL an object is what it should be.
def held(int n):
    s = 0
    for j in range(n):
        s += j * 10
    with nogil:
        n += 1
    return s
