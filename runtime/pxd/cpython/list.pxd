# list objects. SetItem and SET_ITEM steal the reference to the item: count one for them first.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    list PyList_New(Py_ssize_t size)
    bint PyList_Check(object o)
    bint PyList_CheckExact(object o)
    Py_ssize_t PyList_Size(object o) except -1
    Py_ssize_t PyList_GET_SIZE(object o)
    PyObject *PyList_GetItem(object o, Py_ssize_t index) except NULL
    PyObject *PyList_GET_ITEM(object o, Py_ssize_t index)
    int PyList_SetItem(object o, Py_ssize_t index, PyObject *item) except -1
    void PyList_SET_ITEM(object o, Py_ssize_t index, PyObject *item)
    int PyList_Insert(object o, Py_ssize_t index, object item) except -1
    int PyList_Append(object o, object item) except -1
    list PyList_GetSlice(object o, Py_ssize_t start, Py_ssize_t end)
    int PyList_SetSlice(object o, Py_ssize_t start, Py_ssize_t end, object items) except -1
    int PyList_Sort(object o) except -1
    int PyList_Reverse(object o) except -1
    tuple PyList_AsTuple(object o)
