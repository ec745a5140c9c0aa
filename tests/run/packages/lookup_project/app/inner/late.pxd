# Nothing of this runs: the module that has the function has to have the names.
from array import array
missing = not_here = None

cdef inline int kind(value) except -1:
    if value is missing:
        return 1
    return 2 if isinstance(value, array) else 3

cdef inline object absent():
    return not_here
