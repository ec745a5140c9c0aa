"""Uses a class that its module does not have."""
cdef extern from "Python.h":
    ctypedef class builtins.nothing [object PyObject]:
        pass
    ctypedef class nowhere.unused [object PyListObject]:  # and so not looked for
        pass

def test(o):
    return isinstance(o, nothing)
