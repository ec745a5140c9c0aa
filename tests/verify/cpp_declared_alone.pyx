# Nothing of C++ is used, or only in a struct: one error where it is.
cdef extern from "shapes.h" nogil:
    cppclass Shape:
        double area()
    struct Pair:
        int left
        Shape *right
    int plain(int x) nogil

def f(int x):
    cdef Pair pair
    pair.left = 1
    pair.right  # error: [unsupported] "what this is declared as"
    return plain(x)

def g():
    cdef Pair pair
    pair.left = 1
    return pair  # error: [unsupported] "what this is declared as"

def size():
    return sizeof(Shape)  # error: [unsupported] "what this is declared as"
