# C complex numbers, C tuples, enums and keyword arguments of C functions: what they have not, and
# what needs the GIL.
cdef int add(int a, int b) noexcept nogil:
    return a + b

cdef double complex half(double complex z) noexcept nogil:
    return z / 2

cdef enum class Mode:
    READ
    WRITE = 5

cpdef enum Color:
    RED
    RED                        # error: [duplicate-declaration]


def complex_numbers(double complex z, double complex w, double x):
    z < w                      # error: [invalid-operands]
    z // w                     # error: [invalid-operands]
    z % w                      # error: [invalid-operands]
    z & w                      # error: [invalid-operands]
    x = z                      # error: [type-mismatch]
    z.real = x
    return z + x


def tuples((int, double) pair, (int, int, int) three):
    pair[2]                    # error: [no-such-member]
    a, b, c = pair             # error: [unpack-count]
    a, b = pair
    pair = three               # error: [type-mismatch]
    pair[0] = "xy"             # error: [type-mismatch]
    return a, b


cdef (object, int) objects():  # error: [unsupported] "a Python object in a C tuple"
    return None


def enums():
    Mode.CREATE                # error: [no-such-member]
    READ                       # error: [undeclared-name]
    return Color.RED


def keywords(args):
    add(a=1, c=2)              # error: [no-such-member]
    add(1, a=2)                # error: [duplicate-argument]
    add(b=2)                   # error: [wrong-argument-count]
    return add(b=1, a=2)


def without_gil(double complex z, (int, double) pair, Color color, args):
    cdef double complex w = 0
    cdef object o
    cdef int n = 0
    with nogil:
        w = half(z) * 2j + z.imag
        n = pair[0] + add(b=1, a=color)
        o = z                  # error: [gil-conversion]
        o = pair               # error: [gil-conversion] "converting `(int, double)`"
        o = color              # error: [gil-conversion]
        o = add                # error: [gil-conversion]
        n = add(*args)         # error: [gil-call]
        n = pair == pair       # error: [gil-conversion]
    return w, n
