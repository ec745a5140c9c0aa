"""Sums of series; how many terms they have stands in series.pxd."""


cdef double sum_of_inverse_squares(long terms) noexcept nogil:
    cdef double total = 0
    cdef long k
    for k in range(1, terms + 1):
        total += 1.0 / (<double>k * k)
    return total


def basel():
    """The first terms of 1/1 + 1/4 + 1/9 + ...

    >>> round(basel(), 6)
    1.643935
    """
    cdef double total
    with nogil:
        total = sum_of_inverse_squares(TERMS)
    return total


def terms():
    return TERMS
