# bytearray objects. Pointers into an object live until its next change.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyByteArray_Check(object o)
    bint PyByteArray_CheckExact(object o)
    bytearray PyByteArray_FromObject(object o)
    bytearray PyByteArray_FromStringAndSize(const char *text, Py_ssize_t size)
    bytearray PyByteArray_Concat(object a, object b)
    Py_ssize_t PyByteArray_Size(object o)
    Py_ssize_t PyByteArray_GET_SIZE(object o)
    char *PyByteArray_AsString(object o)
    char *PyByteArray_AS_STRING(object o)
    int PyByteArray_Resize(object o, Py_ssize_t size) except -1
