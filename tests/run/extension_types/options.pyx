"""`__dict__`, `__weakref__`, and what decorators say of a class."""
import weakref

cimport cython


cdef class Open:
    """
    >>> o = Open(); o.anything = 1; o.anything, o.__dict__
    (1, {'anything': 1})
    >>> o.missing
    Traceback (most recent call last):
    AttributeError: 'options.Open' object has no attribute 'missing'
    >>> import gc
    >>> died = []
    >>> o = Open(); o.me = o; r = weakref.ref(o, died.append)
    >>> del o; _ = gc.collect(); r(), len(died)
    (None, 1)
    >>> o = Open(); o.f = lambda: 5; call_f(o), call_f(Open())
    (5, 1)
    """
    cdef dict __dict__
    cdef object __weakref__

    cpdef int f(self):
        return 1


def call_f(Open o):
    return o.f()


@cython.internal
cdef class Hidden:
    def m(self):
        return 1


def hidden():
    """
    >>> hidden().m(), 'Hidden' in globals()
    (1, False)
    """
    return Hidden()


@cython.no_gc
cdef class NoGc:
    cdef object x


@cython.no_gc_clear
@cython.freelist(8)
cdef class NoClear:
    cdef object x


@cython.trashcan(True)
@cython.final
cdef class Chain:
    cdef object next


def flags():
    """
    >>> import gc
    >>> [gc.is_tracked(o) for o in flags()]
    [False, True, True]
    """
    return NoGc(), NoClear(), Chain()


def long_chain(int n):
    """
    >>> long_chain(200000)
    """
    cdef Chain first = Chain(), new
    for _ in range(n):
        new = Chain()
        new.next = first
        first = new


@cython.freelist(3)
cdef class Kept:
    """
    >>> import gc, weakref
    >>> for i in range(3):
    ...     some = [Kept() for _ in range(5)]
    ...     assert all(k.state() == (None, 0, ()) for k in some), i
    ...     assert all(map(gc.is_tracked, some))
    ...     for k in some: k.fill(some)
    ...     seen = [weakref.ref(k) for k in some]
    ...     some = k = None
    ...     assert gc.collect() >= 5
    ...     assert [r() for r in seen] == [None] * 5
    >>> class Own(Kept): pass
    >>> own = [Own() for _ in range(4)]; own[0].fill(1); del own
    >>> Kept().state(), type(Kept()).__name__, type(Own()).__name__
    ((None, 0, ()), 'Kept', 'Own')
    """
    cdef object x, __weakref__
    cdef dict __dict__
    cdef int number

    def state(self):
        return self.x, self.number, tuple(vars(self))

    def fill(self, x):
        self.x, self.number = x, 1
        self.more = self


@cython.collection_type("sequence")
cdef class Items:
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return (5, 6)[i]


def is_sequence():
    """
    >>> is_sequence() in (0, 32)
    True
    """
    return Items.__flags__ & 32


@cython.trashcan(True)
cdef class Link:
    """
    >>> long_chain_of(Link, 200000), long_chain_of(SubLink, 200000), long_chain_of(Nested, 200000)
    (None, None, None)
    """
    cdef object next

    def __init__(self, next):
        self.next = next


cdef class SubLink(Link):
    cdef int n


cdef class Nested(list):
    def __init__(self, next):
        super().__init__((next,))


def long_chain_of(kind, int n):
    chain = None
    for _ in range(n):
        chain = kind(chain)


@cython.collection_type("sequence")
cdef class ByIndex:
    """
    >>> s = ByIndex(); s[1], s[-1]
    ('get 1', 'get -1')
    >>> s[1:2]
    Traceback (most recent call last):
    TypeError: sequence index must be integer, not 'slice'
    """
    def __getitem__(self, Py_ssize_t i):
        return f"get {i}"


@cython.type_version_tag(False)
cdef class Untagged:
    """
    >>> ByIndex.__flags__ & 1 << 18 != 0, Untagged.__flags__ & 1 << 18
    (True, 0)
    """
