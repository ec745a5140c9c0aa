# bytes objects. Pointers into an object live as long as it does; only one that nobody else has seen
# yet may be written to.
from cpython.object cimport PyObject
from libc.stdarg cimport va_list

cdef extern from "Python.h":
    bint PyBytes_Check(object o)
    bint PyBytes_CheckExact(object o)
    bytes PyBytes_FromString(const char *text)
    bytes PyBytes_FromStringAndSize(const char *text, Py_ssize_t size)
    bytes PyBytes_FromFormat(const char *format, ...)
    bytes PyBytes_FromFormatV(const char *format, va_list arguments)
    bytes PyBytes_FromObject(object o)
    Py_ssize_t PyBytes_Size(object o) except -1
    Py_ssize_t PyBytes_GET_SIZE(object o)
    char *PyBytes_AsString(object o) except NULL
    char *PyBytes_AS_STRING(object o)
    int PyBytes_AsStringAndSize(object o, char **text, Py_ssize_t *size) except -1
    # These replace the reference that they are given; after an error it is null.
    void PyBytes_Concat(PyObject **o, object more) except *
    void PyBytes_ConcatAndDel(PyObject **o, PyObject *more) except *
    int _PyBytes_Resize(PyObject **o, Py_ssize_t size) except -1
