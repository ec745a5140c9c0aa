"""Pickling and copying of classes that say nothing about it, and of those that do."""
import copy
import pickle

cimport cython


cdef struct Pair:
    int first
    double second


cdef class Point:
    """
    >>> p = Point(1, 2.5, "a", [1]); pickle.loads(pickle.dumps(p))
    Point(1, 2.5, 'a', [1])
    >>> {repr(pickle.loads(pickle.dumps(p, i))) for i in range(pickle.HIGHEST_PROTOCOL + 1)}
    {"Point(1, 2.5, 'a', [1])"}
    >>> c = copy.copy(p); d = copy.deepcopy(p); p.add(2); c, d
    (Point(1, 2.5, 'a', [1, 2]), Point(1, 2.5, 'a', [1]))
    >>> p.__setstate_cython__((1, (), None))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    _pickle.PickleError: Incompatible checksums (0x1 vs 0x... = (x, y, what, items))
    >>> p.__setstate_cython__(5)
    Traceback (most recent call last):
    TypeError: the state of 'pickling.Point' must be a tuple, not 'int'
    >>> make, args, (checksum, state, dict_) = p.__reduce_cython__(); make, args == (Point,), state, dict_
    (<function __newobj__ at ...>, True, (1, 2.5, 'a', [1, 2]), None)
    >>> p.__setstate__((checksum, (1, 2.5, "a", 7), None))
    Traceback (most recent call last):
    TypeError: Expected list, got int
    """
    cdef int x
    cdef double y
    cdef object what
    cdef list items

    def __init__(self, x, y, what, items):
        self.x = x
        self.y = y
        self.what = what
        self.items = items

    def add(self, item):
        self.items.append(item)

    def __repr__(self):
        return f"Point({self.x}, {self.y}, {self.what!r}, {self.items})"


cdef class Marked(Point):
    """
    >>> m = Marked(1, 2.5, "a", None); m.is_marked = True
    >>> back = pickle.loads(pickle.dumps(m)); back, type(back).__name__, back.is_marked
    (Point(1, 2.5, 'a', None), 'Marked', True)
    """
    cdef public bint is_marked


class Named(Marked):
    """
    >>> n = Named(1, 2.5, "a", [n for n in "b"]); n.name = "c"
    >>> back = pickle.loads(pickle.dumps(n)); back, type(back).__name__, back.name
    (Point(1, 2.5, 'a', ['b']), 'Named', 'c')
    """


cdef class Node:
    """
    >>> n = Node(); n.next = n
    >>> back = pickle.loads(pickle.dumps(n)); back.next is back
    True
    >>> back = copy.deepcopy(n); back.next is back, back is n
    (True, False)
    """
    cdef public Node next


cdef class Open:
    """
    >>> o = Open(); o.a = 1
    >>> pickle.loads(pickle.dumps(o)).a
    1
    """
    cdef dict __dict__


cdef class Counted:
    """
    >>> pickle.dumps(Counted())
    Traceback (most recent call last):
    TypeError: no default __reduce__ due to non-trivial __cinit__
    """
    def __cinit__(self):
        pass


cdef class Holder:
    """
    >>> pickle.dumps(Holder())
    Traceback (most recent call last):
    TypeError: self.start, self.end cannot be converted to a Python object for pickling
    """
    cdef int *start
    cdef int *end


cdef class Record:
    """
    >>> pickle.dumps(Record(1, 2))
    Traceback (most recent call last):
    TypeError: Pickling of struct members such as self.pair must be explicitly requested with @auto_pickle(True)
    """
    cdef public Pair pair

    def __init__(self, first, second):
        self.pair = Pair(first, second)


@cython.auto_pickle(True)
cdef class PickledRecord(Record):
    """
    >>> pickle.loads(pickle.dumps(PickledRecord(1, 2.5))).pair == {"first": 1, "second": 2.5}
    True
    """


@cython.auto_pickle(False)
cdef class Unpickled:
    """
    >>> hasattr(Unpickled, "__reduce_cython__")
    False
    >>> pickle.dumps(Unpickled())
    Traceback (most recent call last):
    TypeError: cannot pickle 'pickling.Unpickled' object
    """
    cdef int n


cdef class Itself:
    """
    >>> pickle.loads(pickle.dumps(Itself(5))).n, hasattr(Itself, "__reduce_cython__")
    (6, False)
    """
    cdef readonly int n

    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Itself, (self.n + 1,)


class Stateful(Point):
    """
    >>> s = pickle.loads(pickle.dumps(Stateful(1, 2, 3, None))); s.state
    'its own'
    """
    def __reduce__(self):
        return Stateful, (1, 2, 3, None), "its own"

    def __setstate__(self, state):
        self.state = state


cdef class Counter:
    """
    >>> c = Counter(); c.n = 5; pickle.loads(pickle.dumps(c)).n
    6
    """
    cdef public int n

    def __setstate__(self, state):
        self.n = state[1][0] + 1


cdef class WithArray:
    """
    >>> w = WithArray(); w.fill(); pickle.loads(pickle.dumps(w)).all(), copy.copy(w).all()
    (([1, 2, 3], [[0.5, 0.0], [0.0, 0.0]]), ([1, 2, 3], [[0.5, 0.0], [0.0, 0.0]]))
    """
    cdef int[3] numbers
    cdef double[2][2] table

    cpdef fill(self):
        self.numbers[:] = [1, 2, 3]
        self.table[0][0] = 0.5

    def all(self):
        return self.numbers, self.table
