"""What is defined twice in a class: as in Python, the later definition counts.

>>> hash(Twice()), Twice()[5], Twice().method(), Twice().made
(2, 'second 5', 'second', 'second')
>>> Declared().get()
3
"""


cdef class Twice:
    cdef public str made

    def __cinit__(self):
        self.made = "first"

    def __cinit__(self):
        self.made = "second"

    def __hash__(self):
        return 1

    def __hash__(self):
        return 2

    def __getitem__(self, index):
        return f"first {index}"

    def __getitem__(self, index):
        return f"second {index}"

    def method(self):
        return "first"

    def method(self):
        return "second"


cdef class Declared:
    cdef int count(self)
    cdef int count(self)

    cdef int count(self):
        return 3

    def get(self):
        return self.count()
