"""C tuples: by value, from and to Python, taken apart, compared."""
cimport cython

cdef struct Holder:
    (int, double) pair
    int n

ctypedef (int, (double, int)) Nested


def from_python(value):
    """
    >>> from_python((1, 2.5))
    (1, 2.5)
    >>> from_python([1, 2])
    (1, 2.0)
    >>> from_python((1,))
    Traceback (most recent call last):
    ...
    TypeError: Expected a sequence of size 2, got size 1
    >>> from_python((1, 2, 3))
    Traceback (most recent call last):
    ...
    TypeError: Expected a sequence of size 2, got size 3
    >>> from_python(None)
    Traceback (most recent call last):
    ...
    TypeError: Expected a sequence of size 2, got NoneType
    >>> from_python((1, "x"))
    Traceback (most recent call last):
    ...
    TypeError: must be real number, not str
    """
    cdef (int, double) pair = value
    return pair


def items((int, double) pair):
    """
    >>> items((1, 2.5))
    (1, 2.5, 2.5, 3.5, (5, 2.5))
    """
    cdef double total = pair[0] + pair[1]
    cdef (int, double) other = pair
    other[0] = 5
    return pair[0], pair[1], pair[-1], total, other


def index_at_run_time((int, double) pair, int i):
    """
    >>> index_at_run_time((1, 2.5), 0), index_at_run_time((1, 2.5), -1)
    (1, 2.5)
    >>> index_at_run_time((1, 2.5), 2)
    Traceback (most recent call last):
    ...
    IndexError: tuple index out of range
    """
    return pair[i]


cdef (int, double) swapped((double, int) pair) noexcept nogil:
    cdef double x
    cdef int n
    x, n = pair
    return n, x


cdef (int, int) divide(int a, int b) except * nogil:
    return a // b, a % b


def through_functions(double x, int n):
    """
    >>> through_functions(1.5, 2)
    (2, 1.5)
    """
    cdef (int, double) result
    with nogil:
        result = swapped((x, n))
    return result


def divided(int a, int b):
    """
    >>> divided(7, 2)
    (3, 1, (3, 1))
    >>> divided(7, 0)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int q, r
    with nogil:
        q, r = divide(a, b)
    return q, r, divide(a, b)


def compare((int, double) a, (int, double) b):
    """
    >>> compare((1, 2.0), (1, 3.0))
    (False, True, True)
    >>> compare((1, 2.0), (1, 2.0))
    (True, False, False)
    """
    return a == b, a != b, a < b


def nested():
    """
    >>> nested()
    ((1, (2.5, 65)), 2.5, 65)
    """
    cdef Nested n = (1, (2.5, 65))
    return n, n[1][0], n[1][1]


def in_struct():
    """
    >>> in_struct()
    (1, 2.0, 3)
    """
    cdef Holder h
    h.pair = (1, 2)
    h.n = 3
    return h.pair[0], h.pair[1], h.n


def to_tuple((int, double) pair):
    """
    >>> to_tuple((1, 2))
    ((1, 2.0), True, 2, [1, 2.0])
    """
    o = pair
    cdef object p = pair
    return o, isinstance(p, tuple), len(p), [x for x in p]


@cython.locals(pair=(cython.int, cython.double))
def pure(pair):
    """
    >>> pure((1, 2))
    (1, 2.0)
    """
    return pair


def arrays():
    """
    >>> arrays()
    (1, 4.0)
    """
    cdef (int, double)[2] pairs
    pairs[0] = (1, 2)
    pairs[1] = (3, 4)
    return pairs[0][0], pairs[1][1]


def as_python_tuples((int, int) pair, (double, double) other, int n):
    """
    >>> as_python_tuples((1, 2), (3, 4), 2)
    ((1, 2, 3.0, 4.0), (1, 2, 1, 2), (0, 1, 2), False, 'yes')
    """
    return pair + other, pair * n, (0,) + pair, not pair, "yes" if other else "no"


def one_item((int,) single):
    """
    >>> one_item((5,))
    ((5,), 5, True)
    """
    cdef (int *) pointer = NULL
    return single, single[0], pointer == NULL


def truth():
    """
    >>> truth()
    (True, False, 3, 1)
    """
    cdef (int, int) pair = (0, 0)
    return bool(pair), not pair, pair and 3, 1 if pair else 2
