"""C complex numbers: operators, parts, conversions, without the GIL too."""
cimport cython


def operators(double complex a, double complex b):
    """
    >>> operators(1 + 2j, 3 - 4j)
    ((4-2j), (-2+6j), (11+2j), (-0.2+0.4j))
    >>> operators(0j, -2j)
    (-2j, 2j, -0j, (-0-0j))
    >>> operators(1, 0)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: complex division by zero
    """
    return a + b, a - b, a * b, a / b


def with_others(double complex z, int n, double x):
    """
    >>> with_others(1 + 2j, 3, 0.5)
    ((4+2j), (2-2j), (0.5+1j), (0.5+2j), (2+4j))
    """
    return z + n, n - z, z * x, z - x, z / x


def signed_zeros(double complex z, double x):
    """
    >>> signed_zeros(complex(-0.0, -0.0), 0.0)
    ((-0-0j), (-0+0j), 0j)
    """
    return +z, z.conjugate(), z + x


def powers(double complex z, double complex e):
    """
    >>> powers(1 + 2j, 2)
    (-3+4j)
    >>> powers(2j, 3)
    (-0-8j)
    >>> powers(2, -1)
    (0.5+0j)
    >>> powers(0, 0)
    (1+0j)
    >>> powers(0, 2)
    0j
    >>> abs(powers(1 + 2j, 0.5) - (1 + 2j) ** 0.5) < 1e-15
    True
    >>> abs(powers(1 + 2j, 1j) - (1 + 2j) ** 1j) < 1e-15
    True
    """
    return z ** e


def parts(double complex z):
    """
    >>> parts(3 + 4j)
    (3.0, 4.0, (3-4j), 5.0, (3+5j), (7+5j))
    """
    cdef double complex old = z, other
    z.imag += 1
    other = z
    z.real = 7
    return old.real, old.imag, old.conjugate(), abs(old), other, z


def compare(double complex a, double complex b):
    """
    >>> compare(1 + 2j, 1 + 2j)
    (True, False, True)
    >>> compare(0, 1)
    (False, True, False)
    """
    return a == b, a != b, bool(a)


def choose(double complex z):
    """
    >>> choose(0)
    ('no', True)
    >>> choose(1j)
    ('yes', False)
    """
    return "yes" if z else "no", not z


def literals():
    """
    >>> literals()
    (2j, (1+0.5j), 10j, 1000j, 0.25j)
    """
    cdef double complex a = 2j, b = 1 + 0.5j, c = 010j, d = 1e3j, e = .25J
    return a, b, c, d, e


def from_python(value):
    """
    >>> from_python(3), from_python(2.5), from_python(1j), from_python(True)
    ((3+0j), (2.5+0j), 1j, (1+0j))
    >>> class Complex:
    ...     def __complex__(self):
    ...         return 7 + 8j
    >>> from_python(Complex())
    (7+8j)
    >>> class Float:
    ...     def __float__(self):
    ...         return 1.5
    >>> from_python(Float())
    (1.5+0j)
    >>> from_python("1")
    Traceback (most recent call last):
    ...
    TypeError: must be real number, not str
    >>> from_python(None)
    Traceback (most recent call last):
    ...
    TypeError: must be real number, not NoneType
    """
    cdef double complex z = value
    return z


def other_widths(float complex f, long double complex l):
    """
    >>> other_widths(1 + 0.5j, 2j)
    ((1+0.5j), 2j, (1+2.5j), (-1+2j), 1.0)
    """
    return f, l, f + l, f * l, (<float> f.real)


def casts(double x):
    """
    >>> casts(2)
    ((2+0j), (2+0j), 2.0)
    """
    cdef double complex z = <double complex> x
    return z, <float complex> z, z.real


cdef double complex mandelbrot_step(double complex z, double complex c) noexcept nogil:
    return z * z + c


cdef int escape(double complex c, int limit) nogil:
    cdef double complex z = 0
    cdef int n
    for n in range(limit):
        if z.real * z.real + z.imag * z.imag > 4 or abs(z) > 100:
            return n
        z = mandelbrot_step(z, c)
    return limit


def without_gil(double complex c):
    """
    >>> without_gil(0), without_gil(1), without_gil(-2 + 2j)
    (50, 3, 1)
    """
    cdef int n
    with nogil:
        n = escape(c, 50)
    return n


cdef double complex divide(double complex a, double complex b) except * nogil:
    return a / b


def divided_without_gil(double complex a, double complex b):
    """
    >>> divided_without_gil(1, 2j)
    -0.5j
    >>> divided_without_gil(1, 0)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: complex division by zero
    """
    cdef double complex result
    with nogil:
        result = divide(a, b)
    return result


@cython.cdivision(True)
def as_c_divides(double complex a, double complex b):
    """
    >>> as_c_divides(1, 2)
    (0.5+0j)
    """
    return a / b


cdef struct Sample:
    double complex value
    float complex[2] pair


def in_a_struct(double complex z):
    """
    >>> in_a_struct(1 + 1j)
    ((1+1j), (2+2j), 0j)
    """
    cdef Sample s
    s.value = z
    s.pair[0] = z + z
    s.pair[1] = 0
    return s.value, s.pair[0], s.pair[1]


cdef double complex total(double complex* values, int n) noexcept nogil:
    cdef double complex result = 0
    cdef int i
    for i in range(n):
        result += values[i]
    return result


def in_an_array(values):
    """
    >>> in_an_array([1, 2j, 3 + 3j])
    (4+5j)
    """
    cdef double complex[3] held = values
    return total(held, 3)


def inferred(double complex z):
    """
    >>> inferred(1j)
    ((2+1j), 'double complex')
    """
    w = z + 2
    return w, cython.typeof(w)


cdef double complex module_value = 1 + 2j


def of_the_module():
    """
    >>> of_the_module()
    (2+2j)
    """
    global module_value
    module_value += 1
    result, module_value = module_value, 1 + 2j
    return result


def optional(double complex z=1j):
    """
    >>> optional(), optional(2)
    (1j, (2+0j))
    """
    return z


DEF UNIT = 1j
DEF POINT = 1 + 2j


def compile_time(double complex z):
    """
    >>> compile_time(1)
    ((1+1j), (2+2j), 1j)
    """
    return z + UNIT, z + POINT, UNIT


def objects_stay_objects(z):
    """
    >>> objects_stay_objects(2)
    ((2+1j), 2j, (2+0j))
    """
    return z + 1j, z * 1j, complex(z)


cdef double size(complex z) noexcept nogil:
    return abs(z)


def plain_name(complex z):
    """
    `complex` as a C type is `double complex`.

    >>> plain_name(3 + 4j), plain_name(2)
    ((5.0, (6+8j)), (2.0, (4+0j)))
    """
    cdef complex twice = 2 * z
    cdef double result
    with nogil:
        result = size(z)
    return result, twice
