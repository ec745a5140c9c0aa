"""`cpdef enum`: C constants that are a Python class, too; anonymous ones."""
import enum
import sys

cpdef enum Color:
    """What paint has."""
    RED = 1
    GREEN
    BLUE = 10
    ALSO_BLUE = BLUE

cpdef enum Flags:
    NONE = 0
    READ = 1
    WRITE = 2
    EXECUTE = 4

cpdef enum:
    FIRST = 5
    SECOND

cdef enum Hidden:
    SECRET = 3


def classes():
    """
    >>> classes()
    (True, 'Color', ['RED', 'GREEN', 'BLUE'], True, 'What paint has.')
    """
    return (issubclass(Color, enum.IntEnum), Color.__name__, [c.name for c in Color],
            Color.__module__ == __name__, Color.__doc__)


def from_outside():
    """
    >>> from_outside()
    (1, <Color.BLUE: 10>, True, 5, 6, False)
    """
    module = sys.modules[__name__]
    return (module.Color.RED.value, module.Color.ALSO_BLUE, module.Color.GREEN == 2, module.FIRST,
            module.SECOND, hasattr(module, "SECRET"))


cdef Color next_color(Color c) noexcept nogil:
    if c == RED:
        return GREEN
    if c == Color.GREEN:
        return Color.BLUE
    return RED


def to_python(Color c):
    """
    >>> to_python(1)
    (<Color.GREEN: 2>, True)
    >>> to_python(2)
    (<Color.BLUE: 10>, True)
    """
    result = next_color(c)
    return result, isinstance(result, Color)


def combined():
    """
    >>> combined()
    (3, True, None)
    """
    cdef Flags f = <Flags> (READ | WRITE)
    both = f
    return int(both), isinstance(both, Flags), both.name


def as_an_argument(Color c):
    """
    >>> as_an_argument(Color.GREEN) == 2
    True
    >>> as_an_argument("x")
    Traceback (most recent call last):
    ...
    TypeError: an integer is required
    """
    return c


def without_gil(int n):
    """
    >>> without_gil(1), without_gil(10)
    (2, 1)
    """
    cdef int result
    with nogil:
        result = next_color(<Color> n)
    return result


def plain():
    """
    >>> plain()
    (3, 6)
    """
    cdef Hidden h = SECRET
    return h, SECRET + 3


def by_name():
    """
    >>> by_name()
    (<Color.RED: 1>, [1, 2, 10])
    """
    return Color["RED"], [int(c) for c in Color]


cdef class Box:
    cdef public Color color


def in_a_class():
    """
    >>> in_a_class()
    <Color.BLUE: 10>
    """
    box = Box()
    box.color = BLUE
    return box.color


cdef enum class Outcome:
    failed = -1
    done = 2


cdef Outcome outcome(int x) except Outcome.failed:
    if x < 0:
        raise ValueError(x)
    return Outcome.done


def outcomes(int x):
    """An item of a scoped enum as the exception value.

    >>> outcomes(1)
    2
    >>> outcomes(-1)
    Traceback (most recent call last):
    ValueError: -1
    """
    return <int>outcome(x)


def from_object(value):
    """
    >>> from_object(2), from_object(1.5), from_object(True)
    (2, 1, 1)
    >>> from_object(1 << 40)
    Traceback (most recent call last):
    OverflowError: value too large to convert to unsigned int
    >>> from_object(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned int
    >>> from_object("3")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef Hidden hidden = value
    return hidden


cdef extern from *:
    """
    enum shade { DARK = 2, LIGHT = 5 };
    """
    cdef enum shade:
        DARK

cdef extern from * namespace "":
    ctypedef enum other_name "enum shade":
        LIGHT


def declared_twice():
    """A header's enum under two names.

    >>> declared_twice()
    (2, 5)
    """
    cdef shade first = DARK
    cdef other_name second = first
    cdef other_name third = LIGHT
    return second, third
