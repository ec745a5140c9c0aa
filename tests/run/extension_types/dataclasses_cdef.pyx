"""`@dataclass` of extension types, beside Python's own."""
import copy
import dataclasses
import pickle
from dataclasses import InitVar, KW_ONLY, asdict, astuple, fields, is_dataclass, replace
from typing import ClassVar

cimport cython
from cython.dataclasses cimport dataclass, field


@dataclass
cdef class Point:
    """
    >>> p = Point(1, 2.5); p, Point(x=1), Point(y=3, x=2)
    (Point(x=1, y=2.5), Point(x=1, y=0.5), Point(x=2, y=3.0))
    >>> p == Point(1, 2.5), p == Point(1, 2), p == (1, 2.5), p != Point(1, 2.5)
    (True, False, False, False)
    >>> p.x = 7; p.x, p.total()
    (7, 9.5)
    >>> hash(p)
    Traceback (most recent call last):
    TypeError: unhashable type: 'dataclasses_cdef.Point'
    >>> Point()
    Traceback (most recent call last):
    TypeError: Point.__init__() missing 1 required positional argument: 'x'
    >>> Point("a")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> is_dataclass(Point), [(f.name, f.type, f.default) for f in fields(Point)]
    (True, [('x', 'cython.int', <dataclasses._MISSING_TYPE object at ...>), ('y', 'float', 0.5)])
    >>> asdict(p), astuple(p), replace(p, x=1)
    ({'x': 7, 'y': 2.5}, (7, 2.5), Point(x=1, y=2.5))
    >>> pickle.loads(pickle.dumps(p)), copy.copy(p)
    (Point(x=7, y=2.5), Point(x=7, y=2.5))
    >>> Point.__match_args__, Point.__dataclass_params__
    (('x', 'y'), _DataclassParams(init=True,repr=True,eq=True,order=False,unsafe_hash=False,frozen=False...))
    >>> [what(q) for q in (Point(0, 5), Point(1, 2))]
    ['on the axis at 5.0', 'at 1']
    """
    x: cython.int
    y: float = 0.5

    def total(self):
        return self.x + self.y


def what(point):
    match point:
        case Point(0, y):
            return f"on the axis at {y}"
        case Point(x=x):
            return f"at {x}"


calls = []


def default_items():
    calls.append("made")
    return ["default"]


@dataclass
cdef class Colored(Point):
    """
    >>> calls.clear(); a, b = Colored(1), Colored(1); a
    Colored(x=1, y=0.5, color='red', items=['default'])
    >>> a.items.append(1); b.items, len(calls)
    (['default'], 2)
    >>> Colored(1, 2, "blue", []), len(calls)
    (Colored(x=1, y=2.0, color='blue', items=[]), 2)
    >>> a == b, a == Point(1), Colored(1) == Colored(1)
    (False, False, True)
    >>> [f.name for f in fields(Colored)], Colored.__match_args__
    (['x', 'y', 'color', 'items'], ('x', 'y', 'color', 'items'))
    >>> Colored.count
    3
    """
    color: str = "red"
    items: list = field(default_factory=default_items)
    count: ClassVar[int] = 3


@dataclass
cdef class Plain(Colored):
    """
    >>> Plain(1, items=[2]).color
    'red'
    """


@dataclass(order=True, frozen=True)
cdef class Version:
    """
    >>> a, b = Version(1, 2), Version(1, 3)
    >>> a < b, a <= b, a > b, a >= b, a <= Version(1, 2), hash(a) == hash(Version(1, 2))
    (True, True, False, False, True, True)
    >>> a < 1
    Traceback (most recent call last):
    TypeError: '<' not supported between instances of 'dataclasses_cdef.Version' and 'int'
    >>> a.major = 2
    Traceback (most recent call last):
    AttributeError: attribute 'major' of 'dataclasses_cdef.Version' objects is not writable
    >>> sorted([b, a]), {a: 1}[Version(1, 2)]
    ([Version(major=1, minor=2), Version(major=1, minor=3)], 1)
    """
    major: cython.int
    minor: cython.int = 0


