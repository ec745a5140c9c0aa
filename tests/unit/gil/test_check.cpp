// The checker over hand-made IR: what is reported, once, with which labels and notes.
#include "gil/check.h"
#include "support/catch.h"
#include "support/ir_builder.h"

using namespace nogilc;
using namespace nogilc::test;

namespace {

const char *const kSource = R"(
cdef int slow(x):
    return x.attribute

cdef int plain(int x):
    return x + 1

cdef int chain(x):
    return slow(x)

cdef void f() noexcept nogil:
    slow(None)

def g(o):
    with nogil:
        slow(o)
        with nogil:
            pass
    with gil:
        pass
)";

struct Checked {
  std::vector<Diagnostic> diagnostics;
  std::string facts;

  std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const Diagnostic &diagnostic : diagnostics)
      all.push_back((diagnostic.slug() + ": " + diagnostic.message).str());
    return all;
  }
};

Checked check(IrBuilder &b) {
  DiagnosticEngine engine;
  gil::check(b.module, b.sources, engine);
  Checked checked;
  for (const Diagnostic &diagnostic : engine.sorted())
    checked.diagnostics.push_back(diagnostic);
  llvm::raw_string_ostream out(checked.facts);
  gil::printFacts(b.module, b.sources, out);
  return checked;
}

using Messages = std::vector<std::string>;

/// `cdef int slow(x)`, which reads an attribute.
Function *addSlow(IrBuilder &b) {
  const Type *integer = b.types.integer(types::IntegerKind::Int);
  b.place("cdef int slow(x)");
  Function *slow = b.begin(ir::FunctionRole::C, "slow", b.functionType(integer, {b.object()}));
  Variable *x = b.parameter("x", b.object(), Holding::Borrowed);
  b.frame(b.literal("-1"), [&] {
    b.place("x.attribute");
    Variable *t = b.owned("t1");
    b.callRuntime(RuntimeEntry::getattr, {b.ref(x), b.ref(b.nameConstant("attribute"))}, t,
                  Construct::GetAttribute, "attribute");
    b.ret(b.literal("0"));
  });
  return slow;
}

/// `cdef int plain(int x)`: nothing in it needs the GIL.
Function *addPlain(IrBuilder &b) {
  const Type *integer = b.types.integer(types::IntegerKind::Int);
  b.place("cdef int plain(int x)");
  Function *plain = b.begin(ir::FunctionRole::C, "plain", b.functionType(integer, {integer}));
  Variable *x = b.parameter("x", integer);
  b.ret(b.binary(b.ref(x), "+", b.literal("1")));
  return plain;
}

/// A function that does something inside `with nogil`.
template <typename Fill> void addReleased(IrBuilder &b, Fill &&fill) {
  b.place("def g(o)");
  b.begin(ir::FunctionRole::Python, "g");
  b.parameter("o", b.object(), Holding::Borrowed);
  b.error = b.label(true);
  b.labeled(b.error, [&] {
    b.place("with nogil");
    b.region(InstKind::ReleaseGil, true, fill);
  });
  b.ret(b.literal("nullptr"));
}

} // namespace

TEST_CASE("a call that needs the GIL, with its reason") {
  IrBuilder b("m", kSource);
  Function *slow = addSlow(b);
  addReleased(b, [&] {
    b.place("slow(o)");
    b.callFunction(slow, {b.named("Py_None")}, nullptr, ErrorCheck::None);
  });
  const Checked checked = check(b);
  REQUIRE(checked.messages() ==
          Messages{"gil-call: calling `slow` needs the GIL, which is released here"});
  const Diagnostic &error = checked.diagnostics[0];
  REQUIRE(error.labels.size() == 1);
  CHECK(error.labels[0].text == "GIL released here");
  CHECK(b.sources.text(error.labels[0].span) == "with nogil");
  REQUIRE(error.notes.size() == 1);
  CHECK(error.notes[0].text ==
        "`slow` needs the GIL for reading the attribute `attribute` of the Python object `x`");
  CHECK(b.sources.text(error.notes[0].span) == "x.attribute");
}

