from things cimport Longer


def use():
    cdef Longer x = Longer()
    return x.a
