"""`with` on a class whose `__enter__` only C code sees."""

events = []


cdef class Manager:
    cdef double value

    def __init__(self, value):
        self.value = value

    cdef double __enter__(self):
        events.append('enter')
        return self.value

    def __exit__(self, kind, value, traceback):
        events.append(kind and kind.__name__)
        return kind is KeyError


cdef class Derived(Manager):
    cdef double __enter__(self):
        return -self.value


cdef class WithoutExit:
    cdef __enter__(self):
        events.append('entered')


def use(Manager manager, error=None):
    """
    >>> use(Manager(2.5)), use(Derived(2.5))
    ((2.5, ['enter', None]), (-2.5, [None]))
    >>> use(Manager(1), KeyError)
    (1.0, ['enter', 'KeyError'])
    >>> use(Manager(1), ValueError)
    Traceback (most recent call last):
    ValueError
    """
    del events[:]
    x = 0
    with manager as x:
        if error:
            raise error
    return x, events[:]


def use_without_exit():
    """
    >>> use_without_exit()
    []
    """
    del events[:]
    try:
        with WithoutExit():
            pass
    except AttributeError:
        return events
