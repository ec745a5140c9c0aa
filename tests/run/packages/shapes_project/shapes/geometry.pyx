"""Defines what its .pxd declares."""

cdef Point point(real x, real y) noexcept nogil:
    cdef Point p
    p.x, p.y = x, y
    return p

cdef real area(Box box) except -1 nogil:
    cdef real found = (box.high.x - box.low.x) * (box.high.y - box.low.y)
    if found < 0:
        raise ValueError("the box is upside down")
    return found

cdef real apply(Measure measure, Point p) noexcept nogil:
    return measure(&p)

cdef real norm(const Point *p) noexcept nogil:
    return distance(p[0], origin)

cdef object describe(Kind kind):
    return {EMPTY: "nothing", CIRCLE: "circle", SQUARE: "square"}[kind]

cdef void fail(int how) except *:
    if how:
        raise KeyError(how)

cdef int checked(int n) except? -1:
    if n == 13:
        raise RuntimeError("thirteen")
    return n

cdef int scaled(int n, int factor=counter_default(), int offset=1) except? -7:
    if factor == 0:
        raise ZeroDivisionError("factor")
    return n * factor + offset

cdef int counter_default():
    return 2

cdef object labelled(object value, label="a label", list tail=[1, 2]):
    return (label, value, tail)

cpdef int twice(int n) except? -1:
    if n == 99:
        raise OverflowError("too many")
    return 2 * n

cpdef greeting(str name, str word="Hello"):
    return f"{word}, {name}!"

def state():
    return counter, last, origin, log

def reset():
    global counter, last, log
    counter = 0
    last = None
    log = []
    origin.x = origin.y = 0

reset()
