# Everything here is allowed without the GIL: no error is announced.
cimport cython
from libc.math cimport sqrt
from libc.stdlib cimport free, malloc

cdef object kept = None
cdef int number = 0
cdef int[4] numbers
ctypedef int (*Operation)(int, int) noexcept nogil


cdef int add(int a, int b) noexcept nogil:
    return a + b


cdef int takes_object(object o, list l, int x) noexcept nogil:
    return x


cdef int raises(int x) except -1 nogil:
    if x < 0:
        raise ValueError(f"negative: {x}")
    assert x < 100, "big"
    return x


cdef int unpacks(int a, int b, int c) nogil:
    cdef int[3] three
    a, b = b, a
    (a, b), c = (b, c), a
    [a, (b, c)] = b, [c, a]
    three[0] = three[1] = three[2] = a
    a, b, c = three
    three[0], three[1], three[2] = three
    return a + b + c


cdef double arithmetic(int a, long b, double c, unsigned char d) nogil:
    cdef double result = a + b * c - d / 2.0
    cdef bint truth = a < b < c or not d and b != 3
    cdef int k = a if truth else <int>c
    k += 1
    k <<= 2
    k = ~k & 0xFF | -k ^ 3
    return result + k + sqrt(c) + a ** 2 + (a // 3) % 7


cdef int control_flow(int n) nogil:
    cdef int i, j = 0
    for i in range(n):
        if i == 3:
            continue
        elif i == 7:
            break
    else:
        j = 1
    while j < n:
        j += 1
    for i from 0 <= i < n by 2:
        j -= i
    for i in numbers[:2]:
        j += i
    try:
        j += 1
        if j > 100:
            return j
    finally:
        j -= 1
    return j


cdef int pointers(int* p, int n) noexcept nogil:
    cdef int x = p[0]
    cdef int* q = &x
    cdef Operation f = add
    cdef char* memory = <char*>malloc(n * sizeof(int))
    if memory is NULL or q == NULL:
        return 0
    memory[0] = c'x'
    q[0] = (p + 1)[0]
    free(memory)
    numbers[0] = 1
    global number
    number = number + 1
    return f(x, n) + q[0]


cdef int with_regions(int n) noexcept nogil:
    with nogil:
        n += 1
        with gil:
            print(n)
            with nogil:
                n += 1
    with gil:
        return len(str(n))


def in_python_function(o, list l, int x):
    cdef int y
    with nogil:
        y = add(x, 1)
        y += takes_object(o, l, 2)
        y += takes_object(None, None, 2)
        y += control_flow(y)
        if o is None:
            y += 1
        if l is not None and o is not l:
            y += 1
        if x == 5:
            raise ValueError("five", o, l)
        with gil:
            l.append(y)
        pass
    return y


def conditional(int x):
    with nogil(True):
        x += 1
    with nogil(False):
        print(x)
    return x


cpdef int callable_from_both(int x) noexcept nogil:
    return x + 1


cdef object made_with_gil(int x) with gil:
    return [x]


cdef void uses_with_gil(int x) noexcept with gil:
    print([x])


def calls_with_gil(int x):
    with nogil:
        uses_with_gil(x)


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def decorated(x: cython.int) -> cython.int:
    return x + 1


cdef int nested(int n) noexcept nogil:
    return 0 if n == 0 else nested(n - 1) + 1


cdef extern from * nogil:
    """
    static int outside(int x) { return x; }
    """
    int outside(int x)


def calls_extern(int x):
    with nogil:
        x = outside(x) + nested(x)
    return x


import cython


cdef int constant_text(int x) except -1 nogil:
    f"a" f"b"
    if cython.compiled:
        return x
    else:
        return int("never compiled")


cdef int takes(object o) noexcept nogil:
    return 0


cdef int passes_on(void* p) noexcept nogil:
    return takes(<object>p)


cdef void reassigns(x) nogil:
    with gil:
        x = [x]


cdef int text_operators(bytes b, str s, list l, int n, char c, Py_UCS4 u) except -1 nogil:
    cdef bint found = c in b or n not in b or u in s or u not in s
    found = <bint>l
    found = bool(b)
    return found
