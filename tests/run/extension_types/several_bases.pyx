"""Classes that inherit from an extension type and from Python classes."""
cimport cython


class Greeting:
    __slots__ = ()
    def greet(self):
        return "hello " + self.name()
    def __len__(self):
        return 7


class Open:
    kind = "open"
    def __del__(self):
        finished.append("del")


finished = []


def early():
    return Guest("too early")


def early_new():
    return Guest.__new__(Guest)


messages = []
for call in early, early_new:
    try:
        call()
    except NameError as error:
        messages.append(str(error))


cdef class Person:
    cdef object who

    def __init__(self, who):
        self.who = who

    cpdef name(self):
        return self.who


cdef class Guest(Person, Greeting):
    """
    >>> messages
    ["name 'Guest' is not defined", "the class 'several_bases.Guest' is not made yet"]
    >>> g = Guest("you"); g.greet(), len(g), g.name(), name_of(g)
    ('hello you', 7, 'you', 'you')
    >>> Guest.__bases__ == (Person, Greeting), [c.__name__ for c in Guest.__mro__]
    (True, ['Guest', 'Person', 'Greeting', 'object'])
    >>> isinstance(g, Greeting), isinstance(g, Person)
    (True, True)
    >>> g.more = 1
    Traceback (most recent call last):
    AttributeError: 'several_bases.Guest' object has no attribute 'more'
    >>> import pickle; pickle.loads(pickle.dumps(g)).greet()
    'hello you'
    """
    cdef int visits


cdef class Regular(Guest):
    """
    >>> r = Regular("me"); r.greet(), len(r), Regular.__bases__ == (Guest,)
    ('hello me again', 7, True)
    >>> type(r).greet.__doc__
    'Says more.'
    """
    def greet(self):
        "Says more."
        return Greeting.greet(self) + " again"


cdef class Loose(Person, Open):
    """
    >>> l = Loose("x"); l.more = 2; l.more, l.kind, l.name()
    (2, 'open', 'x')
    >>> del l, finished[:]; finished
    []
    >>> l = Loose("x"); del l; finished
    ['del']
    >>> import gc
    >>> l = Loose("x"); l.me = l; del l; _ = gc.collect(); finished
    ['del', 'del']
    """
    cdef dict __dict__


cdef class Texts(list, Greeting):
    """
    >>> t = Texts([1, 2]); t.greet(), t, len(t)
    ('hello [1, 2]', [1, 2], 2)
    """
    def name(self):
        return str(list(self))


class PythonGuest(Guest):
    """
    >>> p = PythonGuest("py"); p.more = 1; p.greet(), name_of(p), p.more
    ('hello Py', 'Py', 1)
    """
    def name(self):
        return self.who_is().capitalize()
    def who_is(self):
        return Person.name(self)


def name_of(Person p):
    return p.name()
