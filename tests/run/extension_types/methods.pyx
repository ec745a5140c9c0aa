"""Methods: def, cdef, cpdef; tables, overriding, inheritance."""
cimport cython


cdef class Shape:
    """
    >>> s = Shape(); s.describe()
    'Shape of 0.0'
    >>> Shape.kind, s.kind
    ('shape', 'shape')
    >>> Shape.make().describe(), s.named('x')
    ('Shape of 0.0', ('Shape', 'x'))
    >>> s.area()
    0.0
    >>> Shape.describe(3)
    Traceback (most recent call last):
    TypeError: descriptor 'describe' for 'methods.Shape' objects doesn't apply to a 'int' object
    >>> Shape.area(3)
    Traceback (most recent call last):
    TypeError: descriptor 'area' for 'methods.Shape' objects doesn't apply to a 'int' object
    >>> s.area(1)
    Traceback (most recent call last):
    TypeError: Shape.area() takes 1 positional argument but 2 were given
    >>> Shape.describe.__doc__, Shape.area.__doc__, Shape.describe.__qualname__
    ('Says what it is.', 'As a number.', 'Shape.describe')
    """
    kind = 'shape'
    sides = [n for n in range(2)]

    def describe(self):
        """Says what it is."""
        return f"{type(self).__name__} of {self.area()}"

    cpdef double area(self):
        """As a number."""
        return 0

    cdef str secret(self):
        return 'shape'

    def tell(self):
        return self.secret()

    @staticmethod
    def make():
        return Shape()

    @classmethod
    def named(cls, name):
        return cls.__name__, name


cdef class Square(Shape):
    """
    >>> s = Square(3); s.describe(), s.area(), s.tell(), s.kind
    ('Square of 9.0', 9.0, 'square', 'square')
    >>> s.both()
    (0.0, 'shape', 9.0)
    >>> Square.named(1)
    ('Square', 1)
    """
    cdef double side
    kind = 'square'

    def __init__(self, double side):
        self.side = side

    cpdef double area(self):
        return self.side * self.side

    cdef str secret(self):
        return 'square'

    def both(self):
        return Shape.area(self), Shape.secret(self), self.area()


@cython.final
cdef class Unit(Square):
    """
    >>> u = Unit(1); u.describe(), u.tell(), u.area()
    ('Unit of 2.0', 'square', 2.0)
    >>> class Sub(Unit): pass
    Traceback (most recent call last):
    TypeError: type 'methods.Unit' is not an acceptable base type
    """
    cpdef double area(self):
        return 2


class Circle(Shape):
    """
    >>> c = Circle(); c.describe(), area_of(c)
    ('Circle of 3.0', 3.0)
    >>> class Wrong(Shape):
    ...     def area(self): return 'x'
    >>> area_of(Wrong())
    Traceback (most recent call last):
    TypeError: must be real number, not str
    >>> class Raises(Square):
    ...     def area(self): raise KeyError(5)
    >>> area_of(Raises(2))
    Traceback (most recent call last):
    KeyError: 5
    >>> class Super(Square):
    ...     def area(self): return super().area() + 1
    >>> area_of(Super(2))
    5.0
    >>> class Plain(Square): pass
    >>> area_of(Plain(2))
    4.0
    >>> p = Plain(2); p.area = lambda: 7; area_of(p)
    7.0
    >>> Plain.area = lambda self: 8; area_of(Plain(1))
    8.0
    """
    def area(self):
        return 3


def area_of(Shape shape):
    """
    >>> area_of(Shape()), area_of(Square(4)), area_of(Unit(4))
    (0.0, 16.0, 2.0)
    """
    return shape.area()


cdef class Counter:
    """
    >>> c = Counter(); c.run(5), c.count
    (15, 5)
    >>> c.fail()
    Traceback (most recent call last):
    ValueError: 6
    >>> c.default(), c.default(1), c.default(1, 2)
    (12, 3, 3)
    >>> c.nothing(), c.chain().count
    (None, 6)
    """
    cdef readonly int count

    cdef int step(self, int by) except -1:
        self.count += 1
        if self.count > 5:
            raise ValueError(self.count)
        return by

    cdef void bump(self) noexcept nogil:
        self.count += 0

    cdef inline int add(self, int a, int b=2, int c=10):
        return a + b if c == 10 else a + c

    cpdef int default(self, int a=10, int b=2):
        return self.add(a, b)

    cpdef void nothing(self):
        self.bump()

    cdef Counter me(self):
        return self

    @staticmethod
    cdef int twice(int x):
        return 2 * x

    def chain(self):
        return self.me().me()

    def run(self, int n):
        cdef int i, sum = 0
        for i in range(n):
            sum += self.step(i + 1)
        return sum

    def fail(self):
        return self.step(1)


