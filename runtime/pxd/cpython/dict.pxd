# dict objects. What GetItem gives is borrowed, and null without an exception if the key is absent; the
# functions with Ref in their names give a new reference to C code.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyDict_Check(object o)
    bint PyDict_CheckExact(object o)
    dict PyDict_New()
    object PyDictProxy_New(object mapping)
    void PyDict_Clear(object o)
    int PyDict_Contains(object o, object key) except -1
    dict PyDict_Copy(object o)
    int PyDict_SetItem(object o, object key, object value) except -1
    int PyDict_SetItemString(object o, const char *key, object value) except -1
    int PyDict_DelItem(object o, object key) except -1
    int PyDict_DelItemString(object o, const char *key) except -1
    PyObject *PyDict_GetItem(object o, object key)
    PyObject *PyDict_GetItemWithError(object o, object key) except? NULL
    PyObject *PyDict_GetItemString(object o, const char *key)
    PyObject *PyDict_SetDefault(object o, object key, object value) except NULL
    list PyDict_Items(object o)
    list PyDict_Keys(object o)
    list PyDict_Values(object o)
    Py_ssize_t PyDict_Size(object o) except -1
    int PyDict_Next(object o, Py_ssize_t *position, PyObject **key, PyObject **value)
    int PyDict_Merge(object o, object other, int override) except -1
    int PyDict_Update(object o, object other) except -1
    int PyDict_MergeFromSeq2(object o, object pairs, int override) except -1

# Of Python 3.13; the runtime has them for older versions.
cdef extern from "nogilc_rt/capi_compat.h":
    int PyDict_GetItemRef "nogilc_PyDict_GetItemRef" (
        object o, object key, PyObject **result) except -1
    int PyDict_GetItemStringRef "nogilc_PyDict_GetItemStringRef" (
        object o, const char *key, PyObject **result) except -1
    int PyDict_SetDefaultRef "nogilc_PyDict_SetDefaultRef" (
        object o, object key, object value, PyObject **result) except -1
