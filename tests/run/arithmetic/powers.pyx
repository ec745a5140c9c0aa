"""Powers of C floats: without the GIL where a C float is wanted, Python's where an object is."""


cdef double root(double x) except? -1 nogil:
    return x ** 0.5


cdef double norm(double x, double y) except? -1 nogil:
    cdef double total = 1.0
    total += (x ** 2.5 + y ** 2.5) ** 0.4 * 2
    return total


def roots(double x):
    """
    >>> roots(2.0) == 2.0 ** 0.5
    True
    >>> roots(-2.0)
    Traceback (most recent call last):
    TypeError: cannot convert complex to double: a negative number to a power that is not whole (with cpow=True the result is nan)
    """
    cdef double result
    with nogil:
        result = root(x)
    return result


def norms(double x, double y):
    """
    >>> norms(1.5, 2.0) == 1.0 + (1.5 ** 2.5 + 2.0 ** 2.5) ** 0.4 * 2
    True
    """
    with nogil:
        x = norm(x, y)
    return x


def as_object(double x, double y):
    """
    >>> as_object(4.0, 0.5)
    2.0
    >>> as_object(-8.0, 1.0 / 3) == (-8.0) ** (1.0 / 3)
    True
    """
    return x ** y


def sum_as_object(double x):
    """
    >>> sum_as_object(-4.0) == (-4.0) ** 0.5 + 1
    True
    """
    return x ** 0.5 + 1
