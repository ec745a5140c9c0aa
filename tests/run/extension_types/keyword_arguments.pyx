"""Keyword arguments of C methods, and calls of classes with them."""
cimport cython

seen = []


cdef int noted(int x) except -1:
    seen.append(x)
    return x


cdef class Base:
    cdef int join(self, int a, int b, int c=3) except -1:
        return a * 100 + b * 10 + c

    cpdef int shown(self, int a, int b=2, int c=3) except -1:
        return a * 100 + b * 10 + c

    @staticmethod
    cdef int alone(int a, int b):
        return a * 10 + b

    def by_name(self):
        """
        >>> Base().by_name()
        [123, 213, 129, 129, 924]
        """
        return [self.join(1, b=2), self.join(b=1, a=2), self.join(1, 2, c=9), self.join(c=9, b=2, a=1),
                self.join(a=9, c=4, b=2)]

    def by_name_as_python(self):
        """
        >>> Base().by_name_as_python()
        [123, 193, 129, 128]
        """
        return [self.shown(a=1), self.shown(b=9, a=1), self.shown(1, c=9), self.shown(c=8, a=1)]


cdef class Derived(Base):
    cdef int join(self, int a, int b, int c=4) except -1:
        return -(a * 100 + b * 10 + c)


class Python(Base):
    def shown(self, a, b=5, c=6):
        return 1000 + a * 100 + b * 10 + c


def through_table(Base which):
    """The default is that of the function that is called.

    >>> through_table(Base()), through_table(Derived())
    ([123, 215], [-124, -215])
    """
    return [which.join(b=2, a=1), which.join(2, c=5, b=1)]


def overridden(Base which):
    """
    >>> overridden(Base()), overridden(Python())
    ([193, 129], [1193, 1159])
    """
    return [which.shown(b=9, a=1), which.shown(1, c=9)]


def unbound(Base which):
    """
    >>> unbound(Derived())
    (123, 93)
    """
    return Base.join(which, b=2, a=1), Base.alone(b=3, a=9)


def in_order():
    """As they are written.

    >>> in_order()
    (213, [3, 2, 1])
    """
    del seen[:]
    cdef Base base = Base()
    return base.join(c=noted(3), a=noted(2), b=noted(1)), seen[:]


cdef class Made:
    cdef readonly object a, b

    def __init__(self, a, b=2):
        self.a, self.b = a, b


def make():
    """
    >>> make()
    [(1, 2), (1, 3), (5, 4)]
    >>> make_wrongly()
    Traceback (most recent call last):
    TypeError: Made.__init__() got an unexpected keyword argument 'c'
    """
    return [(m.a, m.b) for m in (Made(1), Made(1, b=3), Made(b=4, a=5))]


def make_wrongly():
    return Made(1, c=2)
