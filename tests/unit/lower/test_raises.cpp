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

TEST_CASE("functions whose callers would have to ask say themselves if they raised", "[lower]") {
  Lowered l("cdef void f(int x) nogil:\n    if x < 0:\n        raise ValueError\n"
            "cdef int g(int x) nogil:\n    f(x)\n    return x\n"
            "cdef int value(int x) except -1 nogil:\n    f(x)\n    return x\n"
            "cdef void quiet(int x) noexcept nogil:\n    f(x)\n"
            "cdef object made(int x):\n    f(x)\n    return x\n");
  CHECK(l.function("f").has_status);
  CHECK(l.function("g").has_status);
  CHECK_FALSE(l.function("value").has_status);
  CHECK_FALSE(l.function("quiet").has_status);
  CHECK_FALSE(l.function("made").has_status);
  for (const char *caller : {"g", "value", "quiet", "made"})
    CHECK(hasInOrder(l.body(caller), {"f_f(", "says if it failed"}));
  CHECK(hasInOrder(l.body("g"), {"Return", "Return raised"}));
}

TEST_CASE("an exception that C code may have set is looked for on return", "[lower]") {
  Lowered l("cdef extern from *:\n    void unknown() nogil\n"
            "cdef int f(int x) nogil:\n    unknown()\n    return x\n"
            "cdef void v() nogil:\n    unknown()\n"
            "cdef int value() except -1 nogil:\n    unknown()\n    return -1\n"
            "cdef void quiet() noexcept nogil:\n    unknown()\n"
            "cdef int through(int x) nogil:\n    quiet()\n    return x\n"
            "cdef int caller(int x) nogil:\n    return value() + through(x)\n");
  for (const char *name : {"f", "v", "value", "through", "caller"})
    CHECK(l.function(name).may_raise);
  CHECK(hasInOrder(l.body("f"), {"Return may fail without the GIL with -1"}));
  CHECK(hasInOrder(l.body("v"), {"Return may fail without the GIL"}));
  CHECK(hasInOrder(l.body("through"), {"Return may fail without the GIL with -1"}));
  CHECK(hasInOrder(l.body("caller"), {"fails with -1", "says if it failed"}));
  CHECK(l.body("caller").find("Return may fail") == std::string::npos);
}
