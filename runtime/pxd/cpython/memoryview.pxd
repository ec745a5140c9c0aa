# memoryview objects of Python. The memory of PyMemoryView_FromMemory and of a Py_buffer must outlive
# the object.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    memoryview PyMemoryView_FromObject(object o)
    memoryview PyMemoryView_FromMemory(char *memory, Py_ssize_t size, int flags)
    memoryview PyMemoryView_FromBuffer(const Py_buffer *view)
    memoryview PyMemoryView_GetContiguous(object o, int buffer_type, char order)
    bint PyMemoryView_Check(object o)
    Py_buffer *PyMemoryView_GET_BUFFER(object view)
    # Borrowed, and null if the memory belongs to nobody.
    PyObject *PyMemoryView_GET_BASE(object view)
