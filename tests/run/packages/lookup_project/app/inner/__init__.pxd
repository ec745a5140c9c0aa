from .names cimport name_t

ctypedef name_t inner_t

cdef enum:
    ANSWER = 42
