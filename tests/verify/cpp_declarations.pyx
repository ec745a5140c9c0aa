# What C++ headers declare may be there; who uses it is told once what cannot be compiled yet.
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
    cdef Shape *shape = NULL  # error: [unsupported] "the C++ class `Shape`"
    cdef IntBox *box = NULL  # error: [unsupported] "C++"
    cdef Pair pair
    pair.left = plain(x)
    shape = make(x)  # error: [unsupported] "the C++ class `Shape`"
    raises(x)  # error: [unsupported] "except +"
    raises(x)
    largest(1, 2)  # error: [unsupported] "function templates"
    return grown(2.0), FLAT  # error: [unsupported]
