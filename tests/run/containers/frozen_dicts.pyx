"""`frozendict` is a type of the dialect; a dict does in its place where Python has none."""

from cpython.frozendict cimport PyFrozenDict_New, PyFrozenDict_NewEmpty, PyAnyDict_CheckExact

cdef frozendict known = frozendict({"a": 1})


def typed(key):
    """
    >>> typed("a"), typed("b")
    ((True, 1), (False, None))
    """
    return key in known, known.get(key)


def absent(key):
    """
    >>> absent("a")
    Traceback (most recent call last):
    TypeError: argument of type 'NoneType' is not iterable
    """
    cdef frozendict none = None
    return key in none


def made(items):
    """
    >>> made([("x", 2)])
    (0, 2, True)
    """
    cdef frozendict made = PyFrozenDict_New(items)
    return len(PyFrozenDict_NewEmpty()), made["x"], PyAnyDict_CheckExact(made)


def refused(value):
    """
    >>> refused([])
    'got list'
    >>> refused(None)
    """
    cdef frozendict taken
    try:
        taken = value
    except TypeError as error:
        return str(error).split(", ")[1]
    return taken


def of_python_2(dict d):
    """
    >>> of_python_2({"a": 1, "b": 2})
    (['a', 'b'], [1, 2], [('a', 1), ('b', 2)])
    """
    return [k for k in d.iterkeys()], list(d.itervalues()), [(k, v) for k, v in d.iteritems()]
