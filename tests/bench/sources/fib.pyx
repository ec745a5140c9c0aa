cdef unsigned long fibonacci(unsigned long n) noexcept nogil:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def with_gil(unsigned long n):
    """Computes while it holds the GIL."""
    return fibonacci(n)


def without_gil(unsigned long n):
    """Releases the GIL around the computation."""
    cdef unsigned long result
    with nogil:
        result = fibonacci(n)
    return result
