// See facts.h. Fails closed: an instruction of which the tables do not say that it is free of the
// GIL, or who decides, needs it.
#include "gil/facts.h"

#include "gil/lifetimes.h"
#include "gil/operand.h"
#include "ir/constructs.h"
#include "ir/walk.h"

#include <llvm/ADT/Twine.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::gil {

using ir::Gil;
using ir::Inst;
using ir::InstKind;

Verdict verdict(FactKind kind, GilState state) {
  // Either: the body of a `nogil` function. Its callers may hold the GIL or not, so it is checked
  // as if they did not; but both kinds of region are right in it.
  static constexpr Verdict table[kFactKinds][3] = {
      // Held, Released, Either
      /* Needs    */ {Verdict::Ok, Verdict::NeedsGil, Verdict::NeedsGil},
      /* Calls    */ {Verdict::Ok, Verdict::Ok, Verdict::Ok},
      /* CallsGil */ {Verdict::Ok, Verdict::NeedsGil, Verdict::NeedsGil},
      /* Holds    */ {Verdict::Ok, Verdict::NeedsGil, Verdict::NeedsGil},
      /* Acquires */ {Verdict::AlreadyHeld, Verdict::Ok, Verdict::Ok},
      /* Releases */ {Verdict::Ok, Verdict::AlreadyReleased, Verdict::Ok},
  };
  return table[static_cast<size_t>(kind)][static_cast<size_t>(state)];
}

GilState stateInside(InstKind region, GilState outside) {
  switch (region) {
  case InstKind::ReleaseGil:
    return GilState::Released;
  case InstKind::AcquireGil:
    return GilState::Held;
  default:
    return outside;
  }
}

namespace {

class Walker {
public:
  Walker(const ir::Function &function, GilState entry)
      : state_(entry), dropped_(droppedWithoutGil(function, entry)) {}

  std::vector<Fact> run(const ir::Function &function);

private:
  void walk(const ir::Block &block);
  void walk(const Inst &inst);
  void addOwn(const Inst &inst);
  void addExprs(const Inst &inst);
  void add(FactKind kind, const Inst &inst, const ir::Variable *variable = nullptr);

  void blame(const Inst &inst);
  bool makesObject(const Inst &inst) const;
  void noteDefinition(const Inst &inst);

  GilState state_;
  /// The variables that would be dropped without the GIL.
  llvm::DenseSet<const ir::Variable *> dropped_;
  const Inst *region_ = nullptr;
  Definitions definitions_;
  std::vector<Fact> facts_;
};

void Walker::add(FactKind kind, const Inst &inst, const ir::Variable *variable) {
  facts_.push_back({kind, state_, inst.span, inst.statement, &inst, variable, region_, nullptr});
  if (facts_.back().verdict() != Verdict::Ok)
    blame(inst);
}

void Walker::blame(const Inst &inst) {
  facts_.back().operand = operandOf(inst, definitions_);
  facts_.back().is_arithmetic = isArithmetic(inst, definitions_, facts_.back().undeclared);
}

/// `p.ob_refcnt` of a `PyObject *p`: C to the compiler, a Python object to everybody else.
bool readsRawObject(const ir::Expr &expr) {
  const bool is_access = (expr.kind == ir::ExprKind::Field && expr.is_arrow) ||
                         expr.kind == ir::ExprKind::Index ||
                         (expr.kind == ir::ExprKind::Unary && expr.text == "*");
  if (!is_access)
    return false;
  const types::Type *of = types::elementOf(types::canonical(expr.operands[0]->type));
  const auto *record = llvm::dyn_cast_or_null<types::StructType>(of ? types::canonical(of) : of);
  if (!record || !record->is_extern)
    return false;
  // By what C calls it: the declaration may have a name of its own.
  llvm::StringRef name = record->cname;
  name.consume_front("struct ");
  return name == "PyObject" || name == "_object" || name == "PyVarObject" ||
         name == "PyTypeObject" || name == "_typeobject";
}

/// Expressions are pure by contract; a call in one that the table does not call free is not.
void Walker::addExprs(const Inst &inst) {
  ir::forEachExpr(inst, [&](const ir::Expr &expr) {
    if (expr.kind == ir::ExprKind::Call && expr.entry &&
        ir::entryInfo(*expr.entry).gil != Gil::Free)
      add(FactKind::Needs, inst);
    if (readsRawObject(expr)) {
      add(FactKind::Needs, inst);
      facts_.back().part = &expr;
    }
  });
}

/// Whether there is a new reference afterwards that would be dropped without the GIL.
bool Walker::makesObject(const Inst &inst) const {
  if (inst.result)
    return dropped_.contains(inst.result);
  // Nobody takes it: it is dropped at once.
  return inst.kind == InstKind::CallFunction &&
         (!inst.callee_type || types::isObject(inst.callee_type->result));
}

void Walker::addOwn(const Inst &inst) {
  switch (ir::effectsOf(inst).gil) {
  case Gil::Acquires:
    add(FactKind::Acquires, inst);
    return;
  case Gil::Releases:
    add(FactKind::Releases, inst);
    return;
  case Gil::Free:
    if (inst.kind == InstKind::CallFunction)
      add(FactKind::Calls, inst);
    if (makesObject(inst))
      add(FactKind::Holds, inst, inst.result);
    return;
  case Gil::Needs:
  case Gil::ByCallee:
    break;
  }
  add(inst.kind == InstKind::CallFunction ? FactKind::CallsGil : FactKind::Needs, inst);
}

/// What makes a temporary. One that gets several values, as that of `a if c else b`, has no name.
void Walker::noteDefinition(const Inst &inst) {
  const bool is_store = inst.kind == InstKind::StoreRef;
  const ir::Variable *variable = is_store ? ir::asVariable(inst.place) : inst.result;
  if (!variable || !variable->source_name.empty())
    return;
  const auto [at, is_new] = definitions_.try_emplace(variable, &inst);
  if (!is_new)
    at->second = at->second && at->second->kind == InstKind::Declare ? &inst : nullptr;
}

void Walker::walk(const Inst &inst) {
  addExprs(inst);
  addOwn(inst);
  if (state_ != GilState::Held)
    noteDefinition(inst);
  if (!inst.body)
    return;
  const GilState outer_state = state_;
  const Inst *const outer_region = region_;
  state_ = stateInside(inst.kind, state_);
  if (inst.kind == InstKind::ReleaseGil)
    region_ = &inst;
  else if (inst.kind == InstKind::AcquireGil)
    region_ = nullptr;
  ir::forEachBlock(inst, [this](const ir::Block &block) { walk(block); });
  state_ = outer_state;
  region_ = outer_region;
}

void Walker::walk(const ir::Block &block) {
  for (const Inst *inst : block)
    walk(*inst);
}

std::vector<Fact> Walker::run(const ir::Function &function) {
  // What is declared at the top is dropped at the end, in the state that the function began with.
  for (const auto *variables : {&function.parameters, &function.locals})
    for (const ir::Variable *variable : *variables)
      if (dropped_.contains(variable)) {
        facts_.push_back({FactKind::Holds, state_,
                          variable->span.isValid() ? variable->span : function.span, 0, nullptr,
                          variable, nullptr, nullptr});
        if (variable->number) {
          facts_.back().is_arithmetic = true;
          facts_.back().undeclared = {variable};
        }
      }
  walk(function.body);
  return std::move(facts_);
}

} // namespace

