# Statements that need the GIL.
def statements(o, str text, int x):
    with nogil:
        import os                # error: [gil-statement] "os"
    with nogil:
        try:                     # error: [gil-statement]
            x = 1
        except ValueError:
            x = 2
    with nogil:
        with o:                  # error: [gil-statement]
            x = 3
    with nogil:
        for y in o:              # error: [gil-item]
            x += 1
    with nogil:
        for c in text:           # error: [gil-item]
            x += 1
    with nogil:
        if x:
            raise                # error: [gil-statement]
    with nogil:
        try:                     # error: [gil-statement]
            x = may_raise()
        except ValueError:
            x = o.attribute      # error: [gil-attribute]
        except KeyError:
            x = 2
    try:
        pass
    except ValueError:
        with nogil:
            x = o.attribute      # error: [gil-attribute]
    with nogil:
        @decorator               # a definition and what stands before it are one mistake
        @decorator
        def f(a=o.attribute):    # error: [gil-object] "defining the Python function `f`"
            pass
    with nogil:
        @decorator
        class C(o.attribute):    # error: [gil-object] "defining the Python class `C`"
            pass
    return x


def decorator(f):
    return f


cdef int may_raise() except -1 nogil:
    return 1


def definitions(int x):
    with nogil:
        def inner():             # error: [gil-object] "inner"
            return x
    with nogil:
        class C:                 # error: [gil-object] "C"
            pass


def generator(int x):
    with nogil:
        yield x                  # error: [gil-statement]


def deletes(o):
    with nogil:
        del o                    # error: [gil-object] "o"


def clauses_follow_from_the_try(o):
    cdef int x = 0
    with nogil:
        try:                     # error: [gil-statement]
            x = may_raise()
        except ValueError:
            x = 1
        except (KeyError, IndexError):
            x = 2
    return x


cdef object complex_number() with gil:
    with nogil:
        <object>7j  # error: [gil-conversion] "complex"
    return None


def handler_of_what_cannot_fail(o):
    cdef int i = 0
    try:
        i = 1
    except ValueError:
        with nogil:
            o.x  # error: [gil-attribute] "x"
