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
