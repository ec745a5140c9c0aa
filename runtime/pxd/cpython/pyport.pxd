# Integers of fixed width and limits, under the names that the API itself uses.
cdef extern from "Python.h":
    ctypedef int int32_t
    ctypedef long int64_t
    ctypedef unsigned int uint32_t
    ctypedef unsigned long uint64_t

    const Py_ssize_t PY_SSIZE_T_MIN
    const Py_ssize_t PY_SSIZE_T_MAX
