# cython: language_level=2
"""What language level 2 keeps of Python 2: names of handled exceptions, and `exec` as a statement."""


def name_stays():
    """
    >>> name_stays()
    ValueError('x',)
    """
    try:
        raise ValueError("x")
    except ValueError as error:
        pass
    print type(error).__name__ + "('%s',)" % error.args


def exec_in(namespace):
    """
    >>> exec_in({"a": 3})
    4
    >>> exec_in(None)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    """
    exec "b = a + 1" in {"a": 1}, {}
    if namespace is not None:
        exec "b = a + 1" in namespace
    return namespace["b"]


def exec_tuple():
    """
    >>> exec_tuple()
    ([2], True)
    """
    cdef list seen = []
    scope = {"seen": seen}
    exec("seen.append(2)", scope)
    local = {}
    exec("c = 5", scope, local)
    return seen, local == {"c": 5} and "c" not in scope


def exec_alone(x):
    """
    >>> exec_alone([])
    [7]
    """
    exec "x.append(7)"
    return x
