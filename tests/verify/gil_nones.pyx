# References that may be None, used without the GIL.
cimport cython


cdef class Node:
    cdef public int x
    cdef Node next
    cdef public Node other
    cdef Node own
    cdef Node lost
    cdef int[3] values

    def __cinit__(self, int depth=0):
        if depth > 0:
            self.own = Node(depth - 1)
            self.lost = Node(depth - 1)
        else:
            self.own = Node.__new__(Node)
            self.lost = Node.__new__(Node)

    cdef int get(self) noexcept nogil:
        return self.x + self.own.x

    cdef int both(self) noexcept nogil:
        return self.get()

    cdef int chain(self) noexcept nogil:
        return self.next.x  # warning: [none-without-gil] "`self.next` may be None here"

    cdef int tested(self) noexcept nogil:
        if self.next is not None and self.next.x > 1:
            return self.next.get()
        return self.lost.x  # warning: [none-without-gil] "`self.lost` may be None here"

    cdef int others(self) noexcept nogil:
        return self.other.x  # warning: [none-without-gil] "`self.other` may be None here"

    def lose(self):
        self.lost = None


cdef class Leaf(Node):
    cdef int get(self) noexcept nogil:
        return self.x + self.both()

    cdef int chain(self) noexcept nogil:
        return Node.chain(self)


cdef Node shared = Node()
cdef Node emptied = Node()
cdef Node late


def arguments(Node a, Node b not None, c: Node, Leaf d=None):
    cdef int r
    r = a.x
    with nogil:
        r = a.x  # warning: [none-without-gil] "`a` may be None here"
        r = a.x + b.x + c.x
        r = b.get() + c.both()
        d.x = 1  # warning: [none-without-gil] "`d` may be None here"
        r = shared.x
        r = emptied.x  # warning: [none-without-gil] "`emptied` may be None here"
        r = late.x  # warning: [none-without-gil] "`late` may be None here"
    return r


def empty():
    global emptied
    emptied = None


def methods(Node a, Node b, Node c):
    cdef int r
    with nogil:
        r = a.get()  # warning: [none-without-gil] "`a` may be None here"
        r = b.both()  # warning: [none-without-gil] "`b` may be None here"
        c.values[1] = 2  # warning: [none-without-gil]
    return r


def locals_(Node a, object o, object p):
    cdef Node fresh = Node()
    cdef Node made = Node.__new__(Node)
    cdef Node copy = a
    cdef Node of_fresh = fresh
    cdef Node cast = <Node?>o
    cdef Node given = p
    cdef int r
    with nogil:
        r = fresh.x + made.x + of_fresh.x + cast.x
        r = copy.x  # warning: [none-without-gil] "`copy` may be None here"
        r = given.x  # warning: [none-without-gil] "`given` may be None here"
    fresh = a
    with nogil:
        r = fresh.x  # warning: [none-without-gil] "`fresh` may be None here"
    return r


def tests(Node a, Node b, Node c, Node d):
    cdef int r = 0
    if isinstance(a, Node):
        with nogil:
            r = a.x
    if b is None:
        return 0
    if not c:
        raise ValueError("c")
    assert d is not None
    with nogil:
        r = b.x + c.x + d.x
        r = a.x  # warning: [none-without-gil] "`a` may be None here"
    return r


cdef int conditions(Node a, Node b, Node c) noexcept nogil:
    cdef int r = a.x if a is not None else 0
    if a is not None and a.get() > 0 and a.x:
        r = a.x
    if b is None or b.get() > 0:
        return 0
    r = b.x
    while c is not None and c.both():
        r += c.x
    return c.x  # warning: [none-without-gil] "`c` may be None here"


cdef int loops(Node a, Node b, int n) noexcept nogil:
    cdef int i
    for i in range(n):
        if a is None:
            continue
        if b is None:
            break
        a.x = b.x
    else:
        return 1
    return b.x  # warning: [none-without-gil] "`b` may be None here"


@cython.nonecheck(True)
cdef int checked(Node a) except -1 nogil:
    return a.x + a.next.x + a.get()


cdef int with_gil(Node a) noexcept nogil:
    cdef int r
    with gil:
        r = a.x
    return r


# A cast tests nothing.
cdef class Cast:
    cdef int number
    cdef int method(self) noexcept nogil:
        return self.number

cdef int cast_field(object o) noexcept nogil:
    return (<Cast>o).number  # warning: [none-without-gil] "`o` may be None here"

cdef int cast_method(object o) noexcept nogil:
    return (<Cast>o).method()  # warning: [none-without-gil] "calling its method `method`"

cdef int cast_pointer(void *p) noexcept nogil:
    return (<Cast>p).number

def cast_tested(o):
    with nogil:
        if o is not None:
            (<Cast>o).number = 1
