"""Exception specifications: how a C function tells its caller that it raised."""


cdef int default_int(int x):
    if x < 0:
        raise ValueError(f"negative: {x}")
    return x


def call_default(int x):
    """The default of Cython 3: `except? -1` for a C integer.

    >>> call_default(5)
    5
    >>> call_default(-3)
    Traceback (most recent call last):
    ValueError: negative: -3
    """
    return default_int(x)


cdef int minus_one(int x):
    return -1 if x == 0 else x


def call_minus_one():
    """A returned value that is the error value, without an error.

    >>> call_minus_one()
    (-1, 3)
    """
    return minus_one(0), minus_one(3)


cdef double default_double(double x):
    if x == 0:
        raise ZeroDivisionError("zero")
    return -x


def call_double(double x):
    """
    >>> call_double(1), call_double(2)
    (-1.0, -2.0)
    >>> call_double(0)
    Traceback (most recent call last):
    ZeroDivisionError: zero
    """
    return default_double(x)


cdef void default_void(x):
    if x:
        raise KeyError(x)


def call_void(x):
    """
    >>> call_void(0)
    'fine'
    >>> call_void("k")
    Traceback (most recent call last):
    KeyError: 'k'
    """
    default_void(x)
    return "fine"


cdef int with_value(int x) except -99:
    if x < 0:
        raise ValueError("with value")
    return x


def call_with_value(int x):
    """
    >>> call_with_value(5)
    5
    >>> call_with_value(-5)
    Traceback (most recent call last):
    ValueError: with value
    """
    return with_value(x)


cdef int with_question(int x) except? 7:
    if x < 0:
        raise ValueError("with question")
    return x


def call_with_question(int x):
    """
    >>> call_with_question(7), call_with_question(8)
    (7, 8)
    >>> call_with_question(-1)
    Traceback (most recent call last):
    ValueError: with question
    """
    return with_question(x)


cdef unsigned int with_star(int x) except *:
    if x < 0:
        raise ValueError("with star")
    return x


def call_with_star(int x):
    """
    >>> call_with_star(0), call_with_star(9)
    (0, 9)
    >>> call_with_star(-1)
    Traceback (most recent call last):
    ValueError: with star
    """
    return with_star(x)


cdef char* pointer(bytes b) except NULL:
    if len(b) == 0:
        raise ValueError("empty")
    return b


def call_pointer(bytes b):
    """
    >>> call_pointer(b"x")
    b'x'
    >>> call_pointer(b"")
    Traceback (most recent call last):
    ValueError: empty
    """
    return pointer(b)


cdef int never(int x) noexcept:
    if x < 0:
        raise ValueError("lost")
    return x


def call_never(int x):
    """The error cannot travel: it is reported and dropped, and the result is 0.

    >>> call_never(4)
    4
    >>> import sys
    >>> reports = []
    >>> old, sys.unraisablehook = sys.unraisablehook, lambda info: reports.append(str(info.exc_value))
    >>> call_never(-4)
    0
    >>> sys.unraisablehook = old
    >>> reports
    ['lost']
    """
    return never(x)


cdef object objects(x):
    if x is None:
        raise TypeError("none")
    return x


def call_objects(x):
    """
    >>> call_objects(1)
    1
    >>> call_objects(None)
    Traceback (most recent call last):
    TypeError: none
    """
    return objects(x)


cdef bint predicate(int x) except -1:
    if x > 100:
        raise OverflowError("big")
    return x > 10


def call_predicate(int x):
    """
    >>> [call_predicate(x) for x in (5, 50)]
    ['small', 'big']
    >>> call_predicate(500)
    Traceback (most recent call last):
    OverflowError: big
    """
    if predicate(x):
        return "big"
    return "small"


cdef int level3(int x):
    return level2(x) + 1


cdef int level2(int x):
    return level1(x) * 2


cdef int level1(int x):
    if x == 13:
        raise RuntimeError("thirteen")
    return x


def through_levels(int x):
    """
    >>> through_levels(1)
    3
    >>> through_levels(13)
    Traceback (most recent call last):
    RuntimeError: thirteen
    """
    return level3(x)


def caught(int x):
    """
    >>> caught(1), caught(-1)
    (1, 'negative: -1')
    """
    try:
        return default_int(x)
    except ValueError as error:
        return str(error)


def in_expressions(int x):
    """
    >>> in_expressions(2)
    (7, [2, 2], True)
    >>> in_expressions(-2)
    Traceback (most recent call last):
    ValueError: negative: -2
    """
    return default_int(x) + default_int(x + 3), [default_int(x), default_int(x)], default_int(x) < 5


def in_short_circuit(int x):
    """
    >>> in_short_circuit(0)
    'skipped'
    >>> in_short_circuit(1)
    Traceback (most recent call last):
    ValueError: negative: -1
    """
    if x and default_int(-x):
        return "not reached"
    return "skipped"


cdef int raising_nogil(int x) except -1 nogil:
    if x < 0:
        raise ValueError("raised without the GIL")
    return x


def call_raising_nogil(int x):
    """
    >>> call_raising_nogil(3)
    (3, 3)
    >>> call_raising_nogil(-3)
    Traceback (most recent call last):
    ValueError: raised without the GIL
    """
    cdef int y
    with nogil:
        y = raising_nogil(x)
    return y, raising_nogil(x)


cdef void raising_void(int x) except * nogil:
    if x < 0:
        with gil:
            raise ValueError("from with gil")


def call_raising_void(int x):
    """
    >>> call_raising_void(3)
    'fine'
    >>> call_raising_void(-3)
    Traceback (most recent call last):
    ValueError: from with gil
    """
    with nogil:
        raising_void(x)
    return "fine"


ctypedef int (*Checked)(int) except -1
ctypedef int (*Free)(int) noexcept


cdef int checked(int x) except -1:
    if x == 0:
        raise ValueError("zero")
    return x


cdef int free(int x) noexcept:
    return x


def call_pointers(int x):
    """
    >>> call_pointers(2)
    (2, 2)
    >>> call_pointers(0)
    Traceback (most recent call last):
    ValueError: zero
    """
    cdef Checked a = checked
    cdef Free b = free
    return a(x), b(x)


def finally_runs(int x, log):
    """
    >>> finally_runs(1, [])
    (1, ['finally'])
    >>> log = []
    >>> try: finally_runs(-1, log)
    ... except ValueError: print(log)
    ['finally']
    """
    try:
        y = default_int(x)
    finally:
        log.append("finally")
    return y, log
