"""Construction, destruction, garbage collection."""
import gc

log = []


cdef class Base:
    """
    >>> log.clear(); b = Base(1, 2); log
    [('cinit', 1, 2)]
    >>> del b; log[1:]
    ['dealloc']
    >>> Base(1)
    Traceback (most recent call last):
    TypeError: Base.__cinit__() missing 1 required positional argument: 'b'
    >>> log.clear(); Base(b=1, a=2).a
    2
    """
    cdef readonly int a

    def __cinit__(self, a, b):
        self.a = a
        log.append(('cinit', a, b))

    def __dealloc__(self):
        log.append('dealloc')


cdef class Derived(Base):
    """
    >>> log.clear(); d = Derived(1, 2); log
    [('cinit', 1, 2), 'cinit of derived', ('init', 1, 2)]
    >>> del d; log[3:]
    ['dealloc of derived', 'dealloc']
    >>> log.clear(); d = Derived.__new__(Derived, 5, 6); d.a, log
    (5, [('cinit', 5, 6), 'cinit of derived'])
    """
    def __cinit__(self):
        log.append('cinit of derived')

    def __init__(self, a, b):
        log.append(('init', a, b))

    def __dealloc__(self):
        log.append('dealloc of derived')


class Python(Derived):
    """
    >>> log.clear(); p = Python(1, 2); log
    [('cinit', 1, 2), 'cinit of derived', 'python', ('init', 1, 2)]
    >>> p.anything = p; del p; _ = gc.collect(); log[4:]
    ['dealloc of derived', 'dealloc']
    """
    def __init__(self, a, b):
        log.append('python')
        super().__init__(a, b)


cdef class Fails:
    """
    >>> log.clear()
    >>> Fails()
    Traceback (most recent call last):
    ValueError: no
    >>> log
    ['dealloc of fails']
    """
    def __cinit__(self):
        raise ValueError("no")

    def __dealloc__(self):
        log.append('dealloc of fails')


cdef class Defaults:
    """
    >>> d = Defaults(); d.x, d.y, d.rest, d.named
    (1, None, (), {})
    >>> d = Defaults(2, 3, 4, z=5); d.x, d.y, d.rest, d.named
    (2, 3, (4,), {'z': 5})
    >>> d = Defaults(*(1, 2), **{'k': 3}); d.x, d.y, d.rest, d.named
    (1, 2, (), {'k': 3})
    >>> d.__init__(7); d.x
    7
    """
    cdef readonly object x, y, rest, named

    def __init__(self, x=1, y=None, *rest, **named):
        self.x, self.y, self.rest, self.named = x, y, rest, named


cdef class NoArguments:
    """Without `__cinit__` and `__init__` arguments are of no concern.

    >>> type(NoArguments()).__name__
    'NoArguments'
    """


cdef class ReturnsSomething:
    """
    >>> ReturnsSomething()
    Traceback (most recent call last):
    TypeError: __init__() should return None, not 'int'
    """
    def __init__(self):
        return int('3')


cdef class Node:
    cdef public object other

    def __dealloc__(self):
        log.append('node')


def circle():
    """
    >>> log.clear(); circle(); _ = gc.collect(); log
    ['node', 'node']
    """
    cdef Node a = Node(), b = Node()
    a.other = b
    b.other = a


def bare():
    """
    >>> bare()
    (True, None)
    >>> log.clear()
    """
    cdef Node node = Node.__new__(Node)
    return type(node) is Node, node.other


cdef class Finalized:
    """
    >>> log.clear(); f = Finalized(); del f; log
    ['del', 'dealloc']
    """
    def __del__(self):
        log.append('del')

    def __dealloc__(self):
        log.append('dealloc')


cdef class DeallocRaises:
    """What `__dealloc__` raises is reported, and does not disturb the exception in flight.

    >>> def g():
    ...     d = DeallocRaises()
    ...     raise KeyError(1)
    >>> import contextlib, io, sys
    >>> seen = []
    >>> old, sys.unraisablehook = sys.unraisablehook, lambda u: seen.append(u.exc_type)
    >>> try: g()
    ... except KeyError as e: print('KeyError', e)
    KeyError 1
    >>> sys.unraisablehook = old; seen
    [<class 'ZeroDivisionError'>]
    """
    def __dealloc__(self):
        1 / int(0)


def exact(n):
    """
    >>> exact(3)
    [0, 1, 2]
    >>> log.clear()
    """
    result = []
    for i in range(n):
        b = Base(i, 0)
        result.append(b.a)
    return result


cdef class Endless:
    """
    >>> Endless()
    Traceback (most recent call last):
    RecursionError: maximum recursion depth exceeded while calling a Python object
    """
    cdef object inner

    def __init__(self):
        self.inner = Endless()


cdef class Watched:
    """
    >>> import weakref
    >>> log.clear(); w = Watched(); r = weakref.ref(w, lambda r: log.append("callback")); del w; log
    ['callback', 'dealloc']
    """
    cdef object __weakref__

    def __dealloc__(self):
        log.append("dealloc")
