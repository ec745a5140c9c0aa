# The iterator protocol. PyIter_Next gives null without an exception at the end: as an object that is a
# SystemError, so write `for` or `next()`, or declare it yourself with a result of `PyObject *`.
cdef extern from "Python.h":
    bint PyIter_Check(object o)
    bint PyAIter_Check(object o)
    object PyIter_Next(object o)
