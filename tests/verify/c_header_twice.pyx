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
