// C declarations: functions, types, extern blocks, cimport.
#include "fixture.h"

using nogilc::testing::Sema;

TEST_CASE("C functions and their exceptions") {
  Sema s("cdef int f(int a, double *b) nogil: return a\n"
         "cdef void g(): pass\n"
         "cdef double h() noexcept: return 1\n"
         "cdef char *k() except NULL: return NULL\n"
         "cdef object o(x, y): return x\n"
         "cdef int m() except? -2: return 0\n"
         "cpdef size_t n(int a, int b=2): return 3\n"
         "cdef int w() with gil: return 1\n");
  CHECK(s.problems() == "");
  auto type = [&](const char *name) { return nogilc::types::spelling(s.global(name)->type); };
  CHECK(type("f") == "int (int, double *) except? -1 nogil");
  CHECK(type("g") == "void () except *");
  CHECK(type("h") == "double () noexcept");
  CHECK(type("k") == "char *() except NULL");
  CHECK(type("o") == "object (object, object)");
  CHECK(type("m") == "int () except? -2");
  CHECK(type("n") == "size_t (int, int) except? -1");
  CHECK(type("w") == "int () except? -1 with gil");
  CHECK(s.symbol("o", "x") != nullptr);
}

TEST_CASE("bad exception values") {
  CHECK(Sema("cdef object f() except -1: pass\n").problems() == "invalid-exception-value@1");
  CHECK(Sema("cdef int f() except 'xy': return 1\n").problems() == "invalid-exception-value@1");
  CHECK(Sema("cdef int f() except 1.5: return 1\n").problems() == "invalid-exception-value@1");
  CHECK(Sema("cdef void f() except -1: pass\n").problems() == "invalid-exception-value@1");
  CHECK(Sema("cdef object f() noexcept: pass\n").problems() == "ignored-exception-clause@1");
}

TEST_CASE("extern blocks") {
  Sema s("cdef extern from \"foo.h\" nogil:\n"
         "  ctypedef struct point: \n    int x\n    double y\n"
         "  struct tagged:\n    int q\n"
         "  ctypedef unsigned long my_size\n"
         "  enum: A, B\n"
         "  enum color: RED = 1, GREEN\n"
         "  int f(point *p, ...) except -1\n"
         "  my_size n \"real_n\"\n"
         "  ctypedef int (*callback)(void *data)\n"
         "  void call(callback c, void *data)\n"
         "cdef int use(callback c) nogil: return c(NULL)\n");
  CHECK(s.problems() == "");
  CHECK(s.analysis().includes.size() == 1);
  CHECK(s.global("f")->is_extern);
  CHECK(s.global("n")->cname == "real_n");
  CHECK(s.global("tagged")->cname == "struct tagged");
  CHECK(s.global("point")->cname == "point");
  CHECK(nogilc::types::spelling(s.global("f")->type) == "int (point *, ...) except -1 nogil");
  CHECK(nogilc::types::spelling(nogilc::types::canonical(s.global("callback")->type)) ==
        "int (*)(void *) noexcept nogil");
  CHECK(s.typeOf("c(NULL)") == "int");
}

TEST_CASE("structs, enums and typedefs of the module") {
  Sema s("cdef struct Point:\n  double x\n  Point *next\n"
         "cdef enum Color: RED, GREEN = 5, BLUE\n"
         "ctypedef Point *PointPtr\n"
         "cdef double f(PointPtr p): return p.x + p.next.x\n"
         "cdef Color g(): return BLUE\n"
         "def h():\n  cdef Point p = Point(1, NULL)\n  p.x = 3\n  return p.x, Color.RED\n");
  CHECK(s.problems() == "");
  CHECK(s.analysis().defined_types.size() == 3);
  CHECK(s.typeOf("p.next.x") == "double");
  CHECK(s.typeOf("Point(1, NULL)") == "Point");
  CHECK(Sema("cdef struct P:\n  int x\ndef f():\n  cdef P p\n  p.y = 1\n").problems() ==
        "no-such-member@5");
  CHECK(Sema("cdef struct P:\n  object x\n").problems() == "invalid-type@2");
}

