# Calls without the GIL.
cdef int needs(int x):
    return x


cdef int fine(int x) noexcept nogil:
    return x


def python_function(x):
    return x


cdef extern from *:
    """
    static int extern_needs(int x) { return x; }
    """
    int extern_needs(int x)


def calls(o, list l, dict d, str s, int x):
    cdef int y
    with nogil:
        y = needs(x)             # error: [gil-call] "needs"
        y = extern_needs(x)      # error: [gil-call] "extern_needs"
        python_function(x)       # error: [gil-name] "python_function"
        o()                      # error: [gil-call]
        o.method(x)              # error: [gil-call] "method"
        l.append(o)              # error: [gil-call]
        y = len(l)               # error: [gil-call] "len"
        print(x)                 # error: [gil-call] "print"
        y = isinstance(o, list)  # error: [gil-call] "isinstance"
        s.upper()                # error: [gil-call] "upper"
        fine(needs(x))           # error: [gil-call] "needs"
        y = fine(x)
    return y


cdef int in_function(int x) noexcept nogil:
    return needs(x) + fine(x)    # error: [gil-call] "needs"


cdef int indirect(int x):
    return fine(x)


cdef int middle(int x):
    return indirect(x) + needs(x)


def chain(int x):
    with nogil:
        x = middle(x)            # error: [gil-call] "middle"
    return x


ctypedef int (*NeedsPointer)(int)


def through_pointer(int x):
    cdef NeedsPointer f = needs
    with nogil:
        x = f(x)                 # error: [gil-call]
    return x


cdef class Overridable:
    cpdef int method(self) noexcept nogil:  # error: [gil-call] "looking for a Python method that overrides `method`" # note: "cython.final"
        return 1
