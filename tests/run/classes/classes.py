"""Plain Python classes: bodies, bases, metaclasses, super, descriptors, special methods."""


class Point:
    "a point"
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return Point(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return Point(self.x + other, self.y + other)

    def __iadd__(self, other):
        self.x += other
        return self

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __len__(self):
        return 2

    def __bool__(self):
        return bool(self.x or self.y)

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __neg__(self):
        return Point(-self.x, -self.y)

    @property
    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    @length.setter
    def length(self, value):
        factor = value / self.length
        self.x *= factor
        self.y *= factor

    @length.deleter
    def length(self):
        self.x = self.y = 0

    @classmethod
    def origin(cls):
        return cls(0, 0)

    @staticmethod
    def distance(a, b):
        return abs(a.x - b.x) + abs(a.y - b.y)


def case_construct():
    return Point(1), Point(1, 2), Point(y=3, x=4), Point.dimensions, Point.__doc__


def case_construct_errors():
    try:
        Point()
    except TypeError as error:
        return str(error)


def case_operators():
    p = Point(1, 2)
    return p + Point(3, 4), 10 + p, -p, p == Point(1, 2), p != Point(1, 2), p[0], p[-1], len(p)


def case_unsupported_operand():
    try:
        Point(1) + "x"
    except TypeError as error:
        return str(error)


def case_in_place():
    p = q = Point(1)
    p += 5
    return p, p is q


def case_truth_and_calls():
    return bool(Point(0)), bool(Point(1)), Point(1)(2, z=3), 2 in Point(1, 2), 3 not in Point(1, 2)


def case_property():
    p = Point(3, 4)
    before = p.length
    p.length = 10
    after = (p.x, p.y)
    del p.length
    return before, after, p


def case_class_and_static_methods():
    class Named(Point):
        pass
    return Point.origin(), type(Named.origin()).__name__, Point.distance(Point(1, 1), Point(4, 5))


def case_hash_and_sets():
    return len({Point(1, 2), Point(1, 2), Point(2, 1)}), {Point(0): "origin"}[Point.origin()]


def case_attributes():
    p = Point(1)
    p.extra = "new"
    try:
        p.missing
    except AttributeError as error:
        message = str(error)
    return p.__dict__, message, hasattr(p, "extra"), getattr(p, "nope", "default")


def case_delete_attribute():
    p = Point(1)
    del p.x
    try:
        del p.x
    except AttributeError as error:
        return str(error), p.__dict__


def case_inheritance_and_super():
    class A:
        def f(self):
            return ["A"]

    class B(A):
        def f(self):
            return ["B"] + super().f()

    class C(A):
        def f(self):
            return ["C"] + super().f()

    class D(B, C):
        def f(self):
            return ["D"] + super().f()
    return D().f(), [c.__name__ for c in D.__mro__]


def case_super_with_arguments():
    class A:
        def f(self):
            return "A.f"

    class B(A):
        def f(self):
            return "B.f"

        def g(self):
            return super(B, self).f()
    return B().g()


def case_super_in_classmethod():
    class A:
        @classmethod
        def make(cls):
            return cls.__name__

    class B(A):
        @classmethod
        def make(cls):
            return super().make() + "!"
    return B.make()


def case_dunder_class_cell():
    class A:
        def f(self):
            return __class__.__name__
    class B(A):
        pass
    return B().f()


def case_class_body_scope():
    outer = 1

    class C:
        a = outer
        b = a + 1
        values = [a]
        if b > 1:
            c = "branch"
        for i in range(3):
            pass

        def f(self):
            return self.a
        del b
    return C.a, C.values, C.c, C.i, C().f(), hasattr(C, "b")


def case_class_body_reads_global():
    class C:
        len = len
        size = len([1, 2, 3])
    return C.size, C.len("ab")


def case_class_body_error():
    class C:
        x = 1
        y = x // 0
    return C


def case_class_attributes():
    class C:
        """the doc"""
    return C.__name__, C.__qualname__, C.__module__, C.__doc__, C.__bases__


def case_metaclass():
    class Meta(type):
        def __new__(meta, name, bases, namespace, **kw):
            cls = super().__new__(meta, name, bases, namespace)
            cls.made_with = sorted(kw)
            return cls

        def __init__(cls, name, bases, namespace, **kw):
            super().__init__(name, bases, namespace)

        def __call__(cls, *args):
            return ("called", super().__call__(*args))

    class C(metaclass=Meta, option=1, another=2):
        def __repr__(self):
            return "C()"
    return C.made_with, C(), type(C).__name__


def case_metaclass_inherited():
    class Meta(type):
        pass

    class A(metaclass=Meta):
        pass

    class B(A):
        pass
    return type(B).__name__


def case_metaclass_conflict():
    class M1(type):
        pass

    class M2(type):
        pass

    class A(metaclass=M1):
        pass

    class B(metaclass=M2):
        pass
    try:
        class C(A, B):
            pass
    except TypeError as error:
        return str(error)


def case_init_subclass():
    made = []

    class Base:
        def __init_subclass__(cls, tag=None, **kw):
            super().__init_subclass__(**kw)
            made.append((cls.__name__, tag))

    class One(Base):
        pass

    class Two(Base, tag="t"):
        pass
    return made


def case_set_name_and_descriptors():
    class Field:
        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner):
            return self if instance is None else instance.__dict__.get(self.name, "unset")

        def __set__(self, instance, value):
            instance.__dict__[self.name] = value * 2

        def __delete__(self, instance):
            del instance.__dict__[self.name]

    class C:
        field = Field()
    c = C()
    result = [c.field]
    c.field = 4
    result.append(c.field)
    del c.field
    return result + [c.field, C.field.name]


