"""Division, remainder and power of C numbers: Python's meaning, cdivision's, and their errors."""

cimport cython
import operator


def error_of(operation, *args):
    """The text of the error, which is that of the Python that runs."""
    try:
        return operation(*args)
    except ZeroDivisionError as error:
        return str(error)


def floor_int(int a, int b):
    """
    >>> [floor_int(a, b) for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (0, -5))]
    [3, -4, -4, 3, 2, -2, 0]
    >>> floor_int(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    >>> floor_int(-2147483648, -1)
    Traceback (most recent call last):
    OverflowError: value too large to perform division
    """
    return a // b


def mod_int(int a, int b):
    """
    >>> [mod_int(a, b) for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, -4), (0, 5))]
    [1, 1, -1, -1, 0, -2, 0]
    >>> error_of(mod_int, 1, 0) == error_of(operator.mod, 1, 0)
    True
    """
    return a % b


def floor_double(double a, double b):
    """
    >>> [floor_double(a, b) for a, b in ((7, 2), (-7, 2), (7.5, -2), (1e300, 1e-10))]
    [3.0, -4.0, -4.0, inf]
    >>> error_of(floor_double, 1.0, 0.0) == error_of(operator.floordiv, 1.0, 0.0)
    True
    """
    return a // b


def mod_double(double a, double b):
    """
    >>> [mod_double(a, b) for a, b in ((7.5, 2), (-7.5, 2), (7.5, -2), (-7.5, -2), (6, 3))]
    [1.5, 0.5, -0.5, -1.5, 0.0]
    >>> error_of(mod_double, 1.0, 0.0) == error_of(operator.mod, 1.0, 0.0)
    True
    """
    return a % b


def true_int(int a, int b):
    """
    >>> true_int(7, 2), true_int(-1, 4), true_int(6, 3)
    (3.5, -0.25, 2.0)
    >>> error_of(true_int, 1, 0) == error_of(operator.truediv, 1, 0)
    True
    """
    return a / b


def true_double(double a, double b):
    """
    >>> true_double(1, 4), true_double(-0.0, 1)
    (0.25, -0.0)
    >>> error_of(true_double, 1.0, 0.0) == error_of(operator.truediv, 1.0, 0.0)
    True
    """
    return a / b


@cython.cdivision(True)
def c_double(double a, double b):
    """
    >>> c_double(1, 0), c_double(-1, 0), c_double(1, 4)
    (inf, -inf, 0.25)
    """
    return a / b


@cython.cdivision(True)
def c_both(int a, int b):
    """
    >>> c_both(-7, 2), c_both(7, -2), c_both(7, 2)
    ((-3, -1), (-3, 1), (3, 1))
    """
    return a // b, a % b


def constant_divisor(int a):
    """
    >>> constant_divisor(-7), constant_divisor(7)
    ((-3, 2, -4, 1, -2.3333333333333335), (2, 1, 3, 1, 2.3333333333333335))
    """
    return a // 3, a % 3, a // 2, a % 2, a / 3


def negative_constant_divisor(int a):
    """
    >>> negative_constant_divisor(7), negative_constant_divisor(-7)
    ((-3, -2), (2, -1))
    """
    return a // -3, a % -3


def augmented(int a, int b):
    """
    >>> augmented(-17, 5)
    [-4, 1]
    >>> augmented(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef list seen = []
    a //= b
    seen.append(a)
    a %= b
    seen.append(a)
    return seen


def unsigned_division(unsigned int a, unsigned int b):
    """
    >>> unsigned_division(4294967295, 2), unsigned_division(5, 4294967295)
    ((2147483647, 1), (0, 5))
    """
    return a // b, a % b


def mixed(int a, double b):
    """
    >>> mixed(-7, 2.0)
    (-3.5, -4.0, 1.0)
    """
    return a / b, a // b, a % b


def power_int(int a, unsigned char n):
    """
    >>> [power_int(2, n) for n in (0, 1, 10, 30)], power_int(-3, 3), power_int(0, 0)
    ([1, 2, 1024, 1073741824], -27, 1)
    """
    return a ** n


def power_literals(int a):
    """
    >>> power_literals(3), power_literals(-2)
    ((1, 3, 9, 27), (1, -2, 4, -8))
    """
    return a ** 0, a ** 1, a ** 2, a ** 3


def power_signed(int a, int b):
    """
    >>> power_signed(2, 10), power_signed(2, -1), power_signed(4, -2)
    (1024.0, 0.5, 0.0625)
    """
    return a ** b


def power_double(double a, double b):
    """
    >>> power_double(2, -1), power_double(1.5, 2)
    (0.5, 2.25)
    >>> round(power_double(2, 0.5), 12), round(power_double(9, 0.5), 12)
    (1.414213562373, 3.0)
    """
    return a ** b


def divided_in_nogil(int a, int b):
    """
    >>> divided_in_nogil(-7, 2)
    -4
    >>> divided_in_nogil(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int result
    with nogil:
        result = a // b
    return result


def remainder_in_nogil(double a, double b):
    """
    >>> remainder_in_nogil(-7, 2)
    1.0
    >>> error_of(remainder_in_nogil, 1.0, 0.0) == error_of(operator.mod, 1.0, 0.0)
    True
    """
    cdef double result
    with nogil:
        result = a % b
    return result


@cython.cdivision(True)
cdef int inner_c(int a, int b) noexcept nogil:
    return a // b


def cdivision_is_per_function(int a, int b):
    """
    >>> cdivision_is_per_function(-7, 2)
    (-3, -4)
    """
    return inner_c(a, b), a // b


def with_block(int a, int b):
    """
    >>> with_block(-7, 2)
    (-3, -4)
    """
    with cython.cdivision(True):
        c = a // b
    return c, a // b


@cython.cdivision(True)
def quotients_of_c(int a, int b, unsigned char c, double d):
    """
    >>> quotients_of_c(-7, 2, 5, 2.0)
    (-3, 2, -3.5, 3, -1)
    """
    return a / b, c / 2, a / d, 7 / 2, (a + c) / b


@cython.cdivision(True)
def remainder_of_c(double a, float b):
    """
    >>> remainder_of_c(-7.5, 2.0)
    (-1.5, 0.5, -4.0)
    """
    return a % b, b % -1.5, a // b


def quotient_in_block(int a, int b):
    """
    >>> quotient_in_block(7, 2)
    (3.5, 3)
    """
    result = a / b
    with cython.cdivision(True):
        return result, a / b
