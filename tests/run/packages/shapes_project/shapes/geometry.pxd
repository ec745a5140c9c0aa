from libc.math cimport sqrt

ctypedef double real

cdef enum Kind:
    EMPTY = 0
    CIRCLE = 3
    SQUARE

cdef struct Point:
    real x
    real y

cdef struct Box:
    Point low
    Point high
    int counts[2]

ctypedef real (*Measure)(const Point *p) noexcept nogil

cdef int counter
cdef object last
cdef Point origin
cdef list log

cdef Point point(real x, real y) noexcept nogil
cdef real area(Box box) except -1 nogil
cdef real apply(Measure measure, Point p) noexcept nogil
cdef real norm(const Point *p) noexcept nogil
cdef object describe(Kind kind)
cdef void fail(int how) except *
cdef int checked(int n) except? -1
cdef int scaled(int n, int factor=*, int offset=*) except? -7
cdef object labelled(object value, label=*, list tail=*)
cpdef int twice(int n) except? -1
cpdef greeting(str name, str word=*)

cdef inline real distance(Point a, Point b) noexcept nogil:
    return sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)

cdef inline int next_count() noexcept:
    global counter
    counter += 1
    return counter
