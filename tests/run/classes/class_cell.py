"""`__class__` in methods, and what `locals()` shows of it."""


class C:
    def named(self):
        return __class__.__name__

    def listed(self):
        __class__
        return sorted(locals())

    def listed_with_super(self):
        super()
        return sorted(locals())

    def plain(self):
        return sorted(locals())

    def own(self, x):
        if x:
            __class__ = x
        return __class__

    def inside(self):
        def inner():
            return __class__
        return inner()

    def own_inside(self):
        __class__ = 'own'

        def inner():
            return __class__
        return inner()


def case_class_cell():
    c = C()
    return (c.named(), c.listed(), c.listed_with_super(), c.plain(), c.own(1), c.inside() is C,
            c.own_inside())


def case_unbound_class_cell():
    C().own(0)
