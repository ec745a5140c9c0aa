# tuple objects.
#
# PyTuple_SetItem and PyTuple_SET_ITEM take over a reference to the item: count one for them first
# (`Py_INCREF(item)`). PyTuple_GetItem and PyTuple_GET_ITEM give a borrowed one.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyTuple_Check(object o)
    bint PyTuple_CheckExact(object o)
    tuple PyTuple_New(Py_ssize_t size)
    tuple PyTuple_Pack(Py_ssize_t size, ...)
    Py_ssize_t PyTuple_Size(object o) except -1
    Py_ssize_t PyTuple_GET_SIZE(object o)
    PyObject *PyTuple_GetItem(object o, Py_ssize_t index) except NULL
    PyObject *PyTuple_GET_ITEM(object o, Py_ssize_t index)
    tuple PyTuple_GetSlice(object o, Py_ssize_t start, Py_ssize_t end)
    int PyTuple_SetItem(object o, Py_ssize_t index, object item) except -1
    void PyTuple_SET_ITEM(object o, Py_ssize_t index, object item)
    # Replaces the reference that it is given; after an error it is null.
    int _PyTuple_Resize(PyObject **o, Py_ssize_t size) except -1
