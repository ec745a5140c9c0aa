"""Methods and attributes in code that runs without the GIL."""

cimport cython


cdef class Vector:
    """
    >>> v = Vector(3, 4); v.norm(), v.moved(1)
    (5.0, 5.656854249492381)
    """
    cdef double x, y
    cdef object label

    def __init__(self, x, y):
        self.x = x
        self.y = y

    cdef double square(self) noexcept nogil:
        return self.x * self.x + self.y * self.y

    cdef void move(self, double by) noexcept nogil:
        self.x += by
        self.y = self.y

    cdef double checked(self) except -1 nogil:
        if self.x < 0:
            raise ValueError("negative")
        return self.square()

    def norm(self):
        cdef double s
        with nogil:
            s = self.square() ** 0.5
        return s

    def moved(self, double by):
        with nogil:
            self.move(by)
            self.x = self.x
        return self.norm()

    def check(self):
        """
        >>> Vector(1, 1).check(), Vector(-1, 1).check()
        Traceback (most recent call last):
        ValueError: negative
        """
        cdef double r
        with nogil:
            r = self.checked()
        return r


cdef class Longer(Vector):
    """
    >>> Longer(3, 4).norm(), total([Vector(3, 4), Longer(3, 4)])
    (10.0, 125.0)
    """
    cdef double square(self) noexcept nogil:
        return 4 * Vector.square(self)


cdef double sum_of(Vector a, Vector b) noexcept nogil:
    return a.square() + b.square()


def total(list vectors):
    cdef Vector a = vectors[0], b = vectors[1]
    cdef double s
    with nogil:
        s = sum_of(a, b)
    return s


cdef class Owner:
    cdef object x


cdef long replaced(Owner owner, x) except -1 with gil:
    owner.x = None
    return len(x)


def borrowed(n):
    """The function that takes the GIL keeps what it is given alive.

    >>> borrowed(5)
    4
    """
    cdef Owner owner = Owner()
    cdef long result
    owner.x = ''.join(f"abc{n}")
    with nogil:
        result = replaced(owner, owner.x)
    return result


cdef class Link:
    cdef int value
    cdef Link next

    def __init__(self, value, Link next=None):
        self.value = value
        self.next = next

    cdef int doubled(self) noexcept nogil:
        return 2 * self.value


@cython.nonecheck(True)
cdef int second(Link link) except -1 nogil:
    return link.next.value + link.next.doubled()


@cython.nonecheck(True)
cdef int set_second(Link link) except -1 nogil:
    link.next.value = 7
    return 0


@cython.nonecheck(True)
def use_none(Link link):
    """
    >>> use_none(Link(1, Link(2)))
    21
    >>> use_none(Link(1))
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'value'
    >>> use_none(None)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'next'
    """
    cdef int r
    with nogil:
        second(link)
        set_second(link)
        r = second(link)
    return r


@cython.nonecheck(True)
def call_none(Link link):
    """
    >>> call_none(Link(4)), call_none(Link(0))
    (8, 0)
    >>> call_none(None)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'doubled'
    """
    cdef int r
    with nogil:
        r = link.doubled()
    return r
