# The words of the checker: the operation, and what it works on by name and type.
import sys

cdef list cache = []
table = {}


cdef class Grid:
    cdef list rows
    cdef dict index
    cdef public object owner

    cdef int find(self, int key) nogil:
        return self.index[key]           # error: [gil-item] "indexing the dict `self.index`"

    cdef void add(self, int v) noexcept nogil:
        self.rows.append(v)              # error: [gil-call] "the method `append` of the list `self.rows`"

    cdef int size(self) nogil:
        return self.owner.size           # error: [gil-attribute] "the attribute `size` of the Python object `self.owner`"


def methods(list items, dict d, o, Grid g, int n):
    with nogil:
        items.append(n)                  # error: [gil-call] "calling the method `append` of the list `items`"
        d.get(n)                         # error: [gil-call] "calling the method `get` of the dict `d`"
        o.run(n)                         # error: [gil-call] "calling the method `run` of the Python object `o`"
        o.part.run(n)                    # error: [gil-attribute] "reading the attribute `part` of the Python object `o`"
        cache.append(n)                  # error: [gil-call] "calling the method `append` of the list `cache`"
        g.unknown(n)                     # error: [gil-call] "calling the method `unknown` of the `Grid` object `g`"
        sys.exit(n)                      # error: [gil-name] "reading the Python name `sys`"


def builtins(str s, int n):
    cdef int k
    with nogil:
        k = len(s)                       # error: [gil-call] "calling the builtin `len` on the str `s`"
        print(n)                         # error: [gil-call] "calling the builtin `print`"


def stores(dict d, o, int n):
    with nogil:
        d[n] = n                         # error: [gil-item] "storing into the dict `d`"
        o.x = n                          # error: [gil-attribute] "setting the attribute `x` of the Python object `o`"
        del o.x                          # error: [gil-attribute] "deleting the attribute `x` of the Python object `o`"


def operators(str s, a, b, double x):
    cdef bint c
    cdef double y
    with nogil:
        y = x * a                        # error: [gil-operator] "operator `*` on the Python object `a`"
        y = a + b                        # error: [gil-operator] "operator `+` on the Python objects `a` and `b`"
        c = s == a                       # error: [gil-operator] "comparing the str `s` and the Python object `a` with `==`"
        c = a in s                       # error: [gil-operator] "comparing the Python object `a` and the str `s` with `in`"
        if a:                            # error: [gil-operator] "testing the truth of the Python object `a`"
            pass
        for y in a:                      # error: [gil-item] "iterating over the Python object `a`"
            pass


cdef double half(double x) noexcept nogil:
    return x / 2


def conversions(n, double x):
    cdef object o
    with nogil:
        half(n)                          # error: [gil-conversion] "converting the Python object `n` to `double`"
        o = x                            # error: [gil-conversion] "converting `x` of type `double` to a Python object"


cdef int slow(int i):
    return len(cache) + i                # note: "`slow` needs the GIL for calling the builtin `len` on the list `cache`"


def chain(int n):
    with nogil:
        slow(n)                          # error: [gil-call] "calling `slow`"


# One mistake, one error: the lambda, and not also the variables that it uses.
cdef int uses_lambda(int n) nogil:
    f = lambda x: x + n                  # error: [gil-object] "creating a lambda"
    return 1


# In the dialect a C number becomes another one without Python.
def casts(double d, int i):
    cdef int k
    cdef double e
    cdef bint b
    with nogil:
        k = int(d)
        e = float(i)
        b = bool(i)
    return k, e, b
