from things cimport Kept


def use():
    cdef Kept x = Kept()
    return x.f()
