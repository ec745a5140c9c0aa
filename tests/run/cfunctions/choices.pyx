"""C functions that are chosen when the program runs."""

cdef int one_more(int x) except? -1:
    return x + 1

cdef int two_more(int x) except? -1:
    if x < 0:
        raise ValueError("negative")
    return x + 2

cpdef int double_it(int x):
    return 2 * x

cpdef int square(int x):
    return x * x

def call(bint which, int x):
    """
    >>> call(True, 3), call(False, 3)
    (4, 5)
    >>> call(False, -3)
    Traceback (most recent call last):
    ValueError: negative
    """
    return (one_more if which else two_more)(x)

def call_later(bint which, int x):
    """
    >>> call_later(True, 3), call_later(False, 3)
    (4, 5)
    """
    chosen = one_more if which else two_more
    return chosen(x)

def of_three(int which, int x):
    """
    >>> [of_three(i, 5) for i in range(3)]
    [6, 7, 25]
    """
    cdef int (*chosen)(int) except? -1
    chosen = one_more if which == 0 else two_more
    if which == 2:
        return (double_it if which < 2 else square)(x)
    return chosen(x)

def as_object(bint which):
    """
    >>> as_object(True) is double_it, as_object(False) is square
    (True, True)
    >>> as_object(False)(7)
    49
    """
    return double_it if which else square

def callable_object(bint which):
    """
    >>> callable_object(True)(1), callable_object(False)(1)
    (2, 3)
    """
    cdef object chosen = one_more if which else two_more
    return chosen
