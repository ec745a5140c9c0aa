# cython: autotestdict.cdef=True
"""Examples in the docstrings of C functions.

>>> sorted(name.split(" (line ")[0] for name in __test__)
['also', 'half', 'twice']
"""


cdef int twice(int x):
    """
    >>> also(4)
    8
    """
    return 2 * x


cdef half(x):
    """
    >>> also(4) / 2
    4.0
    """
    return x / 2


cdef without(x):
    """No examples."""
    return x


def also(x):
    """
    >>> also(3)
    6
    """
    return twice(x)
