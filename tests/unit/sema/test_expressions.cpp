// Types and forms of expressions, and what cannot be.
#include "fixture.h"

using namespace nogilc::sema;
using nogilc::testing::Sema;

static Sema inFunction(const std::string &text) {
  return Sema("cdef extern from *:\n  void *malloc(size_t n) nogil\n  int vf(const char *f, ...)\n"
              "  void nothing()\n"
              "def f(int i, unsigned int u, double d, bint b, long l, o, char c, size_t n):\n"
              "  cdef int *p = &i\n  cdef char *s\n  cdef double a[3]\n  cdef Py_UCS4 ch\n" +
              text);
}

TEST_CASE("arithmetic") {
  Sema s =
      inFunction("  i + i; i + 1; i / i; i // i; i + d; b + b; b & b; -c; u + 1; i << l; o + i\n"
                 "  i ** 2; i ** i; d ** 2; d ** d; not i; ~i; n - 1; 2 + 3; 1 / 2; 2 ** 100\n");
  CHECK(s.problems() == "");
  CHECK(s.typeOf("i + i") == "int");
  CHECK(s.typeOf("i + 1") == "long");
  CHECK(s.typeOf("i / i") == "double");
  CHECK(s.typeOf("i // i") == "int");
  CHECK(s.typeOf("i + d") == "double");
  CHECK(s.typeOf("b + b") == "int");
  CHECK(s.typeOf("b & b") == "bint");
  CHECK(s.typeOf("-c") == "int");
  CHECK(s.typeOf("o + i") == "object");
  CHECK(s.info("o + i").form == ExprForm::ObjectArithmetic);
  CHECK(s.info("i + d").form == ExprForm::CArithmetic);
  CHECK(s.typeOf("i ** 2") == "long");
  CHECK(s.typeOf("i ** i") == "double");
  CHECK(s.typeOf("d ** 2") == "double");
  CHECK(s.typeOf("d ** d") == "object");
  CHECK(s.typeOf("not i") == "bint");
  CHECK(s.typeOf("n - 1") == "size_t");
  CHECK(s.info("2 + 3").constant != nullptr);
  CHECK(s.typeOf("1 / 2") == "double");
  CHECK(s.typeOf("2 ** 100") == "int object");
}

TEST_CASE("pointers, arrays and casts") {
  Sema s = inFunction("  p[0]; p + 1; p - p; a[i]; s[1:2]; &a[1]; <double>i; <int*>malloc(n)\n"
                      "  sizeof(int); sizeof(a); p == NULL; <object>o; a[:2]; <char>300\n");
  CHECK(s.problems() == "");
  CHECK(s.typeOf("p[0]") == "int");
  CHECK(s.typeOf("p + 1") == "int *");
  CHECK(s.typeOf("p - p") == "ptrdiff_t");
  CHECK(s.typeOf("a[i]") == "double");
  CHECK(s.typeOf("s[1:2]") == "bytes");
  CHECK(s.typeOf("&a[1]") == "double *");
  CHECK(s.typeOf("<double>i") == "double");
  CHECK(s.typeOf("<int*>malloc(n)") == "int *");
  CHECK(s.typeOf("sizeof(int)") == "size_t");
  CHECK(s.info("p == NULL").form == ExprForm::CCompare);
  CHECK(inFunction("  p = malloc(n)\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  i = d\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  i = p\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  return p\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  p.foo\n").problems() == "no-such-member@10");
  CHECK(inFunction("  i[0] = 1\n").problems() == "not-subscriptable@10");
  CHECK(inFunction("  p * 2\n").problems() == "invalid-operands@10");
  CHECK(inFunction("  &o\n").problems() == "no-address@10");
  CHECK(inFunction("  x = nothing()\n").problems() == ""); // None, as in Cython
  CHECK(inFunction("  i = nothing()\n").problems() == "no-value@10");
}

