# Pure C functions: what is hot must look like hand-written C++.
cdef unsigned long fibonacci(unsigned long n) noexcept nogil:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def fib(unsigned long n):
    """The n-th Fibonacci number, without the GIL."""
    cdef unsigned long result
    with nogil:
        result = fibonacci(n)
    return result
