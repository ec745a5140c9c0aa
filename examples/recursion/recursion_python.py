"""The plain Python twin of recursion.pyx: what the functions compute, without a word about the GIL."""


def depth(n):
    return 0 if n == 0 else depth(n - 1) + 1


def visit(n):
    if n == 0:
        return ["bottom"]
    return [f"down {n}"] + visit(n - 1) + [f"up {n}"]


def both_ways(n):
    return 1 if n == 0 else both_ways(n - 1) + 2


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))
