# Builtin types of which an extension type cannot be, and those that are hidden by a name.
cdef class Pair(tuple):  # error: [invalid-class] "cannot inherit from `tuple`, whose instances vary in size"
    pass


cdef class Range(range):  # error: [unsupported] "inheriting from the builtin type `range`"
    pass


cdef class Whole(int):
    cdef int more  # error: [invalid-type] "leaves no place"

    cdef int method(self):  # error: [unsupported] "a C method of a class that inherits from `int`"
        return 1


cdef class Natural(Whole):
    cdef public object more  # error: [invalid-type] "leaves no place"


class ValueError(KeyError):
    pass


cdef class Wrong(ValueError):  # error: [invalid-class]
    pass
