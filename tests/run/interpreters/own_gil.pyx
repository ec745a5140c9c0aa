# cython: subinterpreters_compatible=own_gil
"""A module for interpreters that share nothing, not even the GIL."""
numbers = []


def add(n):
    numbers.append(n)
    return numbers
