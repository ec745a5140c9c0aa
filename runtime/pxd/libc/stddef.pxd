# <stddef.h>. size_t and ptrdiff_t are names of the dialect itself.
cdef extern from "<stddef.h>" nogil:
    ctypedef signed int wchar_t
