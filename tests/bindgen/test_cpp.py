"""What is declared of C++ headers. Each answer passes `nogilc check`: the declarations are accepted,
and who uses what cannot be compiled yet is told so at the place."""

import sys
import sysconfig

from test_c import expect
from test_libraries import bind, build

PYTHON = sysconfig.get_paths()["include"]


def test_classes(declare):
    assert declare("""
        namespace shapes {
        class Shape {
        public:
          enum Kind { FLAT, ROUND };
          struct Size { double width, height; };
          class Visitor { public: virtual void visit(Shape &) = 0; };
          Shape();
          explicit Shape(double width, double height = 1.0);
          Shape(const Shape &) = default;
          virtual ~Shape();
          /** In square metres. */
          double area() const noexcept;
          Kind kind(bool strict = false) const;
          void accept(Visitor &visitor, int from);
          static Shape unit();
          Shape &operator=(const Shape &);
          Shape operator+(const Shape &) const;
          Shape &operator+=(const Shape &);
          bool operator==(const Shape &) const;
          double &operator[](unsigned);
          explicit operator bool() const;
          operator double() const;
          Size size;
          static const int sides = 4;
          template <typename T> T scaled(T by) const;
          template <int N> int power() const;
          Shape(Shape &&) = delete;
        private:
          int secret;
        };
        class Square : public Shape { public: int side() const; };
        class Hidden;
        Hidden *hide(const Shape &shape) noexcept;
        Shape operator-(const Shape &, const Shape &);
        }
        extern "C" int plain(int x);
        """, name="sample.hpp") == expect("""
        from libcpp cimport bool

        cdef extern from "sample.hpp" namespace "shapes" nogil:
            enum Shape_Kind "shapes::Shape::Kind":
                FLAT "shapes::Shape::FLAT"
                ROUND "shapes::Shape::ROUND"

            struct Shape_Size "shapes::Shape::Size":
                double width
                double height

            cppclass Shape

            cppclass Shape_Visitor "shapes::Shape::Visitor":
                void visit(Shape &) except +

            cppclass Shape:
                Shape() except +
                Shape(double width) except +
                Shape(double width, double height) except +
                Shape(const Shape &) except +
                # In square metres.
                double area()
                Shape_Kind kind() except +
                Shape_Kind kind(bool strict) except +
                void accept(Shape_Visitor &visitor, int from_) except +
                @staticmethod
                Shape unit() except +
                Shape &operator=(const Shape &) except +
                Shape operator+(const Shape &) except +
                bool operator==(const Shape &) except +
                double &operator[](unsigned int) except +
                bool operator bool() except +
                Shape_Size size
                const int sides
                T scaled[T](T by) except +

            cppclass Square(Shape):
                int side() except +

            struct Hidden:
                pass

            Hidden *hide(const Shape &shape)
            Shape operator-(const Shape &, const Shape &) except +

        cdef extern from "sample.hpp" nogil:
            int plain(int x)

        # Not declared:
        #   shapes::Shape::operator+=: the operator `+=`
        #   shapes::Shape::operator double: a conversion to another type than `bool`
        #   shapes::Shape::power: a template parameter that is no type
        """)


def test_templates_and_the_library(declare):
    assert declare("""
        #include <string>
        #include <vector>
        #include <cstddef>
        template <typename T, typename U = int> class Box {
        public:
          typedef T value_type;
          Box(const T &);
          value_type get(size_t at) const;
          Box<T, U> copy();
          Box *next;
          template <typename V> void put(V value);
        };
        template <int N> class Fixed { int values[N]; };
        typedef Box<double> DoubleBox;
        typedef Fixed<3> Three;
        using Names = std::vector<std::string>;
        template <typename T> T largest(T a, T b);
        template <typename... T> void log(T... all);
        size_t count(const Names &names, std::nullptr_t);
        int twice(int x);
        double twice(double x);
        """, "--std", "c++17") == expect("""
        from libcpp cimport nullptr_t
        from libcpp.string cimport string
        from libcpp.vector cimport vector

        cdef extern from "sample.h" nogil:
            cppclass Box[T, U=*]:
                Box(const T &) except +
                T get(size_t at) except +
                Box[T, U] copy() except +
                Box[T, U] *next
                void put[V](V value) except +

            ctypedef Box[double] DoubleBox

            cppclass Three:
                pass

            ctypedef vector[string] Names
            T largest[T](T a, T b) except +
            size_t count(const Names &names, nullptr_t) except +
            int twice(int x) except +
            double twice(double x) except +

        # Not declared:
        #   Fixed: the template `Fixed`: a template parameter that is no type
        #   log: a template with any number of parameters
        """)


