# Builtin types of which an extension type cannot be, and those that are hidden by a name.
cdef class Pair(tuple):  # error: [unsupported] "inheriting from the builtin type `tuple`"
    pass


cdef class Whole(int):  # error: [unsupported] "inheriting from the builtin type `int`"
    pass


class ValueError(KeyError):
    pass


cdef class Wrong(ValueError):  # error: [invalid-class]
    pass
