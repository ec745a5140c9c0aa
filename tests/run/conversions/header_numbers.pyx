"""Constants in numbers of a header, of which only C++ knows the width and the sign."""

cdef extern from *:
    """
    typedef unsigned __int128 wide_t;
    typedef unsigned long size_type;
    typedef long difference_type;
    """
    ctypedef unsigned long long wide_t
    ctypedef unsigned int size_type
    ctypedef unsigned int difference_type
    size_type no_position "((size_type)-1)"


def minus_one():
    """
    >>> minus_one()
    (340282366920938463463374607431768211455, 18446744073709551615, -1, True)
    """
    cdef wide_t wide = -1
    cdef size_type size = -1
    cdef difference_type difference = -1
    return wide, size, difference, size == no_position


def large():
    """
    >>> large() == (2**127 + 5, 2**128 - 1, 5000000000, -5000000000)
    True
    """
    cdef wide_t wide = 2**127 + 5
    cdef wide_t widest = 2**128 - 1
    cdef size_type size = 5000000000
    cdef difference_type difference = -5000000000
    return wide, widest, size, difference


def computed():
    """
    >>> computed() == (2**64 - 3, 2**127 + 4)
    True
    """
    cdef size_type size = 1
    cdef wide_t wide = 2**127 + 5
    size = size * -3
    wide = wide - 1
    return size, wide
