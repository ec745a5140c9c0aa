# Errors of every other kind beside errors about the GIL: one run tells them all, and none of them twice.
from cython.parallel cimport prange

cdef extern from *:
    int needs(int x)
    double* address(double[:] view) nogil  # error: [unsupported] "memoryview types"


cdef double total(double[:] view):  # error: [unsupported] "memoryview types"
    return view[0]


cdef double scaled(double[:] view, double factor) nogil:  # error: [unsupported] "memoryview types"
    o = object()  # error: [gil-call] "object"
    needs(1)  # error: [gil-call] "needs"
    return view[0] * factor + needs(2)  # error: [gil-call] "needs"


def syntax(o):
    x = = 1  # error: [syntax-error]
    with nogil:
        o.first  # error: [gil-attribute] "first"
        y = )  # error: [unmatched-bracket]
        o.second  # error: [gil-attribute] "second"


def names(o, int n):
    cdef int i = undeclared  # error: [undeclared-name]
    with nogil:
        i = undeclared + needs(i)  # error: [undeclared-name] # error: [gil-call] "needs"
        if undeclared > n:  # error: [undeclared-name]
            o.inside  # error: [gil-attribute] "inside"
        elif o:  # error: [gil-operator] "truth"
            needs(2)  # error: [gil-call] "needs"
        for i in undeclared(n):  # error: [undeclared-name]
            needs(3)  # error: [gil-call] "needs"
        while undeclared:  # error: [undeclared-name]
            needs(4)  # error: [gil-call] "needs"
            break


def views(double[:] view, o):  # error: [unsupported] "memoryview types"
    cdef int i
    cdef double[:, :] other = o.matrix  # error: [unsupported] "memoryview types"
    with nogil:
        view[0] = 1
        total(view)  # error: [gil-call] "total"
        scaled(view, 2)
        view[i] = o.value  # error: [gil-attribute] "value"
        i = len(view)
    for i in prange(len(view), nogil=True):  # error: [unsupported]
        view[i] = needs(i)  # error: [gil-call] "needs"
        with gil:
            o.allowed


def types(o):
    cdef int* p = o  # error: [type-mismatch]
    cdef int i = "text", j = needs(1)  # error: [type-mismatch]
    with nogil:
        i = "text"  # error: [type-mismatch]
        p = o.pointer  # error: [type-mismatch]  # error: [gil-attribute] "pointer"
        i, j = 1, o.third  # error: [gil-attribute] "third"


def in_cases(o):
    match o:
        case 1:
            with nogil:
                o.fourth  # error: [gil-attribute] "fourth"
    with nogil:
        with gil:
            match o:
                case [x, *_]:
                    with nogil:
                        o.fifth  # error: [gil-attribute] "fifth"


cdef object result(int x) nogil:  # error: [nogil-object-result]
    return None


cdef Unknown broken(int x) nogil:  # error: [undeclared-name]
    needs(x)  # error: [gil-call] "needs"
    return x


cdef int calls_broken(int x) except -1 nogil:
    return broken(x)


cdef int uses_unknown(Unknown x):  # error: [undeclared-name]
    return 0


cdef int calls_unknown() except -1 nogil:
    return uses_unknown(1)  # error: [gil-call] "uses_unknown"


from nowhere cimport flt  # error: [missing-cimport]


cdef void calls_by_unknown(double *p) noexcept nogil:
    cdef void (*f)(flt, flt, flt *) nogil
    f(1.0, p[0], p)


ctypedef fused Item:               # error: [unsupported] "fused"
    int
    object


def of_some_type(Item[:] items, int n):   # error: [unsupported] "memoryview"
    cdef int i = 0
    with nogil(Item is not object):
        print(n)                   # error: [gil-call] "print"
        while i < n:
            i += 1
        with gil(Item is object):
            print(i)


def for_objects(Item[:] items, list found, int n):   # error: [unsupported] "memoryview"
    cdef int i
    with nogil(Item is not object):
        for i in range(n):
            if n == 3:
                pass
            elif Item is object and n > 0:
                found.append(i)
            else:
                found.clear()      # error: [gil-call] "clear"
            if Item is not object:
                n += 1
            else:
                found.append(n)
