# Python objects as C structs: C to the compiler, objects to everybody else.
cdef extern from "Python.h":
    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt


def objects(list l):
    cdef Py_ssize_t n
    cdef PyObject* p = <PyObject*>l
    n = p.ob_refcnt
    with nogil:
        n = p.ob_refcnt  # error: [gil-object] "reading `ob_refcnt` through a pointer to a Python object"
        n = p[0].ob_refcnt  # error: [gil-object] "through a pointer"
        with gil:
            n = p.ob_refcnt
    return n


cdef extern from "Python.h":
    ctypedef struct Raw "PyObject":
        Py_ssize_t ob_refcnt

cdef Py_ssize_t count_of(Raw* p) noexcept nogil:
    return p.ob_refcnt  # error: [gil-object] "reading `ob_refcnt` through a pointer to a Python object"
