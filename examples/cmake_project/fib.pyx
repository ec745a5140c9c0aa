"""Fibonacci numbers, without the GIL."""


cdef unsigned long fibonacci(unsigned long n) noexcept nogil:
    cdef unsigned long a = 0, b = 1, i
    for i in range(n):
        a, b = b, a + b
    return a


def fib(unsigned long n):
    """The n-th Fibonacci number, modulo 2**64.

    >>> [fib(n) for n in range(10)]
    [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
    """
    cdef unsigned long result
    with nogil:
        result = fibonacci(n)
    return result
