// The verifier: a module that keeps the rules passes, and each broken rule is named.
#include "ir/printer.h"
#include "ir/verify.h"
#include "ir/walk.h"
#include "support/catch.h"
#include "support/ir_builder.h"
#include "unit/emit/fib.h"

using namespace nogilc;
using namespace nogilc::test;

namespace {

std::string problemsOf(IrBuilder &b) {
  if (!b.module.exec)
    b.exec();
  std::string problems;
  llvm::raw_string_ostream out(problems);
  const bool ok = ir::verify(b.module, out);
  CHECK(ok == problems.empty());
  return problems;
}

/// The problems of a `cdef long f(long n, object o)` with this body.
template <typename Fill> std::string problemsOfBody(Fill &&body) {
  IrBuilder b;
  b.begin(ir::FunctionRole::C, "f", b.functionType(b.longType(), {b.longType(), b.object()}));
  b.parameter("n", b.longType());
  b.parameter("o", b.object(), Holding::Borrowed);
  body(b);
  if (ir::fallsThrough(b.function->body))
    b.ret(b.literal("0"));
  return problemsOf(b);
}

const Expr *n(IrBuilder &b) { return b.ref(b.function->parameters[0]); }
const Expr *o(IrBuilder &b) { return b.ref(b.function->parameters[1]); }

} // namespace

TEST_CASE("a module that keeps the rules") {
  IrBuilder b("fib", kFibSource);
  buildFibModule(b);
  CHECK(problemsOf(b) == "");
}

TEST_CASE("places that jumps go to") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.jump(b.label()); }),
             ContainsSubstring("goes to L1, which is not around it"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.add(InstKind::Break); }),
             ContainsSubstring("outside a loop"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               b.error = b.label();
               b.labeled(b.error, [] {});
               b.callRuntime(RuntimeEntry::setattr, {o(b), o(b), o(b)});
             }),
             ContainsSubstring("on_error goes to"));
  CHECK_THAT(problemsOfBody(
                 [](IrBuilder &b) { b.callRuntime(RuntimeEntry::setattr, {o(b), o(b), o(b)}); }),
             ContainsSubstring("may raise, but has no on_error"));
}

TEST_CASE("variables where they are in scope") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               Variable *t = b.temporary("t", b.longType());
               b.labeled(b.label(), [&] { b.evaluate(t, n(b)); });
               b.store(n(b), b.ref(t));
             }),
             ContainsSubstring("`t` is used where it is not in scope"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               b.evaluate(b.temporary("t", b.longType()), n(b));
               b.evaluate(b.temporary("t", b.longType()), n(b));
             }),
             ContainsSubstring("two variables are called `t`"));
  CHECK_THAT(problemsOfBody(
                 [](IrBuilder &b) { b.evaluate(b.temporary("not a name", b.longType()), n(b)); }),
             ContainsSubstring("is no C++ name"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               b.store(n(b), b.ref(b.variable("s", b.longType(), Storage::Static)));
             }),
             ContainsSubstring("the static `s` is not in the module's list"));
}

TEST_CASE("who owns an object") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               b.callRuntime(RuntimeEntry::none, {},
                             b.temporary("t", b.object(), Holding::Borrowed));
             }),
             ContainsSubstring("a new reference that nobody owns"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.storeRef(o(b), o(b)); }),
             ContainsSubstring("needs an owned place"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               Variable *t = b.owned("t");
               b.add(InstKind::Declare)->result = t;
               b.storeRef(b.ref(t), o(b), /*is_move=*/true);
             }),
             ContainsSubstring("moves from something that owns nothing"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               Variable *t = b.owned("t");
               b.add(InstKind::Declare)->result = t;
               b.store(b.ref(t), o(b));
             }),
             ContainsSubstring("into an owned object: use StoreRef"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               b.add(InstKind::Declare)->result = b.temporary("t", b.object());
             }),
             ContainsSubstring("neither owned nor borrowed"));
}

TEST_CASE("what functions return") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.ret(); }), ContainsSubstring("returns a value"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.retRef(o(b)); }),
             ContainsSubstring("returns an object from a function that gives none"));
  IrBuilder b;
  b.begin(ir::FunctionRole::C, "f", b.functionType(b.longType(), {}));
  CHECK_THAT(problemsOf(b), ContainsSubstring("control reaches the end without a value"));
}

TEST_CASE("calls") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) { b.callRuntime(RuntimeEntry::none, {o(b)}); }),
             ContainsSubstring("`none` gets the wrong number of arguments"));
  CHECK_THAT(problemsOfBody(
                 [](IrBuilder &b) { b.callExtern("g", b.functionType(b.longType(), {}), {n(b)}); }),
             ContainsSubstring("the wrong number of arguments"));
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               types::ExceptionSpec spec;
               spec.kind = types::ExceptionKind::Always;
               b.callExtern("g", b.functionType(b.longType(), {}, false, spec), {});
             }),
             ContainsSubstring("does not fit how the function reports exceptions"));
}

TEST_CASE("a step of a loop only stores") {
  CHECK_THAT(problemsOfBody([](IrBuilder &b) {
               Inst *loop = b.loop(n(b), [] {});
               loop->step = b.fill([&] { b.callRuntime(RuntimeEntry::none, {}); });
             }),
             ContainsSubstring("the step of a loop is made of Stores only"));
}

TEST_CASE("where a generator may stop") {
  const auto problems = [](auto &&around) {
    IrBuilder b;
    ir::ScopeLayout &frame = b.module.scope_storage.emplace_back();
    frame.name = "f_frame";
    b.module.scopes.push_back(&frame);
    Function *f = b.begin(ir::FunctionRole::Generator, "f");
    f->frame = &frame;
    f->yield_count = 1;
    Label *error = b.label(true);
    b.labeled(error, [&] {
      around(b, [&] {
        Inst *yield = b.add(InstKind::Yield);
        yield->value = b.named("Py_None");
        yield->resume_number = 1;
        yield->on_error = error;
      });
      b.retRef(b.named("Py_None"));
    });
    b.ret(b.literal("nullptr"));
    return problemsOf(b);
  };
  CHECK(problems([](IrBuilder &, auto &&yield) { yield(); }) == "");
  CHECK_THAT(problems([](IrBuilder &b, auto &&yield) {
               b.evaluate(b.temporary("t", b.longType()), b.literal("1"));
               yield();
             }),
             ContainsSubstring("a yield while a temporary is in scope"));
  CHECK_THAT(
      problems([](IrBuilder &b, auto &&yield) { b.region(InstKind::AcquireGil, true, yield); }),
      ContainsSubstring("a yield in a region that acquires the GIL"));
  CHECK_THAT(
      problems([](IrBuilder &b, auto &&yield) { b.region(InstKind::ExceptScope, true, yield); }),
      ContainsSubstring("a yield in an ExceptScope"));
}

TEST_CASE("the printer is stable") {
  IrBuilder b("fib", kFibSource);
  buildFibonacci(b);
  std::string text;
  llvm::raw_string_ostream out(text);
  ir::print(*b.function, out);
  CHECK(text == R"(C function fibonacci: unsigned long (unsigned long) noexcept nogil
  GIL held or released, cannot raise
  parameter unsigned long n
  If (n < 2)
    Return n
  unsigned long t1 = CallFunction fibonacci((n - 1))  // calling `fibonacci`
  unsigned long t2 = CallFunction fibonacci((n - 2))  // calling `fibonacci`
  Return (t1 + t2)
)");
}
