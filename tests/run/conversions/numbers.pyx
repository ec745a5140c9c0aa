"""Python objects to C numbers and back: what is taken, what is refused, and how it is said."""


def to_int(int x):
    """
    >>> to_int(5), to_int(True), to_int(-2147483648), to_int(2147483647)
    (5, 1, -2147483648, 2147483647)
    >>> to_int(2147483648)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    >>> to_int(2 ** 100)
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C long
    >>> to_int(1.9), to_int(-1.9)
    (1, -1)
    >>> to_int("1")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> to_int(None)
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    return x


def to_uchar(unsigned char x):
    """
    >>> to_uchar(0), to_uchar(255)
    (0, 255)
    >>> to_uchar(256)
    Traceback (most recent call last):
    OverflowError: value too large to convert to unsigned char
    >>> to_uchar(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned char
    """
    return x


def to_ulonglong(unsigned long long x):
    """
    >>> to_ulonglong(2 ** 64 - 1)
    18446744073709551615
    >>> to_ulonglong(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned ...
    """
    return x


def to_size(size_t x):
    """
    >>> to_size(0)
    0
    >>> to_size(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to ...
    """
    return x


def to_ssize(Py_ssize_t x):
    """
    >>> to_ssize(-1), to_ssize(2 ** 63 - 1)
    (-1, 9223372036854775807)
    >>> to_ssize(2 ** 63)
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C ssize_t
    >>> to_ssize(1.0)
    Traceback (most recent call last):
    TypeError: 'float' object cannot be interpreted as an integer
    """
    return x


def uses_index(long x):
    """
    >>> class I:
    ...     def __index__(self): return 42
    >>> uses_index(I())
    42
    >>> class Bad:
    ...     def __index__(self): raise KeyError("bad")
    >>> uses_index(Bad())
    Traceback (most recent call last):
    KeyError: 'bad'
    >>> class Wrong:
    ...     def __index__(self): return "x"
    >>> uses_index(Wrong())
    Traceback (most recent call last):
    TypeError: __index__ returned non-int (type str)
    """
    return x


def truth(bint x):
    """
    >>> truth([]), truth([0]), truth("x"), truth(0.0)
    (False, True, True, False)
    >>> class Bad:
    ...     def __bool__(self): raise ValueError("no")
    >>> truth(Bad())
    Traceback (most recent call last):
    ValueError: no
    """
    return x


def character(char x):
    """
    >>> character(65), character(-128)
    (65, -128)
    >>> character(128)
    Traceback (most recent call last):
    OverflowError: value too large to convert to char
    """
    return x


def code_point(Py_UCS4 x):
    """
    >>> code_point("a"), code_point("\U0001F600"), code_point(233)
    ('a', '\U0001f600', '\xe9')
    >>> code_point("ab")
    Traceback (most recent call last):
    ValueError: only single character unicode strings can be converted to Py_UCS4, got length 2
    >>> code_point(0x110000)
    Traceback (most recent call last):
    OverflowError: value too large to convert to Py_UCS4
    """
    return x


def local_conversion(value):
    """
    >>> local_conversion(7)
    (7, 7.0, True)
    >>> local_conversion("7")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef long a = value
    cdef double b = value
    cdef bint c = value
    return a, b, c


def cast_from_object(value):
    """
    >>> cast_from_object(5)
    (5, 5.0)
    >>> cast_from_object(-1)
    (-1, -1.0)
    """
    return <int>value, <double>value


def item_conversion(items):
    """
    >>> item_conversion([1, 2, 3])
    6
    >>> item_conversion([1, "x"])
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int total = 0, x
    for x in items:
        total += x
    return total


def through_object(long x):
    """
    >>> through_object(2 ** 62)
    (4611686018427387904, 4611686018427387905, True)
    """
    cdef object o = x
    return o, o + 1, o == x


def char_pointer(bytes b):
    """
    >>> char_pointer(b"abc")
    (3, 97, b'abc', b'bc', b'ab')
    """
    cdef char* p = b
    cdef Py_ssize_t n = 0
    while p[n]:
        n += 1
    return n, p[0], <bytes>p, p[1:], p[:2]


def char_pointer_argument(char* p):
    """
    >>> char_pointer_argument(b"xyz")
    b'xyz'
    >>> char_pointer_argument("xyz")
    Traceback (most recent call last):
    TypeError: expected bytes, str found
    >>> char_pointer_argument(None)
    Traceback (most recent call last):
    TypeError: expected bytes, NoneType found
    """
    return p


def typed_objects(list a, dict b, str c=None):
    """
    >>> typed_objects([1], {}), typed_objects(None, None, "x")
    (([1], {}, None), (None, None, 'x'))
    >>> typed_objects((1,), {})
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got tuple)
    >>> typed_objects([], [])
    Traceback (most recent call last):
    TypeError: Argument 'b' has incorrect type (expected dict, got list)
    >>> typed_objects([], {}, 5)
    Traceback (most recent call last):
    TypeError: Argument 'c' has incorrect type (expected str, got int)
    """
    return a, b, c


def not_none(list a not None):
    """
    >>> not_none([])
    []
    >>> not_none(None)
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got NoneType)
    """
    return a


def typed_local(value):
    """
    >>> typed_local([1])
    [1]
    >>> typed_local(None)
    >>> typed_local(5)
    Traceback (most recent call last):
    TypeError: Expected list, got int
    """
    cdef list a = value
    return a


def default_arguments(int a, int b=2, double c=0.5):
    """
    >>> default_arguments(1), default_arguments(1, 5), default_arguments(c=3, a=1)
    ((1, 2, 0.5), (1, 5, 0.5), (1, 2, 3.0))
    >>> default_arguments()
    Traceback (most recent call last):
    TypeError: default_arguments() missing 1 required positional argument: 'a'
    >>> default_arguments(1, "x")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> default_arguments(1, 2, 3, 4)
    Traceback (most recent call last):
    TypeError: default_arguments() takes from 1 to 3 positional arguments but 4 were given
    """
    return a, b, c


def conversion_order(int a, int b):
    """
    >>> log = []
    >>> class N:
    ...     def __init__(self, n): self.n = n
    ...     def __index__(self):
    ...         log.append(self.n)
    ...         return self.n
    >>> conversion_order(b=N(2), a=N(1)), log
    ((1, 2), [1, 2])
    """
    return a, b


cdef int plus_one(int i) noexcept nogil:
    return i + 1


def choices(int a, int b, double d):
    """
    >>> choices(1, 1, 0.5)
    (1, 1, True, 1.0, 1)
    >>> choices(1, 256, 0.5)
    (257, 0, True, 0.5, 1)
    >>> choices(0, -1, 0.0)
    (0, 0, False, 0.0, -1)
    """
    cdef int first = a == b or plus_one(b)
    cdef int second = a == b and (b or not a)
    cdef bint third = a == b or plus_one(b)
    cdef double fourth = a == b or d
    cdef int fifth = (a == 1) if a else b
    return first, second, third, fourth, fifth


def cut(double d, float f):
    """
    Without Python: the GIL is not there.

    >>> cut(2.9, -3.5)
    (2, -3, 2)
    """
    cdef int k
    cdef long long n
    with nogil:
        k = int(d)
        n = int(f)
    return k, n, int(d)


def as_bool(int number, double fraction, signed char small):
    """
    >>> as_bool(2, 0.5, -1), as_bool(0, 0, 0)
    ((True, True, True, 1), (False, False, False, 0))
    """
    return <bool>number, <bool>fraction, <bool>small, <int><bool>number


def digit(Py_UCS4 character):
    """
    >>> digit("3")
    (3.0, 3, 51, 51.0)
    >>> digit("x")
    Traceback (most recent call last):
    ValueError: could not convert string to float: 'x'
    """
    return float(character), int(character), <int>character, <double>character


def cast_literals():
    """
    >>> cast_literals()
    (False, 0.10000000149011612, 16777216.0, 44)
    """
    cdef double d = <float>0.1
    return <float>0.1 == 0.1, d, <float>16777217, <unsigned char>300


def truth_values():
    """A `bint` is an int that becomes a bool.

    >>> truth_values()
    (True, 5, 6, -1, True)
    """
    cdef bint many = 5, negative = -1, one = True
    cdef int number = many, other = negative
    return many, number, many + one, other, one


def hash_from(x):
    """
    >>> hash_from(3), hash_from(True)
    (3, 1)
    >>> hash_from(1.5)
    Traceback (most recent call last):
    TypeError: 'float' object cannot be interpreted as an integer
    >>> hash_from(2 ** 80)
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C ssize_t
    """
    cdef Py_hash_t h = x
    return h


def choices_of_both_signs(int i, unsigned long u, bint c):
    """Each keeps its value.

    >>> choices_of_both_signs(-2, 7, True)
    (-2, -2, 7, -2, -2, -4, -2, 7, -2.0)
    >>> choices_of_both_signs(0, 2 ** 63, False)[:4]
    (9223372036854775808, 9223372036854775808, 0, 9223372036854775808)
    """
    cdef long x = i or u, y = u if not c else i
    cdef double d = i or u
    without_gil = of_both_signs(i, u)
    return (i or u, i if c else u, u and i if not c else u or 5, y if c else i or u, x,
            (i or u) * 2, without_gil, u or 3, d)


cdef long of_both_signs(int i, unsigned long u) noexcept nogil:
    return i or u


cdef enum Address:
    NOWHERE


def casts_of_pointers(bint is_null):
    """
    >>> casts_of_pointers(False), casts_of_pointers(True)
    ((True, True, True, True, False), (False, True, True, True, True))
    """
    cdef char *p = NULL if is_null else <char *><size_t>0x700000000
    cdef int small = <int>p
    cdef short smaller = <short>p
    cdef Address item = <Address><size_t>p
    return <bint>p, small == 0, smaller == 0, <int>item == 0, not p
