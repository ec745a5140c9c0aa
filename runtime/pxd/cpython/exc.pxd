# Exceptions. Functions that set one return null or nothing: the caller returns its own error value,
# or uses `raise`.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    void PyErr_Print()
    void PyErr_PrintEx(int set_sys_last_vars)
    void PyErr_WriteUnraisable(object o)
    PyObject *PyErr_Occurred()
    bint PyErr_ExceptionMatches(object exception)
    bint PyErr_GivenExceptionMatches(object given, object exception)
    void PyErr_Clear()
    void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback)
    void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_SetString(object type, const char *message)
    void PyErr_SetObject(object type, object value)
    void PyErr_SetNone(object type)
    PyObject *PyErr_Format(object type, const char *format, ...) except NULL
    int PyErr_BadArgument() except 0
    PyObject *PyErr_NoMemory() except NULL
    PyObject *PyErr_SetFromErrno(object type) except NULL
    PyObject *PyErr_SetFromErrnoWithFilename(object type, const char *filename) except NULL
    void PyErr_BadInternalCall()
    int PyErr_WarnEx(object category, const char *message, Py_ssize_t stack_level) except -1
    int PyErr_CheckSignals() except -1
    void PyErr_SetInterrupt() nogil
    object PyErr_NewException(const char *name, PyObject *base, PyObject *namespace)
