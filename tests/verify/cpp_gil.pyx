# What C++ does needs the GIL where its declaration has no `nogil`: also what nobody wrote.
cdef extern from "box.h":
    cppclass Free nogil:
        int width
        Free()
        Free(int)
        int area()
        Free operator+(const Free &)
        Free &operator++()
        bint operator==(const Free &)
        int operator[](int)
        bint operator bool()
    cppclass Held:
        int width
        Held()
        Held(int)
        Held(const Held &)
        int area()
        Held operator+(const Held &)
        Held &operator++()
        Held operator-()
        bint operator==(const Held &)
        int operator[](int)
        int operator()(int)
        bint operator bool()
        Held &operator=(const Held &)
        @staticmethod
        int corners()
    cppclass Dying:
        Dying() nogil
        void __dealloc__()
        int area() nogil
    cppclass Derived(Held) nogil:
        int more
    cppclass Plain:
        int width
    cppclass Range[T]:
        T *begin() nogil
        T *end()
    cppclass Around:
        Held held
        int number
    # No object is inside of itself; nothing is to end because somebody says so.
    cppclass InItself:
        InItself again
        int number
    int twice(Held x) nogil
    int twice_around(Around x) nogil
    Dying give() nogil
    void see(Dying &x) nogil
    int refer(Held &x) nogil

from cython.operator cimport preincrement

cdef void free() noexcept nogil:
    cdef Free a = Free(3)
    cdef Free b
    cdef Plain plain
    plain.width = 4
    b = a + a
    preincrement(a)
    if a == b or a:
        a[1]
    p = new Free(3)
    p.area()
    del p

cdef void variable() noexcept nogil:
    cdef Held a  # error: [gil-call] "constructing a `Held`"
    a.width = 3

cdef void of_base() noexcept nogil:
    cdef Derived a  # error: [gil-call] "constructing a `Derived`"
    a.width = 3

cdef void temporary(Held *p) noexcept nogil:
    Held(3)  # error: [gil-call] "constructing a `Held`"

cdef void made() noexcept nogil:
    p = new Held(3)  # error: [gil-call] "constructing a `Held`"
    p.width = 3

cdef void method(Held *p) noexcept nogil:
    p.area()  # error: [gil-call] "area"
    Held.corners()  # error: [gil-call] "corners"

cdef void operators(Held *p, Held *q) noexcept nogil:
    p[0] + q[0]  # error: [gil-operator] "operator `+`"
    -p[0]  # error: [gil-operator] "operator `-`"
    preincrement(p[0])  # error: [gil-operator] "operator `++`"
    p[0] == q[0]  # error: [gil-operator] "operator `==`"
    p[0][1]  # error: [gil-operator] "operator `[]`"
    p[0](1)  # error: [gil-call] "operator()"

cdef int truth(Held *p) noexcept nogil:
    if p[0]:  # error: [gil-operator] "operator `bool`"
        return 1
    return 0

cdef void assigned(Held *p, Held *q) noexcept nogil:
    p[0] = q[0]  # error: [gil-call] "assigning a `Held`"

cdef int copied(Held *p) noexcept nogil:
    return twice(p[0])  # error: [gil-call] "copying a `Held`"

cdef int referred(Held *p) noexcept nogil:
    return refer(p[0])

cdef void destroyed(Dying *p) noexcept nogil:
    del p  # error: [gil-call] "destroying a `Dying`"

cdef void ends() noexcept nogil:
    cdef Dying d  # error: [gil-call] "destroying a `Dying`"
    d.area()

cdef int loop(Range[int] *r) noexcept nogil:
    cdef int x, result = 0
    for x in r[0]:  # error: [gil-call] "end"
        result += x
    return result

cdef Held returned(Held *p) noexcept nogil:
    return p[0]  # error: [gil-call] "copying a `Held`"

cdef Held returned_from(Held *p) noexcept nogil:
    try:
        return p[0]  # error: [gil-call] "assigning a `Held`"
    finally:
        p.width = 1

cdef Held made_and_returned() noexcept nogil:
    return Held(3)  # error: [gil-call] "constructing a `Held`"

# What a call gives is destroyed at the end of the statement, and a parameter with its function.
cdef void dropped() noexcept nogil:
    give()  # error: [gil-call] "destroying a `Dying`"
    give().area()  # error: [gil-call] "destroying a `Dying`"
    see(give())  # error: [gil-call] "destroying a `Dying`"

cdef void parameter(Dying d) noexcept nogil:  # error: [gil-call] "destroying a `Dying`"
    d.area()

cdef void referred_parameter(Dying &d) noexcept nogil:
    d.area()

# Without a declared constructor, the fields need what they need.
cdef int field(Around *p, InItself *q) noexcept nogil:
    cdef InItself itself
    itself.number = q.number
    p.number = itself.number
    p = new Around()  # error: [gil-call] "constructing a `Around`"
    return twice_around(p[0])  # error: [gil-call] "copying a `Around`"

cdef class Owner:
    cdef Held *held
    cdef Plain plain
    cdef void work(self, Held &other) noexcept nogil:
        self.plain.width = 3
        self.held.area()  # error: [gil-call] "area"
        self.held[0] = other  # error: [gil-call] "assigning a `Held`"
        self.held = new Held()  # error: [gil-call] "constructing a `Held`"

def region(int n):
    cdef Held *p = new Held()
    with nogil:
        p.area()  # error: [gil-call] "area"
    p.area()
    del p
