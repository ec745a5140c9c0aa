# <stddef.h>. The dialect knows size_t and ptrdiff_t without it.
cdef extern from "<stddef.h>" nogil:
    ctypedef signed int wchar_t
    ctypedef size_t size_t
    ctypedef ptrdiff_t ptrdiff_t
