"""The plain Python twin of fib.pyx: the same numbers, for comparison."""


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)
