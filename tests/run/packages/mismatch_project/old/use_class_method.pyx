from things cimport Method


def use():
    cdef Method x = Method()
    return x.f()
