"""What of text, bytes and numbers needs no GIL: characters by a C index, `in` bytes, divmod."""


cdef long sum_of(bytes data) nogil:
    cdef long total = 0
    cdef Py_ssize_t i
    for i in range(3):
        total += data[i]
    return total


def bytes_items(bytes data, int at):
    """
    >>> bytes_items(b'ab\\xff', -1)
    (255, 450)
    >>> bytes_items(b'ab', 5)
    Traceback (most recent call last):
    ...
    IndexError: index out of range
    >>> bytes_items(None, 0)
    Traceback (most recent call last):
    ...
    TypeError: 'NoneType' object is not subscriptable
    """
    cdef int found
    cdef long total
    with nogil:
        found = data[at]
        total = sum_of(data)
    return found, total


def text_items(str text, int at):
    """
    >>> text_items('a\\u20ac', 1), text_items('a\\u20ac', -2)
    ('\\u20ac', 'a')
    >>> text_items('a', 1)
    Traceback (most recent call last):
    ...
    IndexError: string index out of range
    """
    cdef Py_UCS4 found
    with nogil:
        found = text[at]
    return found


def is_vowel(int c):
    """
    >>> is_vowel(ord('e')), is_vowel(ord('x')), is_vowel(ord('a') + 256), is_vowel(-159)
    (True, False, False, False)
    """
    cdef bint found
    with nogil:
        found = c in b"aeiou"
    return found


def is_not_high(char c):
    """
    >>> is_not_high(-1), is_not_high(5)
    (False, True)
    """
    cdef bint found
    with nogil:
        found = c not in b"\xff\xfe"
    return found