TEST_CASE("comparison") {
  Sema s =
      inFunction("  i < l; o < i; o is None; i in o; 0 <= i < n; o == o; i < l < u; ch == 'x'\n");
  CHECK(s.problems() == "");
  CHECK(s.info("i < l").form == ExprForm::CCompare);
  CHECK(s.typeOf("i < l") == "bint");
  CHECK(s.typeOf("o < i") == "object");
  CHECK(s.typeOf("o is None") == "bint");
  CHECK(s.typeOf("i in o") == "bint");
  CHECK(s.info("0 <= i < n").form == ExprForm::MixedCompare);
  CHECK(s.typeOf("0 <= i < n") == "bint");
  CHECK(s.typeOf("ch == 'x'") == "bint");
}

TEST_CASE("calls") {
  Sema s =
      inFunction("  len(o); abs(i); abs(d); min(i, l); max(d, 0); min(i, o); int(i); float(i)\n"
                 "  ord(ch); bool(o); vf(b\"x\", i); vf('y'); o(i, k=d); isinstance(o, int)\n"
                 "  list(o); print(i)\n");
  CHECK(s.problems() == "");
  CHECK(s.typeOf("len(o)") == "Py_ssize_t");
  CHECK(s.typeOf("abs(i)") == "int");
  CHECK(s.typeOf("abs(d)") == "double");
  CHECK(s.typeOf("min(i, l)") == "long");
  CHECK(s.typeOf("max(d, 0)") == "double");
  CHECK(s.typeOf("min(i, o)") == "object");
  CHECK(s.info("min(i, o)").form == ExprForm::PythonCall);
  CHECK(s.typeOf("float(i)") == "double");
  CHECK(s.typeOf("bool(o)") == "bint");
  CHECK(s.typeOf("isinstance(o, int)") == "bint");
  CHECK(s.typeOf("list(o)") == "list");
  CHECK(inFunction("  malloc()\n").problems() == "wrong-argument-count@10");
  CHECK(inFunction("  malloc(n, n)\n").problems() == "wrong-argument-count@10");
  CHECK(inFunction("  malloc(p)\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  vf(b'', o)\n").problems() == "type-mismatch@10");
  CHECK(inFunction("  i()\n").problems() == "not-callable@10");
}

TEST_CASE("function pointers") {
  const std::string head = "ctypedef int (*cb)(int) except? -1 nogil\n"
                           "ctypedef int (*loose)(int) except *\n"
                           "cdef int good(int x) nogil: return x\n"
                           "cdef int needs_gil(int x): return x\n"
                           "cdef int quiet(int x) noexcept: return x\n";
  CHECK(Sema(head + "def f():\n  cdef cb c = good\n  cdef loose k = needs_gil\n  k = good\n"
                    "  k = quiet\n  return c(1) + k(2)\n")
            .problems() == "");
  CHECK(Sema(head + "def f():\n  cdef cb c = needs_gil\n").problems() == "gil-callback@7");
  CHECK(Sema(head + "def f():\n  cdef int (*n)(int) noexcept = needs_gil\n").problems() ==
        "type-mismatch@7");
  CHECK(Sema(head + "def f():\n  return <cb>needs_gil != NULL\n").problems() == "cast-to-nogil@7");
  CHECK(Sema(head + "def f(): return good\n").problems() == "");
  CHECK(Sema(head + "cdef int v(void *p): return 1\ndef f(): return v\n").problems() ==
        "type-mismatch@7");
  CHECK(Sema("cpdef int f(int x): return x\ng = f\n").problems() == "");
}

