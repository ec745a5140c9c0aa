# The iterator protocol. PyIter_Next gives a new reference, or null at the end and after an error.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyIter_Check(object o)
    PyObject *PyIter_Next(object o) except? NULL
