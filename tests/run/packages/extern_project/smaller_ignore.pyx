"""Knows less of the instances than there is."""
cdef extern from *:
    """
    typedef struct { PyObject_HEAD } OnlyHead;
    """
    ctypedef class builtins.slice [object OnlyHead, check_size ignore]:
        pass

def test(o):
    return isinstance(o, slice)
