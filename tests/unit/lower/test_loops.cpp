// `for` over C ranges: a native loop, with Python's meaning of the variable after it.
#include "fixture.h"

using nogilc::testing::hasInOrder;
using nogilc::testing::Lowered;

namespace {
std::string rangeLoop(const std::string &range, const std::string &type = "int") {
  Lowered l("cdef void f(" + type + " n, " + type + " s) except *:\n    cdef " + type +
            " i\n    for i in " + range + ":\n        pass\n");
  return l.body("f");
}
} // namespace

TEST_CASE("a range is a loop over a counter of its own", "[lower]") {
  const std::string body = rangeLoop("range(n)");
  CHECK(hasInOrder(body, {"Loop", "<", "Store v_i = "}));
  CHECK(body.find("CallRuntime") == std::string::npos);
}

TEST_CASE("a negative step counts down", "[lower]") {
  CHECK(hasInOrder(rangeLoop("range(n, 0, -1)"), {"Loop", "> 0"}));
}

TEST_CASE("a step over 64 bits is counted, so that nothing overflows", "[lower]") {
  const std::string body = rangeLoop("range(0, n, 3)", "long");
  CHECK(body.find("unsigned long count") != std::string::npos);
  // 32 bits have room in 64.
  CHECK(rangeLoop("range(0, n, 3)").find("unsigned long") == std::string::npos);
}

TEST_CASE("break leaves the else out", "[lower]") {
  Lowered l("cdef int f(int n) noexcept nogil:\n    cdef int i\n"
            "    for i in range(n):\n        if i == 3:\n            break\n"
            "    else:\n        return -1\n    return i\n");
  CHECK(hasInOrder(l.body("f"), {"Labeled", "Loop", "Goto", "Return -1"}));
}

TEST_CASE("a while loop whose test is pure stays a while loop", "[lower]") {
  Lowered l("cdef int f(int n) noexcept nogil:\n    while n > 1:\n        n -= 1\n    return n\n");
  CHECK(hasInOrder(l.body("f"), {"Loop", "(v_n > 1)", "Store v_n = (v_n - 1"}));
}
