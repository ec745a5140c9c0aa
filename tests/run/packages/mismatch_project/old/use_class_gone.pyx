from things cimport Gone


def use():
    cdef Gone x = Gone()
    return x.a
