from handles cimport Leaf, Middle


cdef class Sub(Middle):
    cdef open(self):
        return "open of sub"


def use():
    cdef Middle middle = Middle()
    cdef Leaf leaf = Leaf()
    cdef Sub sub = Sub()
    return middle.close(), middle.open(), leaf.close(), leaf.open(), sub.close(), \
        sub.open(), Middle.close(sub)
