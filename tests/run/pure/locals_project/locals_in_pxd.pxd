cimport cython

@cython.locals(x=double)
cdef half(x)

@cython.locals(x=cython.bint)
cpdef truth(x=*)
