# Words of C++ that the dialect does not have: its `bool`, and the null pointer with its type.
cdef extern from *:
    ctypedef bint bool "bool"
    ctypedef void *nullptr_t "decltype(nullptr)"
    nullptr_t nullptr
