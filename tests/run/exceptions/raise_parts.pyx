# cython: language_level=2
"""`raise class, value, traceback` of Python 2."""
import sys


def again(kind):
    """
    >>> again(ValueError)
    ('ValueError', ('a',), ['again', 'fail'], True)
    """
    def fail():
        raise kind, 'a'
    try:
        fail()
    except kind:
        parts = sys.exc_info()
    try:
        raise parts[0], parts[1], parts[2].tb_next
    except kind, error:
        names = []
        trace = sys.exc_info()[2]
        while trace is not None:
            names.append(trace.tb_frame.f_code.co_name)
            trace = trace.tb_next
        return type(error).__name__, error.args, [name.split('.')[-1] for name in names], error is parts[1]


def given(kind, value):
    """
    >>> given(ValueError, None)
    ()
    >>> given(ValueError, (1, 2))
    (1, 2)
    >>> given(ValueError, 5)
    (5,)
    >>> given(LookupError, KeyError('k'))
    ('k',)
    >>> given(ValueError('made'), 5)
    Traceback (most recent call last):
    TypeError: instance exception may not have a separate value
    >>> given(int, 5)
    Traceback (most recent call last):
    TypeError: exceptions must derive from BaseException
    """
    try:
        raise kind, value
    except (ValueError, LookupError) as error:
        return error.args


cdef int without_gil(int n) except -1 nogil:
    if n < 0:
        raise ValueError, 'negative'
    return n


def with_no_traceback(int n):
    """
    >>> with_no_traceback(2)
    2
    >>> with_no_traceback(-2)
    Traceback (most recent call last):
    ValueError: negative
    >>> wrong_traceback()
    Traceback (most recent call last):
    TypeError: raise: arg 3 must be a traceback or None
    """
    with nogil:
        n = without_gil(n)
    return n


def wrong_traceback():
    raise ValueError, None, 5