def divided(int a, int b):
    """
    >>> divided(7, 2), divided(-7, 2), divided(7, -2)
    ((3, 1), (-4, 1), (-4, -1))
    >>> divided(7, 0)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int q, r
    with nogil:
        q, r = divmod(a, b)
    return q, r


def divided_floats(float a, double b):
    """
    >>> divided_floats(7.5, 2), divided_floats(-7.5, 2), divided_floats(7.5, -2)
    ((3.0, 1.5), (-4.0, 0.5), (-4.0, -0.5))
    >>> divided_floats(7, 0)
    Traceback (most recent call last):
    ...
    ZeroDivisionError: float divmod()
    """
    cdef double q, r
    with nogil:
        q, r = divmod(a, b)
    return q, r


def divided_mixed(long long a, short b):
    """
    >>> divided_mixed(10**12 + 1, 10)
    (100000000000, 1)
    """
    return divmod(a, b)


def divided_objects(a, b):
    """
    >>> divided_objects(7.5, 2), divided_objects(10**30, 7) == divmod(10**30, 7)
    ((3.0, 1.5), True)
    """
    return divmod(a, b)


def bytearray_items(bytearray data, int at, long value):
    """
    >>> bytearray_items(bytearray(b'ab\\xff'), -1, 3)
    (255, bytearray(b'ab\\x03'))
    >>> bytearray_items(bytearray(b'ab'), 5, 0)
    Traceback (most recent call last):
    ...
    IndexError: bytearray index out of range
    >>> bytearray_items(bytearray(b'ab'), 0, 256)
    Traceback (most recent call last):
    ...
    ValueError: byte must be in range(0, 256)
    >>> bytearray_items(None, 0, 0)
    Traceback (most recent call last):
    ...
    TypeError: 'NoneType' object is not subscriptable
    """
    cdef int found
    with nogil:
        found = data[at]
        data[at] = value
    return found, data


def bytearray_held(bytearray data, value):
    """
    >>> bytearray_held(bytearray(b'abcdef'), 40)
    bytearray(b'xyz\\x01(g')
    >>> bytearray_held(bytearray(b'abcdef'), 10**30)
    Traceback (most recent call last):
    ...
    ValueError: byte must be in range(0, 256)
    >>> bytearray_held(None, 1)
    Traceback (most recent call last):
    ...
    TypeError: 'NoneType' object does not support item assignment
    """
    cdef unsigned char one = 1
    data[0] = 'x'
    data[1] = b'y'
    data[2] = c'z'
    data[3] = one
    data[4] = value
    data[5] += 1
    return data


def numbered():
    """
    >>> numbered()
    (41, 40)
    """
    cdef int xs[4]
    cdef int* p = xs
    cdef int i, j, x
    cdef long total = 0, other = 0
    xs[:] = [1, 2, 3, 4]
    with nogil:
        for i, x in enumerate(xs):
            total += i * x
        for i, x in enumerate(p[1:3], 5):
            total += i
            if x == 3:
                continue
            total += x
        for i, x in enumerate(range(3), start=1):
            total += i * x
            if i == 3:
                break
        else:
            total = 0
        for j, x in enumerate(reversed(range(4))):
            other += j * 10 + x
            if j == 2:
                break
        other += j * 2
    return total, other


cdef bint is_none(object o) noexcept nogil:
    return o is None


def captured(bint is_bound):
    """
    >>> captured(True)
    False
    >>> captured(False)
    Traceback (most recent call last):
    ...
    NameError: cannot access free variable 'o' where it is not associated with a value in enclosing scope
    """
    cdef list o

    def inner():
        cdef bint found
        with nogil:
            found = is_none(o)
        return found

    if is_bound:
        o = []
    return inner()


def unpacked(int a, int b):
    """
    >>> unpacked(-7, 2)
    (-4, 1)
    """
    with nogil:
        q, r = divmod(a, b)
    return q, r


cdef bint any_of(str s, bytes b, tuple t, list l, dict d, set e, frozenset f, bytearray a) noexcept nogil:
    return bool(s) or bool(b) or bool(t) or bool(l) or bool(d) or bool(e) or bool(f) or bool(a)


def truth_by_bool(kinds):
    """
    >>> truth_by_bool([])
    False
    >>> [truth_by_bool([kind]) for kind in (str, bytes, tuple, list, dict, set, frozenset, bytearray)]
    [True, True, True, True, True, True, True, True]
    """
    full = {str: 'a', bytes: b'a', tuple: (1,), list: [0], dict: {0: 0}, set: {0}, frozenset: frozenset({0}),
            bytearray: bytearray(b'a')}
    s, b, t, l, d, e, f, a = [full[kind] if kind in kinds else kind() for kind in full]
    return call_any_of(s, b, t, l, d, e, f, a)


cdef call_any_of(str s, bytes b, tuple t, list l, dict d, set e, frozenset f, bytearray a):
    cdef bint result
    with nogil:
        result = any_of(s, b, t, l, d, e, f, a)
    return result


cdef int truth_identity(object o, int n) noexcept nogil:
    cdef bint b = n > 0
    return (o is True) + 2 * (o is False) + 4 * (o is not True) + 8 * (o is b) + 16 * (True is not o)


def identities(int n):
    """
    >>> identities(1)
    [9, 22, 20]
    >>> identities(0)
    [1, 30, 20]
    """
    cdef object o
    cdef int found
    result = []
    for o in True, False, 1:
        with nogil:
            found = truth_identity(o, n)
        result.append(found)
    return result


cdef class Cell:
    cdef int i
    cdef public object o


def loop_targets(Cell cell not None, int n):
    """
    >>> loop_targets(Cell(), 5)
    (10, 4, 2, 3, 4)
    """
    cdef int total = 0
    cdef int[3] a = [0, 0, 0]
    cdef int k
    with nogil:
        for cell.i in range(n):
            total += cell.i
        for a[1] in range(1, n, 1 + (n > 100)):
            a[0] += 1
            if a[1] == 2:
                break
    for cell.o in range(n - 1):
        pass
    return total, cell.i, a[1], cell.o, n - 1


def byte_in_bytes(bytes data, int c):
    """
    >>> byte_in_bytes(b'a\\xff\\0', 255), byte_in_bytes(b'a\\xff\\0', 0), byte_in_bytes(b'a', 98)
    (True, True, False)
    >>> byte_in_bytes(b'a', 256)
    Traceback (most recent call last):
    ...
    ValueError: byte must be in range(0, 256)
    >>> byte_in_bytes(None, 97)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    TypeError: argument of type 'NoneType' is not ...
    """
    cdef bint found
    with nogil:
        found = c in data
    return found


def char_in_bytes(bytes data, int c):
    """
    >>> char_in_bytes(b'\\xe9', -23), char_in_bytes(b'\\xe9', 23)
    ((True, False), (False, True))
    """
    cdef char small = <char>c
    cdef bint found, missing
    with nogil:
        found = small in data
        missing = small not in data
    return found, missing


def character_in_text(str text, str character):
    """
    >>> [character_in_text('a\\xe9\\u20ac\\U0001f600', c) for c in 'b\\xe9\\u20ac\\U0001f600']
    [False, True, True, True]
    >>> character_in_text('', 'a')
    False
    """
    cdef Py_UCS4 c = character[0]
    cdef bint found
    with nogil:
        found = c in text
    assert found == (c in text) == (character in text)
    return found


def truth_of_containers(list l, dict d, str s):
    """
    >>> truth_of_containers([], {}, ''), truth_of_containers([0], {0: 0}, 'a')
    ([False, False, False], [True, True, True])
    >>> truth_of_containers(None, None, None)
    [False, False, False]
    """
    cdef bint a, b, c
    with nogil:
        a = <bint>l
        b = bool(d)
        c = s
    return [a, b, c]
