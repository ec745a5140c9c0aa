"""A class that is cimported, and then imported from the same module: it is the class for good.

>>> day()
datetime.timedelta(days=1)
>>> import datetime
>>> in_function() is datetime.timedelta
True
>>> is_one(day()), is_one(1)
(True, False)
"""
from cpython.datetime cimport timedelta, import_datetime
from datetime import timedelta

import_datetime()


def day():
    return timedelta(1)


def in_function():
    from datetime import timedelta
    return timedelta


def is_one(value):
    return isinstance(value, timedelta)


cdef:
    type kind = int
    int count = 3


def typed():
    """
    >>> typed()
    (<class 'int'>, 3)
    """
    return kind, count
