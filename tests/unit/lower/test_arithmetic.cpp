// C arithmetic: what stays a bare expression, what is checked, in which type it is computed.
#include "fixture.h"

using nogilc::testing::hasInOrder;
using nogilc::testing::Lowered;

TEST_CASE("plain C arithmetic makes no temporaries", "[lower]") {
  Lowered l("cdef double f(double a, double b) noexcept nogil:\n    return a * b + a / 2.0 - b\n");
  CHECK(l.body("f") == "Return (((v_a * v_b) + (v_a / 2.0)) - v_b)\n");
}

TEST_CASE("a divisor that may be 0 is checked, by the entry for the state of the GIL", "[lower]") {
  Lowered held("cdef int f(int a, int b) except? -1:\n    return a // b\n");
  CHECK(hasInOrder(held.body("f"), {"c_floordiv_checked(v_a, v_b) on error"}));
  Lowered nogil("cdef int f(int a, int b) except? -1 nogil:\n    return a % b\n");
  CHECK(hasInOrder(nogil.body("f"), {"c_mod_checked_nogil(v_a, v_b) on error"}));
}

TEST_CASE("a positive constant divisor needs no check", "[lower]") {
  Lowered l("cdef int f(int a) noexcept nogil:\n    return a // 3 + a % 4\n");
  CHECK(l.body("f").find("on error") == std::string::npos);
  Lowered u("cdef unsigned int f(unsigned int a) noexcept nogil:\n    return a // 3\n");
  CHECK(u.body("f").find("on error") == std::string::npos);
}

TEST_CASE("cdivision is C's division", "[lower]") {
  Lowered l("# cython: cdivision=True\n"
            "cdef int f(int a, int b) noexcept nogil:\n    return a // b + a % b\n");
  CHECK(l.body("f") == "Return ((v_a / v_b) + (v_a % v_b))\n");
}

TEST_CASE("overflowcheck turns operators into checked calls", "[lower]") {
  Lowered l("# cython: overflowcheck=True\n"
            "cdef int f(int a, int b) except? -1:\n    return a * b + 1\n");
  CHECK(hasInOrder(l.body("f"), {"c_mul_checked(v_a, v_b) on error", "c_add_checked"}));
}

TEST_CASE("an operand is computed in the wider type", "[lower]") {
  Lowered l("cdef long f(int a, long b) noexcept nogil:\n    return a * b\n");
  CHECK(l.body("f") == "Return (v_a * v_b)\n");
}

TEST_CASE("comparison chains evaluate each operand once", "[lower]") {
  Lowered l("cdef int g(int x) noexcept nogil:\n    return x\n"
            "cdef bint f(int a, int b) noexcept nogil:\n    return a < g(b) < 10\n");
  CHECK(nogilc::testing::count(l.body("f"), "CallFunction") == 1);
  Lowered pure("cdef bint f(int a, int b, int c) noexcept nogil:\n    return a < b < c\n");
  CHECK(pure.body("f") == "Return ((v_a < v_b) && (v_b < v_c))\n");
}

TEST_CASE("membership in a display of C values makes no tuple", "[lower]") {
  Lowered l("cdef bint f(int a) noexcept nogil:\n    return a in (1, 2, 3)\n");
  CHECK(l.body("f").find("CallRuntime") == std::string::npos);
  CHECK(l.body("f").find("||") != std::string::npos);
}

TEST_CASE("objects beside C integers take the fast path", "[lower]") {
  Lowered l("def f(a):\n    if a < 3:\n        return a + 1, 2 * a\n");
  const std::string body = l.body("f");
  CHECK(body.find("add_int(") != std::string::npos);
  CHECK(body.find("int_mul(2") != std::string::npos);
  CHECK(body.find("lt_int(") != std::string::npos);
}
