"""Plain Python that a .pxd gives C types."""


def square(x):
    return x * x


def total(n):
    result = 0
    for i in range(n):
        result += square(i)
    return result


def half(x):
    return x / 2
