# list objects.
#
# PyList_SetItem and PyList_SET_ITEM take over a reference to the item: count one for them first
# (`Py_INCREF(item)`). PyList_GetItem and PyList_GET_ITEM give a borrowed one, PyList_GetItemRef a new
# one.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    list PyList_New(Py_ssize_t size)
    bint PyList_Check(object o)
    bint PyList_CheckExact(object o)
    Py_ssize_t PyList_Size(object o) except -1
    Py_ssize_t PyList_GET_SIZE(object o)
    PyObject *PyList_GetItem(object o, Py_ssize_t index) except NULL
    PyObject *PyList_GET_ITEM(object o, Py_ssize_t index)
    int PyList_SetItem(object o, Py_ssize_t index, object item) except -1
    void PyList_SET_ITEM(object o, Py_ssize_t index, object item)
    int PyList_Insert(object o, Py_ssize_t index, object item) except -1
    int PyList_Append(object o, object item) except -1
    list PyList_GetSlice(object o, Py_ssize_t start, Py_ssize_t end)
    int PyList_SetSlice(object o, Py_ssize_t start, Py_ssize_t end, object items) except -1
    int PyList_Sort(object o) except -1
    int PyList_Reverse(object o) except -1
    tuple PyList_AsTuple(object o)

# Of Python 3.13; the runtime has them for older versions.
cdef extern from "nogilc_rt/capi_compat.h":
    object PyList_GetItemRef "nogilc_PyList_GetItemRef" (object o, Py_ssize_t index)
    int PyList_Extend "nogilc_PyList_Extend" (object o, object items) except -1
    int PyList_Clear "nogilc_PyList_Clear" (object o) except -1
