"""Special methods: arithmetic, comparison, containers, attribute access, conversions."""
cimport cython


cdef class Number:
    """
    >>> a, b = Number(7), Number(2)
    >>> a + b, a - b, a * b, a / b, a // b, a % b, a @ b
    (9, 5, 14, 3.5, 3, 1, '7@2')
    >>> a << b, a >> b, a & b, a | b, a ^ b, divmod(a, b), a ** b, pow(a, b, 5)
    (28, 1, 2, 7, 5, (3, 1), 49, 4)
    >>> 10 - b, 10 / b, 2 ** b
    (8, 5.0, 4)
    >>> a + 'x'
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'special_methods.Number' and 'str'
    >>> 'x' * a
    'xxxxxxx'
    >>> -a, +a, abs(Number(-3)), ~a, int(a), float(a), bool(a), bool(Number(0))
    (-7, 7, 3, -8, 7, 7.0, True, False)
    >>> [1, 2, 3, 4][b], range(10)[b]
    (3, 2)
    >>> c = a; c += 3; c is a, a.n
    (True, 10)
    >>> a **= 2; a.n
    100
    >>> hash(Number(5)), hash(Number(-1)), repr(b), str(b)
    (5, -2, 'Number(2)', 'two')
    """
    cdef readonly object n

    def __init__(self, n):
        self.n = n

    @staticmethod
    def of(x):
        return x.n if isinstance(x, Number) else x

    def __add__(self, o):
        if isinstance(o, str):
            return NotImplemented
        return self.n + Number.of(o)
    def __sub__(self, o): return self.n - Number.of(o)
    def __rsub__(self, o): return o - self.n
    def __mul__(self, Number o): return self.n * o.n
    def __truediv__(self, Number o): return self.n / o.n
    def __rtruediv__(self, o): return o / self.n
    def __floordiv__(self, Number o): return self.n // o.n
    def __mod__(self, Number o): return self.n % o.n
    def __matmul__(self, Number o): return f"{self.n}@{o.n}"
    def __lshift__(self, Number o): return self.n << o.n
    def __rshift__(self, Number o): return self.n >> o.n
    def __and__(self, Number o): return self.n & o.n
    def __or__(self, Number o): return self.n | o.n
    def __xor__(self, Number o): return self.n ^ o.n
    def __divmod__(self, Number o): return divmod(self.n, o.n)
    def __pow__(self, o, modulus): return pow(self.n, Number.of(o), modulus)
    def __rpow__(self, o, modulus): return pow(o, self.n, modulus)
    def __neg__(self): return -self.n
    def __pos__(self): return +self.n
    def __abs__(self): return abs(self.n)
    def __invert__(self): return ~self.n
    def __int__(self): return int(self.n)
    def __float__(self): return float(self.n)
    def __index__(self): return self.n
    def __bool__(self): return self.n != 0
    def __iadd__(self, o):
        self.n += o
        return self
    def __ipow__(self, o):
        self.n **= o
        return self
    def __hash__(self): return self.n
    def __repr__(self): return f"Number({self.n})"
    def __str__(self): return 'two' if self.n == 2 else 'other'


cdef class Derived(Number):
    """A derived class adds one operator, and keeps the others.

    >>> d = Derived(5)
    >>> d + Number(1), d - 1, 9 - d, 1 + d, Number(1) - d
    (6, 4, 4, ('radd', 1), -4)
    """
    def __radd__(self, o):
        return 'radd', o


@cython.c_api_binop_methods(True)
cdef class Old:
    """
    >>> Old() + 1, 1 + Old()
    ('self first', 'self second')
    """
    def __add__(a, b):
        return 'self first' if isinstance(a, Old) else 'self second'


cdef class Ordered:
    """
    >>> a, b = Ordered(1), Ordered(2)
    >>> a < b, a > b, a == Ordered(1), a != Ordered(1), a != b, a == 3
    (True, False, True, False, True, False)
    >>> a <= b
    Traceback (most recent call last):
    TypeError: '<=' not supported between instances of 'special_methods.Ordered' and 'special_methods.Ordered'
    >>> hash(a)
    Traceback (most recent call last):
    TypeError: unhashable type: 'special_methods.Ordered'
    """
    cdef int x
    def __init__(self, x): self.x = x
    def __lt__(self, Ordered o): return self.x < o.x
    def __gt__(self, Ordered o): return self.x > o.x
    def __eq__(self, o):
        if not isinstance(o, Ordered):
            return NotImplemented
        return self.x == (<Ordered>o).x


cdef class Rich:
    """
    >>> Rich() < 1, Rich() == 2, Rich() >= 3
    ((0, 1), (2, 2), (5, 3))
    """
    def __richcmp__(self, other, int op):
        return op, other


cdef class Box:
    """
    >>> b = Box()
    >>> b['a'] = 1; b[3] = 2; len(b), b['a'], b[3], 'a' in b, 'z' in b
    (2, 1, 2, True, False)
    >>> del b['a']; len(b), list(b), b(1, k=2)
    (1, [3], ((1,), {'k': 2}))
    >>> b['q']
    Traceback (most recent call last):
    KeyError: 'q'
    >>> b[[]] = 1
    Traceback (most recent call last):
    TypeError: unhashable type: 'list'
    >>> with b as c: c is b
    True
    >>> b.entered
    ['in', 'out']
    """
    cdef dict d
    cdef readonly list entered

    def __cinit__(self):
        self.d = {}
        self.entered = []
    def __len__(self): return len(self.d)
    def __getitem__(self, key): return self.d[key]
    def __setitem__(self, key, value): self.d[key] = value
    def __delitem__(self, key): del self.d[key]
    def __contains__(self, key): return key in self.d
    def __iter__(self): return iter(self.d)
    def __call__(self, *args, **kwargs): return args, kwargs
    def __enter__(self):
        self.entered.append('in')
        return self
    def __exit__(self, *exc):
        self.entered.append('out')


