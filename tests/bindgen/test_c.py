"""What is declared of C headers, construct by construct. Each answer passes `nogilc check`."""

import sys
import sysconfig
import textwrap

PYTHON = sysconfig.get_paths()["include"]


def expect(text):
    return textwrap.dedent(text).lstrip("\n")


def test_functions_and_types(declare):
    assert declare("""
        #include <stdio.h>
        #include <stdint.h>
        typedef struct node node;
        struct node { int value; node *next; uint8_t flags[4][2]; const char *const name; };
        typedef union { double d; long l; } number;
        enum color { RED, GREEN = 5 };
        typedef enum { SMALL, LARGE } size;
        enum { LIMIT = 3 };
        int load(FILE *from, node **result, size_t count);
        void walk(const node *, int (*visit)(node *, void *), void *);
        enum color mix(enum color, enum color b);
        number total(void);
        int log_text(const char *format, ...);
        static inline double half(double x) { return x / 2; }
        extern int level;
        extern const char *names[];
        """) == expect("""
        from libc.stdint cimport uint8_t
        from libc.stdio cimport FILE

        cdef extern from "sample.h" nogil:
            ctypedef struct node:
                int value
                node *next
                uint8_t flags[4][2]
                const char *const name

            ctypedef union number:
                double d
                long l

            enum color:
                RED
                GREEN

            ctypedef enum size:
                SMALL
                LARGE

            enum:
                LIMIT

            int load(FILE *from_, node **result, size_t count)
            void walk(const node *, int (*visit)(node *, void *) noexcept, void *)
            color mix(color, color b)
            number total()
            int log_text(const char *format, ...)
            double half(double x)
            int level
            const char *names[]
        """)


def test_structs_that_need_each_other(declare):
    assert declare("""
        struct a { struct b *other; };
        struct b { struct a *other; struct hidden *secret; };
        """) == expect("""
        cdef extern from "sample.h" nogil:
            struct a

            struct hidden:
                pass

            struct b:
                a *other
                hidden *secret

            struct a:
                b *other
        """)


def test_typedefs_and_structs_that_need_each_other(declare):
    assert declare("""
        struct first;
        struct second;
        #define NONE ((first_p)0)
        typedef struct first *first_p;
        typedef int (*visitor)(struct second *);
        struct second { visitor visit; first_p owner; };
        struct first { struct second inner; first_p next; };
        """) == expect("""
        cdef extern from "sample.h" nogil:
            struct first
            ctypedef first *first_p
            struct second
            ctypedef int (*visitor)(second *) noexcept

            struct second:
                visitor visit
                first_p owner

            struct first:
                second inner
                first_p next

            first_p NONE
        """)


def test_types_in_types(declare):
    text = declare("""
        typedef struct {
            int kind;
            union { int whole; double part; };
            struct { short x, y; } place;
            enum { NEAR_BY, FAR_AWAY } distance;
            struct inner { int deep; } *inside;
            unsigned low : 3, : 2, high : 3;
            struct { int none; } many[2];
        } outer;
        """)
    assert text == expect("""
        cdef extern from "sample.h" nogil:
            ctypedef struct outer_place "decltype(outer::place)":
                short x
                short y

            ctypedef enum outer_distance "decltype(outer::distance)":
                NEAR_BY "outer::NEAR_BY"
                FAR_AWAY "outer::FAR_AWAY"

            struct inner "outer::inner":
                int deep

            ctypedef struct outer:
                int kind
                int whole
                double part
                outer_place place
                outer_distance distance
                inner *inside
                unsigned int low
                unsigned int high

        # Not declared:
        #   outer.many: a type without a name
        """)


def test_macros(declare):
    assert declare("""
        #define GUARDED
        #define COUNT 10
        #define MASK (1u << 4)
        #define BIG 0x100000000LL
        #define RATE 2.5
        #define LETTER 'a'
        #define NAME "name" "s"
        typedef void (*handler)(int);
        #define IGNORE ((handler)0)
        #define AGAIN COUNT
        int open_file(const char *path, int flags, int version);
        #define open_now(path, flags) open_file((path), flags, 3)
        #define open_old open_file
        #define TWICE(x) ((x) + (x))
        #define begin {
        #define type_name unsigned long
        enum mode { FIRST };
        #define FIRST FIRST
        """) == expect("""
        cdef extern from "sample.h" nogil:
            const int COUNT
            const unsigned int MASK
            const long long BIG
            const double RATE
            const int LETTER
            const char *NAME
            ctypedef void (*handler)(int) noexcept
            handler IGNORE
            const int AGAIN
            int open_now(const char *path, int flags)
            int open_old(const char *path, int flags, int version)
            int open_file(const char *path, int flags, int version)

            enum mode:
                FIRST

        # Not declared:
        #   TWICE: a macro with arguments, whose types nobody says
        #   begin: a macro that is no value
        #   type_name: a macro that is no value
        """)


def test_names_that_the_dialect_has_taken(declare):
    assert declare("""
        struct lambda { int from; };
        enum in_what { None = 1, with };
        int import(int def, struct lambda *class);
        #define pass 3
        typedef int is;
        struct stat { int size; };
        int stat(const char *path, struct stat *result);
        """) == expect("""
        cdef extern from "sample.h" nogil:
            const int pass_ "pass"

            struct lambda_ "struct lambda":
                int from_ "from"

            enum in_what:
                None_ "None"
                with_ "with"

            int import_ "import"(int def_, lambda_ *class_)
            ctypedef int is_ "is"

            struct struct_stat "struct stat":
                int size

            int stat(const char *path, struct_stat *result)
        """)


