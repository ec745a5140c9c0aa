# Reference counts. References of variables are counted by the compiler; these are for references that
# C code holds.
from cpython.object cimport PyObject, PyTypeObject

cdef extern from "Python.h":
    PyTypeObject *Py_TYPE(object o)
    Py_ssize_t Py_REFCNT(object o)
    void Py_INCREF(object o)
    void Py_DECREF(object o)
    void Py_XINCREF(PyObject *o)
    void Py_XDECREF(PyObject *o)
