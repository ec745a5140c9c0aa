"""Extension types that export their memory by the buffer protocol."""
from cpython.buffer cimport PyBUF_WRITABLE


cdef class Filled:
    """
    >>> view = memoryview(Filled())
    >>> view.nbytes, bytes(view), view.readonly, view.obj.exports
    (3, b'abc', True, 1)
    >>> filled = view.obj
    >>> view.release()
    >>> filled.exports
    0
    """
    cdef char data[3]
    cdef readonly int exports

    def __cinit__(self):
        self.data[0], self.data[1], self.data[2] = b"a", b"b", b"c"

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        buffer.buf = self.data
        buffer.obj = self
        buffer.len = 3
        buffer.itemsize = 1
        buffer.readonly = 1
        buffer.ndim = 1
        buffer.format = NULL
        buffer.shape = buffer.strides = buffer.suboffsets = NULL
        buffer.internal = NULL
        self.exports += 1

    def __releasebuffer__(self, Py_buffer *buffer):
        self.exports -= 1


cdef class Grid:
    """
    >>> view = memoryview(Grid())
    >>> view.tolist(), view.shape, view.format, view.readonly
    ([[0, 1, 2], [3, 4, 5]], (2, 3), 'i', False)
    >>> view[1, 1] = 40
    >>> view.tolist()
    [[0, 1, 2], [3, 40, 5]]
    """
    cdef int numbers[6]
    cdef Py_ssize_t shape[2]
    cdef Py_ssize_t strides[2]

    def __cinit__(self):
        cdef int i
        for i in range(6):
            self.numbers[i] = i
        self.shape[0], self.shape[1] = 2, 3
        self.strides[0], self.strides[1] = 3 * sizeof(int), sizeof(int)

    def __getbuffer__(self, Py_buffer *view, int flags):
        view.buf = self.numbers
        view.obj = self
        view.len = sizeof(self.numbers)
        view.itemsize = sizeof(int)
        view.readonly = 0
        view.ndim = 2
        view.format = "i"
        view.shape = self.shape
        view.strides = self.strides
        view.suboffsets = NULL
        view.internal = NULL


cdef class Refusing:
    """
    >>> memoryview(Refusing())
    Traceback (most recent call last):
    BufferError: not today
    """
    def __getbuffer__(self, Py_buffer *view, int flags):
        if not flags & PyBUF_WRITABLE:
            raise BufferError("not today")
