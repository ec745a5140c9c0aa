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
