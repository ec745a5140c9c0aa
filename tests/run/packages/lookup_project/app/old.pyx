# cython: language_level=2
cimport base
from inner cimport ANSWER
from inner.names cimport name_t


def implicit():
    cdef name_t name = "old"
    return ANSWER, base.c_modulo(-7, 3), <bytes>name
