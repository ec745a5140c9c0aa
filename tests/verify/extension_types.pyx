# Extension types: what they may declare, and what of them needs the GIL.
cimport cython


cdef class Node:
    cdef int value
    cdef Node next
    cdef object data
    cdef void v  # error: [invalid-type] "void"
    cdef int value  # error: [duplicate-declaration]

    cdef int get(self) noexcept nogil:
        return self.value

    cdef int ask(self):
        return len(self.data)

    cdef double weigh(self) noexcept nogil:
        return self.next.value * 2.0  # warning: [none-without-gil] "`self.next` may be None here"

    cdef int take(self, Node other) noexcept nogil:
        self.value = other.value  # warning: [none-without-gil] "`other` may be None here"
        return self.value

    cdef void keep(self, Node other) noexcept nogil:
        self.next = other  # error: [gil-object] "next"
        self.data = None  # error: [gil-object] "data"

    cdef int asks(self) noexcept nogil:
        return self.ask()  # error: [gil-call] "ask"

    cdef void prints(self) noexcept nogil:
        self.data.x = 1  # error: [gil-attribute]

    cdef int passes(self) noexcept nogil:
        return self.take(self.next)

    cdef int fixed(self) noexcept:
        return 1

    @cython.final
    cdef int last(self):
        return 2


cdef class Derived(Node):
    cdef int get(self) noexcept:  # error: [gil-override] "get"
        return 1

    cdef double weigh(self, int x) noexcept nogil:  # error: [signature-mismatch] "weigh"
        return x

    cdef int fixed(self) except -1:  # error: [signature-mismatch] "fixed"
        return 1

    cdef int last(self):  # error: [invalid-class] "final"
        return 3

    def __new__(cls):  # error: [invalid-class] "__cinit__"
        pass

    def __len__(self, x):  # error: [invalid-parameter] "__len__"
        return 1

    def no_self():  # error: [invalid-parameter] "self"
        pass


cdef class Returns:
    cdef object held

    def __init__(self, x):
        del self.held  # error: [not-deletable] "C attribute"
        return x  # error: [invalid-return] "__init__"

    def __setitem__(self, key, value):
        return key


@cython.final
cdef class Final:
    pass


cdef class Sub(Final):  # error: [invalid-class] "final"
    pass


cdef class Bad(undefined):  # error: [undeclared-name]
    pass


def uses(Node node, o):
    cdef int i
    cdef Node other
    with nogil:
        i = node.value  # warning: [none-without-gil] "`node` may be None here"
        node.value = i + 1
        i = node.get() + node.take(node)
        i = node.ask()  # error: [gil-call] "ask"
        node.data = o  # error: [gil-object] "data"
        other = node.next  # error: [gil-object] "other"
        i = node.unknown  # error: [gil-attribute] "unknown"
        Node()  # error: [gil-call] "Node"
    other = Final()  # only None passes, but that may be known when the program runs
    return i


def decorator(f):
    return f


cdef class DecoratedLife:
    @decorator  # error: [invalid-decorator] "`__cinit__` of an extension type"
    def __cinit__(self):
        pass


cdef class Properties:
    cdef dict __dict__

    @property
    @decorator  # error: [invalid-decorator] "besides its own"
    def decorated(self):
        self.__dict__ = {}  # error: [invalid-class] "`__dict__`"
        return self.__dict__  # error: [invalid-class] "`__dict__`"

    def __init_subclass__(cls):  # error: [invalid-class] "`__init_subclass__`"
        pass

    @property
    def plain(self):
        return 2

    @decorator  # error: [invalid-decorator]
    @plain.setter
    def plain(self, value):
        pass

    @plain.setter  # error: [unsupported] "another name"
    def renamed(self, value):
        pass

    @cython.final  # error: [invalid-decorator] "not `final` itself"
    cpdef int shown(self):
        return 1


@cython.freelist("all")  # error: [invalid-directive-arguments] "freelist"
cdef class KeptInstances:
    pass


@cython.freelist(8)  # warning: [ignored-statement] "freelist"
cdef class WithFreelist(Properties):
    pass


cdef int keywords(Node node) except -1:
    node.take(other=node)
    node.take(another=node)  # error: [no-such-member] "another"
    node.take(node, other=node)  # error: [duplicate-argument] "other"
    node.take()  # error: [wrong-argument-count]
    return 0
cdef class DecoratedMethods:
    @decorator  # error: [invalid-decorator] "a C function"
    cpdef of_both(self):
        pass

    @decorator  # error: [invalid-decorator] "a C function"
    cdef of_c(self):
        pass


cdef int needs(int a, int b=2) except -1:
    return a + b


def too_few():
    return needs()  # error: [wrong-argument-count] "at least 1 argument expected"
