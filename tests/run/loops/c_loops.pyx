"""Loops over C numbers: range at its edges, for-from, C arrays, pointers, else, nesting."""


def range_up(int start, int stop, int step):
    """
    >>> range_up(0, 5, 1), range_up(5, 0, 1), range_up(0, 10, 4), range_up(5, 0, -2), range_up(0, 5, -1)
    ([0, 1, 2, 3, 4], [], [0, 4, 8], [5, 3, 1], [])
    >>> range_up(0, 1, 0)
    Traceback (most recent call last):
    ValueError: range() arg 3 must not be zero
    """
    cdef int i
    seen = []
    for i in range(start, stop, step):
        seen.append(i)
    return seen


def constant_steps(int n):
    """
    >>> constant_steps(10)
    ([0, 3, 6, 9], [10, 7, 4, 1], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [])
    """
    cdef int i
    a, b, c, d = [], [], [], []
    for i in range(0, n, 3):
        a.append(i)
    for i in range(n, 0, -3):
        b.append(i)
    for i in range(n - 1, -1, -1):
        c.append(i)
    for i in range(0, n, -1):
        d.append(i)
    return a, b, c, d


def variable_after(int n):
    """
    >>> variable_after(5), variable_after(0)
    ((4, 4), (99, 99))
    """
    cdef int i = 99
    j = 99
    for i in range(n):
        pass
    for j in range(n):
        pass
    return i, j


def bound_is_read_once(int n):
    """
    >>> bound_is_read_once(3)
    (3, 10)
    """
    cdef int i, count = 0
    for i in range(n):
        n = 10
        count += 1
    return count, n


def assigning_the_variable():
    """
    >>> assigning_the_variable()
    [0, 1, 2]
    """
    cdef int i
    seen = []
    for i in range(3):
        seen.append(i)
        i = 100
    return seen


def unsigned_down(unsigned int n):
    """
    >>> unsigned_down(3), unsigned_down(0)
    ([2, 1, 0], [])
    """
    cdef unsigned int i
    return [i for i in reversed(range(n))]


def to_the_limit():
    """
    >>> to_the_limit()
    ([253, 254], [2147483645, 2147483646])
    """
    cdef unsigned char c
    cdef int i
    a, b = [], []
    for c in range(253, 255):
        a.append(c)
    for i in range(2147483645, 2147483647):
        b.append(i)
    return a, b


def for_from(int n):
    """
    >>> for_from(5)
    ([0, 1, 2, 3, 4], [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [4, 3, 2, 1, 0], [0, 2, 4], 5)
    """
    cdef int i
    a, b, c, d, e = [], [], [], [], []
    for i from 0 <= i < n:
        a.append(i)
    last = i
    for i from 0 < i <= n:
        b.append(i)
    for i from n >= i > 0:
        c.append(i)
    for i from n > i >= 0:
        d.append(i)
    for i from 0 <= i < n by 2:
        e.append(i)
    return a, b, c, d, e, last


def for_from_else(int n):
    """
    >>> for_from_else(3), for_from_else(10)
    ('else', 5)
    """
    cdef int i
    for i from 0 <= i < n:
        if i == 5:
            break
    else:
        return "else"
    return i


def while_with_c_condition(int n):
    """
    >>> while_with_c_condition(27)
    111
    """
    cdef long long x = n
    cdef int steps = 0
    while x != 1:
        x = 3 * x + 1 if x % 2 else x // 2
        steps += 1
    return steps


def nested_break(int n):
    """
    >>> nested_break(7), nested_break(50)
    ((2, 5), None)
    """
    cdef int i, j
    for i in range(10):
        for j in range(i, 10):
            if i * j == n + 3:
                break
        else:
            continue
        break
    else:
        return None
    return i, j


def mixed_bounds(int a, long b):
    """
    >>> mixed_bounds(1, 4)
    [1, 2, 3]
    """
    return [i for i in range(a, b)]


def object_bounds(a, b):
    """
    >>> object_bounds(1, 4)
    ([1, 2, 3], 3)
    >>> object_bounds(2 ** 40, 2 ** 41)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    >>> object_bounds(1, "x")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: ...integer...
    """
    cdef int i
    seen = []
    for i in range(a, b):
        seen.append(i)
        if len(seen) > 10:
            break
    return seen, i


def characters(str text, bytes data):
    """
    >>> characters("a1b2", b"xyz")
    (2, 363)
    """
    cdef Py_UCS4 c
    cdef unsigned char b
    cdef int digits = 0, total = 0
    for c in text:
        if c.isdigit():
            digits += 1
    for b in data:
        total += b
    return digits, total


def enumerated(items):
    """
    >>> enumerated("ab")
    [(0, 'a'), (1, 'b')]
    """
    cdef int i
    return [(i, x) for i, x in enumerate(items)]


def large(long n):
    """
    >>> large(1000000)
    499999500000
    """
    cdef long i, total = 0
    for i in range(n):
        total += i
    return total


def from_objects(a, b, double step, int whole):
    """
    >>> from_objects(0, 1, 0.5, 1)
    ([0.0, 0.5], [0], 1.0)
    """
    cdef object x
    first = []
    for x from a <= x < b by step:
        first.append(x)
    last = x
    second = []
    for x from a <= x < b by whole:
        second.append(x)
    return first, second, last


def counted_comprehensions(int n):
    """
    >>> counted_comprehensions(3)
    ([0, 1, 2], [6, 4, 2], {1: 1, 2: 4}, [(0, 1), (0, 2), (1, 1), (1, 2)], 'a-b-c')
    >>> counted_comprehensions(0)[:2]
    ([], [])
    """
    words = "abc"
    up = [i for i from 0 <= i < n]
    down = [i for i from 2 * n >= i > 0 by 2]
    squares = {i: i * i for i from 0 < i < n}
    pairs = [(i, j) for i from 0 <= i < 2 for j from 1 <= j <= 2 if n]
    return up, down, squares, pairs, "-".join([words[i] for i from 0 <= i < 3])


def characters_as_bytes(char *text):
    """
    >>> characters_as_bytes(b"abcd")
    ([b'a', b'b', b'c'], [b'd', b'c'], [97, 98], [97, 98])
    """
    cdef bytes one, other
    cdef int number
    cdef object any
    forwards, backwards, numbers = [], [], []
    for one in text[:3]:
        forwards.append(one)
    for other in text[3:1:-1]:
        backwards.append(other)
    for number in text[:2]:
        numbers.append(number)
    objects = []
    for any in text[:2]:
        objects.append(any)
    return forwards, backwards, numbers, objects


cdef enum Level:
    LOW
    MIDDLE
    HIGH


def levels():
    """
    >>> levels()
    [(0, False), (1, False), (2, True)]
    """
    cdef Level top = HIGH
    seen = []
    for level in range(top + 1):
        seen.append((level, level == HIGH))
    cdef Level one
    for one in range(top):
        assert one < top
    return seen
