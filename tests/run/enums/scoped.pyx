# distutils: language = c++
"""Scoped enums: their items are found by the enum's name only."""

cdef enum Plain:
    RED = 1

cdef enum class Scoped:
    RED = 7
    LATER

cdef enum class Small(char):
    LOW
    HIGH = 100
    None = 50


cdef int scoped(Scoped s) noexcept nogil:
    if s == Scoped.RED:
        return 1
    return <int> s


def scoped_values():
    """
    >>> scoped_values()
    (1, 8, False)
    """
    cdef Scoped s = Scoped.LATER
    return scoped(Scoped.RED), scoped(s), s == Scoped.RED


def sizes():
    """
    >>> sizes()
    (True, 1, 100)
    """
    return sizeof(Small) == 1, RED, <int> Small.HIGH


def words_of_python():
    """
    >>> words_of_python()
    (50, True)
    """
    cdef Small s = Small.None
    return <int> s, None is not Small.None
