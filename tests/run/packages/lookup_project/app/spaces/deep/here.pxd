cdef enum Place:
    NAMESPACE_PACKAGE = 7
