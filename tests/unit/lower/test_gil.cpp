// GIL regions: what lowering knows of the state, and objects of nogil functions.
#include "fixture.h"

using nogilc::testing::hasInOrder;
using nogilc::testing::Lowered;

namespace {
const nogilc::ir::Inst *find(const nogilc::ir::Block &block, nogilc::ir::InstKind kind) {
  for (const nogilc::ir::Inst *inst : block) {
    if (inst->kind == kind)
      return inst;
    for (const nogilc::ir::Block *inner : {inst->body, inst->else_body, inst->step})
      if (inner)
        if (const auto *found = find(*inner, kind))
          return found;
  }
  return nullptr;
}
} // namespace

TEST_CASE("the state is known in a def, and not in a nogil function", "[lower]") {
  Lowered l("cdef void g() noexcept nogil:\n    with nogil:\n        pass\n"
            "    with gil:\n        pass\n"
            "def f():\n    with nogil:\n        with gil:\n            pass\n");
  using nogilc::ir::InstKind;
  CHECK_FALSE(find(l.function("g").body, InstKind::ReleaseGil)->is_gil_state_known);
  CHECK_FALSE(find(l.function("g").body, InstKind::AcquireGil)->is_gil_state_known);
  CHECK(find(l.function("f").body, InstKind::ReleaseGil)->is_gil_state_known);
  CHECK(find(l.function("f").body, InstKind::AcquireGil)->is_gil_state_known);
}

TEST_CASE("a with-gil function holds its objects inside the region", "[lower]") {
  Lowered l("cdef int f(int x) except -1 with gil:\n    items = [x]\n    return len(items)\n");
  CHECK(l.function("f").locals.empty());
  CHECK(hasInOrder(l.body("f"), {"AcquireGil", "v_items", "make_list"}));
}

TEST_CASE("objects of a nogil function are dropped with the GIL on both ways out", "[lower]") {
  Lowered l("cdef int f(int x) except -1 nogil:\n    with gil:\n        o = [x]\n"
            "        x = len(o)\n    return x\n");
  CHECK(nogilc::testing::count(l.body("f"), "Drop v_o") == 2);
}

TEST_CASE("a break out of a region needs no code of its own", "[lower]") {
  Lowered l("def f(int n):\n    cdef int i\n    for i in range(n):\n        with nogil:\n"
            "            if i == 3:\n                break\n");
  CHECK(hasInOrder(l.body("f"), {"Loop", "ReleaseGil", "Break"}));
}
