"""The Mandelbrot set, row by row; a row is computed without the GIL.

>>> row(0.0, -2.0, 1.0, 7, 50)
b'@@@@@@ '
>>> iterations(0, 0, 50)
50
>>> iterations(2, 2, 50)
1
>>> row(0.0, -2.0, 1.0, 0, 50)
b''
"""

from libc.stdlib cimport free, malloc


cdef int escape(double cr, double ci, int limit) noexcept nogil:
    # The number of steps until z = z*z + c leaves the circle of radius 2; at most `limit`.
    cdef double zr = 0, zi = 0, zr2 = 0, zi2 = 0
    cdef int n = 0
    while n < limit and zr2 + zi2 <= 4:
        zi = 2 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2 = zr * zr
        zi2 = zi * zi
        n += 1
    return n


def iterations(double cr, double ci, int limit):
    """The steps until the point leaves, at most `limit`."""
    return escape(cr, ci, limit)


def row(double ci, double left, double right, Py_ssize_t width, int limit):
    """The characters of one row: a blank outside the set, the denser the longer a point stays."""
    cdef const char* shades = b" .:-=+*#%@"
    cdef char* line = <char*>malloc(width + 1)
    cdef Py_ssize_t x
    cdef int n
    if line is NULL:
        raise MemoryError()
    try:
        with nogil:
            for x in range(width):
                n = escape(left + (right - left) * x / width, ci, limit)
                line[x] = shades[9 * n // limit]
        return line[:width]
    finally:
        free(line)
