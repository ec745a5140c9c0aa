"""Attributes of extension types."""
cimport cython

cdef struct Pair:
    int a
    double b

cdef enum Color:
    RED = 1
    BLUE = 2


cdef class Numbers:
    """C attributes, seen from Python.

    >>> n = Numbers()
    >>> n.i, n.d, n.flag, n.ch, n.u
    (0, 0.0, False, 0, 0)
    >>> n.i = 5; n.d = 2; n.flag = 7; n.u = 3
    >>> n.i, n.d, n.flag, n.u
    (5, 2.0, True, 3)
    >>> n.i = 'x'
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> n.i = 1 << 40
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    >>> n.u = -1
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned int
    >>> n.total
    Traceback (most recent call last):
    AttributeError: 'attributes.Numbers' object has no attribute 'total'
    >>> n.other = 1
    Traceback (most recent call last):
    AttributeError: 'attributes.Numbers' object has no attribute 'other'
    >>> del n.i
    Traceback (most recent call last):
    NotImplementedError: __del__
    >>> n.sum()
    10.0
    """
    cdef public int i
    cdef public double d
    cdef public bint flag
    cdef public char ch
    cdef public unsigned int u
    cdef double total

    def sum(self):
        self.total = self.i
        self.total += self.d + self.u
        return self.total


cdef class Objects:
    """
    >>> o = Objects()
    >>> o.any, o.items, o.locked
    (None, None, None)
    >>> o.any = 1; o.items = [1]
    >>> o.items.append(2); o.items
    [1, 2]
    >>> o.items = (1,)
    Traceback (most recent call last):
    TypeError: Expected list, got tuple
    >>> del o.any; o.any
    >>> o.locked = 3
    Traceback (most recent call last):
    AttributeError: attribute 'locked' of 'attributes.Objects' objects is not writable
    >>> o.lock(3); o.locked
    3
    >>> o.unlock(); o.locked
    >>> o.any = 1; o.let_go(); o.any
    >>> o.grow([1, 2]); o.items
    [1, 2]
    >>> o.swap(); o.any, o.locked
    (None, None)
    """
    cdef public object any
    cdef public list items
    cdef readonly object locked

    def lock(self, value):
        self.locked = value

    def unlock(self):
        self.locked = None

    def let_go(self):
        del self.any

    def grow(self, more):
        self.items = []
        self.items += more

    def swap(self):
        self.any, self.locked = self.locked, self.any


cdef class Block:
    """
    >>> b = Block(3)
    >>> b.a, b.b, b.c
    (3, 4, 5)
    >>> b.sum()
    14.5
    """
    cdef:
        readonly int a, b
        public int c
        Pair pair
        int[3] array
        Color color

    def __cinit__(self, int start):
        self.a, self.b, self.c = start, start + 1, start + 2
        self.pair.a = 1
        self.pair.b = 0.5
        self.array[1] = start
        self.color = BLUE

    def sum(self):
        cdef int* p = &self.array[1]
        cdef Pair* q = &self.pair
        q.a += 1
        p[0] += <int>self.color
        return self.a + p[0] + self.pair.a + self.pair.b + self.b


cdef class Shown:
    """
    >>> s = Shown()
    >>> s.celsius = 100
    >>> s.fahrenheit
    212.0
    >>> s.fahrenheit = 32
    >>> s.celsius
    0.0
    >>> del s.fahrenheit
    >>> s.celsius
    -273.15
    >>> Shown.fahrenheit.__doc__
    'In degrees of the old kind.'
    >>> s.old, Shown.old.__doc__
    (-273.15, 'The old form.')
    >>> s.old = 20.0; s.celsius
    20.0
    >>> s.only
    42
    >>> s.only = 1
    Traceback (most recent call last):
    AttributeError: attribute 'only' of 'attributes.Shown' objects is not writable
    """
    cdef public double celsius

    @property
    def fahrenheit(self):
        """In degrees of the old kind."""
        return self.celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, double value):
        self.celsius = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self):
        self.celsius = -273.15

    property old:
        "The old form."
        def __get__(self):
            return self.celsius
        def __set__(self, value):
            self.celsius = value

    @property
    def only(self):
        return 42


cdef class Link:
    cdef Link next
    cdef public int value

    def __init__(self, int value, Link next=None):
        self.value = value
        self.next = next


def total(Link first):
    """
    >>> total(Link(1, Link(2, Link(3))))
    6
    >>> total(None)
    0
    >>> total(3)
    Traceback (most recent call last):
    TypeError: Argument 'first' has incorrect type (expected attributes.Link, got int)
    """
    cdef int sum = 0
    while first is not None:
        sum += first.value
        first = first.next
    return sum


def second(Link link not None):
    """
    >>> second(Link(1, Link(2))).value
    2
    >>> second(None)
    Traceback (most recent call last):
    TypeError: Argument 'link' has incorrect type (expected attributes.Link, got NoneType)
    """
    return link.next


@cython.nonecheck(True)
def checked(Link link):
    """
    >>> checked(Link(1, Link(2)))
    2
    >>> checked(Link(1))
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'value'
    """
    return link.next.value


def casts(o):
    """
    >>> casts(Link(4))
    (4, 4, True)
    >>> casts(4)
    Traceback (most recent call last):
    TypeError: Cannot convert int to attributes.Link
    >>> casts(None)
    Traceback (most recent call last):
    TypeError: Cannot convert NoneType to attributes.Link
    """
    cdef Link typed = <Link?>o
    return typed.value, (<Link>o).value, isinstance(o, Link)


def assigned(o):
    """
    >>> assigned(Link(5))
    5
    >>> assigned('x')
    Traceback (most recent call last):
    TypeError: Cannot convert str to attributes.Link
    """
    cdef Link link = o
    return link.value


def annotated(link: Link):
    """
    >>> annotated(Link(6))
    6
    >>> annotated(None)
    Traceback (most recent call last):
    TypeError: Argument 'link' has incorrect type (expected attributes.Link, got NoneType)
    """
    return link.value
