"""`with cfunc:` says of functions and classes what the decorator would."""

import cython
from cython import cclass, cfunc

with cfunc:
    def tripled(a):
        return a * 3

    @cython.locals(a=cython.int)
    @cython.returns(cython.int)
    def added(a):
        return a + 1

with cython.ccall:
    def seen(a):
        return tripled(a)

with cclass:
    class Egg(object):
        size: cython.int

        def __init__(self, size):
            self.size = size

        @cfunc
        def half(self):
            return self.size // 2


def values():
    """
    >>> values()
    (9, 5, 6, 2)
    >>> seen(1), Egg(5).__class__.__name__
    (3, 'Egg')
    >>> Egg(1).half
    Traceback (most recent call last):
    AttributeError: 'decorating_with.Egg' object has no attribute 'half'
    >>> tripled
    Traceback (most recent call last):
    NameError: name 'tripled' is not defined
    """
    egg = Egg(4)
    return tripled(3), added(4), seen(2), egg.half()
