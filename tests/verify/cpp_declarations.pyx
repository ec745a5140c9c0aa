# What C++ headers declare can be used, in all of its forms.
cdef extern from "shapes.h" namespace "shapes" nogil:
    cppclass Shape:
        double width
        Shape() except +
        Shape(double width) except +
        double area() const
        bint operator==(const Shape &)
        @staticmethod
        Shape unit()
    cppclass Box[T, U=*](Shape):
        T &content()
    enum Kind "shapes::Shape::Kind":
        FLAT
    ctypedef Box[int, int] IntBox
    struct Pair:
        int left
        Shape *right
    double grown(const Shape &shape, double by) except +
    double grown(double by) except +
    T largest[T](T a, T b)
    Shape operator+(const Shape &, const Shape &)
    Shape *make(int)
    int plain(int x)
    int raises(int x) except +

def uses(int x):
    cdef Shape *shape = NULL
    cdef IntBox *box = NULL
    cdef Pair pair
    pair.left = plain(x)
    shape = make(x)
    raises(x)
    with nogil:
        raises(x)
    largest(1, 2)
    return grown(2.0), FLAT
