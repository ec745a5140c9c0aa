"""Prime numbers: a sieve in a C array on the heap, and trial division in a list.

>>> first_primes(10)
[2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
>>> count_below(100)
25
>>> count_below(0), count_below(2), count_below(3)
(0, 0, 1)
>>> count_below(-1)
Traceback (most recent call last):
ValueError: the limit must not be negative
"""

from libc.stdlib cimport calloc, free


def first_primes(int count):
    """A list of the first `count` primes, found by trial division."""
    cdef int candidate = 2
    cdef int known
    primes = []
    while len(primes) < count:
        for known in primes:
            if known * known > candidate:
                primes.append(candidate)
                break
            if candidate % known == 0:
                break
        else:
            primes.append(candidate)
        candidate += 1
    return primes


cdef long sieve(char* is_composite, long limit) noexcept nogil:
    cdef long count = 0
    cdef long candidate, multiple
    for candidate in range(2, limit):
        if is_composite[candidate]:
            continue
        count += 1
        for multiple from candidate * candidate <= multiple < limit by candidate:
            is_composite[multiple] = 1
    return count


def count_below(long limit):
    """How many primes are below `limit`. The sieve runs without the GIL."""
    cdef char* is_composite
    cdef long count
    if limit < 0:
        raise ValueError("the limit must not be negative")
    is_composite = <char*>calloc(limit + 1, sizeof(char))
    if is_composite is NULL:
        raise MemoryError()
    try:
        with nogil:
            count = sieve(is_composite, limit)
    finally:
        free(is_composite)
    return count