def test_what_needs_the_gil(declare):
    text = declare("""
        #include <Python.h>
        class Holder {
        public:
          explicit Holder(PyObject *held);
          PyObject *get() const;
          int size() const noexcept;
        };
        class Plain { public: int size(); };
        """, "-I", PYTHON, name="sample.hpp")
    assert text == expect("""
        from cpython.object cimport PyObject

        cdef extern from "sample.hpp":
            cppclass Holder:
                Holder(object held) except +
                PyObject *get() except +
                int size() nogil

        cdef extern from "sample.hpp" nogil:
            cppclass Plain:
                int size() except +
        """)


def test_the_language_of_a_header(work):
    def bindgen(text, *options):
        work.write("sample.h", text)
        result = work.run("bindgen", "sample.h", *options)
        assert result.status == 0, result.stderr
        return result.stdout
    assert "int f(int x)\n" in bindgen("int f(int x);")
    assert "int f(int x) except +\n" in bindgen("int f(int x);", "--std", "c++17")
    assert "int f(int &x) except +\n" in bindgen("int f(int &x);")
    both = "#ifdef __cplusplus\nextern \"C\"\n#endif\nint f(int x);\n"
    assert "int f(int x)\n" in bindgen(both) and "int f(int x)\n" in bindgen(both, "--std", "c++17")
    work.write("sample.h", "int f(int &x);")
    assert work.run("bindgen", "sample.h", "--std", "c11").status == 1


def test_uses_are_checked_at_their_places(work, declare):
    declare("class Engine { public: Engine(int power); int run(); };\nint plain(int);\n", name="sample.hpp")
    work.write("user.pyx", "from sample cimport Engine\n\ndef f():\n"
                           "    cdef Engine *engine = new Engine(3)\n    return engine.run()\n\n"
                           "def g():\n    return (new Engine(NULL)).stop()\n")
    result = work.problems("check", "user.pyx")
    assert result.status == 1
    assert [(problem["code"], problem["line"]) for problem in result.diagnostics] == [("no-overload", 8)]


def test_re2(work):
    text = bind(work, "re2/re2.h", "cre2")
    assert "        RE2(const StringPiece &pattern, const RE2_Options &options) except +\n" in text
    assert "from libcpp.string cimport string\n" in text
    bind(work, "re2/stringpiece.h", "cpiece")
    build(work, "use_re2", """
# distutils: language = c++
# distutils: libraries = re2
from cpiece cimport StringPiece
from cre2 cimport RE2, UNANCHORED

def find(bytes pattern, bytes text):
    cdef const char *p = pattern
    cdef const char *t = text
    cdef size_t size = len(text)
    cdef StringPiece found
    cdef bint is_found
    cdef RE2 *re = new RE2(p)
    try:
        with nogil:
            is_found = re.Match(StringPiece(t, size), 0, size, UNANCHORED, &found, 1)
        return (found.data()[:found.size()] if is_found else None), re.NumberOfCapturingGroups()
    finally:
        del re
""")
    assert work.python("import use_re2; print(use_re2.find(b'a+(b)', b'xxaab'), use_re2.find(b'q', b'x'))") == (
        "(b'aab', 1) (None, 0)")


def test_eigen(work):
    text = bind(work, "Eigen/Core", "ceigen", "-I", "/usr/include/eigen3", "--match-file",
                "Eigen/src/Core/Matrix.h", "--match-name", "Matrix3d")
    assert 'cdef extern from "Eigen/Core" namespace "Eigen" nogil:\n    cppclass Matrix3d:\n' in text
