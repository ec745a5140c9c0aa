"""Uses what another module declares, in all the ways that there are to name it."""
cimport shapes.geometry
cimport shapes.geometry as g
from shapes cimport geometry
from shapes.geometry cimport (Point, Box, CIRCLE, SQUARE, point as make_point, area, describe, fail,
                              checked, scaled, labelled, twice, greeting, distance, counter, last, log)
from .geometry cimport norm, apply, origin, Kind, next_count
from . cimport geometry as sibling


def points():
    """
    >>> points()
    (1.0, 2.0, 5.0, 3.0)
    """
    cdef Point p = make_point(1, 2)
    cdef Point q = shapes.geometry.point(4, 6)
    cdef g.Point r = geometry.point(0, 3)
    return p.x, p.y, distance(p, q), sibling.distance(r, origin)


def areas(double x, double y):
    cdef Box box
    box.low = make_point(0, 0)
    box.high = make_point(x, y)
    return area(box)


def areas_without_gil(double x, double y):
    cdef Box box
    cdef double found = 0
    with nogil:
        box.low = make_point(0, 0)
        box.high = make_point(x, y)
        found = area(box)
    return found


cdef double taxi(const Point *p) noexcept nogil:
    return abs(p.x) + abs(p.y)


def pointers():
    cdef double (*f)(const Point *) noexcept nogil
    cdef g.Measure h = &norm
    f = norm
    cdef Point p = make_point(3, 4)
    return f(&p), h(&p), apply(norm, p), apply(taxi, p), apply(&g.norm, p)


def kinds():
    cdef Kind kind = CIRCLE
    return describe(kind), describe(SQUARE), describe(g.EMPTY), SQUARE


def describe_number(int n):
    return describe(<Kind>n)


def errors(int how):
    fail(how)
    return "nothing"


def thirteen(int n):
    return checked(n) + checked(1)


def optional():
    return (scaled(10), scaled(10, 3), scaled(10, 3, 5), labelled(1), labelled(2, "b"),
            labelled(3, "c", []))


def optional_error():
    return scaled(10, 0)


def optional_in_generator():
    for i in range(3):
        yield labelled(i, str(i)), scaled(i, (yield i))


def overridable(n):
    return twice(n), greeting("you"), greeting("you", "Bye")


def variables():
    global counter, last
    counter += 5
    g.counter = g.counter * 2
    last = ["something"]
    log.append(counter)
    g.log = g.log + ["end"]
    origin.x = 7
    geometry.origin.y = 1
    sibling.last.append(next_count())
    cdef int *address = &counter
    address[0] += 100
    cdef Point *where = &origin
    where.y += 0.5
    return counter, last, origin.x, log
