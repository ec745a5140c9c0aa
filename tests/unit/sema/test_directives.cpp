// Directives, the `cython` module and pure mode.
#include "fixture.h"

using namespace nogilc::sema;
using nogilc::testing::Sema;

TEST_CASE("directives and where they come from") {
  Sema s("# cython: cdivision=True, boundscheck=False\ncimport cython\n"
         "@cython.cdivision(False)\n@cython.wraparound(False)\ncdef int f(int x):\n  return x\n"
         "def g(): pass\n");
  CHECK(s.problems() == "");
  CHECK(s.analysis().directives->cdivision);
  CHECK_FALSE(s.function("f")->directives->cdivision);
  CHECK_FALSE(s.function("f")->directives->wraparound);
  CHECK_FALSE(s.function("f")->directives->boundscheck);
  CHECK(s.function("g")->directives->wraparound);
  CHECK(Sema("x = 1\n", {}, {{"cdivision", "True"}}).analysis().directives->cdivision);
}

TEST_CASE("wrong directives") {
  Sema s("# cython: boundschek=False\n");
  CHECK(s.problems() == "unknown-directive@1");
  CHECK(Sema("# cython: boundscheck=maybe\n").problems() == "invalid-directive-value@1");
  CHECK(Sema("# cython: nogil=True\n").problems() == "misplaced-directive@1");
  CHECK(Sema("cimport cython\n@cython.cdivison(True)\ndef f(): pass\n").problems() ==
        "unknown-directive@2");
  CHECK(
      Sema("cimport cython\n@cython.freethreading_compatible(True)\ndef f(): pass\n").problems() ==
      "misplaced-directive@2");
  CHECK(Sema("x = 1\n", {}, {{"wraparoun", "True"}}).problems() == "unknown-directive");
}

TEST_CASE("with") {
  Sema s("cimport cython\ncdef int f(int x) nogil:\n  with gil:\n    print(x)\n  return x\n"
         "def g(int x):\n  with nogil:\n    f(x)\n  with nogil(True):\n    f(x)\n"
         "  with nogil(False):\n    f(x)\n  with cython.boundscheck(False):\n    f(x)\n"
         "  with open('f') as h:\n    pass\n");
  CHECK(s.problems() == "");
  auto &def = llvm::cast<nogilc::syntax::FunctionDef>(*s.module().body[2]);
  auto form = [&](size_t i) {
    return s.analysis()
        .stmt(*llvm::cast<nogilc::syntax::WithStmt>(*def.body[i]).items[0])
        .with_form;
  };
  CHECK(form(0) == WithForm::NoGil);
  CHECK(form(1) == WithForm::NoGil);
  CHECK(form(2) == WithForm::NoChange);
  CHECK(form(3) == WithForm::Directives);
  CHECK(form(4) == WithForm::ContextManager);
  CHECK(Sema("def f(x):\n  with nogil(x): pass\n").problems() == "not-constant@2");
}

TEST_CASE("pure mode") {
  Sema s("import cython\n"
         "@cython.cfunc\n@cython.nogil\n@cython.exceptval(-1, check=False)\n"
         "def f(x: cython.int, y: cython.double) -> cython.int:\n  return x\n"
         "@cython.ccall\n@cython.returns(cython.double)\n@cython.locals(x=cython.double)\n"
         "def g(x):\n  return x\n"
         "def h(n: cython.int):\n  i: cython.int\n  total: cython.double = 0\n"
         "  k = cython.declare(cython.long, 5)\n  for i in range(n): total += i\n"
         "  if cython.compiled: pass\n  return cython.cast(cython.int, total), "
         "cython.sizeof(cython.int), k\n",
         {}, {}, "mod.py");
  CHECK(s.problems() == "");
  CHECK(nogilc::types::spelling(s.global("f")->type) == "int (int, double) except -1 nogil");
  CHECK(nogilc::types::spelling(s.global("g")->type) == "double (double) except? -1");
  CHECK(s.global("g")->is_cpdef);
  CHECK(s.local("h", "n") == "int");
  CHECK(s.local("h", "i") == "int");
  CHECK(s.local("h", "total") == "double");
  CHECK(s.local("h", "k") == "long");
  CHECK(Sema("import cython\n@cython.nogil\ndef f(): pass\n").problems() == "invalid-decorator@2");
}

TEST_CASE("cimports of pure mode") {
  Sema::Files files = {{"libc/math.pxd", ""},
                       {"libc.math.pxd", "cdef extern from \"<math.h>\" nogil:\n"
                                         "  double sqrt(double x)\n"}};
  Sema s("from cython.cimports.libc.math import sqrt\nfrom cython.cimports.libc import math\n"
         "import cython.cimports.libc.math as m\n"
         "def f(x): return sqrt(x) + math.sqrt(x) + m.sqrt(x)\n",
         files, {}, "mod.py");
  CHECK(s.problems() == "");
  CHECK(s.typeOf("m.sqrt(x)") == "double");
  CHECK(Sema("import cython.cimports.libc\n", files, {}, "mod.py").problems() ==
        "invalid-cimport@1");
}

TEST_CASE("typed locals by decorator") {
  Sema s("import cython\n@cython.locals(x=cython.double, i=cython.int, t=cython.double)\n"
         "def f(x):\n  t = x\n  for i in range(3): t += i\n  return t\n"
         "@cython.locals(k=cython.long)\ncdef int g(int n):\n  k = n\n  return k\n");
  CHECK(s.problems() == "");
  CHECK(s.local("f", "x") == "double");
  CHECK(s.local("f", "i") == "int");
  CHECK(s.local("f", "t") == "double");
  CHECK(s.local("g", "k") == "long");
}

TEST_CASE("division of the future") {
  const std::string body = "def f(int a): return a / 2\n";
  CHECK(Sema("# cython: language_level=2\n" + body).typeOf("a / 2") == "long");
  CHECK(Sema("# cython: language_level=2\nfrom __future__ import division\n" + body)
            .typeOf("a / 2") == "double");
}
