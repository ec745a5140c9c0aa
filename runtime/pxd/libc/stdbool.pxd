# <stdbool.h>: in C++ its names are words of the language.
cdef extern from *:
    ctypedef bint bool
