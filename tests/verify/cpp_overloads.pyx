# Which of several functions is called, and what cannot be.
cdef extern from "shapes.h" namespace "shapes":
    cppclass Shape:
        double width
        double area()
    cppclass Circle(Shape):
        Circle(double)
    cppclass Box[T]:
        Box(T)
        T value
        U as[U]()
    int take(int)
    int take(double)
    int pick(int *, void *)
    int pick(void *, int *)
    int only(Shape *)
    void change(int &)
    T largest[T](T, T)
    double same(short)
    double same(long long)
    int named(char *)
    int named(char *, int)
    int named(int)

def calls(int i, float f, short s, x, bytes b):
    cdef int *p = &i
    cdef Circle *circle = new Circle(2)
    take(i)
    take(f)
    take(s)
    take(x)  # error: [ambiguous-overload] "more than one `take`"
    named(b)  # bytes are no number
    pick(p, NULL)
    pick(p, p)  # error: [ambiguous-overload]
    only(circle)
    only(p)  # error: [type-mismatch]
    change(i)
    change(s)  # error: [type-mismatch]
    largest(i, 2)
    largest[double](i, f)
    largest()  # error: [no-overload]
    circle.area(3)  # error: [no-overload] "no `area` takes (long)"
    circle[0] is None  # error: [invalid-operands]
    circle.radius  # error: [no-such-member] "`Circle` has no `radius`"
    del circle

from libcpp cimport bool as cpp_bool
from libcpp.vector cimport vector

def converted(bools, flags):
    cdef vector[cpp_bool] a = bools
    cdef vector[bint] b = flags  # error: [type-mismatch] "`object` cannot become `vector[bint]`"
    return a

cdef int own() except +:  # error: [unsupported] "`except +`"
    return 1

def objects():
    cdef Circle circle  # error: [no-default-constructor] "a `Circle`"
    cdef Box[int] *box = new Box[int](3)
    cdef Box[int, int] *two  # error: [wrong-argument-count]
    box = new Box[double](3)  # error: [type-mismatch]
    made = new Circle("a", 3)  # error: [no-overload]
    made.area()
    return box.value

cdef extern from *:
    cdef cppclass NeedsSize nogil:
        NeedsSize(int size)
        int size()

def undeclared(int n):
    x = NeedsSize(n)        # error: [no-default-constructor]
    with nogil:
        y = x.size()
    return y

# When it raises, there is an object all the same.
cdef Circle returns_circle(Circle *circle):  # error: [no-default-constructor] "a `Circle`"
    return circle[0]
