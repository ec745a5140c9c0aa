# cython: c_string_type=str, c_string_encoding=utf8
# C text that is str in the whole module.


def text(char *c, str s, object o):
    cdef char *p = s
    cdef str t = c
    with nogil:
        p = s                        # error: [gil-conversion]
        t = c                        # error: [gil-conversion]
        p = c
    return t, p


SHARED = b"abc"
cdef bytes own = b"abc"


def kept_pointers():
    cdef char *a = SHARED            # warning: [pointer-into-global] "SHARED"
    cdef char *b = own
    a = <char *>SHARED               # warning: [pointer-into-global] "SHARED"
    return a[0], b[0]
