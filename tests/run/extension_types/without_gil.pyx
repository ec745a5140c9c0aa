"""Methods and attributes in code that runs without the GIL."""

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
