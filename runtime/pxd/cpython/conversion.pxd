# Numbers to text and back, as C has them but without the locale.
from cpython.object cimport PyObject
from libc.stdarg cimport va_list

cdef extern from "Python.h":
    int PyOS_snprintf(char *result, size_t size, const char *format, ...) nogil
    int PyOS_vsnprintf(char *result, size_t size, const char *format, va_list arguments) nogil
    int PyOS_stricmp(const char *a, const char *b) nogil
    int PyOS_strnicmp(const char *a, const char *b, Py_ssize_t size) nogil

    double PyOS_string_to_double(const char *text, char **end, PyObject *overflow) except? -1.0

    const int Py_DTSF_SIGN
    const int Py_DTSF_ADD_DOT_0
    const int Py_DTSF_ALT
    const int Py_DTST_FINITE
    const int Py_DTST_INFINITE
    const int Py_DTST_NAN
    # The result is freed with PyMem_Free.
    char *PyOS_double_to_string(double value, char format, int precision, int flags,
                                int *type) except NULL
