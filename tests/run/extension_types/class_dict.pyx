"""What Python code finds in an extension type."""
cimport cython


cdef class Documented:
    """
    >>> Documented.__init__.__doc__, Documented.__len__.__doc__, Documented.__add__.__doc__
    ('init', 'len', 'add')
    >>> Documented.__radd__.__doc__, Documented.__getattr__.__doc__
    ('radd', 'getattr')
    >>> d = Documented(); d.__getattr__("x"), d.y, d.__len__.__doc__
    ('<x>', '<y>', 'len')
    >>> d + d, d.__add__(d), d.__radd__(d), 1 + d
    ('add', 'add', 'radd', 'radd')
    >>> Documented.__repr__.__doc__ == object.__repr__.__doc__
    True
    """
    def __init__(self):
        "init"
    def __len__(self):
        "len"
        return 0
    def __add__(self, other):
        "add"
        return "add"
    def __radd__(self, other):
        "radd"
        return "radd"
    def __getattr__(self, name):
        "getattr"
        return f"<{name}>"


cdef class Shorter(Documented):
    """
    >>> Shorter.__init__.__doc__, Shorter.__len__.__doc__, Shorter.__getattr__.__doc__
    ('init', 'shorter', 'getattr')
    """
    def __len__(self):
        "shorter"
        return 0


cdef class Left(Documented):
    """
    The reversed form is not overridden, so the base's own method comes first, as in Python.

    >>> Documented() + Left(), Left() + Documented(), 1 + Left(), Left() + Left()
    ('add', 'left', 'radd', 'left')
    """
    def __add__(self, other):
        return "left"


cdef class Right(Documented):
    """
    >>> Documented() + Right(), Right() + Documented(), 1 + Right(), Right() + Right()
    ('right', 'add', 'right', 'add')
    """
    def __radd__(self, other):
        return "right"


cdef class Powers:
    """
    >>> Powers() ** 2, 2 ** Powers(), pow(Powers(), 2)
    ('pow', 'rpow', 'pow')
    >>> pow(Powers(), 2, 3)
    Traceback (most recent call last):
    TypeError: class_dict.Powers.__pow__() takes 2 positional arguments but 3 were given
    """
    def __pow__(self, other):
        return "pow"
    def __rpow__(self, other):
        return "rpow"


cdef class Equal:
    def __eq__(self, other):
        return True
    def __ge__(self, other):
        return True


cdef class Compared(Equal):
    """
    >>> Equal() == 1, Equal() != 1, Compared() == 1, Compared() != 1
    (True, False, False, True)
    >>> Compared() >= 1
    Traceback (most recent call last):
    TypeError: '>=' not supported between instances of 'class_dict.Compared' and 'int'
    """
    def __richcmp__(self, other, int op):
        if op == 2:
            return False
        if op == 3:
            return True
        return NotImplemented


cdef class Numbers(list):
    """
    `!=` is that of list, as in Python.

    >>> Numbers([1]) == [2], Numbers([1]) != [1], Numbers([1]) != [2]
    (True, False, True)
    """
    def __eq__(self, other):
        return True


class Name:
    def __set_name__(self, owner, name):
        self.place = owner.__name__, name


cdef class Hooks:
    """
    >>> Hooks.attribute.place
    ('Hooks', 'attribute')
    >>> Hooks[int], Hooks[1, 2]
    ("Hooks (<class 'int'>,)", 'Hooks ((1, 2),)')
    """
    attribute = Name()

    def __class_getitem__(*args):
        return f"{args[0].__name__} {args[1:]}"


cdef class Old:
    """
    >>> int(Old()), bool(Old()), hasattr(Old, "__long__"), "%d" % Old()
    (3, False, False, '3')
    """
    def __long__(self):
        return 3
    def __nonzero__(self):
        return False


cdef class OldAndNew:
    """
    >>> int(OldAndNew()), bool(OldAndNew())
    (4, True)
    """
    def __long__(self):
        return 3
    def __int__(self):
        return 4
    def __bool__(self):
        return True
    def __nonzero__(self):
        return False


cdef object __module_name():
    return "of the module"


cdef class Private:
    """
    >>> p = Private(); p._Private__n, p._Private__f(), p._Private__m(), p.inside()
    (5, 5, 1, (5, 5, 1, 'of the module'))
    >>> outside(p), outside_mangled(p)
    (5, 5)
    >>> [name in dir(p) for name in ("__n", "__f", "__m")]
    [False, False, False]
    """
    cdef public int __n

    def __init__(self):
        self.__n = 5

    cpdef __f(self):
        return self.__n

    cdef __g(self):
        return self.__n

    def __m(self):
        return 1

    def inside(self):
        return self.__f(), self.__g(), self.__m(), __module_name()


def outside(Private p):
    return p.__n


def outside_mangled(Private p):
    return p._Private__g()


cdef class Redefined:
    """
    >>> r = Redefined(); r.value, list(r.several)
    (2, [1, 2])
    >>> r.value = 3
    Traceback (most recent call last):
    AttributeError: attribute 'value' of 'class_dict.Redefined' objects is not writable
    """
    @property
    def value(self):
        return 1

    @value.setter
    def value(self, value):
        raise ValueError

    @property
    def value(self):
        return 2

    @property
    def several(self):
        yield 1
        yield 2


def not_none(object a not None, list b not None):
    """
    >>> not_none(1, [])
    1
    >>> not_none(None, [])
    Traceback (most recent call last):
    TypeError: Argument 'a' must not be None
    >>> not_none(1, None)
    Traceback (most recent call last):
    TypeError: Argument 'b' has incorrect type (expected list, got NoneType)
    """
    return a


@cython.allow_none_for_extension_args(False)
def none_by_default(list a, list b=None, object c=1):
    """
    >>> none_by_default([], None, None), none_by_default([])
    (None, 1)
    >>> none_by_default(None)
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got NoneType)
    """
    return c


cdef class Kinds:
    """
    >>> Kinds.typed(), Kinds.typed(1), Kinds.of_lambda() is Kinds
    (('type object', ()), ('type object', (1,)), True)
    """
    @classmethod
    def typed(cls, *args):
        return cython.typeof(cls), args

    of_lambda = staticmethod(lambda: __class__)


cdef class Second

cdef class First:
    pass

cdef class Fifth(Fourth):
    pass

cdef class Fourth:
    pass

cdef class Second(First):
    pass


def order():
    """
    In the order of the first declarations, each behind its base.

    >>> order()
    ['First', 'Second', 'Fourth', 'Fifth']
    """
    wanted = {"First", "Second", "Fourth", "Fifth"}
    return [name for name in globals() if name in wanted]
