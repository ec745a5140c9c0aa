"""Numerical integration of a C function that is passed as a pointer.

>>> round(integrate("square", 0, 3, 1000), 5)
9.0
>>> round(integrate("sine", 0, 3.141592653589793, 1000), 5)
2.0
>>> integrate("cube", 0, 1, 10)
Traceback (most recent call last):
ValueError: there is no function 'cube'
>>> integrate("square", 0, 1, 0)
Traceback (most recent call last):
ValueError: the number of steps must be positive
"""

from libc.math cimport sin, sqrt

ctypedef double (*Function)(double x) noexcept nogil


cdef double square(double x) noexcept nogil:
    return x * x


cdef double half_circle(double x) noexcept nogil:
    return sqrt(1 - x * x)


cdef double sine(double x) noexcept nogil:
    return sin(x)


cdef double wave(double x) noexcept nogil:
    return x ** 2 * sin(x) - x


cdef double midpoint(Function f, double a, double b, long steps) noexcept nogil:
    cdef double width = (b - a) / steps
    cdef double total = 0
    cdef long i
    for i in range(steps):
        total += f(a + (i + 0.5) * width)
    return total * width


def integrate(name, double a, double b, long steps=1000000):
    """The integral from `a` to `b` of the function with this name, by the midpoint rule."""
    cdef Function f
    cdef double result
    if steps < 1:
        raise ValueError("the number of steps must be positive")
    if name == "square":
        f = square
    elif name == "half_circle":
        f = half_circle
    elif name == "sine":
        f = sine
    elif name == "wave":
        f = wave
    else:
        raise ValueError(f"there is no function {name!r}")
    with nogil:
        result = midpoint(f, a, b, steps)
    return result
