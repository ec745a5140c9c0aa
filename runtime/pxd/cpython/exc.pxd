# Exceptions. Functions that set one return null or nothing: the caller returns its own error value,
# or uses `raise`. Functions whose only result is an error are declared so that calling them raises.
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
    # Python 3.12. The result is a new reference, or null; the argument is taken over.
    PyObject *PyErr_GetRaisedException()
    void PyErr_SetRaisedException(PyObject *exception)
    # The same for the exception that is being handled.
    PyObject *PyErr_GetHandledException()
    void PyErr_SetHandledException(PyObject *exception)
    void PyErr_GetExcInfo(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_SetExcInfo(PyObject *type, PyObject *value, PyObject *traceback)
    void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_SetString(object type, const char *message)
    void PyErr_SetObject(object type, object value)
    void PyErr_SetNone(object type)
    PyObject *PyErr_Format(object type, const char *format, ...) except NULL
    int PyErr_BadArgument() except 0
    PyObject *PyErr_NoMemory() except NULL
    PyObject *PyErr_SetFromErrno(object type) except NULL
    PyObject *PyErr_SetFromErrnoWithFilename(object type, const char *filename) except NULL
    PyObject *PyErr_SetFromErrnoWithFilenameObject(object type, object filename) except NULL
    void PyErr_BadInternalCall()
    int PyErr_WarnEx(object category, const char *message, Py_ssize_t stack_level) except -1
    int PyErr_WarnExplicit(object category, const char *message, const char *filename, int line,
                           const char *module, object registry) except -1
    int PyErr_WarnFormat(object category, Py_ssize_t stack_level, const char *format, ...) except -1
    int PyErr_ResourceWarning(object source, Py_ssize_t stack_level, const char *format,
                              ...) except -1
    int PyErr_CheckSignals() except -1
    void PyErr_SetInterrupt() nogil
    int PyErr_SetInterruptEx(int signal_number) nogil
    object PyErr_NewException(const char *name, object base, object namespace)
    object PyErr_NewExceptionWithDoc(const char *name, const char *doc, object base,
                                     object namespace)
    int PyException_SetTraceback(object exception, object traceback) except -1
    PyObject *PyException_GetTraceback(object exception)

    # Windows.
    PyObject *PyErr_SetFromWindowsErr(int number) except NULL
    PyObject *PyErr_SetExcFromWindowsErr(object type, int number) except NULL
    PyObject *PyErr_SetFromWindowsErrWithFilename(int number, const char *filename) except NULL
    PyObject *PyErr_SetExcFromWindowsErrWithFilename(object type, int number,
                                                     const char *filename) except NULL