TEST_CASE("loops") {
  auto form = [](const std::string &text) {
    Sema s("def f(int n, size_t z, o):\n  cdef int i\n  cdef double a[3]\n  cdef int *p = &i\n" +
           text);
    CHECK(s.problems() == "");
    auto &def = llvm::cast<nogilc::syntax::FunctionDef>(*s.module().body[0]);
    const StmtInfo &info = s.analysis().stmt(*def.body.back());
    return std::pair(info.for_form, info.type ? nogilc::types::spelling(info.type) : "");
  };
  CHECK(form("  for i in range(n): pass\n") == std::pair(ForForm::CRange, std::string("int")));
  CHECK(form("  for i in range(z): pass\n") == std::pair(ForForm::CRange, std::string("size_t")));
  CHECK(form("  for i in range(o): pass\n") == std::pair(ForForm::CRange, std::string("int")));
  CHECK(form("  for x in range(o): pass\n").first == ForForm::PythonIteration);
  CHECK(form("  for i in range(n, -1, -1): pass\n") ==
        std::pair(ForForm::CRange, std::string("int")));
  CHECK(form("  for i in reversed(range(n)): pass\n").first == ForForm::CRangeReversed);
  CHECK(form("  for i in range(0, n, n): pass\n").first == ForForm::CRange);
  CHECK(form("  for x in a: pass\n") == std::pair(ForForm::ArrayElements, std::string("double")));
  CHECK(form("  for x in p[:n]: pass\n") == std::pair(ForForm::ArrayElements, std::string("int")));
  CHECK(form("  for x in o: pass\n").first == ForForm::PythonIteration);
}

TEST_CASE("returns and assignments") {
  CHECK(Sema("cdef int f(): return\n").problems() == "invalid-return@1");
  CHECK(Sema("cdef void f(): return 1\n").problems() == "invalid-return@1");
  CHECK(Sema("cdef int f(o): return o\n").problems() == "");
  CHECK(Sema("def f():\n  cdef const int x = 1\n  x = 2\n").problems() == "not-assignable@3");
  CHECK(Sema("def f(int x):\n  del x\n").problems() == "not-deletable@2");
  CHECK(Sema("def f(int x):\n  x /= 2\n").problems() == "type-mismatch@2");
  CHECK(Sema("def f():\n  a, b = 1, 2, 3\n").problems() == "unpack-count@2");
}

TEST_CASE("literals take the type that is wanted") {
  Sema s("cdef extern from *:\n  size_t strlen(const char *s)\n"
         "def f():\n  cdef char *s = b'abc'\n  cdef char c = b'x'\n  cdef Py_UCS4 u = 'y'\n"
         "  cdef unsigned long long big = 18446744073709551615\n  return strlen(\"lit\")\n");
  CHECK(s.problems() == "");
  CHECK(s.typeOf("b'abc'") == "char *");
  CHECK(s.typeOf("b'x'") == "char");
  CHECK(s.typeOf("'y'") == "Py_UCS4");
  CHECK(s.typeOf("18446744073709551615") == "unsigned long long");
  CHECK(s.typeOf("\"lit\"") == "const char *");
  CHECK(Sema("def f():\n  cdef int x = 18446744073709551615\n").problems() ==
        "constant-too-large@2");
  CHECK(Sema("def f(str x):\n  cdef char *s = x\n").problems() == "type-mismatch@2");
}

TEST_CASE("pointers into objects that die") {
  CHECK(inFunction("  s = o + o\n").problems() == "dangling-pointer@10");
  CHECK(inFunction("  s = <char*>o(1)\n").problems() == "dangling-pointer@10");
  CHECK(inFunction("  s = o[1:2]\n").problems() == "dangling-pointer@10");
  CHECK(inFunction("  s = o\n  vf(o + o)\n").problems() == "");
}

TEST_CASE("C operands that only look alike") {
  CHECK(inFunction("  i + s\n").problems() == "");
  CHECK(inFunction("  i | s\n").problems() == "invalid-operands@10");
  CHECK(inFunction("  i - s\n").problems() == "invalid-operands@10");
  CHECK(inFunction("  i == s\n").problems() == "invalid-operands@10");
  CHECK(inFunction("  p == s\n").problems() == "invalid-operands@10");
  CHECK(inFunction("  s == b'x'\n").problems() == "");
}
