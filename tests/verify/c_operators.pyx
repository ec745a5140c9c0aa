# What cython.operator, text of C and types of pure mode have not, and what of them needs the GIL.
cimport cython
from cython.operator cimport dereference, postincrement, preincrement

cdef extern from *:
    cpdef void *nowhere(int x)       # error: [type-mismatch] "void *"
    cpdef double somewhere(double x)

cdef extern int elsewhere(int x) nogil
cdef extern const char *name

NoFields = cython.struct(cython.int)           # error: [invalid-type] "a field without a name"
OfObjects = cython.struct(x=object)            # error: [invalid-type] "object"
Unknown = cython.typedef(nothing_known)        # error: [not-a-type]
Two = cython.typedef(cython.int, cython.int)   # error: [wrong-argument-count]


def operators(int x, double d, object o):
    cdef int *p = &x
    cdef const int fixed = 3
    dereference(x)                   # error: [invalid-operand] "int"
    dereference(o)                   # error: [invalid-operand] "object"
    dereference(p, p)                # error: [wrong-argument-count]
    preincrement(o)                  # error: [invalid-operand] "object"
    preincrement(fixed)              # error: [not-assignable] "const"
    preincrement(x + 1)              # error: [not-assignable]
    cython.cdiv(o, x)                # error: [invalid-operands]
    with nogil:
        preincrement(x)
        postincrement(p)
        dereference(p) + elsewhere(x) + cython.cdiv(x, 2)
        if cython.likely(x > 0):
            postincrement(d)
    return x


def text(char *c):
    cdef str s = c                   # error: [type-mismatch] "char *"
    with nogil:
        postincrement(c)
    s = <str>c                       # error: [invalid-cast] "char *"
    return s
