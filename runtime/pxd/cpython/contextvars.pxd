# Contexts and context variables.
from cpython.object cimport PyObject
from cpython.ref cimport Py_XDECREF

cdef extern from "Python.h":
    bint PyContext_CheckExact(object o)
    bint PyContextVar_CheckExact(object o)
    bint PyContextToken_CheckExact(object o)

    object PyContext_New()
    object PyContext_Copy(object context)
    object PyContext_CopyCurrent()
    int PyContext_Enter(object context) except -1
    int PyContext_Exit(object context) except -1

    object PyContextVar_New(const char *name, PyObject *default_value)
    object PyContextVar_New_with_default "PyContextVar_New" (const char *name, object default_value)
    # Gives a new reference, or null if there is no value.
    int PyContextVar_Get(object variable, PyObject *default_value, PyObject **value) except -1
    int PyContextVar_Get_with_default "PyContextVar_Get" (
        object variable, object default_value, PyObject **value) except -1
    object PyContextVar_Set(object variable, object value)
    int PyContextVar_Reset(object variable, object token) except -1

cdef inline object get_value(object variable, object default_value=None):
    """The variable's value; else the variable's own default; else `default_value`."""
    cdef PyObject *value = NULL
    PyContextVar_Get(variable, NULL, &value)
    if value is NULL:
        return default_value
    result = <object>value
    Py_XDECREF(value)
    return result

cdef inline object get_value_no_default(object variable, object default_value=None):
    """The variable's value; else `default_value`, whatever the variable's own default is."""
    cdef PyObject *value = NULL
    PyContextVar_Get(variable, <PyObject *>default_value, &value)
    result = <object>value
    Py_XDECREF(value)
    return result
