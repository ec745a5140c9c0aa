"""Extension types in the syntax of Python: `@cython.cclass`."""
import cython


@cython.cclass
class Point:
    """A point.

    >>> p = Point(3, 4); p.total(), p.dist(Point(1, 1)), p.y, p.tag
    (25.0, 2.0, 4.0, 'none')
    >>> p.y = 6; p.y
    6.0
    >>> use(p), scaled(p), p.count()
    ((45.0, 3.0), 45.0, 1)
    >>> Point.limit
    3
    >>> Point(1)
    Traceback (most recent call last):
    TypeError: Point.__init__() missing 1 required positional argument: 'y'
    """
    x: cython.double
    y = cython.declare(cython.double, visibility='public')
    name: object
    cython.declare(calls=cython.int)
    tag = cython.declare(str, visibility='readonly')
    kind = 'point'
    limit: int = 3

    def __init__(self, x: cython.double, y: cython.double):
        self.x = x
        self.y = y
        self.tag = 'none'

    @cython.cfunc
    def norm2(self) -> cython.double:
        self.calls += 1
        return self.x * self.x + self.y * self.y

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def quick(self, factor: cython.double = 1) -> cython.double:
        return factor * (self.x * self.x + self.y * self.y)

    @cython.ccall
    def dist(self, other: 'Point') -> cython.double:
        return self.x - other.x

    def total(self):
        return self.norm2()

    def count(self):
        return self.calls - 1

    @staticmethod
    @cython.cfunc
    def make(x: cython.double) -> 'Point':
        return Point(x, x)


@cython.final
@cython.cclass
class Solid(Point):
    """
    >>> s = Solid(1, 2, 3); s.total(), s.depth, Solid.kind, isinstance(s, Point)
    (14.0, 3, 'point', True)
    >>> use(s), made()
    ((14.0, 1.0), (2.0, 2.0))
    """
    depth = cython.declare(cython.int, visibility='readonly')

    def __init__(self, x, y, depth):
        super().__init__(x, y)
        self.depth = depth

    @cython.cfunc
    def norm2(self) -> cython.double:
        return self.x * self.x + self.y * self.y + self.depth * self.depth


@cython.cclass
class Stack(list):
    """
    >>> s = Stack('ab'); s.push('c'); s, s.size
    (['a', 'b', 'c'], 1)
    """
    size = cython.declare(cython.Py_ssize_t, visibility='readonly')

    def push(self, x):
        self.append(x)
        self.size += 1


def use(p: Point):
    return p.norm2(), p.x


def scaled(p: Point):
    result: cython.double
    with cython.nogil:
        p.x = 3
        result = p.quick()
    return result


def made():
    p: Point = Point.make(2)
    return p.x, p.y
