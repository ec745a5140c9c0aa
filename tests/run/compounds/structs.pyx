"""Structs and unions: by value and by pointer, from and to Python."""

cdef struct Point:
    double x
    double y
    int color

cdef struct Named:
    Point where
    char *name
    int[3] counts

cdef packed struct Tight:
    char tag
    int value

cdef union Number:
    int n
    double x

cdef struct Tagged:
    bint is_whole
    Number number
    void *owner


def make(x, y, color):
    """
    >>> make(1, 2, 3) == {'x': 1.0, 'y': 2.0, 'color': 3}
    True
    >>> make(None, 2, 3)
    Traceback (most recent call last):
    TypeError: must be real number, not NoneType
    """
    return Point(x, y, color=color)


def take(Point p):
    """
    >>> take({'x': 1, 'y': 2.5, 'color': 7})
    (1.0, 2.5, 7)
    >>> take({'x': 1, 'y': 2.5, 'color': 7, 'more': None})
    (1.0, 2.5, 7)
    >>> take(None)
    Traceback (most recent call last):
    TypeError: Expected a mapping, got NoneType
    >>> take({'x': 1})
    Traceback (most recent call last):
    ValueError: No value specified for struct attribute 'y'
    >>> take({'x': 1, 'y': 'a', 'color': 7})
    Traceback (most recent call last):
    TypeError: must be real number, not str
    >>> take({'x': 1, 'y': 1, 'color': 2 ** 31})
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    >>> from collections import ChainMap
    >>> take(ChainMap({'x': 1}, {'x': 2, 'y': 3, 'color': 4}))
    (1.0, 3.0, 4)
    """
    return p.x, p.y, p.color


def nested(value):
    """
    >>> given = {'where': {'x': 1, 'y': 2, 'color': 3}, 'name': b'abc', 'counts': [4, 5, 6]}
    >>> nested(given) == given
    True
    >>> nested({**given, 'counts': (4, 5)})
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 3, got 2
    >>> nested({**given, 'where': {}})
    Traceback (most recent call last):
    ValueError: No value specified for struct attribute 'x'
    """
    cdef Named n = value
    return n


def by_pointer():
    """
    >>> by_pointer()
    (5.0, 2.0, 5.0)
    """
    cdef Point p = {'y': 2, 'x': 1}
    cdef Point *q = &p
    q.x = 5
    cdef Point copy = q[0]
    return copy.x, copy.y, p.x


def missing_are_zero():
    """
    >>> missing_are_zero()
    (0.0, 2.0, 0)
    """
    cdef Point p = {'y': 2}
    return p.x, p.y, p.color


def from_list(x, y):
    """
    >>> from_list(1, 2)
    (1.0, 2.0, 0)
    """
    cdef Point p = [x, y]
    return p.x, p.y, p.color


def assigned(x):
    """
    >>> assigned(3)
    ({'x': 3.0, 'y': 4.0, 'color': 5}, [1, 2, 3])
    """
    cdef Named n
    n.where = {'x': x, 'y': 4, 'color': 5}
    n.counts = [1, 2, 3]
    return n.where, n.counts


def order_of_evaluation():
    """
    >>> order_of_evaluation()
    ['y', 'x']
    """
    seen = []
    def value(name):
        seen.append(name)
        return 1.0
    cdef Point p = {'y': value('y'), 'x': value('x')}
    return seen


def size_of_packed():
    """
    >>> size_of_packed()
    (5, True)
    """
    return sizeof(Tight), sizeof(Point) >= 20


def packed(value):
    """
    >>> packed({'tag': 1, 'value': 2})
    {'tag': 1, 'value': 2}
    """
    cdef Tight t = value
    return t


def union_by_call(n, x):
    """
    >>> union_by_call(3, None)
    3
    >>> union_by_call(None, 1.5)
    1.5
    """
    cdef Number u
    if n is None:
        u = Number(x=x)
        return u.x
    u = Number(n)
    return u.n


def union_from(value):
    """
    >>> union_from({'n': 5})['n']
    5
    >>> union_from({'x': 0.5})['x']
    0.5
    >>> union_from({'n': 5, 'x': 6})
    Traceback (most recent call last):
    ValueError: More than one union attribute passed: 'n' and 'x'
    >>> union_from({})
    Traceback (most recent call last):
    ValueError: No value specified for any of the union attributes (n, x)
    """
    cdef Number u = value
    return u


def with_pointers(int n, double x):
    """
    >>> with_pointers(100, 2.5)
    (100, 2.5, True)
    """
    cdef Tagged a = [True, {'n': n}, NULL]
    cdef Tagged b = Tagged(False, {'x': x}, NULL)
    return a.number.n, b.number.x, a.owner == b.owner == NULL


cdef Point moved(Point p, double by):
    p.x += by
    return p


def by_value():
    """
    >>> by_value()
    (1.0, 3.0)
    """
    cdef Point p = Point(1, 0, 0)
    cdef Point q = moved(p, 2)
    return p.x, q.x


def array_of_structs(values):
    """
    >>> array_of_structs([{'x': 1, 'y': 2, 'color': 3}, {'x': 4, 'y': 5, 'color': 6}])
    (5.0, [{'x': 1.0, 'y': 2.0, 'color': 3}, {'x': 4.0, 'y': 5.0, 'color': 6}])
    """
    cdef Point[2] points = values
    cdef double total = 0
    for p in points:
        total += p.x
    return total, points


def in_generator(values):
    """
    >>> list(in_generator([{'x': 1, 'y': 2, 'color': 3}]))
    [({'x': 1.0, 'y': 2.0, 'color': 3}, [1, 1, 1])]
    """
    cdef Point p
    cdef int[3] a
    for value in values:
        p = value
        a = [1] * 3
        yield p, a
