"""`min` and `max` of a signed and an unsigned number, without the GIL: as mathematics has it.

>>> [both(k, n) for k in (-3, 0, 3, 7) for n in (0, 3, 5)]
[(-3, 0), (-3, 3), (-3, 5), (0, 0), (0, 3), (0, 5), (0, 3), (3, 3), (3, 5), (0, 7), (3, 7), (5, 7)]
>>> both(2**31 - 1, 2**64 - 1)
(2147483647, 18446744073709551615)
>>> both(-1, 2**64 - 1)
(-1, 18446744073709551615)
>>> below(0, 5)
-1
>>> wide(-2**63, 2**32 - 1)
(-9223372036854775808, 4294967295)
"""


def both(int k, size_t n):
    """The other order gives the same."""
    cdef long long smaller, smaller_again
    cdef size_t larger, larger_again
    with nogil:
        smaller = min(k, n)
        larger = max(k, n)
        smaller_again = min(n, k)
        larger_again = max(n, k)
    assert smaller == smaller_again and larger == larger_again
    return smaller, larger


def below(int k, size_t n):
    return min(k, n) - 1


def wide(long long k, unsigned int n):
    return min(k, n), max(n, k)
