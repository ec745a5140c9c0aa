# cython: language_level=2
"""The variables of list comprehensions are those of the code around them; of others they are not."""

outside = [i for i in range(3)]

def module_variable():
    """
    >>> module_variable()
    2
    """
    return i


def seen_behind(values):
    """
    >>> seen_behind("abc")
    (['a', 'b', 'c'], 'c', 'before')
    >>> seen_behind("")
    ([], 'before', 'before')
    """
    letter = other = 'before'
    letters = [letter for letter in values]
    assert {other for other in values} == set(values)
    list(other for other in values)
    return letters, letter, other


def typed(char *text):
    """
    >>> typed(b"ab")
    ([1, 2], [b'a', b'b'], 2)
    """
    cdef int number
    cdef bytes one
    return [number for number in (1, 2)], [one for one in text[:2]], number


def unbound(values):
    """
    >>> unbound([]), unbound([5])
    ('unbound', 5)
    """
    [v for v in values]
    try:
        return v
    except UnboundLocalError:
        return 'unbound'


def late(values):
    """
    >>> late([1, 2])
    [2, 2]
    """
    functions = [lambda: value for value in values]
    return [function() for function in functions]
