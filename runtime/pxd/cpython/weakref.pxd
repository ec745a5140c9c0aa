# Weak references.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyWeakref_Check(object o)
    bint PyWeakref_CheckRef(object o)
    bint PyWeakref_CheckProxy(object o)
    object PyWeakref_NewRef(object o, object callback)
    object PyWeakref_NewProxy(object o, object callback)
    # Borrowed, and dead as soon as the last reference to the object is; None if it is.
    PyObject *PyWeakref_GetObject(object reference) except NULL
    PyObject *PyWeakref_GET_OBJECT(object reference)

# Of Python 3.13; the runtime has it for older versions.
cdef extern from "nogilc_rt/capi_compat.h":
    # A new reference and 1, or null and 0 if the object is gone.
    int PyWeakref_GetRef "nogilc_PyWeakref_GetRef" (object reference, PyObject **result) except -1
