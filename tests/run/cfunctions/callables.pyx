"""C functions as Python objects, keyword arguments and starred ones."""

cdef int add(int a, int b):
    return a + b

cdef int checked(int a) except -1:
    if a < 0:
        raise ValueError("negative")
    return a

cdef extern from "stdio.h":
    int snprintf(char *buffer, size_t size, const char *format, ...)

def variadic():
    """
    >>> variadic()
    b'! 5 abc 2.5 x'
    """
    cdef char[32] buffer
    snprintf(buffer, 32, b"%c %d %s %.1f %s", c'!', 5, b"abc", 2.5, "x")
    return buffer

cdef double half(double x) noexcept nogil:
    return x / 2

cdef void nothing(list into, value):
    into.append(value)

cdef str text(str s, object o):
    return s + str(o)

ctypedef int (*Binary)(int, int)

cdef int multiply(int a, int b):
    return a * b

cdef int with_default(int a, int b=10, int c=100):
    return a + b + c

cpdef int both_worlds(int a, int b=2):
    return a - b


def as_object():
    """
    >>> f = as_object()
    >>> f(1, 2), f(a=1, b=2), f(1, b=5)
    (3, 3, 6)
    >>> f.__name__
    'add'
    >>> f("x", 1)
    Traceback (most recent call last):
    ...
    TypeError: an integer is required
    """
    return add


def raising():
    """
    >>> f = raising()
    >>> f(1)
    1
    >>> f(-1)
    Traceback (most recent call last):
    ...
    ValueError: negative
    """
    return checked


def others():
    """
    >>> h, n, t = others()
    >>> h(3)
    1.5
    >>> kept = []
    >>> n(kept, 5), kept
    (None, [5])
    >>> t("a", 1)
    'a1'
    >>> t(1, 1)
    Traceback (most recent call last):
    ...
    TypeError: Argument 's' has incorrect type (expected str, got int)
    """
    return half, nothing, text


def mapped(values):
    """
    >>> mapped([1, 2, 3])
    [0.5, 1.0, 1.5]
    """
    return list(map(half, values))


def of_pointers(bint multiplies):
    """
    >>> of_pointers(True)(3, 4), of_pointers(False)(3, 4)
    (12, 7)
    """
    cdef Binary f = multiply if multiplies else add
    return f


def starred(args):
    """
    >>> starred((1, 2))
    3
    >>> starred((1,))
    Traceback (most recent call last):
    ...
    TypeError: add() missing 1 required positional argument: 'b'
    """
    return add(*args)


def double_starred(kw):
    """
    >>> double_starred({'b': 1, 'a': 2})
    3
    """
    return add(**kw)


order = []


cdef int noted(int n):
    order.append(n)
    return n


def keywords():
    """
    >>> keywords()
    (5, 9, 121, 111, [1, 2, 3, 4])
    """
    del order[:]
    return (add(b=noted(1), a=noted(2)) + 2, multiply(b=noted(3), a=3) + noted(4) - 4,
            with_default(1, c=100, b=20), with_default(c=100, a=1), order)


def of_both_worlds(args):
    """
    >>> of_both_worlds((5, 1))
    (4, 3, 4)
    """
    return both_worlds(*args), both_worlds(5), both_worlds(b=1, a=5)


ctypedef int (*Named)(int left, int right)

cdef int difference(int left, int right):
    return left - right


seen_arguments = []

cdef int counted(int value):
    seen_arguments.append(value)
    return value


def keywords_of_pointers():
    """
    >>> keywords_of_pointers()
    (6, 6, 6, [4, 10, 4, 10])
    """
    cdef Named typed = difference
    cdef int (*plain)(int left, int right)
    plain = difference
    del seen_arguments[:]
    return (typed(10, right=4), typed(right=counted(4), left=counted(10)),
            plain(right=counted(4), left=counted(10)), list(seen_arguments))


cdef class Counter:
    cdef int start

    def __init__(self, start):
        self.start = start

    cdef int plus(self, int a, int b=10):
        return self.start + a + b

    cdef tuple both(self, a, Counter b):
        return self.start, a, b.start

    cpdef list known(self, first, second=None):
        return [self.start, first, second]

    @staticmethod
    cdef int twice(int number):
        return 2 * number

cdef class Doubled(Counter):
    cdef tuple both(self, a, Counter b):
        return 2 * self.start, a, b.start


def keywords_of_methods():
    """
    >>> keywords_of_methods()
    (16, 8, (1, 'a', 2), (4, 'a', 1), [1, 'x', 'y'], [1, 'x', None], 14)
    """
    cdef Counter one = Counter(1), two = Doubled(2)
    return (one.plus(a=5), one.plus(b=3, a=4), one.both(b=two, a="a"), two.both("a", b=one),
            one.known(second="y", first="x"), one.known(first="x"), Counter.twice(number=7))


def bound(int start, cls=Counter):
    """
    >>> both = bound(3)
    >>> both(1, Counter(9)), both(b=Counter(8), a=2)
    ((3, 1, 9), (3, 2, 8))
    >>> both(1, 2)
    Traceback (most recent call last):
    TypeError: Argument 'b' has incorrect type (expected callables.Counter, got int)
    >>> both(1)
    Traceback (most recent call last):
    TypeError: both() missing 1 required positional argument: 'b'
    >>> bound(3, Doubled)(1, Counter(9))
    (6, 1, 9)
    >>> both.__doc__
    "wrap(a, b: 'Counter') -> tuple"
    """
    cdef Counter counter = cls(start)
    return counter.both


def starred_of_method(values, keywords):
    """
    >>> starred_of_method([1, Counter(2)], {}), starred_of_method([1], {"b": Counter(3)})
    ((5, 1, 2), (5, 1, 3))
    """
    cdef Counter counter = Counter(5)
    return counter.both(*values, **keywords)


def unbound():
    """
    >>> twice, both = unbound()
    >>> twice(4), both(Counter(1), 2, Counter(3)), both(Doubled(1), 2, Counter(3))
    (8, (1, 2, 3), (1, 2, 3))
    >>> both(1, 2, 3)
    Traceback (most recent call last):
    TypeError: Argument 'self' has incorrect type (expected callables.Counter, got int)
    """
    return Counter.twice, Counter.both
