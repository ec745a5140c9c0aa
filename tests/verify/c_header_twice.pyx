# What a header has may be declared more than once.
cdef extern from "<time.h>":
    ctypedef long time_t
    cdef struct tm:
        int tm_sec
    cdef enum:
        CLOCK_REALTIME

cdef extern from "<time.h>":
    ctypedef int time_t
    cdef struct tm:
        int tm_sec
        int tm_min
    cdef enum:
        CLOCK_REALTIME
        CLOCK_MONOTONIC

cdef struct own:
    int a

cdef struct own:                     # error: [duplicate-declaration] "own"
    int a


def use(int x):
    cdef tm parts
    parts.tm_sec = x + CLOCK_REALTIME
    return parts.tm_sec, <time_t>x, CLOCK_MONOTONIC


# The same type by two ways is one, and what follows from an unknown type is no second mistake.
from cpython.buffer cimport Py_buffer
from cpython cimport Py_buffer

cdef int of_unknown(Unknown x, int y)     # error: [undeclared-name] "Unknown"

cdef int of_unknown(object x, int y):
    return y
