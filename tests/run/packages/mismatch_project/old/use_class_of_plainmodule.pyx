from plainmodule cimport C


def use(C c):
    return c.f()
