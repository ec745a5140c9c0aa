# Dataclasses that cannot be.
from cython.dataclasses cimport dataclass, field
from dataclasses import dataclass as python_dataclass

def wrap(cls):
    return cls


@dataclass(1, slots=True, init=5)   # error: [invalid-class] "keyword arguments only" # error: [invalid-class] "no argument `slots`" # error: [invalid-class] "`init` of `dataclass` is `True` or `False`"
cdef class Arguments:
    x: object


@dataclass(eq=False, order=True)    # error: [invalid-class] "`eq` must be true"
cdef class Order:
    x: object


@python_dataclass
cdef class Fields:
    a: list = []                    # error: [invalid-class] "`field(default_factory=list)`"
    b: object = field(default=5, default_factory=int)  # error: [invalid-class] "not both"
    c: object                       # error: [invalid-class] "`c` without a default stands behind"
    d: object = field(1, kind=2)    # error: [invalid-class] "keyword arguments only" # error: [invalid-class] "no argument `kind`"
    e: object = field(default=1, init=wrap)  # error: [invalid-class] "`init` of `field` is"


@dataclass
cdef class Base:
    x: object = 1


@dataclass
cdef class Again(Base):
    x: object = 2                   # error: [duplicate-declaration]


@dataclass(order=True)
cdef class Ordered:                 # error: [invalid-class] "`__lt__`, which it has already"
    x: object

    def __lt__(self, other):
        return True


@dataclass(unsafe_hash=True)
cdef class Hashed:                  # error: [invalid-class] "`__hash__`, which it has already"
    x: object

    def __hash__(self):
        return 1


@wrap                               # error: [invalid-decorator]
cdef class Decorated:
    pass