def case_getattr_setattr_hooks():
    log = []

    class C:
        def __getattr__(self, name):
            log.append(("get", name))
            return name.upper()

        def __setattr__(self, name, value):
            log.append(("set", name))
            super().__setattr__(name, value)

        def __delattr__(self, name):
            log.append(("del", name))
            super().__delattr__(name)
    c = C()
    c.x = 1
    result = c.x, c.y
    del c.x
    return result, log


def case_slots():
    class C:
        __slots__ = ("a", "b")
    c = C()
    c.a = 1
    try:
        c.z = 2
    except AttributeError as error:
        return c.a, str(error), hasattr(c, "__dict__")


def case_abstract():
    import abc

    class Shape(abc.ABC):
        @abc.abstractmethod
        def area(self):
            pass

    class Square(Shape):
        def area(self):
            return 4
    try:
        Shape()
    except TypeError as error:
        return Square().area(), str(error)


def case_dataclass():
    import dataclasses

    @dataclasses.dataclass
    class Item:
        name: str
        price: float = 1.5
        tags: list = dataclasses.field(default_factory=list)
    return Item("a"), Item("b", 2.0, ["x"]), Item("a") == Item("a")


def case_enum():
    import enum

    class Color(enum.Enum):
        RED = 1
        GREEN = 2
    return Color.RED, Color(2), Color["RED"].value, [c.name for c in Color]


def case_namedtuple_base():
    import collections

    class P(collections.namedtuple("P", "a b")):
        def total(self):
            return self.a + self.b
    p = P(1, 2)
    return p, p.total(), p._replace(a=5)


def case_builtin_bases():
    class L(list):
        def total(self):
            return sum(self)

    class D(dict):
        def __missing__(self, key):
            return key * 2

    class I(int):
        def __add__(self, other):
            return I(int.__add__(self, other) + 100)

    class S(str):
        pass
    return L([1, 2, 3]).total(), D(a=1)["zz"], I(1) + 2, S("x") + "y"


def case_exception_classes():
    class Base(Exception):
        pass

    class Detail(Base):
        def __init__(self, code, text):
            super().__init__(code, text)
            self.code = code

        def __str__(self):
            return f"[{self.code}] {self.args[1]}"
    try:
        raise Detail(5, "bad")
    except Base as error:
        return error.code, str(error), error.args


