// Evaluation order: what a later operand may change is kept where Python evaluates it.
#include "fixture.h"

using nogilc::testing::hasInOrder;
using nogilc::testing::Lowered;

TEST_CASE("a global is read before the call behind it", "[lower]") {
  Lowered l("cdef int n = 0\n"
            "cdef int g() noexcept:\n    global n\n    n += 1\n    return n\n"
            "cdef int f() noexcept:\n    return n + g()\n");
  CHECK(hasInOrder(l.body("f"), {"int t", "= ", "CallFunction", "Return"}));
  CHECK(l.body("f").find("Return (n") == std::string::npos);
}

TEST_CASE("a local is not copied for a call", "[lower]") {
  Lowered l("cdef int g(int x) noexcept:\n    return x\n"
            "cdef int f(int a) noexcept:\n    return a + g(a)\n");
  const std::string body = l.body("f");
  CHECK(hasInOrder(body, {"CallFunction", "Return (v_a + "}));
  CHECK(nogilc::testing::count(body, "\n") == 2);
}

TEST_CASE("a local is copied for a walrus behind it", "[lower]") {
  Lowered l("cdef int f(int a) noexcept:\n    return a + (a := 5)\n");
  CHECK(hasInOrder(l.body("f"), {"Evaluate v_a", "Store v_a = ", "Return"}));
}

TEST_CASE("the right side of an augmented assignment may change the target's index", "[lower]") {
  Lowered l("cdef int i = 0\n"
            "cdef int g() noexcept:\n    global i\n    i += 1\n    return i\n"
            "cdef void f(int *p) noexcept:\n    p[i] += g()\n");
  CHECK(hasInOrder(l.body("f"), {"Evaluate &", "CallFunction", "Store *"}));
}

TEST_CASE("a display fills an array after all its elements are read", "[lower]") {
  Lowered l("cdef int f(int x) noexcept nogil:\n    cdef int[2] a = [1, x]\n"
            "    a[:] = [a[1], a[0]]\n    return a[0]\n");
  CHECK(hasInOrder(l.body("f"),
                   {"Evaluate v_a[1]", "Evaluate v_a[0]", "Store v_a[0]", "Store v_a[1]"}));
}
