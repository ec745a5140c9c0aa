"""Parameters of C functions that None is no value of: who calls them tests it."""


cdef class Item:
    cdef readonly int n

    def __init__(self, n=0):
        self.n = n

    cpdef int with_other(self, other: Item) except -1:
        return self.n * 10 + other.n


cpdef int annotated(a: Item):
    return a.n


cpdef int annotated_or_none(a: Item = None):
    return 0 if a is None else a.n


def call_annotated(x):
    """
    >>> call_annotated(Item(4)), annotated(Item(5))
    (4, 5)
    >>> call_annotated(None)
    Traceback (most recent call last):
    TypeError: cannot pass None into a C function argument that is declared 'not None'
    >>> annotated(None)
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected not_none.Item, got NoneType)
    >>> annotated_or_none(None), annotated_or_none(), annotated_or_none(Item(3))
    (0, 0, 3)
    >>> call_annotated([])
    Traceback (most recent call last):
    TypeError: Cannot convert list to not_none.Item
    """
    return annotated(x)


def call_method(Item a, Item b):
    """
    >>> call_method(Item(4), Item(2))
    (42, 42)
    >>> call_method(Item(4), None)
    Traceback (most recent call last):
    TypeError: cannot pass None into a C function argument that is declared 'not None'
    """
    return a.with_other(b), a.with_other(other=b)
