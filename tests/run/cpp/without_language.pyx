"""
No comment says that this is C++: what it uses does.

>>> third([1, 2])
Traceback (most recent call last):
IndexError: vector::_M_range_check: __n (which is 2) >= this->size() (which is 2)
>>> third([1, 2, 3])
3
"""
from libcpp.vector cimport vector

def third(vector[int] v):
    with nogil:
        x = v.at(2)
    return x
