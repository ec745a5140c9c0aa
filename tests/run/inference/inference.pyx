"""What the type of an undeclared local is, seen by what happens when numbers grow."""

cimport cython
from libc.stdlib cimport free, malloc


def arithmetic_stays_python():
    """Addition may overflow, so the variable is a Python object.

    >>> arithmetic_stays_python()
    1267650600228229401496703205376
    """
    x = 1
    for i in range(100):
        x = x * 2
    return x


def loop_variable_arithmetic():
    """
    >>> loop_variable_arithmetic()
    [0, 1000000000000, 8000000000000]
    """
    return [i ** 3 * 1000000000000 for i in range(3)]


def int_then_object(int a):
    """
    >>> int_then_object(5)
    (5, 'text')
    """
    b = a
    first = b
    b = "text"
    return first, b


def int_and_float(int a):
    """
    >>> int_and_float(0), int_and_float(1)
    (2.5, 1.0)
    """
    if a:
        x = 1.0
    else:
        x = 2.5
    return x


def none_and_value(int a):
    """
    >>> none_and_value(0), none_and_value(1)
    (None, 5)
    """
    x = None
    if a:
        x = 5
    return x


def comparison_result(int a, int b):
    """
    >>> comparison_result(1, 2), comparison_result(2, 1)
    ((True, False), (False, True))
    """
    x = a < b
    y = not x
    return x, y


def container():
    """
    >>> container()
    ([1], {}, (1, 2), 'abc', b'x')
    """
    a = [1]
    b = {}
    c = (1, 2)
    d = "abc"
    e = b"x"
    return a, b, c, d, e


def pointer(int a):
    """
    >>> pointer(5)
    6
    """
    p = &a
    p[0] += 1
    return a


def function_pointer(int a):
    """
    >>> function_pointer(5)
    10
    """
    f = double_it
    return f(a)


cdef int double_it(int x):
    return x * 2


def swapped(int n):
    """Fibonacci with undeclared variables: they may overflow, so they are Python integers.

    >>> swapped(100)
    354224848179261915075
    """
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
    return a


def counter(items):
    """
    >>> counter("abc")
    (3, 'c')
    """
    n = 0
    for item in items:
        n += 1
    return n, item


def big_literal():
    """
    >>> big_literal()
    (100000000000000000000, 100000000000000000001)
    """
    x = 100000000000000000000
    return x, x + 1


def captured(int a):
    """
    >>> captured(3)
    (3, 5)
    """
    def inner():
        return a
    first = inner()
    a += 2
    return first, inner()


def declared_in_branch(int flag):
    """
    >>> declared_in_branch(1), declared_in_branch(0)
    (7, 0)
    """
    cdef int value = 0
    if flag:
        value = 7
    return value


def captured_pointer(list numbers):
    """
    >>> captured_pointer([3.5, 2.5, 4.5])
    (2.5, 4.5)
    """
    values = <double *>malloc(len(numbers) * sizeof(double))
    for i, number in enumerate(numbers):
        values[i] = number

    def last():
        return values[len(numbers) - 1]
    try:
        return min(values[i] for i in range(len(numbers))), last()
    finally:
        free(values)