TEST_CASE("declarations that cannot be") {
  CHECK(Sema("def f():\n  cdef int x\n  cdef int x\n").problems() == "duplicate-declaration@3");
  CHECK(Sema("cdef int f(): return 1\ncdef int f(): return 2\n").problems() ==
        "duplicate-declaration@2");
  CHECK(Sema("cdef unknown x\n").problems() == "undeclared-name@1");
  CHECK(Sema("cdef void x\n").problems() == "invalid-type@1");
  CHECK(Sema("cdef object *x\n").problems() == "invalid-type@1");
  CHECK(Sema("cdef int f(): return 1\nf = 2\n").problems() == "not-assignable@2");
  CHECK(Sema("cdef int f() nogil\n").problems() == "missing-definition@1");
  CHECK(Sema("cdef int f(int x)\ncdef int f(double x): return 1\n").problems() ==
        "signature-mismatch@2");
  // The parser says so; the declaration counts all the same.
  CHECK(Sema("def f():\n  if 1:\n    cdef int x\n    x = 1\n").problems() == "syntax-error@3");
  CHECK(Sema("cdef object f() nogil: pass\n").problems() == "nogil-object-result@1");
  CHECK(Sema("cdef int f() nogil:\n  cdef object x\n  return 1\n").problems() ==
        "nogil-object-local@1");
}

TEST_CASE("one message for what is not supported") {
  CHECK(Sema("cdef class A(tuple):\n  cdef int x\ndef f(A a): return a.x\n").problems() ==
        "invalid-class@1");
  CHECK(Sema("ctypedef fused T:\n  int\n  double\ncdef T f(T x): return x\n").problems() ==
        "unsupported@1");
  CHECK(Sema("def f(double[:] m): return m[0]\n").problems() == "unsupported@1");
  CHECK(Sema("type X = int\n").problems() == "unsupported@1");
}

TEST_CASE("cimport") {
  Sema::Files files = {{"libc.math.pxd", "cdef extern from \"<math.h>\" nogil:\n"
                                         "  double sqrt(double x)\n  const double M_PI\n"},
                       {"a.pxd", "cimport b\n"},
                       {"b.pxd", "cimport a\n"}};
  Sema s("from libc.math cimport sqrt as root\ncimport libc.math\nfrom libc cimport math as m\n"
         "def f(double x): return root(x) + libc.math.sqrt(x) + m.M_PI\n",
         files);
  CHECK(s.problems() == "");
  CHECK(s.typeOf("root(x)") == "double");
  CHECK(s.typeOf("libc.math.sqrt(x)") == "double");
  CHECK(s.analysis().includes.size() == 1);
  CHECK(Sema("cimport nowhere\ndef f(): return nowhere.x\n").problems() == "missing-cimport@1");
  CHECK(Sema("from nowhere cimport x\ndef f(): return x + 1\n").problems() == "missing-cimport@1");
  CHECK(Sema("from libc.math cimport sqr\n", files).problems() == "no-such-member@1");
  CHECK(Sema("cimport a\n", files).problems() == "");
  CHECK(Sema("from libc.math cimport sqrt\nsqrt = 3\n", files).problems() == "not-assignable@2");
  CHECK(Sema("from libc.math cimport *\ndef f(): return sqrt(2.0)\n", files).problems() == "");
}

TEST_CASE("the module's own .pxd") {
  Sema::Files files = {{"mod.pxd", "cdef struct P:\n  int x\ncdef int f(P *p) nogil\n"}};
  Sema s("cdef int f(P *p) nogil: return p.x\n", files);
  CHECK(s.problems() == "");
  CHECK(nogilc::types::spelling(s.global("f")->type) == "int (P *) except? -1 nogil");
  CHECK(Sema("cdef int f(P *p): return p.x\n", files).problems() == "signature-mismatch@1");
  CHECK(Sema("x = 1\n", files).problems() == "missing-definition@3");
  // Others know the class's table from there.
  files = {{"mod.pxd", "cdef class A:\n  cdef int f(self)\ncdef class B(A):\n  pass\n"}};
  CHECK(Sema("cdef class A:\n  cdef int f(self): return 1\ncdef class B(A):\n"
             "  cdef int f(self): return 2\n",
             files)
            .problems() == "");
  CHECK(Sema("cdef class A:\n  cdef int f(self): return 1\n  cdef int g(self): return 2\n"
             "cdef class B(A):\n  cdef int f(self, int x=1): return x\n",
             files)
            .problems() == "invalid-class@3 invalid-class@5");
  files = {{"mod.pxd", "cdef class C(Unknown):\n  cdef int f(self)\n"}};
  CHECK(Sema("cdef class C(Unknown):\n  cdef int f(self): return 1\n  cdef g(self): pass\n", files)
            .problems() == "undeclared-name@1 undeclared-name@1");
}

