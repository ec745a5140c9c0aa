# distutils: language = c++
# C++ classes beside their header (include/figures.hpp): checked with --headers.
from cpython.ref cimport PyObject
from libcpp cimport bool
from libcpp.string cimport string
from libcpp.vector cimport vector

cdef extern from "include/figures.hpp" namespace "figures" nogil:
    struct point:
        double x
        double y

    cppclass unrelated:
        pass

    cppclass figure:
        figure()
        figure(int sides)
        figure(const string &name)
        figure(const string &name, int sides)
        figure(const string &name, int sides, int color)  # error: [header-parameters] "`figure` is declared with 3 parameters, and has 1 to 2 in the header"
        figure(const figure &other)
        figure(vector[int] &numbers)     # error: [header-type]
        int sides()
        int sides(int new_number)        # error: [header-parameters] "`figure.sides` is declared with 1 parameter, and has 0 in the header"
        void set_sides(int sides)
        void set_sides(const char *text) # error: [header-type] "the parameter `text` of `figure.set_sides`"
        const string &name()
        int area(long scale)             # warning: [header-narrowing] "the result of `figure.area`"
        void move(double x, double y)
        void move(const point &by)
        void move(double x, double y, double z)  # error: [header-parameters]
        void join(const figure &other)
        void join(const string &name)
        void join(vector[int] other)     # error: [header-type] "the parameter `other` of `figure.join`"
        void take(vector[int] numbers)
        vector[point] points()
        vector[int] points_of "points"() # error: [header-type] "the result of `figure.points_of`"
        T as_[T]()                       # error: [header-missing] "`figure` has no method `as_`"
        void load(const char *path)      # warning: [header-throws] "`figure.load` may throw C++ exceptions"
        void load_fully(const char *path) except +
        void touch(PyObject *owner)      # error: [header-gil] "what it does needs the GIL"
        void keep(PyObject *owner)       # error: [header-gil] "takes a Python object"
        @staticmethod
        figure unit()
        @staticmethod
        int sides_of "sides"()           # error: [header-kind] "a static method, and the header has one that needs an object"
        int count()
        int operator[](int index)
        bool operator==(const figure &other)
        bool operator==(const vector[int] &other)  # error: [header-type]
        figure &operator+=(int number)
        figure operator+(const figure &other)
        figure operator-(const figure &other)  # error: [header-missing] "method `operator-`"
        bool operator bool()
        void remove(int number)          # error: [header-kind] "has a deleted one"
        void resize(int number)          # error: [header-missing] "`figure` has no method `resize`"
        void grow()                      # error: [header-kind] "has a protected one"
        void id()                        # error: [header-kind] "a method, and the header has a field"
        int size                         # warning: [header-narrowing] "the field `size` of `figure`"
        const char *made                 # error: [header-type] "the field `made` of `figure`"
        int secret_                      # error: [header-kind] "`figure.secret_` is declared as a field, and the header has a private one"
        int weight                       # error: [header-missing] "field `weight`"
        cppclass corner:
            int angle()
            int length()                 # error: [header-missing] "`corner` has no method `length`"
        cppclass edge:                   # error: [header-missing]
            int length()
        corner first()

    cppclass circle(figure, unrelated):  # error: [header-missing] "`circle` has no public base `unrelated`"
        circle(double radius)
        circle()                         # error: [header-parameters]
        double radius()
        int sides()
        void callback(int number)

    cppclass round_thing "figures::circle"(shape):  # error: [header-missing] "no base `shape`"
        pass

    cppclass shape:
        shape()                          # error: [header-kind] "has a protected one"
        void draw()

    cppclass ghost:
        int volume                       # error: [header-missing] "which the header only declares"

    cppclass box:                        # error: [header-missing]
        int width

    cppclass measure_class "figures::measure":  # error: [header-kind] "declared as a class, and the header has a function"
        pass

    cppclass bag[T]:
        ctypedef T item
        ctypedef T thing                 # error: [header-missing]
        bag()
        void push(const T &value)
        void push(T value, T other)      # error: [header-parameters]
        T &at(int index)
        T at(const char *name)           # error: [header-type]
        int total()
        void hold(PyObject *owner)       # error: [header-gil]

    cppclass sack "figures::bag"[T, U, V]:  # error: [header-parameters] "3 template parameters, and has 1 to 2 in the header"
        pass

    int measure(const figure &one, const vector[int] &sizes)
    int measure_by "figures::measure"(const figure &one, const string &sizes)  # error: [header-type]
    figure build()
    unrelated build_other "figures::build"()  # error: [header-type]