@dataclasses.dataclass(eq=False, repr=False, match_args=False)
cdef class Bare:
    """
    >>> Bare(1) == Bare(1), hasattr(Bare, "__match_args__"), repr(Bare(1)).startswith("<dataclasses_cdef.Bare object")
    (False, False, True)
    >>> len({Bare(1), Bare(1)})
    2
    """
    x: object


@dataclass(unsafe_hash=True)
cdef class Options:
    """
    >>> o = Options(1, hidden=2, uncompared=3, unhashed=4); o
    Options(a=1, uncompared=3, unhashed=4, later=5)
    >>> o == Options(1, hidden=2, uncompared=9, unhashed=4), o == Options(1, hidden=3, uncompared=3, unhashed=4)
    (True, False)
    >>> hash(o) == hash((1, 2, 5)) == hash(Options(1, hidden=2, uncompared=0, unhashed=0))
    True
    >>> Options(1, 2)
    Traceback (most recent call last):
    TypeError: Options.__init__() takes 2 positional arguments but 3 were given
    >>> [f.kw_only for f in fields(Options)], fields(Options)[1].metadata["unit"]
    ([False, True, True, True, False], 'm')
    """
    a: object
    _: KW_ONLY
    hidden: object = field(repr=False, metadata={"unit": "m"})
    uncompared: object = field(compare=False)
    unhashed: object = field(hash=False)
    later: object = field(init=False, default=5, kw_only=False)


@dataclass(kw_only=True)
cdef class KeywordsOnly:
    """
    >>> KeywordsOnly(b=1), KeywordsOnly(b=1, a=2)
    (KeywordsOnly(a=1.5, b=1), KeywordsOnly(a=2.0, b=1))
    >>> KeywordsOnly(1, 2)
    Traceback (most recent call last):
    TypeError: KeywordsOnly.__init__() takes 1 positional argument but 3 were given
    """
    a: cython.double = 1.5
    b: cython.long


@dataclass
cdef class Counted:
    """
    >>> Counted(2, 3), Counted(2).product
    (Counted(a=2, product=6), 20)
    >>> [f.name for f in fields(Counted)], sorted(Counted.__dataclass_fields__)
    (['a', 'product'], ['a', 'factor', 'product'])
    """
    a: cython.int
    factor: InitVar[int] = 10
    product: cython.int = field(init=False)

    def __post_init__(self, factor):
        self.product = self.a * factor


@dataclass
cdef class Node:
    """
    >>> n = Node(1); n.next = n; n
    Node(value=1, next=...)
    """
    value: object
    next: object = None


@dataclass
cdef class Own:
    """
    >>> Own(5), Own(5) == 1, Own(5) == Own(6)
    (its own 6, True, True)
    """
    self: object

    def __init__(this, value):
        this.self = value + 1

    def __repr__(this):
        return f"its own {this.self}"

    def __eq__(this, other):
        return True


@dataclass
cdef class Selfish:
    """
    >>> Selfish(1, 2)
    Selfish(self=1, other=2)
    """
    self: object
    other: object


@dataclass
cdef class Declared:
    """`cdef` declares fields, too; those that Python doesn't see are not among `fields`.

    >>> d = Declared(1, 2, [3], 4); d
    Declared(hidden=1, number=2, items=[3], x=4, late=1.5)
    >>> [f.name for f in fields(d)], [f.type for f in fields(d)][:2], Declared.__match_args__
    (['number', 'items', 'x', 'late'], ['int', 'list'], ('hidden', 'number', 'items', 'x', 'late'))
    >>> d == Declared(1, 2, [3], 4), d == Declared(0, 2, [3], 4)
    (True, False)
    >>> Declared(1, 2)
    Traceback (most recent call last):
    TypeError: Declared.__init__() missing 2 required positional arguments: 'items' and 'x'
    """
    cdef int hidden
    cdef:
        public int number
        readonly list items
    x: cython.int
    cdef public double late
    late = 1.5
