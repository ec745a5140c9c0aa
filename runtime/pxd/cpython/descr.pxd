# Descriptors of methods that are written in C.
from cpython.object cimport PyObject, PyTypeObject

cdef extern from "Python.h":
    ctypedef object (*wrapperfunc)(object self, object args, void *wrapped)
    ctypedef object (*wrapperfunc_kwds)(object self, object args, void *wrapped, object kwds)

    struct wrapperbase:
        const char *name
        int offset
        void *function
        wrapperfunc wrapper
        const char *doc
        int flags
        PyObject *name_strobj

    int PyWrapperFlag_KEYWORDS

    object PyDescr_NewWrapper(PyTypeObject *cls, wrapperbase *wrapper, void *wrapped)
    int PyDescr_IsData(object descr)