TEST_CASE("the reason is followed through calls") {
  IrBuilder b("m", kSource);
  Function *slow = addSlow(b);
  const Type *integer = b.types.integer(types::IntegerKind::Int);
  b.place("cdef int chain(x)");
  Function *chain = b.begin(ir::FunctionRole::C, "chain", b.functionType(integer, {b.object()}));
  b.parameter("x", b.object(), Holding::Borrowed);
  b.place("return slow(x)");
  b.callFunction(chain, {b.named("Py_None")}); // itself: no reason
  b.callFunction(slow, {b.named("Py_None")});
  b.ret(b.literal("0"));
  addReleased(b, [&] {
    b.place("slow(o)");
    b.callFunction(chain, {b.named("Py_None")});
  });
  const Checked checked = check(b);
  REQUIRE(checked.diagnostics.size() == 1);
  const auto &notes = checked.diagnostics[0].notes;
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].text == "`chain` needs the GIL for calling `slow`");
  CHECK(notes[1].text ==
        "`slow` needs the GIL for reading the attribute `attribute` of the Python object `x`");
}

TEST_CASE("a callee that needs the GIL by its declaration only") {
  IrBuilder b("m", kSource);
  Function *plain = addPlain(b);
  addReleased(b, [&] {
    b.place("slow(o)");
    b.callFunction(plain, {b.literal("1")});
  });
  const Checked checked = check(b);
  REQUIRE(checked.diagnostics.size() == 1);
  const Diagnostic &error = checked.diagnostics[0];
  REQUIRE(error.notes.size() == 1);
  CHECK(error.notes[0].text == "nothing in `plain` needs the GIL: declare it `nogil`");
  REQUIRE(error.fixes.size() == 1);
  CHECK(error.fixes[0].edits[0].replacement == " nogil");
  const Span place = error.fixes[0].edits[0].span;
  CHECK(b.sources.file(place.file).text().take_front(place.begin).ends_with("plain(int x)"));
  CHECK(place.size() == 0);
}

TEST_CASE("a function of a header") {
  IrBuilder b("m", kSource);
  const types::FunctionType *needs = b.functionType(b.longType(), {});
  const types::FunctionType *free = b.functionType(b.longType(), {}, /*is_nogil=*/true);
  addReleased(b, [&] {
    b.place("slow(o)");
    b.callExtern("puts", free, {});
    b.callExtern("PyList_New", needs, {});
  });
  const Checked checked = check(b);
  REQUIRE(checked.messages() ==
          Messages{"gil-call: calling `PyList_New` needs the GIL, which is released here"});
  CHECK(checked.diagnostics[0].notes[0].text == "`PyList_New` is not declared `nogil`");
}

TEST_CASE("a nogil function is checked as if the GIL were released") {
  IrBuilder b("m", kSource);
  Function *slow = addSlow(b);
  b.place("cdef void f() noexcept nogil");
  Function *f = b.begin(ir::FunctionRole::C, "f", b.functionType(b.types.voidType(), {}, true));
  f->entry_state = ir::GilState::Either;
  b.place("nogil");
  f->nogil_span = b.at;
  b.place("slow(None)");
  b.callFunction(slow, {b.named("Py_None")});
  b.region(InstKind::ReleaseGil, false, [] {});
  b.region(InstKind::AcquireGil, false, [&] { b.callFunction(slow, {b.named("Py_None")}); });
  const Checked checked = check(b);
  REQUIRE(checked.messages() ==
          Messages{"gil-call: calling `slow` needs the GIL, which `f` may run without"});
  CHECK(checked.diagnostics[0].labels[0].text == "`f` is declared `nogil` here");
}

TEST_CASE("regions in the state that they make") {
  IrBuilder b("m", kSource);
  addReleased(b, [&] {
    b.place("with nogil:\n            pass");
    b.region(InstKind::ReleaseGil, true, [] {});
    b.region(InstKind::AcquireGil, true, [&] {
      b.region(InstKind::ReleaseGil, true, [] {}); // held here: fine
    });
  });
  b.place("with gil");
  b.region(InstKind::AcquireGil, true, [] {});
  CHECK(check(b).messages() ==
        Messages{"gil-nested-release: `with nogil` releases the GIL, which is released already",
                 "gil-nested-acquire: `with gil` acquires the GIL, which is held already"});
}

