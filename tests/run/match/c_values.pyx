# The match statement on C values, which needs no GIL.

cdef enum Shape:
    CIRCLE
    BOX = 5


cdef int classify(int x) noexcept nogil:
    """
    """
    match x:
        case 0:
            return 100
        case 1 | 2 | -3:
            return 200
        case Shape.BOX:
            return 300
        case _:
            return 400


def call_classify(int x):
    """
    >>> [call_classify(x) for x in (0, 1, 2, -3, 5, 9)]
    [100, 200, 200, 200, 300, 400]
    """
    cdef int result
    with nogil:
        result = classify(x)
    return result


def unsigned_is_no_minus_one(unsigned int x):
    """
    >>> unsigned_is_no_minus_one(4294967295)
    'other'
    """
    match x:
        case -1:
            return "minus one"
        case _:
            return "other"


def capture(double x):
    """
    >>> capture(2.5)
    (2.5, 'float')
    >>> capture(1)
    'one'
    """
    match x:
        case 1:
            return "one"
        case float(y):
            return y, type(y).__name__


def typed_target(value):
    """
    >>> typed_target([3, 4])
    12
    >>> typed_target([3, "x"])
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int a, b
    match value:
        case [a, b]:
            return a * b


cdef int captured(int x, double d) noexcept nogil:
    cdef int result = 0
    match x:
        case 1 | 2 as small:
            result = small
        case y if y > 100:
            result = y
        case other:
            result = other | 32
    match d:
        case half:
            result += <int>half
    return result


def call_captured(int x):
    """
    >>> [call_captured(x) for x in (1, 2, 3, 200)]
    [3, 4, 37, 202]
    """
    cdef int result
    with nogil:
        result = captured(x, 2.5)
    return result


cdef enum Kind:
    LOW = 3


def captured_types(int x, Kind kind, o):
    """
    >>> captured_types(5, LOW_KIND, 'text')
    ('int', 5, 'Kind', 3, 'Python object', 'text', [5])
    """
    import cython
    match x:
        case a:
            pass
    match kind:
        case b:
            pass
    match o:
        case c:
            pass
    match [x]:
        case [int()] as d:
            pass
    return cython.typeof(a), a, cython.typeof(b), b, cython.typeof(c), c, d

LOW_KIND = LOW
