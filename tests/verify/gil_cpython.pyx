# Functions of CPython that an extern block declares `nogil`: what they need is CPython's to say. And
# Python objects as C structs.
cdef extern from "Python.h" nogil:
    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt
    object PyList_New(Py_ssize_t size)
    int PyList_Append(object list, object item) except -1
    void Py_INCREF(object o)
    void* PyMem_Malloc(size_t size)
    void* PyMem_RawMalloc(size_t size)
    int Py_IsInitialized()
    Py_ssize_t PyBytes_GET_SIZE(object o)
    int PyErr_CheckSignals() except -1

cdef extern from *:
    """
    static int PyArray_NDIM_of(void *array) { return array != 0; }
    """
    int PyArray_NDIM_of(void* array) nogil


cdef size_t calls(bytes o) except? 1 nogil:
    Py_INCREF(o)  # error: [gil-call] "Py_INCREF" # note: "function of CPython"
    PyMem_RawMalloc(1)
    PyMem_Malloc(1)  # error: [gil-call] "PyMem_Malloc"
    PyErr_CheckSignals()  # error: [gil-call] "PyErr_CheckSignals"
    PyArray_NDIM_of(NULL)
    with gil:
        PyErr_CheckSignals()
        Py_INCREF(o)
    return PyBytes_GET_SIZE(o) + Py_IsInitialized()


def objects(list l):
    cdef Py_ssize_t n
    cdef PyObject* p = <PyObject*>l
    n = p.ob_refcnt
    with nogil:
        PyList_Append(l, l)  # error: [gil-call] "PyList_Append"
        n = p.ob_refcnt  # error: [gil-object] "reading `ob_refcnt` through a pointer to a Python object"
        n = p[0].ob_refcnt  # error: [gil-object] "through a pointer"
        PyList_New(3)  # error: [gil-call] "PyList_New"
    return n