def case_iterator_class():
    class Countdown:
        def __init__(self, n):
            self.n = n

        def __iter__(self):
            return self

        def __next__(self):
            if self.n == 0:
                raise StopIteration
            self.n -= 1
            return self.n
    return list(Countdown(3)), [x for x in Countdown(2)], 1 in Countdown(3)


def case_old_sequence_protocol():
    class Squares:
        def __getitem__(self, i):
            if i >= 4:
                raise IndexError(i)
            return i * i
    return list(Squares()), 9 in Squares(), [x for x in Squares()]


def case_comparisons():
    import functools

    @functools.total_ordering
    class V:
        def __init__(self, v):
            self.v = v

        def __eq__(self, o):
            return self.v == o.v

        def __lt__(self, o):
            return self.v < o.v
    return V(1) <= V(2), V(3) > V(2), sorted([V(3), V(1)])[0].v, max(V(1), V(5)).v


def case_name_mangling():
    class C:
        __secret = 1

        def get(self):
            return self.__secret

        def set(self, __value):
            self.__secret = __value
            return self
    return C().get(), sorted(n for n in C.__dict__ if "secret" in n), C().set(5).get()


def case_nested_classes():
    class A:
        class B:
            class C:
                def name(self):
                    return type(self).__qualname__
    return A.B.C().name()


def case_class_decorators():
    def tag(value):
        def apply(cls):
            cls.tags = getattr(cls, "tags", ()) + (value,)
            return cls
        return apply

    @tag("outer")
    @tag("inner")
    class C:
        pass
    return C.tags


def case_decorated_methods():
    def twice(f):
        def run(*args):
            return f(*args), f(*args)
        return run

    class C:
        n = 0

        @twice
        def step(self):
            self.n += 1
            return self.n
    return C().step()


def case_bound_methods():
    p = Point(3, 4)
    bound = p.__add__
    f = Point.__repr__
    return bound(Point(1, 1)), f(p), bound.__self__ is p, bound.__func__ is Point.__add__


def case_method_on_instance():
    class C:
        pass
    c = C()
    c.f = lambda x: x * 2
    C.g = lambda self, x: (self is c, x)
    return c.f(4), c.g(5)


def case_reflected_and_not_implemented():
    class L:
        def __add__(self, o):
            return NotImplemented

        def __lt__(self, o):
            return NotImplemented

    class R:
        def __radd__(self, o):
            return "radd"

        def __gt__(self, o):
            return "gt"
    return L() + R(), L() < R()


def case_format_and_index():
    class C:
        def __format__(self, spec):
            return f"<{spec}>"

        def __index__(self):
            return 2

        def __int__(self):
            return 7

        def __float__(self):
            return 1.5

        def __str__(self):
            return "str"
    c = C()
    return f"{c:abc} {c} {c!s}", [10, 20, 30][c], int(c), float(c), hex(c), list(range(5))[:c]


def case_new():
    class Single:
        instance = None

        def __new__(cls):
            if cls.instance is None:
                cls.instance = super().__new__(cls)
            return cls.instance
    return Single() is Single()


def case_context_of_class_functions():
    class C:
        def a(self):
            return self.b()

        def b(self):
            raise ValueError("deep")
    C().a()


def case_bases_expressions():
    def pick(x):
        return x
    bases = (list,)

    class A(pick(dict)):
        pass

    class B(*bases):
        pass
    return issubclass(A, dict), issubclass(B, list)


def case_mro_entries():
    class Fake:
        def __mro_entries__(self, bases):
            return (list,)

    class C(Fake()):
        pass
    return C.__bases__, len(C.__orig_bases__)


def case_vars_order():
    class C:
        b = 1
        a = 2

        def m(self):
            pass
    return [n for n in vars(C) if not n.startswith("__")]
