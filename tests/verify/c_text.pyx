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
