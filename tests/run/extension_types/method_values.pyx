"""C methods as the values of pointers, and declared again where a base defines them."""
cimport cython

ctypedef int (*method)(Counter, int) except -1
ctypedef int (*of_object)(object, int) except -1
ctypedef object (*quiet)(Counter)

DEF KEPT = 4


cdef class Counter:
    """
    >>> a, b, c = Counter(5), Doubled(5), Last(5)
    >>> [x.stored(3) for x in (a, b, c)]
    [8, 16, -8]
    >>> [x.cast(3) for x in (a, b, c)]
    [(8, 8, 8), (16, 16, 16), (-8, -8, -8)]
    >>> [x.inferred(3) for x in (a, b, c)]
    [(8, 8, 'Counter 5'), (16, 16, 'Counter 5'), (-8, -8, 'last')]
    >>> [x.named(3) for x in (a, b, c)]
    [8, 8, 8]
    >>> a.stored(-5)
    0
    >>> a.stored(-7)
    Traceback (most recent call last):
    ValueError: below zero
    >>> [x.as_object() for x in (a, b, c)]
    ['Counter 5', 'Counter 5', 'last']
    """
    cdef int start
    cdef method kept

    def __init__(self, start):
        self.start = start
        self.kept = self.add

    cdef int add(self, int x) except -1:
        if self.start + x < 0:
            raise ValueError("below zero")
        return self.start + x

    cpdef text(self):
        return f"Counter {self.start}"

    def stored(self, x):
        return self.kept(self, x)

    def cast(self, x):
        cdef of_object first = <of_object>self.add
        cdef method second = <method>&self.add
        cdef void *third = <void *>self.add
        return first(self, x), second(self, x), (<method>third)(self, x)

    def inferred(self, x):
        function, bound = self.add, self.text
        with_self = self.add
        return function(self, x), with_self(self, x), bound()

    def named(self, x):
        cdef method known = Counter.add
        return known(self, x)

    def as_object(self):
        cdef quiet function = self.text
        return function(self)


@cython.freelist(KEPT * 2)
cdef class Doubled(Counter):
    cdef int add(self, int x) except -1:
        return 2 * Counter.add(self, x)


@cython.final
cdef class Last(Counter):
    cdef int add(self, int x) except -1:
        return -Counter.add(self, x)

    cpdef text(self):
        return "last"


class Python(Counter):
    """
    >>> Python(1).as_object()
    'of Python'
    """
    def text(self):
        return "of Python"
