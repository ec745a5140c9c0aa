# C arrays whose size is a constant of a header, on the type and on the name.
cdef extern from *:
    """
    enum { KNOWN = 3 };
    """
    enum:
        KNOWN
    int variable_size "3"

cdef struct Record:
    int[<int>KNOWN] cast
    int[KNOWN] plain
    int named[KNOWN]
    int[3] literal


# Types that the dialect knows are found in the modules of CPython as well.
cimport cpython
from cpython cimport Py_buffer

cdef void release(Py_buffer *a, cpython.Py_buffer *b):
    a.len = b.len
