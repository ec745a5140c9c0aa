"""Instances whose size varies: the struct has the first item."""
cdef extern from "Python.h":
    ctypedef class builtins.tuple [object PyTupleObject, check_size error]:
        pass
    ctypedef class builtins.int [object PyLongObject, check_size error]:
        pass

def test(o):
    return isinstance(o, tuple), isinstance(o, int)
