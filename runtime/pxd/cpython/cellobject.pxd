# Cells: the variables of closures. The capital functions test nothing, and PyCell_SET takes over a
# reference.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyCell_Check(object o)
    object PyCell_New(PyObject *value)
    object PyCell_Get(object cell)
    PyObject *PyCell_GET(object cell)
    int PyCell_Set(object cell, PyObject *value) except? -1
    void PyCell_SET(object cell, PyObject *value)
