# cython: initializedcheck=true   # error: [invalid-directive-value] "true"
# Declarations that come too late, of what has no size, and the modules of `cython`.
cimport cython
import cython.paralel                # error: [no-such-member] "paralel"
cimport cython.cimports.libc         # error: [no-such-member] "cimports"
from cython.operators cimport inc    # error: [no-such-member] "operators"

cdef struct Later

cdef struct Items:
    int unsized[]                    # error: [invalid-type] "without a size"

cdef Later many[4]                   # error: [invalid-type] "incomplete"
cdef int rows[3][]                   # error: [invalid-type] "incomplete"

print(late)
cdef int late = 3                    # error: [declared-after-use] "late"


def order(n):
    total = 0
    names = [n for x in range(n)]
    cdef int i, total                # error: [declared-after-use] "total"
    cdef int x                       # error: [declared-after-use] "x"
    cdef int own = 3
    lambda own_too: own_too
    cdef double own_too
    return i, total, names, own


cdef const int set_here = 1
cdef const int set_below
set_below = 2
set_here = 3                         # error: [not-assignable] "const"


def set_in_function():
    global set_below
    set_below = 3                    # error: [not-assignable] "const"


cdef struct Point:
    int x


cdef int constant(const Point p, const Point *q):
    p.x = 1                          # error: [not-assignable] "const"
    q.x = 1                          # error: [not-assignable] "const"
    return p.x + q.x


@cython.wraparound(False)
def negative(list items, str text, int i):
    cdef int numbers[3]
    cdef int *p = numbers
    items[-1]                        # warning: [negative-index] "index"
    items[:-1]                       # warning: [negative-index] "bound"
    items[i:-2]                      # warning: [negative-index] "bound"
    numbers[-1] = 0                  # warning: [negative-index] "index"
    p[-1] = 0
    "abc"[-1]
    with cython.wraparound(True):
        return items[-1], text[-1]


def texts(char *c, basestring b):
    cdef str s = <str>c[1:2]         # error: [invalid-cast] "bytes"
    cdef bytes other = b             # error: [type-mismatch] "str"
    return s, other


@cython.cfunc                        # error: [invalid-decorator] "this function"
@cython.ccall
def both(x):
    return x


@cython.cfunc
@cython.returns(nothing.known)       # error: [not-a-type] "returns"
def returns_nothing_known():
    return 5


@cython.cfunc
@cython.exceptval(-1)                # error: [invalid-exception-value] "Python object"
def returns_object(x: object) -> object:
    return x


@cython.nogil                        # error: [invalid-decorator] "a Python function"
def of_python(x: cython.nothing):    # error: [no-such-member] "nothing"
    y: cython.something = x          # error: [no-such-member] "something"
    z: cython.int = 1
    p: cython.restrict[cython.pointer[cython.int]] = cython.address(z)
    return y, z, p[0]


@cython.cfunc                        # error: [invalid-decorator] "ufunc"
@cython.ufunc                        # error: [unsupported] "ufunc"
def of_elements(x: cython.double) -> cython.double:
    return x


cdef extern from *:
    void arrays_of_functions[5]()  # error: [invalid-type]

cdef const int const_number = 10
cdef const double const_sum = 5.0 + 5.0
cdef const char const_letter = b'x'
cdef const char *const_text = "text"
cdef const int const_of_another = const_number + 1    # error: [not-constant] "the value of a `const` variable of the module"
cdef const int const_of_call = len("abc")             # error: [not-constant]
