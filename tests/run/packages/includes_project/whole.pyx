cdef enum:
    __PRIVATE = 5

DEF __SECRET = 6


cdef class First:
    def __init__(self):
        self.second = Second(7)

    cdef int take(self, Second other):
        return self.second.number + other.number + __PRIVATE

    def both(self, Third third):
        return self.take(Second(1)), third.value, __SECRET


include "rest.pxi"

cdef int i
for i in range(4):
    TABLE[i] = i * 1.5
MATRIX[1][2] = 7
