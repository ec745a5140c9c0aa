# <stdarg.h>: only the type, to pass on to functions of C.
cdef extern from "<stdarg.h>" nogil:
    ctypedef struct va_list:
        pass
