# <inttypes.h>: what <stdint.h> has, and functions over the widest types.
from libc.stdint cimport *

cdef extern from "<inttypes.h>" nogil:
    ctypedef struct imaxdiv_t:
        intmax_t quot
        intmax_t rem

    intmax_t imaxabs(intmax_t number)
    imaxdiv_t imaxdiv(intmax_t numerator, intmax_t denominator)
    intmax_t strtoimax(const char *text, char **end, int base)
    uintmax_t strtoumax(const char *text, char **end, int base)
