# What the dialect has kept of Python 2 at every level, and words of types as names.
from libc.stddef cimport size_t

ctypedef unsigned char Letter


def caught(d):
    try:
        return d["a"]
    except KeyError, IndexError:   # warning: [python-2-syntax] "the first of the two" # note: "except A as b"
        return repr(IndexError)
    except (TypeError, ValueError):
        return 0666                # warning: [python-2-syntax] "octal" # note: "0o666"
    except LookupError, other:     # warning: [python-2-syntax]
        return 00, 0o17, other


def without_handler(int n):
    try:
        n += 1
    else:
        n += 2
    finally:
        n += 4
    return n


cdef int letters(Letter char, const Letter short, Letter *more) noexcept nogil:
    cdef Letter int = char
    return char + short + more[0] + int


cdef const char *const *strings(const char **of) noexcept nogil:
    cdef const char *const *all = <const char *const *>of
    all = <const char *const *const>all
    return <const char* const*>all


class Sized:
    def sizeof(self, const=2):
        return sizeof(int) * const > 3


cdef extern from *:
    int OF_HEADER = 3              # warning: [ignored-statement] "the value"
