cdef class Second:
    def __init__(self, number):
        self.number = number


cdef class Third:
    cdef int value

    def __init__(self):
        self.value = 3
