"""Variables that inner functions use have the types of the objects that they are given."""
import cython


cdef class Counter:
    cdef int count

    def add(self, int n):
        self.count += n


def extension_type():
    """
    >>> extension_type()
    ('Counter', 3)
    """
    counter = Counter()
    def inner():
        counter.add(1)
        counter.count += 2
    inner()
    return cython.typeof(counter), counter.count


def nonlocal_without_assignment():
    """
    >>> nonlocal_without_assignment()
    ('Counter', 1)
    """
    counter = Counter()
    def inner():
        nonlocal counter
        counter.count += 1
    inner()
    return cython.typeof(counter), counter.count


def assigned_inside(other):
    """
    >>> assigned_inside('text')
    ('Python object', 'text')
    """
    value = Counter()
    def inner():
        nonlocal value
        value = other
    inner()
    return cython.typeof(value), value


def numbers(int n):
    """
    >>> numbers(3)
    ('Python object', 1180591620717411303424)
    """
    x = n
    def inner():
        nonlocal x
        x = x - 2 << 70
    inner()
    return cython.typeof(x), x


def read_numbers(int n):
    """
    >>> read_numbers(3)
    ('Python object', 9223372036854775808)
    """
    x = n
    return cython.typeof(x), (lambda: x - 2 << 63)()


def builtin_types():
    """
    >>> builtin_types()
    ('list object', [1, 2], [2, 4])
    """
    items = [1]
    def inner():
        items.append(2)
        return [2 * x for x in items]
    doubled = inner()
    return cython.typeof(items), items, doubled


def used_before():
    """
    >>> used_before()
    'NameError'
    """
    def inner():
        return counter.count
    try:
        inner()
    except NameError as error:
        return type(error).__name__
    counter = Counter()
