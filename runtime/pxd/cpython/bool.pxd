# bool objects. The type is `bool` of the dialect.
cdef extern from "Python.h":
    bint PyBool_Check(object o)
    object PyBool_FromLong(long value)
