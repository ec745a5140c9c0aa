"""`__class__` in methods of a `cdef class`."""

cdef class C:
    """
    >>> C().named(), C().inside()(), sorted(C().listed()), C().plain()
    ('C', 'C', ['__class__', 'self'], ['self'])
    >>> C().own(1), C().deleted()
    (1, 'unbound')
    """
    def named(self):
        return __class__.__name__

    def inside(self):
        return lambda: __class__.__name__

    def listed(self):
        __class__
        return locals()

    def plain(self):
        return list(locals())

    def own(self, x):
        __class__ = x
        return __class__

    def deleted(self):
        if not self:
            __class__ = 1
        try:
            return __class__
        except UnboundLocalError:
            return 'unbound'
