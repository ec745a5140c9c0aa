// Which functions can raise, and what their callers check.
#include "fixture.h"

using nogilc::testing::hasInOrder;
using nogilc::testing::Lowered;

TEST_CASE("recursion that cannot raise is bare C", "[lower]") {
  Lowered l("cdef unsigned long fib(unsigned long n) nogil:\n"
            "    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n");
  CHECK_FALSE(l.function("fib").may_raise);
  CHECK(l.body("fib").find("on error") == std::string::npos);
  CHECK(l.body("fib").find("add_traceback") == std::string::npos);
}

TEST_CASE("what calls a function that raises is checked, through others", "[lower]") {
  Lowered l("cdef int a(int x) nogil:\n    return 10 // x\n"
            "cdef int b(int x) nogil:\n    return a(x)\n"
            "cdef int c(int x) nogil:\n    return x\n"
            "cdef int d(int x) nogil:\n    return c(x) + b(x)\n");
  CHECK(l.function("a").may_raise);
  CHECK(l.function("b").may_raise);
  CHECK_FALSE(l.function("c").may_raise);
  CHECK(l.function("d").may_raise);
  CHECK(nogilc::testing::count(l.body("d"), "on error") == 1);
}

TEST_CASE("an exception that is caught inside does not leave", "[lower]") {
  Lowered l("cdef int f(int x):\n    try:\n        return 10 // x\n"
            "    except:\n        return 0\n");
  CHECK_FALSE(l.function("f").may_raise);
}

TEST_CASE("a noexcept function reports what it cannot raise", "[lower]") {
  Lowered l("cdef int f(int x) noexcept nogil:\n    return 10 // x\n");
  CHECK(hasInOrder(l.body("f"), {"on error", "unraisable_nogil", "Return 0"}));
}

TEST_CASE("raise in nogil code takes the GIL", "[lower]") {
  Lowered l("cdef int f(int x) except -1 nogil:\n"
            "    if x < 0:\n        raise ValueError(x)\n    return x\n");
  CHECK(hasInOrder(l.body("f"), {"AcquireGil", "raise_object", "add_traceback_nogil"}));
}
