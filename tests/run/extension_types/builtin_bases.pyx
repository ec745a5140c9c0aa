"""Extension types that inherit from builtin types and exceptions."""
import gc


cdef class Stack(list):
    """
    >>> s = Stack([1, 2, 3]); s.push(4); s, len(s), s.pushed, s[0], s[-1]
    ([1, 2, 3, 4], 4, 1, 1, 4)
    >>> isinstance(s, list), Stack.__mro__[1] is list, s == [1, 2, 3, 4], s.top()
    (True, True, True, 4)
    >>> s.owner is None, s.twice()
    (True, [2, 4, 6, 8])
    >>> class Sub(Stack): pass
    >>> t = Sub('ab'); t.note = 1; t.push('c'); t, t.pushed, t.note
    (['a', 'b', 'c'], 1, 1)
    >>> Stack(3)
    Traceback (most recent call last):
    TypeError: 'int' object is not iterable
    >>> s.append(s); del s, t
    """
    cdef public object owner
    cdef readonly int pushed

    def push(self, x):
        self.append(x)
        self.pushed += 1

    cpdef top(self):
        return self[len(self) - 1]

    def twice(self):
        return [2 * x for x in self]


cdef class Counted(dict):
    """
    >>> c = Counted(a=1); c['b'] = 2; c.sets, sorted(c.items())
    (1, [('a', 1), ('b', 2)])
    >>> del c['a']; c['x']
    'missing x'
    >>> c.get('x'), 'b' in c, c.double('b'), c == {'b': 2}, c != {'b': 2}
    (None, True, 4, True, False)
    >>> Counted.__hash__ is None
    True
    """
    cdef readonly int sets

    def __setitem__(self, key, value):
        self.sets += 1
        dict.__setitem__(self, key, value)

    def __missing__(self, key):
        return f"missing {key}"

    cdef int value(self, key) except -1:
        return self[key]

    def double(self, key):
        return 2 * self.value(key)


cdef class Failure(Exception):
    """
    >>> f = Failure('no', 7); f.args, f.code, str(f)
    (('no', 7), 7, "('no', 7)")
    >>> try: raise f
    ... except Exception as e: e is f, e.code, f.__traceback__ is not None
    (True, 7, True)
    >>> f.anything = 3; f.anything
    3
    >>> give(1)
    'failure 1'
    >>> give(2)
    'special 2'
    >>> Failure()
    Traceback (most recent call last):
    TypeError: Failure.__init__() missing 2 required positional arguments: 'text' and 'code'
    """
    cdef readonly int code
    cdef object text

    def __init__(self, text, int code):
        super().__init__(text, code)
        self.text, self.code = text, code

    cdef str describe(self):
        return f"failure {self.code}"


cdef class Special(Failure):
    """
    >>> issubclass(Special, Exception), Special('a', 1).code
    (True, 1)
    """
    cdef str describe(self):
        return f"special {self.code}"


cdef class Names(set):
    """
    >>> n = Names('ab'); n.add('c'); sorted(n), n.size(), n | {'d'} == {'a', 'b', 'c', 'd'}
    (['a', 'b', 'c'], 3, True)
    """
    cdef object holder

    def size(self):
        return len(self)


cdef class Length(float):
    """
    >>> x = Length(2.5); x + 1, x.unit, x < 3, hash(x) == hash(2.5), x.half()
    (3.5, 'm', True, True, 1.25)
    """
    cdef readonly str unit

    def __cinit__(self, *args):
        self.unit = 'm'

    def half(self):
        return self / 2


cdef class Text(str):
    """
    >>> t = Text('abc'); t, t.upper(), t.mark, {t: 1}['abc']
    ('abc', 'ABC', 5, 1)
    """
    cdef public int mark

    def __cinit__(self, *args):
        self.mark = 5


def give(int code):
    try:
        if code == 1:
            raise Failure('x', code)
        raise Special('x', code)
    except Failure as e:
        return (<Failure>e).describe()


def instances():
    gc.collect()
    return len([o for o in gc.get_objects() if type(o) is Stack or type(o) is Counted])


def circle():
    """
    >>> circle()
    0
    """
    before = instances()
    cdef Stack s = Stack()
    s.append(s)
    s.owner = s
    cdef Counted d = Counted()
    d['me'] = d
    del s, d
    return instances() - before


cdef class Amount(float):
    """
    >>> a = Amount(2); a + 1, 1 + a, 5 - a, a - 5, a * 2
    ('sum', 3.0, 'rest', -3.0, 4.0)
    """
    def __add__(self, other):
        return 'sum'

    def __rsub__(self, other):
        return 'rest'


cdef class Whole(int):
    """
    >>> Whole(5) + 1, Whole("7"), Whole(2) ** 100 == 2 ** 100, isinstance(Whole(), int)
    (6, 7, True, True)
    >>> Whole(10) // 3, type(Whole(3)), Whole(12).twice(), Whole(2 ** 200).twice() == 2 ** 201
    (3, <class 'builtin_bases.Whole'>, 24, True)
    >>> class More(Whole):
    ...     pass
    >>> more = More(2 ** 70)
    >>> more.x = 1
    >>> more.twice() == 2 ** 71, more.x
    (True, 1)
    """
    def twice(self):
        return self * 2


cdef class Natural(Whole):
    """
    >>> Natural(3), Natural(4).twice()
    (3, 8)
    >>> Natural(-1)
    Traceback (most recent call last):
    ValueError: negative
    """
    def __init__(self, value):
        if self < 0:
            raise ValueError("negative")
