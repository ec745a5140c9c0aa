# `a ** b` of C doubles needs no GIL, whatever it is used for as a number.
cdef double used(double a, double b) noexcept nogil:
    x = a ** 0.5
    y = x * 2 + 1
    z = -x
    w = abs(x)
    if x < b or a ** b == 2:
        return w
    if not x:
        return z
    x += 1
    x *= b
    d = (a * a + b * b) ** 0.5
    cdef int i = <int>d
    return <double>d + i + y


cdef struct Point:
    double x


def region(double a, Point p, o):
    with nogil:
        k = a ** 0.5
        p.x = k
        p.x += k
        p = Point(a + k)
        o = k  # error: [gil-conversion]
        o = k // 2  # error: [gil-operator]
        k **= 2
    return p


# What is no number at some point is an object everywhere.
def objects(double a, o):
    with nogil:
        k = a ** 0.5  # error: [gil-operator]
        k -= o  # error: [gil-operator]
    m = a ** 0.5
    m //= 2
    return k, m