cdef class Sequence:
    """
    >>> s = Sequence(3); list(s), s[-1], s[1], list(reversed(s)), 2 in s
    ([0, 10, 20], 20, 10, [20, 10, 0], False)
    >>> s[5]
    Traceback (most recent call last):
    IndexError: 5
    >>> s[0] = 1
    Traceback (most recent call last):
    TypeError: 'special_methods.Sequence' object does not support item assignment
    """
    cdef Py_ssize_t n
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, Py_ssize_t i):
        if i < 0:
            i += self.n
        if not 0 <= i < self.n:
            raise IndexError(i)
        return 10 * i


cdef class Count:
    """
    >>> list(Count(3)), next(Count(1))
    ([0, 1, 2], 0)
    >>> next(Count(0))
    Traceback (most recent call last):
    StopIteration
    """
    cdef int i, n
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i - 1


cdef class Attributes:
    """
    >>> a = Attributes(); a.x = 5; a.x, a.real, a.other
    (5, 'real', 'no other')
    >>> del a.x; a.x
    'no x'
    """
    cdef dict d
    real = 'real'
    def __cinit__(self): self.d = {}
    def __getattr__(self, name): return self.d.get(name, f"no {name}")
    def __setattr__(self, name, value): self.d[name] = value
    def __delattr__(self, name): del self.d[name]


cdef class Descriptor:
    """
    >>> class C: d = Descriptor()
    >>> c = C(); C.d is None, c.d is c
    (True, True)
    >>> c.d = 1
    Traceback (most recent call last):
    ValueError: 1
    >>> del c.d
    Traceback (most recent call last):
    NotImplementedError: __delete__
    """
    def __get__(self, instance, owner): return instance
    def __set__(self, instance, value): raise ValueError(value)


cdef class Buffer:
    """
    >>> b = Buffer(); m = memoryview(b); bytes(m), m.format, m.readonly
    (b'abcd', 'B', True)
    >>> m.release(); b.released
    1
    """
    cdef char[4] data
    cdef readonly int released
    cdef Py_ssize_t[1] shape
    def __cinit__(self):
        cdef int i
        for i in range(4):
            self.data[i] = 97 + i
        self.shape[0] = 4
    def __getbuffer__(self, Py_buffer *view, int flags):
        view.buf = self.data
        view.obj = self
        view.len = 4
        view.itemsize = 1
        view.readonly = 1
        view.ndim = 1
        view.format = 'B'
        view.shape = self.shape
        view.strides = NULL
        view.suboffsets = NULL
        view.internal = NULL
    def __releasebuffer__(self, Py_buffer *view):
        self.released += 1


cdef class Raises:
    """
    >>> for f in (len, bool, hash, repr, iter): outcome(f, Raises())
    KeyError('len')
    KeyError('bool')
    KeyError('hash')
    KeyError('repr')
    KeyError('iter')
    >>> outcome(lambda r: 1 in r, Raises()), outcome(lambda r: r[0], Raises())
    (KeyError('contains'), KeyError('getitem'))
    """
    def __len__(self): raise KeyError('len')
    def __bool__(self): raise KeyError('bool')
    def __hash__(self): raise KeyError('hash')
    def __repr__(self): raise KeyError('repr')
    def __iter__(self): raise KeyError('iter')
    def __contains__(self, x): raise KeyError('contains')
    def __getitem__(self, x): raise KeyError('getitem')


def outcome(function, argument):
    try:
        return function(argument)
    except Exception as error:
        return error


cdef class Typed:
    """What the slot gives as a C value may be wanted as an object, and the reverse.

    >>> Typed() < 1, Typed()[5], outcome(lambda t: t['x'], Typed())
    ([0], 6, TypeError('an integer is required'))
    """
    def __richcmp__(self, other, object op):
        return [op]
    def __getitem__(self, int i):
        return i + 1


cdef class Truth:
    """`__nonzero__` is the name that Python 2 had for `__bool__`, which wins.

    >>> bool(Truth()), bool(OldTruth())
    (False, False)
    """
    def __nonzero__(self):
        return True

    def __bool__(self):
        return False


cdef class OldTruth:
    def __nonzero__(self):
        return False


calls = []

def traced(method):
    def wrapper(*args):
        calls.append(method.__name__)
        return method(*args)
    return wrapper


cdef class Decorated:
    """A decorator replaces what Python code finds in the class; operators use the method itself.

    >>> d = Decorated(4); len(d), d[1], d(5), calls
    (3, 1, 20, [])
    >>> d.__len__(), d.__getitem__(2), d.__call__(6), calls
    (3, 2, 24, ['__len__', '__getitem__', '__call__'])
    >>> calls.clear()
    """
    cdef int factor

    def __cinit__(self, int factor=1):
        self.factor = factor

    @traced
    def __len__(self):
        return 3

    @traced
    def __getitem__(self, i):
        return i

    @traced
    def __call__(self, int x=1):
        return x * self.factor


cdef class AsNumber:
    """An operand that a C type is declared for is converted.

    >>> AsNumber(3) + 4, AsNumber(3) + AsNumber(4)
    (304.0, 304.5)
    >>> AsNumber(3) + "x"
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef int n
    def __init__(self, n):
        self.n = n
    def __int__(self):
        return self.n
    def __index__(self):
        return self.n
    def __float__(self):
        return self.n + 0.5
    def __add__(int x, double y):
        return x * 100 + y
