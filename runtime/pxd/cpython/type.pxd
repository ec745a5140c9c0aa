# type objects.
cdef extern from "Python.h":
    bint PyType_Check(object o)
    bint PyType_CheckExact(object o)
    void PyType_Modified(object type)
    bint PyType_IsSubtype(object a, object b)
