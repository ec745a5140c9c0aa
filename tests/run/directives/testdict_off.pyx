# cython: autotestdict=False
"""
>>> '__test__' in globals()
False
"""


def f():
    """
    >>> f()
    """