TEST_CASE("one mistake, one message") {
  IrBuilder b("m", kSource);
  addReleased(b, [&] {
    b.place("slow(o)");
    b.statement = 7;
    Variable *name = b.owned("t1");
    Variable *argument = b.owned("t2");
    Variable *result = b.owned("t3");
    b.callRuntime(RuntimeEntry::load_global, {b.ref(b.nameConstant("slow"))}, name,
                  Construct::ReadGlobal, "slow");
    b.callRuntime(RuntimeEntry::to_py, {b.literal("1")}, argument, Construct::ToPython, "int");
    b.callRuntime(RuntimeEntry::call, {b.ref(name), b.ref(argument)}, result, Construct::CallPython,
                  "slow");
  });
  const Checked checked = check(b);
  CHECK(checked.messages() ==
        Messages{"gil-name: reading the Python name `slow` needs the GIL, which is released here"});
  CHECK(checked.diagnostics[0].labels.size() == 1);
}

TEST_CASE("objects that live where the GIL is not held") {
  IrBuilder b("m", kSource);
  const types::FunctionType *makes = b.functionType(b.object(), {}, /*is_nogil=*/true);
  addReleased(b, [&] {
    b.place("slow(o)");
    // Borrowing is free; a new reference would be dropped without the GIL.
    Inst *borrow = b.add(InstKind::Borrow);
    borrow->result = b.temporary("t1", b.object(), Holding::Borrowed);
    borrow->value = b.named("Py_None");
    b.callExtern("make", makes, {}, b.owned("t2"), ErrorCheck::Null);
  });
  CHECK(check(b).messages() ==
        Messages{"gil-object: holding the Python object that `make` returns needs the GIL, which "
                 "is released here"});
}

TEST_CASE("an object local of a nogil function") {
  IrBuilder b("m", kSource);
  b.place("cdef void f() noexcept nogil");
  Function *f = b.begin(ir::FunctionRole::C, "f", b.functionType(b.types.voidType(), {}, true));
  f->entry_state = ir::GilState::Either;
  Variable *kept = b.local("kept", b.object(), Holding::Owned);
  Variable *dropped = b.local("dropped", b.object(), Holding::Owned);
  b.local("never", b.object(), Holding::Owned);
  b.local("n", b.longType());
  // Filled where the GIL is held; only one is emptied there, too.
  b.region(InstKind::AcquireGil, false, [&] {
    b.storeRef(b.ref(kept), b.named("Py_None"));
    b.storeRef(b.ref(dropped), b.named("Py_None"));
  });
  b.region(InstKind::AcquireGil, false, [&] { b.add(InstKind::Drop)->place = b.ref(dropped); });
  CHECK(check(b).messages() == Messages{"gil-object: holding the Python object `kept` needs the "
                                        "GIL, which `f` may run without"});
}

TEST_CASE("an object that is emptied on each way out") {
  const auto messages = [](bool drops_after_break, bool drops_in_loop) {
    IrBuilder b("m", kSource);
    addReleased(b, [&] {
      b.labeled(b.label(), [&] {
        Variable *t = b.owned("t1");
        b.add(InstKind::Declare)->result = t;
        const auto drop = [&] {
          b.region(InstKind::AcquireGil, true, [&] { b.add(InstKind::Drop)->place = b.ref(t); });
        };
        b.loop(nullptr, [&] {
          b.branch(b.literal("1"), [&] { b.add(InstKind::Break); });
          b.region(InstKind::AcquireGil, true, [&] { b.storeRef(b.ref(t), b.named("Py_None")); });
          if (drops_in_loop)
            drop();
        });
        if (drops_after_break)
          drop();
      });
    });
    return check(b).messages().size();
  };
  CHECK(messages(true, true) == 0);
  CHECK(messages(true, false) == 0);
  CHECK(messages(false, true) == 0);
  CHECK(messages(false, false) == 1); // full from the round before
}

TEST_CASE("facts are printed with their places") {
  IrBuilder b("m", kSource);
  Function *plain = addPlain(b);
  addReleased(b, [&] {
    b.place("slow(o)");
    b.callFunction(plain, {b.literal("1")});
  });
  CHECK(check(b).facts == "plain: held\n"
                          "g: held\n"
                          "  15:5 held releases: `with nogil`\n"
                          "  16:9 released calls-gil: calling `plain`  <- needs the GIL\n");
}
