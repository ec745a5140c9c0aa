"""`a ** b` of C doubles: a float, or a complex number where a negative base and a fraction make one."""
import cython


def kinds(double a, double b):
    """
    >>> kinds(4, 0.5), kinds(2, 3)
    (('soft double complex', 2.0), ('soft double complex', 8.0))
    >>> kind, power = kinds(-4, 0.5)
    >>> kind, type(power), power == (-4.0) ** 0.5
    ('soft double complex', <class 'complex'>, True)
    >>> kinds(0, -1)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: 0.0 cannot be raised to a negative power
    >>> kinds(1e300, 1.5)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    OverflowError: ...
    """
    c = a ** b
    return cython.typeof(c), c


def arithmetic(double a, double b, int n):
    """
    >>> def plain(a, b, n):
    ...     c = a ** b
    ...     return c * n + 1, -c / 2, (c - n) ** 2, c * c, 1 / c, abs(c), n ** c, c == n, c != n, bool(c)
    >>> for a, b, n in ((4.0, 0.5, 2), (-4.0, 0.5, 3), (-8.0, 1 / 3, 2), (2.5, -1.5, 1), (9.0, 0.5, 3)):
    ...     for made, expected in zip(arithmetic(a, b, n), plain(a, b, n)):
    ...         assert type(made) is type(expected), (made, expected)
    ...         assert abs(made - expected) <= 1e-14 * abs(expected), (a, b, n, made, expected)
    """
    c = a ** b
    d = c * n + 1
    e = -c / 2
    f = (c - n) ** 2
    g = c * c
    h = 1 / c
    i = abs(c)
    j = n ** c
    return d, e, f, g, h, i, j, c == n, c != n, True if c else False


cdef double taken(double x) noexcept nogil:
    return x


def without_gil(double a, double b):
    """
    >>> without_gil(4, 0.5)
    (2.0, 6.0, 5.0, 1, 2, 1.5)
    >>> without_gil(-4, 0.5)
    Traceback (most recent call last):
    ...
    TypeError: cannot convert complex to double: a negative number to a power that is not whole (with cpow=True the result is nan)
    """
    cdef double d, e
    cdef int order = 0, n
    with nogil:
        c = a ** b
        d = taken(c)
        e = c * c + c
        if c < a and a ** b <= 2:
            order = 1
        n = <int>c
        f = a ** 0.5
        f += 1
        f *= d
        f -= 1
        f = f if order else f
        q = c / 2
        q = q + 0.5
    return d, e, f, order, n, q


def in_place(double a, double b):
    """
    >>> in_place(4, 0.5)
    ('soft double complex', 2.5, 2.0, 0.0)
    """
    c = a ** b
    c += 3
    c /= 2
    d = 1.0
    d *= a ** b
    e = a ** b
    e //= 4
    return cython.typeof(c), c, d, e


def as_complex(double a, double b):
    """
    >>> as_complex(4, 0.5)
    ((2+0j), (4+0j))
    """
    cdef double complex z
    c = a ** b
    z = c
    c = 1.0
    return z, z * 2


def infinite(double a):
    """
    >>> infinite(float('inf'))
    (inf, 0.0)
    """
    c = a ** 0.5
    d = c * 2
    e = 1 / d
    return d, e


def division_by_zero(double a):
    """
    >>> division_by_zero(0)
    'float division by zero'
    """
    c = a ** 0.5
    try:
        with nogil:
            d = 1 / c
        return d
    except ZeroDivisionError as error:
        return str(error)


def generated(double a):
    """
    >>> list(generated(4)), list(generated(0.25))
    ([2.0, 4.0, 5.0], [0.5, 1.0, 2.0])
    """
    c = a ** 0.5
    yield c
    c *= 2
    yield c
    with nogil:
        c += 1
    yield c


def objects(double a, o):
    """
    >>> objects(4, 3)
    (5.0, 1.0, '2.0', True, 2.0, 3)
    """
    c = a ** 0.5
    d = a ** 0.5
    if o:
        d = o
    return c + o, c // 2, f"{c}", c in [2], max(c, 1), d
