# Results of functions that run without the GIL.
cdef object returns(int x) nogil:  # error: [nogil-object-result]
    with gil:
        return x
