# Making, holding, assigning and returning Python objects without the GIL.
module_value = 1
cdef object kept = None


def displays(int x):
    cdef object o = None
    with nogil:
        o = (x, 2)               # error: [gil-object]
        o = [x]                  # error: [gil-object]
        o = {x}                  # error: [gil-object]
        o = {x: 1}               # error: [gil-object]
        o = f"{x}"               # error: [gil-object]
        o = [y for y in range(x)]  # error: [gil-object]
        o = lambda: 1            # error: [gil-object]
        o = None                 # error: [gil-object]
        o = "text"               # error: [gil-object]


def names(int x):
    with nogil:
        x = module_value         # error: [gil-name] "module_value"
    return x


def assign_global(int x):
    global kept, module_value
    with nogil:
        kept = None              # error: [gil-object]
        module_value = x         # error: [gil-name] "binding the Python name `module_value`"


def attributes(o):
    with nogil:
        o.name                   # error: [gil-attribute] "name"
        o.name = None            # error: [gil-attribute] "name"
        del o.name               # error: [gil-attribute] "name"


def items(o, list l, dict d, int i):
    with nogil:
        o[i]                     # error: [gil-item]
        l[0]                     # error: [gil-item]
        d["k"] = None            # error: [gil-item]
        o[1:2]                   # error: [gil-item]
        del l[0]                 # error: [gil-item]


def returns_object(int x):
    with nogil:
        return None              # error: [gil-object]


def returns_converted(int x):
    with nogil:
        return x                 # error: [gil-conversion]


cdef int local_object(int x) noexcept nogil:  # error: [nogil-object-local] "l"
    cdef list l
    return x


def swap(a, b):
    with nogil:
        a, b = b, a              # error: [gil-object]
    return a, b