def test_comments(declare):
    assert declare("""
        /* Of nobody. */
        int silent(void);
        /** Adds.
         *
         *  Both numbers. */
        int add(int a, int b);
        /// A point.
        struct point {
            int x; /**< to the right */
            int y;
        };
        /** Nobody sees inside. */
        typedef struct closed closed;
        """) == expect("""
        cdef extern from "sample.h" nogil:
            int silent()

            # Adds.
            #
            # Both numbers.
            int add(int a, int b)

            # A point.
            struct point:
                # to the right
                int x
                int y

            # Nobody sees inside.
            ctypedef struct closed:
                pass
        """)


def test_what_cannot_be_said(declare):
    text = declare("""
        __int128 wide(void);
        typedef float vector __attribute__((vector_size(16)));
        vector add(vector a, vector b);
        struct odd { _Atomic int a; int b; };
        """)
    assert "wide: the type `__int128`" in text
    assert "    int b\n" in text and "int a" not in text
    assert "#   odd.a: an atomic type" in text
    assert "ctypedef struct vector:" in text and "vector add(vector a, vector b)" in text


def test_python_objects_and_the_gil(declare):
    text = declare("""
        #include <Python.h>
        PyObject *make(PyObject *from, const char *name);
        int fill(PyObject *target);
        void drop(PyObject **slot);
        int plain(int x);
        static inline void note(int x) { PyErr_SetString(PyExc_ValueError, "x"); }
        static inline int deeper(int x) { note(x); return x; }
        static inline void quiet(void) {
            PyGILState_STATE state = PyGILState_Ensure();
            PyErr_Clear();
            PyGILState_Release(state);
        }
        struct holder { PyObject *held; int (*call)(PyObject *); int (*work)(int); };
        """, "-I", PYTHON)
    assert text == expect("""
        from cpython.object cimport PyObject

        cdef extern from "sample.h" nogil:
            int plain(int x)
            void quiet()

            struct holder:
                PyObject *held
                int (*call)(PyObject *) noexcept
                int (*work)(int) noexcept nogil

        cdef extern from "sample.h":
            PyObject *make(object from_, const char *name) except? NULL
            int fill(object target) except? -1
            void drop(PyObject **slot) except *
            void note(int x) except *
            int deeper(int x) except? -1
        """)


def test_other_headers_and_filters(work):
    work.write("include/base.h", "typedef unsigned int id;\nstruct base { int x; };\nint of_base(void);\n"
                                 "#define BASE 1\n")
    work.write("include/top.h", '#include "base.h"\nid top_id(struct base *b);\nint top_other(void);\n'
                                "#define TOP 2\n")

    def bindgen(*options):
        result = work.run("bindgen", "top.h", "-I", "include", *options)
        assert result.status == 0, result.stderr
        return result.stdout
    assert bindgen() == expect("""
        # Declarations of top.h, written by `nogilc bindgen`.
        cdef extern from "top.h" nogil:
            const int TOP

            struct base:
                pass

            ctypedef unsigned int id
            id top_id(base *b)
            int top_other()
        """)
    text = bindgen("--match-file", "include/*.h")
    assert "int of_base()" in text and "const int BASE" in text and "        int x\n" in text
    text = bindgen("--match-file", "base.h")
    assert "of_base" in text and "top_id" not in text
    text = bindgen("--match-name", "*_id", "--match-name", "TOP")
    assert "top_id" in text and "const int TOP" in text and "top_other" not in text


def test_several_headers(work):
    work.write("a.h", "#pragma once\nstruct a { int x; };\n")
    work.write("b.h", '#include "a.h"\nint use(struct a *one);\n')
    for names in (("a.h", "b.h"), ("b.h", "a.h")):
        result = work.run("bindgen", *names)
        assert result.status == 0
        assert 'cdef extern from "a.h" nogil:\n    struct a:\n        int x\n' in result.stdout
        assert 'cdef extern from "b.h" nogil:\n    int use(a *one)\n' in result.stdout


def test_the_command_line(work):
    work.write("sample.h", "int f(__int128);\nint g(void);\n")
    result = work.run("bindgen", "sample.h", "-o", "out.pxd")
    assert (result.status, result.stdout) == (0, "")
    assert result.stderr == ("nogilc: out.pxd: 1 function, 0 types, 0 constants; 1 not declared, with the "
                             "reasons at the end\n")
    assert (work.path / "out.pxd").read_text() == expect("""
        # Declarations of sample.h, written by `nogilc bindgen`.
        cdef extern from "sample.h" nogil:
            int g()

        # Not declared:
        #   f: the type `__int128`
        """)
    assert work.run("bindgen").status == 2
    assert "no pattern" in work.run("bindgen", "sample.h", "--match-name", "[").stderr
    assert work.run("check", "--match-name", "x", "sample.h").status == 2
    assert work.run("bindgen", "sample.h", "-D", "g=h").stdout.count("int h()") == 1


def test_headers_that_cannot_be_read(work):
    work.write("out.pxd", "before")
    result = work.problems("bindgen", "missing.h", "-o", "out.pxd")
    assert result.status == 1 and result.codes == ["header-not-read"]
    assert "missing.h" in result.diagnostics[0]["message"]
    work.write("broken.h", "int f(void);\nint g(unknown x);\n")
    result = work.problems("bindgen", "broken.h", "-o", "out.pxd")
    assert result.codes == ["header-not-read"]
    assert "line 2" in str(result.diagnostics[0]["notes"])
    assert (work.path / "out.pxd").read_text() == "before"