TEST_CASE("what a .pxd has of values and definitions") {
  Sema::Files files = {{"c.pxd", "cdef const int LIMIT = 2 + 3\ncdef const double HALF = 0.5\n"
                                 "cdef const int LATER = nothing_known\n"}};
  Sema s("from c cimport LIMIT, HALF\ncdef int[LIMIT] a\ndef f(): return HALF\n", files);
  CHECK(s.problems() == "");
  CHECK(nogilc::types::spelling(s.global("a")->type) == "int[5]");
  CHECK(nogilc::types::spelling(s.global("HALF")->type) == "const double");
  CHECK(Sema("from c cimport LIMIT\nLIMIT = 3\n", files).problems() == "not-assignable@2");
  files = {{"c.pxd", "cdef const int LIMIT = 1.5\n"}};
  CHECK(Sema("cimport c\n", files).problems() == "");
  files = {{"mod.pxd", "cdef class A:\n  cdef int f(self)\n  def g(self):\n    pass\n"
                       "  def __getbuffer__(self, Py_buffer *b, int flags):\n    pass\n"}};
  CHECK(Sema("cdef class A:\n  cdef int f(self): return 1\n", files).problems() ==
        "misplaced-statement@3");
}

TEST_CASE("what cannot be declared") {
  CHECK(Sema("cdef class A:\n  cdef int x\n  cdef int x(self): return 1\n").problems() ==
        "duplicate-declaration@3");
  CHECK(Sema("cdef class A:\n  cpdef int x\n").problems() == "invalid-type@2");
  CHECK(Sema("cdef struct S\nctypedef struct S:\n  int x\n").problems() ==
        "duplicate-declaration@2");
  CHECK(Sema("ctypedef struct S:\n  int x\ncdef struct S\n").problems() ==
        "duplicate-declaration@3");
  CHECK(Sema("cdef extern object x\n").problems() == "invalid-type@1");
  CHECK(Sema("cdef int *restrict f(int *restrict a): return a\n").problems() == "syntax-error@1");
  CHECK(Sema("cimport cython\n@cython.callspec('__cdecl')\ncdef void __stdcall f(): pass\n")
            .problems() == "invalid-type@3");
  Sema s("cimport cython\n@cython.callspec('__stdcall')\ncdef void f(): pass\n");
  CHECK(s.problems() == "");
  CHECK(nogilc::types::spelling(s.global("f")->type) == "void __stdcall () except *");
}

TEST_CASE("include, IF and DEF") {
  Sema s("include \"inc.pxi\"\nDEF N = 3 * 2\nIF N > 5:\n  cdef int f(): return N\nELSE:\n"
         "  cdef double f(): return N\ncdef int a[N]\ndef g(): return from_include(1)\n",
         {{"inc.pxi", "cdef int from_include(int x): return x\n"}});
  CHECK(s.problems() == "");
  CHECK(nogilc::types::spelling(s.global("f")->type) == "int () except? -1");
  CHECK(nogilc::types::spelling(s.global("a")->type) == "int[6]");
  CHECK(Sema("include \"none.pxi\"\n").problems() == "missing-include@1");
  CHECK(Sema("x = 1\nIF x: pass\n").problems() == "not-constant@2");
}

TEST_CASE("one message where the parser has spoken") {
  CHECK(Sema("def f():\n  cdef int g(): return 1\n  return g()\n").problems() == "syntax-error@2");
  CHECK(Sema("class A:\n  cdef int x\n").problems() == "syntax-error@2");
  CHECK(Sema("class A:\n  return 1\n").problems() == "syntax-error@2");
  CHECK(Sema("def f():\n  break\n").problems() == "syntax-error@2");
  CHECK(Sema("def f():\n  import cython\n  x: cython.int = 1\n  return x\n").problems() == "");
}

TEST_CASE("structs that point at each other") {
  Sema s("cdef struct A:\n  B *b\ncdef struct B:\n  A *a\n  int n\n"
         "def f():\n  cdef A a\n  cdef B b\n  a.b = &b\n  b.n = 3\n  return a.b.n\n");
  CHECK(s.problems() == "");
  CHECK(Sema("cdef struct A:\n  B b\ncdef struct B:\n  int n\n").problems() == "invalid-type@2");
}
