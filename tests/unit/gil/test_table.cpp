// What may be done in which state, exhaustively: each kind of instruction, each function of the
// runtime, each kind of C function and each way to look into a raw object, in each of the states.
// Expected is what the columns of the tables say, here in words of their own.
#include "gil/facts.h"
#include "support/catch.h"
#include "support/ir_builder.h"

using namespace nogilc;
using namespace nogilc::test;
using gil::FactKind;
using gil::Verdict;
using ir::GilState;

namespace {

constexpr GilState kStates[] = {GilState::Held, GilState::Released, GilState::Either};

/// The verdicts that are not Ok about a function that begins in `state` and does what `fill` adds.
template <typename Fill> std::vector<Verdict> broken(IrBuilder &b, GilState state, Fill &&fill) {
  Function *function = b.begin(ir::FunctionRole::C, "f");
  fill();
  std::vector<Verdict> found;
  for (const gil::Fact &fact : gil::factsOf(*function, state))
    if (fact.verdict() != Verdict::Ok)
      found.push_back(fact.verdict());
  return found;
}

/// What the word of a column means in a state.
std::vector<Verdict> expected(llvm::StringRef effect, GilState state) {
  if (effect == "Needs" && state != GilState::Held)
    return {Verdict::NeedsGil};
  if (effect == "Acquires" && state == GilState::Held)
    return {Verdict::AlreadyHeld};
  if (effect == "Releases" && state == GilState::Released)
    return {Verdict::AlreadyReleased};
  return {};
}

} // namespace

TEST_CASE("each kind of instruction in each state") {
#define NOGILC_INST(Kind, Ownership, Raises, Effect) {InstKind::Kind, #Effect},
  const std::pair<InstKind, llvm::StringRef> kinds[] = {
#include "ir/inst_kinds.def"
  };
  for (const auto &[kind, effect] : kinds) {
    if (effect == "ByCallee")
      continue; // below
    for (const GilState state : kStates) {
      IrBuilder b;
      CAPTURE(static_cast<int>(kind), static_cast<int>(state));
      CHECK(broken(b, state, [&] {
              // Of everything something, so that each kind finds what it looks at.
              Label *label = b.label();
              b.labeled(label, [&] {
                Inst *inst = b.add(kind);
                inst->result = b.temporary("t", b.object());
                inst->place = b.ref(b.parameter("place", b.object()));
                inst->value = b.ref(b.parameter("value", b.object()));
                inst->label = kind == InstKind::Labeled ? b.label() : label;
                const bool is_jump = kind == InstKind::Break || kind == InstKind::Continue;
                if (is_jump) {
                  b.block->pop_back();
                  b.loop(nullptr, [&] { b.block->push_back(inst); });
                }
                inst->body = b.fill([] {});
              });
            }) == expected(effect, state));
    }
  }
}

TEST_CASE("each function of the runtime in each state") {
#define NOGILC_RT(Name, Kind, Out, Params, Effect) {RuntimeEntry::Name, #Effect},
  const std::pair<RuntimeEntry, llvm::StringRef> rows[] = {
#include "nogilc_rt/abi.def"
  };
  for (const auto &[entry, effect] : rows)
    for (const GilState state : kStates) {
      IrBuilder b;
      CAPTURE(ir::entryInfo(entry).name, static_cast<int>(state));
      CHECK(broken(b, state, [&] { b.callRuntime(entry, {}); }) == expected(effect, state));
    }
}

TEST_CASE("a call of each kind of C function in each state") {
  for (const bool is_nogil : {false, true})
    for (const bool gives_object : {false, true})
      for (const bool is_kept : {false, true})
        for (const GilState state : kStates) {
          IrBuilder b;
          const Type *result = gives_object ? b.object() : b.longType();
          const auto *type = b.functionType(result, {}, is_nogil);
          CAPTURE(is_nogil, gives_object, is_kept, static_cast<int>(state));
          const auto found = broken(b, state, [&] {
            Variable *made = nullptr;
            if (is_kept)
              made = gives_object ? b.owned("made") : b.temporary("made", result);
            Inst *call = b.callExtern("g", type, {}, made);
            call->result_declares = is_kept;
          });
          const bool is_wrong = state != GilState::Held && (!is_nogil || gives_object);
          CHECK(found.empty() == !is_wrong);
          for (const Verdict verdict : found)
            CHECK(verdict == Verdict::NeedsGil);
        }
}

TEST_CASE("each way to look into a raw object in each state") {
  struct Way {
    llvm::StringRef cname;
    bool is_extern;
    bool is_raw;
  };
  // A struct of the module's own may have any name.
  const Way ways[] = {
      {"PyObject", true, true},      {"struct _object", true, true},
      {"_object", true, true},       {"PyVarObject", true, true},
      {"PyTypeObject", true, true},  {"struct _typeobject", true, true},
      {"PyObject", false, false},    {"Node", true, false},
      {"PyObjectPool", true, false},
  };
  enum class Access { Arrow, Index, Star, Pass, Compare };
  for (const Way &way : ways)
    for (const Access access :
         {Access::Arrow, Access::Index, Access::Star, Access::Pass, Access::Compare})
      for (const GilState state : kStates) {
        IrBuilder b;
        types::StructType *record = b.types.newStruct();
        record->cname = way.cname;
        record->is_extern = way.is_extern;
        record->is_complete = true;
        const Type *pointer = b.types.pointer(record);
        CAPTURE(way.cname.str(), static_cast<int>(access), static_cast<int>(state));
        const auto found = broken(b, state, [&] {
          const Expr *p = b.ref(b.parameter("p", pointer));
          const Expr *value = p;
          if (access == Access::Arrow) {
            auto *field =
                const_cast<Expr *>(b.expr(ExprKind::Field, "ob_refcnt", b.longType(), {p}));
            field->is_arrow = true;
            value = field;
          } else if (access == Access::Index) {
            value = b.expr(ExprKind::Index, "", record, {p, b.literal("1")});
          } else if (access == Access::Star) {
            value = b.expr(ExprKind::Unary, "*", record, {p});
          } else if (access == Access::Compare) {
            value =
                b.expr(ExprKind::Binary, "==", b.longType(), {p, b.literal("nullptr", pointer)});
          }
          b.evaluate(b.temporary("t", value->type), value);
        });
        const bool looks_inside = access != Access::Pass && access != Access::Compare;
        CHECK(found == expected(way.is_raw && looks_inside ? "Needs" : "Free", state));
      }
}