def static(int x):
    """
    >>> static(4)
    8
    """
    return Counter.twice(x)


cdef class Tree:
    """Generators, closures and lambdas in methods; names of the class stay in it.

    >>> list(Tree(3)), Tree(3).adder()(4), Tree(3).doubled()
    ([0, 1, 2], 7, [0, 2, 4])
    >>> Tree(3)._Tree__hidden()
    3
    >>> Tree(2).reach()
    2
    """
    cdef int __size

    def __init__(self, size):
        self.__size = size

    def __iter__(self):
        for i in range(self.__size):
            yield i

    def adder(self):
        return lambda x: x + self.__size

    def doubled(self):
        return [2 * x for x in self]

    def __hidden(self):
        return self.__size

    def reach(self):
        return self.__hidden()


cdef class A:
    cdef int f(self):
        return 1
    cpdef int g(self, int x):
        return x

cdef class B(A):
    cdef int h(self):
        return 20

cdef class C(B):
    cdef int f(self):
        return 3
    cdef int h(self):
        return 30
    cpdef int g(self, int x):
        return -x

def deep():
    """
    >>> deep()
    [(1, 5), (1, 5), (3, -5), 20, 30]
    """
    cdef A a
    cdef B b
    result = []
    for a in [A(), B(), C()]:
        result.append((a.f(), a.g(5)))
    for b in [B(), C()]:
        result.append(b.h())
    return result


cdef class Last(Middle):
    """Classes may stand in any order.

    >>> Last().f(), Last.__mro__[1:3] == (Middle, First)
    (30, True)
    """
    cdef int value(self):
        return 10 * First.value(self)

cdef class Middle(First):
    pass

cdef class First:
    cdef int value(self):
        return 3
    def f(self):
        return self.value()


cdef class Wrapped:
    """
    >>> Wrapped.name(), Wrapped().name(), Wrapped.twice(4)
    ('Wrapped', 'Wrapped', 8)
    """
    def name(cls):
        return cls.__name__
    name = classmethod(name)

    def twice(x):
        return 2 * x
    twice = staticmethod(twice)


cdef class Optional:
    """Who leaves an argument out gets the default of the method that is called.

    >>> optional(Optional())
    (11, 2, 3, 11, 2, [None])
    >>> optional(OtherDefault())
    (125, 102, 103, 125, 102, [7])
    >>> optional(MoreOptional())
    (1059, 1078, 1082, 1059, 1078, [None])
    >>> more(MoreOptional()), more(MostOptional()), MostOptional().free()
    ((1059, 1031, 1012, 1084, 5), (2059, 2031, 2012, 2084, 6), 2090)
    """
    cdef int add(self, int a=1, int b=10):
        return a + b

    cpdef int both(self, int a=1, int b=10):
        return a + b

    cdef list objects(self, x=None):
        return [x]

    cdef int none(self):
        return 4

    cdef int quick(self, int a=3) noexcept nogil:
        return a


cdef class OtherDefault(Optional):
    cdef int add(self, int a=5, int b=20):
        return a + b + 100

    cpdef int both(self, int a=5, int b=20):
        return a + b + 100

    cdef list objects(self, x=7):
        return [x]


cdef class MoreOptional(Optional):
    cdef int add(self, int a=1, int b=50, int c=8):
        return a + b + c + 1000

    cpdef int both(self, int a=1, int b=50, int c=8):
        return a + b + c + 1000

    cdef int none(self, int x=5):
        return x

    cdef int quick(self, int a=4) noexcept nogil:
        return a


cdef class MostOptional(MoreOptional):
    cdef int add(self, int a=1, int b=50, int c=8, int d=0):
        return a + b + c + d + 2000

    cdef int none(self, int x=6):
        return x

    def free(self):
        cdef int result
        cdef Optional o = self
        with nogil:
            result = o.quick()
        return self.add(1, 2, 3, 80) + result


def optional(Optional o):
    return (o.add(), o.add(1, 1) if type(o) is not MoreOptional else o.add(20),
            o.add(1, 2) if type(o) is not MoreOptional else o.add(20, 54), o.both(),
            o.both(1, 1) if type(o) is not MoreOptional else o.both(20), o.objects())


def more(MoreOptional o):
    return o.add(), o.add(3, 20), o.add(1, 2, 9), o.add(1, 75), o.none()


cdef class Static:
    """
    >>> Static.twice(4), Static().twice(x=5), Static().ask()
    (8, 10, (6, 14, 16))
    >>> Derived.twice(4), Derived().ask()
    (12, (6, 14, 24))
    """
    @staticmethod
    cpdef int twice(int x) except -1:
        return 2 * x

    def ask(self):
        return self.twice(3), Static.twice(x=7), (<object>self).twice(8)


cdef class Derived(Static):
    @staticmethod
    cpdef int twice(int x) except -1:
        return 3 * x
