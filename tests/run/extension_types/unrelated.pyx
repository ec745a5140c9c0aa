"""Objects and numbers where an instance of a class is wanted that they cannot be."""

cdef class A:
    cdef int x

cdef class B:
    pass

cdef class Failure(Exception):
    cdef readonly int code
    def __init__(self, code):
        self.code = code


def assign(A a):
    """
    >>> assign(A())
    Traceback (most recent call last):
    TypeError: Cannot convert unrelated.A to unrelated.B
    >>> assign(None)
    """
    cdef B b
    b = a
    return b


def from_number(int n):
    """
    >>> from_number(3)
    Traceback (most recent call last):
    TypeError: Cannot convert int to unrelated.A
    """
    cdef A a = n
    return a


def to_number(A a):
    """
    >>> to_number(A())
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int n = a
    return n


def argument(Exception e):
    """
    >>> argument(ValueError(1)), argument(None), argument(Failure(3))
    ('ValueError', 'NoneType', 'Failure')
    >>> argument(KeyboardInterrupt())
    Traceback (most recent call last):
    TypeError: Argument 'e' has incorrect type (expected Exception, got KeyboardInterrupt)
    >>> argument(3)
    Traceback (most recent call last):
    TypeError: Argument 'e' has incorrect type (expected Exception, got int)
    """
    return type(e).__name__


def variables(x):
    """
    >>> variables(Failure(4)), variables(OSError())
    (('Failure', 'Failure'), ('OSError', 'OSError'))
    >>> variables(KeyboardInterrupt())
    Traceback (most recent call last):
    TypeError: Cannot convert KeyboardInterrupt to Exception
    >>> variables(1)
    Traceback (most recent call last):
    TypeError: Cannot convert int to BaseException
    """
    cdef BaseException base = x
    cdef Exception e = base
    base = e
    return type(base).__name__, type(e).__name__


def from_class(Failure failure):
    """
    >>> from_class(Failure(7))
    7
    """
    cdef Exception e = failure
    cdef BaseException base = failure
    assert base is e
    return (<Failure>e).code


def raised():
    """
    >>> raised()
    ('Failure', 5)
    """
    cdef Exception kept
    try:
        raise Failure(5)
    except Exception as e:
        kept = e
    return type(kept).__name__, (<Failure?>kept).code
