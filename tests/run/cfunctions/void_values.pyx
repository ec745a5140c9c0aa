"""The call of a function that returns `void` gives None where an object is needed."""

calls = []


cdef void note(int x):
    calls.append(x)


cdef void may_fail(int x) except *:
    if x < 0:
        raise ValueError(x)


cdef class Counter:
    cdef int count

    cdef void step(self):
        self.count += 1

    def stepped(self):
        return self.step(), self.count


def values():
    """
    >>> values()
    (None, None, None, [None], {'k': None}, 'None', (None, 2), True)
    >>> calls
    [1, 2, 3, 4, 5, 6, 7, 8]
    """
    calls.clear()
    x = note(1)
    y = z = note(2)
    cdef object w = note(3)
    listed = [note(4)]
    mapped = {"k": note(5)}
    text = f"{note(6)}"
    a, b = note(7), 2
    return x, y, w, listed, mapped, text, (a, b), note(8) is None


def compared():
    """
    >>> compared()
    (True, False, True, None)
    """
    calls.clear()
    return (note(1) is None, note(1) is not None, None == note(1), (last := note(1)))


def raised(int x):
    """
    >>> raised(1)
    >>> raised(-1)
    Traceback (most recent call last):
    ValueError: -1
    """
    return may_fail(x)


def methods():
    """
    >>> methods()
    (None, 1)
    """
    return Counter().stepped()


def functions():
    """
    >>> functions()
    (None, [None])
    """
    call = lambda x: may_fail(x)
    def generate():
        yield may_fail(2)
    return call(1), list(generate())
