"""`bool` as `cpython` declares it."""
from cpython cimport bool


def made(x):
    """
    >>> made(3), made([])
    ((True, True), (False, True))
    """
    cdef bool truth = bool(x)
    return truth, isinstance(truth, bool)


def taken(bool x):
    """
    >>> taken(True), taken(None)
    (True, None)
    >>> taken(1)
    Traceback (most recent call last):
    TypeError: Argument 'x' has incorrect type (expected bool, got int)
    """
    return x
