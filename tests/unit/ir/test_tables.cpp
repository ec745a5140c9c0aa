// The tables of the IR: every row can be read, and words are put together as they should be.
#include "ir/ir.h"
#include "ir/walk.h"
#include "support/catch.h"
#include "support/ir_builder.h"

using namespace nogilc;
using namespace nogilc::test;

TEST_CASE("entries of the runtime") {
  const ir::RuntimeEntryInfo &info = ir::entryInfo(RuntimeEntry::getattr);
  CHECK(info.name == "getattr");
  CHECK(info.kind == ir::EntryKind::NewOrNull);
  CHECK(info.gil == ir::Gil::Needs);
  CHECK(ir::entryParameters(RuntimeEntry::getattr).vec() ==
        std::vector<llvm::StringRef>{"Object", "Object"});
  CHECK(ir::entryParameters(RuntimeEntry::none).empty());
}

TEST_CASE("what the emitter knows is not given as an argument") {
  CHECK(ir::entryArguments(RuntimeEntry::add_traceback).empty());
  CHECK(ir::entryArguments(RuntimeEntry::load_global).vec() ==
        std::vector<llvm::StringRef>{"Object"});
  CHECK(ir::entryArguments(RuntimeEntry::import_name).size() == 3);
  CHECK(ir::entryArguments(RuntimeEntry::new_scope_bytes).empty());
}

TEST_CASE("constructs in words") {
  CHECK(ir::describe(Construct::CallC, "f") == "calling `f`");
  CHECK(ir::describe(Construct::CallC, "") == "calling");
  CHECK(ir::describe(Construct::GetItem, "x") == "indexing a Python object");
  CHECK(ir::describe(Construct::GetAttribute, "a") ==
        "reading the attribute `a` of a Python object");
  CHECK(ir::describe(Construct::None, "") == "this operation");
}

TEST_CASE("effects of calls come from the callee") {
  IrBuilder b;
  b.begin(ir::FunctionRole::C, "f", b.functionType(b.longType(), {}));
  Inst *free = b.callExtern("g", b.functionType(b.longType(), {}, /*is_nogil=*/true), {});
  CHECK(ir::effectsOf(*free).gil == ir::Gil::Free);
  CHECK_FALSE(ir::effectsOf(*free).may_raise);
  Inst *needs =
      b.callExtern("h", b.functionType(b.longType(), {}), {}, nullptr, ErrorCheck::Value, "-1");
  CHECK(ir::effectsOf(*needs).gil == ir::Gil::Needs);
  CHECK(ir::effectsOf(*needs).may_raise);
  // Nothing is known of it: it needs the GIL.
  Inst *unknown = b.add(InstKind::CallFunction);
  CHECK(ir::effectsOf(*unknown).gil == ir::Gil::Needs);
}

TEST_CASE("whether control reaches the end") {
  IrBuilder b;
  const auto falls = [&](auto &&body) {
    b.begin(ir::FunctionRole::C, "f", b.functionType(b.longType(), {}));
    body();
    return ir::fallsThrough(b.function->body);
  };
  CHECK(falls([] {}));
  CHECK_FALSE(falls([&] { b.ret(b.literal("1")); }));
  CHECK(falls([&] { b.branch(b.literal("1"), [&] { b.ret(b.literal("1")); }); }));
  CHECK_FALSE(falls([&] {
    Inst *branch = b.branch(b.literal("1"), [&] { b.ret(b.literal("1")); });
    branch->else_body = b.fill([&] { b.ret(b.literal("2")); });
  }));
  CHECK_FALSE(falls([&] { b.loop(nullptr, [] {}); }));
  CHECK(falls([&] { b.loop(nullptr, [&] { b.add(InstKind::Break); }); }));
  CHECK(falls([&] { b.loop(b.literal("1"), [&] { b.ret(b.literal("1")); }); }));
  CHECK(falls([&] {
    Label *end = b.label();
    b.labeled(end, [&] { b.loop(nullptr, [&] { b.jump(end); }); });
  }));
  // The break of an inner loop does not end the outer one.
  CHECK_FALSE(
      falls([&] { b.loop(nullptr, [&] { b.loop(nullptr, [&] { b.add(InstKind::Break); }); }); }));
  CHECK_FALSE(falls([&] { b.region(InstKind::ReleaseGil, true, [&] { b.ret(b.literal("1")); }); }));
}
