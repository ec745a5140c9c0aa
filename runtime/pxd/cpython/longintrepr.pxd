# The inside of `int`: its digits. Only of Pythons before 3.12, whose struct has them by this name.
cdef extern from "Python.h":
    """
    #if PY_VERSION_HEX < 0x030B0000
    #include <longintrepr.h>
    #endif
    """
    ctypedef unsigned int digit
    ctypedef int sdigit

    # Not the name of a type of Python: good for casts that test nothing.
    ctypedef class builtins.py_long [object PyLongObject]:
        cdef digit *ob_digit

    # With digits of any value.
    py_long _PyLong_New(Py_ssize_t size)

    long PyLong_SHIFT
    digit PyLong_BASE
    digit PyLong_MASK
