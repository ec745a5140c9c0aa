# CPython's own functions, declared to be callable without the GIL.
from cpython.object cimport PyObject

cdef extern from "Python.h" nogil:
    int PyList_Append(object o, object item) except -1   # error: [nogil-cpython] "PyList_Append"
    void *PyMem_Malloc(size_t size)                      # error: [nogil-cpython] "PyMem_Malloc"
    void PyErr_PrintEx(int set_vars)                     # warning: [nogil-cpython-unused] "PyErr_PrintEx"
    void PyFuture_New()                                  # warning: [nogil-cpython-unused] "PyFuture_New"
    # These are allowed.
    void *PyMem_RawMalloc(size_t size)
    void PyMem_RawFree(void *block)
    int Py_IsInitialized()
    int Py_AddPendingCall(int (*function)(void *) noexcept, void *argument)
    int PyGILState_Check()

cdef extern from "Python.h":
    void count "Py_INCREF" (PyObject *o) nogil           # error: [nogil-cpython] "Py_INCREF"
    Py_ssize_t PyTuple_GET_SIZE(object o) nogil
    Py_ssize_t PyList_GET_SIZE(object o) nogil           # warning: [nogil-cpython-unused] "PyList_GET_SIZE"
    int PyErr_CheckSignals() except -1                   # held: nothing is promised
    Py_ssize_t taken "PyObject_Length" (object o) noexcept nogil  # error: [nogil-cpython] "PyObject_Length"
    object with_gil "PyObject_Repr" (object o) with gil

cdef extern from *:
    """
    static int PyCode_ownHelper(int x) { return x; }
    """
    int PyCode_ownHelper(int x) nogil                    # no name of CPython
    PyObject *PyErr_Occurred() nogil                     # error: [nogil-cpython] "PyErr_Occurred"

ctypedef Py_ssize_t (*length_t)(object) noexcept nogil
cdef length_t length = taken                             # note: "its address is taken here"

def use(list values, tuple items):
    cdef void *block
    cdef Py_ssize_t size
    PyErr_PrintEx(0)
    with nogil:
        PyList_Append(values, 1)                         # note: "called here"
        block = PyMem_RawMalloc(1)
        PyMem_RawFree(block)
        block = PyMem_Malloc(PyGILState_Check())         # note: "called here"
        count(<PyObject *>values)                        # note: "called here"
        size = PyTuple_GET_SIZE(items) + PyList_GET_SIZE(values)  # note: "called here"
        size = PyCode_ownHelper(1)

cdef bint failed() noexcept nogil:
    return PyErr_Occurred() is not NULL                  # note: "called here"
