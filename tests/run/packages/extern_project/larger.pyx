"""Expects more of the instances than there is."""
cdef extern from *:
    """
    typedef struct { PySliceObject base; void *more; } LongerSlice;
    """
    ctypedef class builtins.slice [object LongerSlice, check_size ignore]:
        cdef void *more

def test(o):
    return isinstance(o, slice)
