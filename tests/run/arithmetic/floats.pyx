"""float, double, long double and bint; mixing of types; what literals become."""

from libc.math cimport INFINITY, NAN, fabs, floor, isnan, pow, sqrt


def as_float(float x):
    """
    >>> as_float(0.1), as_float(1e10), as_float(16777217)
    (0.10000000149011612, 10000000000.0, 16777216.0)
    >>> as_float(1e40)
    inf
    >>> as_float("x")
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    return x


def as_double(double x):
    """
    >>> as_double(1), as_double(True), as_double(2.5), as_double(10 ** 20)
    (1.0, 1.0, 2.5, 1e+20)
    >>> class C:
    ...     def __float__(self): return 1.5
    >>> as_double(C())
    1.5
    >>> class I:
    ...     def __index__(self): return 7
    >>> as_double(I())
    7.0
    >>> as_double(None)
    Traceback (most recent call last):
    TypeError: must be real number, not NoneType
    >>> as_double(10 ** 400)
    Traceback (most recent call last):
    OverflowError: int too large to convert to float
    """
    return x


def as_long_double(long double x):
    """
    >>> as_long_double(0.1) == 0.1, as_long_double(1e308)
    (True, 1e+308)
    """
    return x


def float_arithmetic(float a, float b):
    """
    >>> float_arithmetic(1, 3)
    (1.3333333730697632, -2.0, 3.0)
    """
    cdef float c = a + b / 9
    return c, a - b, a * b


def double_arithmetic(double a, double b):
    """
    >>> double_arithmetic(1.5, 0.25)
    (1.75, 1.25, 0.375, 6.0, -1.5, True)
    """
    return a + b, a - b, a * b, a / b, -a, a > b


def mixed(int i, long l, float f, double d):
    """
    >>> mixed(1, 2, 0.5, 0.25)
    (3, 1.5, 2.25, 0.75)
    """
    return i + l, i + f, l + d, f + d


def unsigned_and_signed(int i, unsigned int u):
    """
    >>> unsigned_and_signed(-1, 1)
    (0, False)
    >>> unsigned_and_signed(-2, 1)
    (4294967295, False)
    """
    return i + u, i < u


def small_types(signed char a, short b, unsigned char c):
    """
    >>> small_types(127, 32767, 255)
    (32894, 8355585, 382)
    """
    return a + b, b * c, a + c


def bints(bint a, bint b):
    """
    >>> bints(1, 0), bints("x", [])
    ((True, False, True, False, 1), (True, False, True, False, 1))
    >>> bints(5, 5)
    (True, True, True, True, 2)
    """
    return a, b, a or b, a and b, a + b


def bint_from_comparison(int a):
    """
    >>> bint_from_comparison(3), bint_from_comparison(7)
    ((True, False, 1), (False, True, 1))
    """
    cdef bint small = a < 5
    cdef bint big = not small
    return small, big, small + big


def special():
    """
    >>> special()
    (inf, -inf, True, True)
    """
    return INFINITY, -INFINITY, NAN != NAN, isnan(NAN) != 0


def functions(double x):
    """
    >>> functions(2.25)
    (1.5, 2.0, 2.25, 5.0625)
    """
    return sqrt(x), floor(x), fabs(-x), pow(x, 2)


def truth(double x):
    """
    >>> truth(0.0), truth(-0.0), truth(0.1), truth(float("nan"))
    (False, False, True, True)
    """
    return True if x else False


def literals():
    """
    >>> literals()
    (4294967295, 255, 10, 8, 1000000, 1e-05, 97, 18446744073709551615)
    """
    cdef unsigned int a = 0xFFFFFFFFU
    cdef int b = 0xff, c = 0b1010, d = 0o10, e = 1_000_000
    cdef double f = 1e-5
    cdef char g = c'a'
    cdef unsigned long long h = 0xFFFFFFFFFFFFFFFFULL
    return a, b, c, d, e, f, g, h


def big_literals():
    """
    >>> big_literals()
    (9223372036854775807, -9223372036854775808, 2147483648, 100000000000000000000)
    """
    cdef long long a = 9223372036854775807
    cdef long long b = -9223372036854775807 - 1
    return a, b, 2147483648, 100000000000000000000


def casts(double d, long l):
    """
    >>> casts(3.99, 300), casts(-3.99, -1)
    ((3, 44, 300.0, 300, True), (-3, 255, -1.0, 65535, True))
    """
    return <int>d, <unsigned char>l, <double>l, <unsigned short>l, <bint>l


def absolute(int i, double d, long long l):
    """
    >>> absolute(-5, -2.5, -2 ** 62)
    (5, 2.5, 4611686018427387904)
    """
    return abs(i), abs(d), abs(l)


def minimum(int a, int b, double c):
    """
    >>> minimum(3, 2, 2.5)
    (2, 3, 2.5, 3)
    """
    return min(a, b), max(a, b), min(a, c), max(a, b, 1)


def sizes():
    """
    >>> sizes()
    (1, 2, 4, 8, 4, 8, 8, 12)
    """
    cdef int[3] numbers
    cdef void* p
    return (sizeof(char), sizeof(short), sizeof(int), sizeof(long long), sizeof(float), sizeof(double), sizeof(p),
            sizeof(numbers))


def conditional(int a, double b):
    """
    >>> conditional(0, 2.5), conditional(3, 2.5)
    (2.5, 3)
    """
    return a if a else b


def chained(int a, int b, int c):
    """
    >>> chained(1, 2, 3), chained(3, 2, 1), chained(1, 1, 2)
    (True, False, False)
    """
    return a < b < c


def boolean_values(int a, int b):
    """
    >>> boolean_values(0, 5), boolean_values(3, 5), boolean_values(0, 0)
    ((5, 0, True), (3, 5, False), (0, 0, True))
    """
    return a or b, a and b, not a
