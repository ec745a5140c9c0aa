"""Extension types that inherit from exceptions of which the dialect knows no type."""


cdef class Missing(KeyError):
    """
    >>> str(Missing('x')), isinstance(Missing(), LookupError)
    ("'x'", True)
    """


cdef class Refused(OSError):
    """
    >>> r = Refused(13, 'no'); r.errno, r.strerror, r.tries
    (13, 'no', 0)
    """
    cdef readonly int tries
