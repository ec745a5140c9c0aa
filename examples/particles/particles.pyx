"""Particles that attract each other; the steps run without the GIL, each thread on a part."""
from libc.math cimport sqrt
from libc.stdlib cimport calloc, free


cdef class Force:
    """What two particles do to each other, by the square of their distance."""
    cdef double strength

    def __init__(self, double strength=1.0):
        self.strength = strength

    cdef double pull(self, double square) noexcept nogil:
        return self.strength / (square * sqrt(square))


cdef class Spring(Force):
    cdef double pull(self, double square) noexcept nogil:
        return self.strength


cdef class System:
    """
    >>> s = System(2, Spring(1.0))
    >>> s.place(0, 0, 0); s.place(1, 1, 0)
    >>> s.accelerate(0, 2, 0.5); s.move(0.5)
    >>> s.position(0), s.position(1)
    ((0.25, 0.0), (0.75, 0.0))
    >>> s.place(2, 0, 0)
    Traceback (most recent call last):
    IndexError: there are 2 particles
    """
    cdef double* x
    cdef double* y
    cdef double* vx
    cdef double* vy
    cdef readonly int count
    cdef Force force

    def __cinit__(self, int count, Force force not None):
        self.count = count
        self.force = force
        self.x = <double*>calloc(4 * count + 1, sizeof(double))
        if self.x == NULL:
            raise MemoryError()
        self.y = self.x + count
        self.vx = self.y + count
        self.vy = self.vx + count

    def __dealloc__(self):
        free(self.x)

    cdef int check(self, int i) except -1:
        if not 0 <= i < self.count:
            raise IndexError(f"there are {self.count} particles")
        return 0

    def place(self, int i, double x, double y):
        self.check(i)
        self.x[i] = x
        self.y[i] = y

    def position(self, int i):
        self.check(i)
        return self.x[i], self.y[i]

    cdef void accelerate_one(self, int i, double dt) noexcept nogil:
        cdef int j
        cdef double dx, dy, square, pull, ax = 0, ay = 0
        for j in range(self.count):
            if j == i:
                continue
            dx = self.x[j] - self.x[i]
            dy = self.y[j] - self.y[i]
            square = dx * dx + dy * dy
            if square > 0:
                pull = self.force.pull(square)
                ax += dx * pull
                ay += dy * pull
        self.vx[i] += ax * dt
        self.vy[i] += ay * dt

    def accelerate(self, int begin, int end, double dt):
        """Changes the speeds of a part: threads may do different parts at the same time."""
        cdef int i
        self.check(begin)
        self.check(end - 1)
        with nogil:
            for i in range(begin, end):
                self.accelerate_one(i, dt)

    def move(self, double dt):
        cdef int i
        with nogil:
            for i in range(self.count):
                self.x[i] += self.vx[i] * dt
                self.y[i] += self.vy[i] * dt
