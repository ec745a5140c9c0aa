"""Takes a function for a class."""
cdef extern from "Python.h":
    ctypedef class builtins.len [object PyObject]:
        pass

def test(o):
    return isinstance(o, len)