llvm::StringRef calledName(const Inst &call) {
  const ir::Expr *callee = call.callee;
  return callee && callee->kind == ir::ExprKind::NamedValue ? callee->text : llvm::StringRef();
}

std::vector<Fact> factsOf(const ir::Function &function, GilState entry) {
  return Walker(function, entry).run(function);
}

static bool callsBuiltin(const Inst &inst) {
  return inst.kind == InstKind::CallRuntime && !inst.args.empty() && inst.args[0]->constant &&
         inst.args[0]->constant->kind == ir::Constant::Kind::Builtin;
}

bool makesScope(const Fact &fact) {
  return fact.kind == FactKind::Needs && fact.inst->kind == InstKind::CallRuntime &&
         fact.inst->entry == ir::RuntimeEntry::new_scope_bytes;
}

std::string describe(const Fact &fact) {
  const auto subject = fact.inst ? llvm::StringRef(fact.inst->subject) : llvm::StringRef();
  switch (fact.kind) {
  case FactKind::Needs:
    if (fact.part)
      return ir::describe(ir::Construct::RawObject, fact.part->text);
    if (fact.inst->construct == ir::Construct::CallPython && callsBuiltin(*fact.inst))
      return ir::describe(ir::Construct::CallBuiltin, subject);
    if (fact.inst->construct == ir::Construct::HoldObject && subject.empty())
      return "holding a Python object";
    if (makesScope(fact))
      return (llvm::Twine("keeping variables for the functions inside `") + subject + "`").str();
    if (fact.inst->construct != ir::Construct::None)
      return ir::describe(fact.inst->construct, subject, fact.operand);
    // Lowering gave no reason: the instruction is the best word that there is.
    if (fact.inst->kind == InstKind::CallRuntime)
      return (llvm::Twine("`") + ir::entryInfo(fact.inst->entry).name + "` of the runtime").str();
    return ir::describe(ir::Construct::None, "");
  case FactKind::Calls:
  case FactKind::CallsGil:
    return fact.inst->construct == ir::Construct::None
               ? ir::describe(ir::Construct::CallC, subject)
               : ir::describe(fact.inst->construct, subject);
  case FactKind::Holds:
    if (fact.inst && fact.inst->kind == InstKind::CallFunction)
      return subject.empty()
                 ? "holding the Python object that the call returns"
                 : (llvm::Twine("holding the Python object that `") + subject + "` returns").str();
    if (fact.variable && !fact.variable->source_name.empty())
      return ir::describe(ir::Construct::HoldObject, fact.variable->source_name);
    return "holding a Python object";
  case FactKind::Acquires:
    return "`with gil`";
  case FactKind::Releases:
    return "`with nogil`";
  }
  llvm_unreachable("not a fact kind");
}

} // namespace nogilc::gil
