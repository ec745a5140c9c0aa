// See nones.h. One forward walk over the structured body of each function that uses an instance
// without the GIL; loops are walked until nothing changes. What is known is which variables and
// attributes are not None, and what the truth of a condition says of them. A call does not change
// that: an attribute that was tested counts as tested until it is assigned to.
#include "gil/nones.h"

#include "gil/facts.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ErrorHandling.h>

#include <map>
#include <optional>
#include <set>

namespace nogilc::gil {

namespace {

using ir::Expr;
using ir::ExprKind;
using ir::Inst;
using ir::InstKind;
using ir::Variable;

/// Places by their name in C++: `v_c`, `v_self->m_next`.
using Places = std::set<std::string>;

/// What a condition says of places that are not None.
struct Implied {
  Places where_true, where_false;
  bool operator==(const Implied &) const = default;
};

struct Known {
  Places filled; ///< not None
  /// Of the variables that hold the result of a test.
  std::map<const Variable *, Implied> tests;
  bool operator==(const Known &) const = default;
};

/// Absent: control does not come here.
using Flow = std::optional<Known>;

Places both(const Places &a, const Places &b) {
  Places result;
  std::ranges::set_intersection(a, b, std::inserter(result, result.end()));
  return result;
}

void add(Places &into, const Places &from) { into.insert(from.begin(), from.end()); }

void join(Flow &into, const Flow &from) {
  if (!from)
    return;
  if (!into) {
    into = from;
    return;
  }
  into->filled = both(into->filled, from->filled);
  std::map<const Variable *, Implied> tests;
  for (auto &[variable, implied] : into->tests)
    if (const auto other = from->tests.find(variable); other != from->tests.end())
      tests[variable] = {both(implied.where_true, other->second.where_true),
                         both(implied.where_false, other->second.where_false)};
  into->tests = std::move(tests);
}

const types::ExtensionType *extensionOf(const Expr &expr) {
  return llvm::dyn_cast_or_null<types::ExtensionType>(types::canonical(expr.type));
}

/// An object of an extension type, be it that only a cast to its struct says so.
bool isInstance(const Expr &expr) {
  const Expr *inside = ir::withoutCasts(&expr);
  return extensionOf(*inside) ||
         (types::isObject(inside->type) && types::isPointer(types::canonical(expr.type)) &&
          llvm::isa<types::OpaqueType>(types::canonical(types::elementOf(expr.type))));
}

bool isNone(const Expr &expr) {
  return expr.kind == ExprKind::NamedValue && expr.text == "Py_None";
}

bool isFalse(const Expr &expr) { return expr.kind == ExprKind::Literal && expr.text == "false"; }

/// A variable, or an attribute of one, and so on; empty for anything else.
std::string placeOf(const Expr *expr) {
  expr = ir::withoutCasts(expr);
  if (const Variable *variable = ir::asVariable(expr))
    return variable->name;
  if (!expr || expr->kind != ExprKind::Field || !expr->is_arrow)
    return {};
  std::string base = placeOf(expr->operands[0]);
  return base.empty() ? base : base + "->" + expr->text.str();
}

/// The same in the words of the source.
std::string wordsOf(const Expr *expr) {
  expr = ir::withoutCasts(expr);
  if (const Variable *variable = ir::asVariable(expr))
    return variable->source_name.empty() ? variable->name : variable->source_name;
  if (!expr || expr->kind != ExprKind::Field)
    return {};
  const Expr *object = ir::withoutCasts(expr->operands[0]);
  for (const auto *type = extensionOf(*object); type;
       type = llvm::dyn_cast<types::ExtensionType>(types::canonical(type->base)))
    for (const types::FieldInfo &field : type->fields)
      if (field.cname == expr->text)
        return wordsOf(object) + "." + field.name.str().str();
  // `(<C>o).x`: of `o` nothing is known, and the struct gives its fields names of their own.
  llvm::StringRef name = expr->text;
  name.consume_front("m_");
  return isInstance(*expr->operands[0]) ? wordsOf(object) + "." + name.str() : std::string();
}

/// The `self` of a C method: it is named `Class.method`, and its first argument is a `Class`. That
/// of a Python method has been tested.
const Variable *selfOf(const ir::Function &function) {
  if (function.parameters.empty()) // also where the signature has an error
    return nullptr;
  if (function.self_type)
    return function.parameters.front();
  if (function.role != ir::FunctionRole::C)
    return nullptr;
  const Variable *first = function.parameters[0];
  const auto *type = llvm::dyn_cast<types::ExtensionType>(types::canonical(first->type));
  const auto [cls, method] = llvm::StringRef(function.qualified_name).rsplit('.');
  return type && !method.empty() && cls == type->name.str() ? first : nullptr;
}

/// Whether the instance is looked into to find the function.
bool isCalledByTable(const Inst &call) {
  bool is_found = false;
  if (call.callee)
    ir::forEachExpr(*call.callee, [&](const Expr &expr) {
      is_found |= expr.kind == ExprKind::Field && expr.text == "ng_table";
    });
  return is_found;
}

/// What is never None, by its name in C++: every assignment in the module gives it an instance, and
/// the first one comes before anybody can see it. That is `__cinit__` for a C attribute, which no
/// construction goes around, and the module's body for a C variable of the module.
struct Filled {
  std::set<llvm::StringRef> from_the_start;
  std::set<llvm::StringRef> maybe_none;
  bool contains(llvm::StringRef cname) const {
    return from_the_start.contains(cname) && !maybe_none.contains(cname);
  }
};

class NoneWalker {
public:
  /// Without `diagnostics` it only learns what may be None.
  NoneWalker(const ir::Function &function, Filled &filled, DiagnosticEngine *diagnostics)
      : function_(function), filled_(filled), diagnostics_(diagnostics),
        state_(function.entry_state) {}

  /// What is known where the function returns without an exception.
  Flow run();

private:
  Flow walk(const ir::Block &block, Flow flow);
  Flow walk(const Inst &inst, Flow flow);
  Flow walkIf(const Inst &inst, Flow flow);
  Flow walkLoop(const Inst &inst, const Flow &flow);
  Flow walkLabeled(const Inst &inst, Flow flow);
  Flow walkCall(const Inst &inst, Flow flow);
  void store(const Expr *place, const Expr *value, Known &known);
  void forget(const Expr *place, Known &known);
  bool isFilled(const Expr *value, const Known &known) const;
  Implied implied(const Expr &condition, const Known &known) const;
  void checkUses(const Inst &inst, Known &known);
  void checkUses(const Expr &expr, const Inst &inst, Known &known);
  void use(const Expr *object, llvm::StringRef member, bool is_method, const Inst &inst,
           Known &known);

  const ir::Function &function_;
  Filled &filled_;
  DiagnosticEngine *diagnostics_;
  GilState state_;
  /// The temporaries that hold a new instance.
  llvm::DenseSet<const Variable *> instances_;
  llvm::DenseMap<const ir::Label *, Flow> targets_;
  llvm::SmallVector<Flow *, 4> breaks_, continues_;
  std::set<std::pair<const Inst *, std::string>> told_;
  Flow at_return_;
};

bool NoneWalker::isFilled(const Expr *value, const Known &known) const {
  value = ir::withoutCasts(value);
  if (!value || isNone(*value))
    return false;
  if (const Variable *variable = ir::asVariable(value))
    return instances_.contains(variable) || known.filled.contains(variable->name) ||
           (variable->storage == ir::Storage::Static && filled_.contains(variable->name));
  if (value->kind == ExprKind::Field && filled_.contains(value->text))
    return true;
  const std::string place = placeOf(value);
  return !place.empty() && known.filled.contains(place);
}

Implied NoneWalker::implied(const Expr &condition, const Known &known) const {
  if (const Variable *variable = ir::asVariable(&condition)) {
    const auto found = known.tests.find(variable);
    return found == known.tests.end() ? Implied() : found->second;
  }
  if (condition.kind == ExprKind::Unary && condition.text == "!") {
    Implied inner = implied(*condition.operands[0], known);
    return {std::move(inner.where_false), std::move(inner.where_true)};
  }
  if (condition.kind != ExprKind::Binary)
    return {};
  const Expr *left = condition.operands[0], *right = condition.operands[1];
  if (condition.text == "==" || condition.text == "!=") {
    const Expr *object = isNone(*right) ? left : isNone(*left) ? right : nullptr;
    std::string place = object ? placeOf(object) : std::string();
    if (place.empty())
      return {};
    Implied result;
    (condition.text == "!=" ? result.where_true : result.where_false).insert(std::move(place));
    return result;
  }
  const bool is_and = condition.text == "&&";
  if (!is_and && condition.text != "||")
    return {};
  Implied a = implied(*left, known), b = implied(*right, known);
  if (is_and) {
    add(a.where_true, b.where_true);
    a.where_false = both(a.where_false, b.where_false);
  } else {
    add(a.where_false, b.where_false);
    a.where_true = both(a.where_true, b.where_true);
  }
  return a;
}

void NoneWalker::forget(const Expr *place, Known &known) {
  const std::string name = placeOf(place);
  // Another reference may be to the same object: an attribute is forgotten of all of them.
  const Expr *field =
      ir::withoutCasts(place)->kind == ExprKind::Field ? ir::withoutCasts(place) : nullptr;
  const std::string member = field ? "->" + field->text.str() : std::string();
  const auto isChanged = [&](const std::string &known_place) {
    if (field)
      return llvm::StringRef(known_place).contains(member);
    return known_place == name || llvm::StringRef(known_place).starts_with(name + "->");
  };
  std::erase_if(known.filled, isChanged);
  for (auto &[variable, test] : known.tests) {
    std::erase_if(test.where_true, isChanged);
    std::erase_if(test.where_false, isChanged);
  }
}

void NoneWalker::store(const Expr *place, const Expr *value, Known &known) {
  const bool is_filled = isFilled(value, known);
  const Expr *target = ir::withoutCasts(place);
  if (const Variable *variable = ir::asVariable(target); variable && !is_filled)
    filled_.maybe_none.insert(variable->name);
  else if (target->kind == ExprKind::Field && !is_filled)
    filled_.maybe_none.insert(target->text);
  forget(place, known);
  if (std::string name = placeOf(place); is_filled && !name.empty())
    known.filled.insert(std::move(name));
}

void NoneWalker::use(const Expr *object, llvm::StringRef member, bool is_method, const Inst &inst,
                     Known &known) {
  // Only an instance has C methods, whatever its type is known to be.
  if (state_ == GilState::Held || !diagnostics_ || !(is_method || isInstance(*object)) ||
      isFilled(object, known))
    return;
  object = ir::withoutCasts(object);
  const Variable *variable = ir::asVariable(object);
  // What the compiler made, and what lives in the frame of a generator, is not followed.
  if (variable ? variable->source_name.empty() || variable->storage == ir::Storage::ScopeField
               : object->kind != ExprKind::Field)
    return;
  const std::string words = wordsOf(object), place = placeOf(object);
  if (words.empty() || place.empty())
    return;
  known.filled.insert(place); // told once
  if (!told_.insert({&inst, place}).second)
    return;
  auto report = diagnostics_->report(Diag::NoneWithoutGil, inst.span);
  report.arg(words).arg((is_method ? "calling its method `" : "using its attribute `") +
                        member.str() + "`");
  if (variable && variable->storage == ir::Storage::Parameter && extensionOf(*object) &&
      function_.role == ir::FunctionRole::Python)
    report.note(variable->span, "declare it `" + words + " not None`");
  else if (!variable)
    report.note("give it an instance in `__cinit__` and assign nothing but instances to it, or "
                "test `" +
                words + " is not None` before");
  else
    report.note("test `" + words +
                " is not None` before, or let `nonecheck=True` raise an AttributeError");
}

void NoneWalker::checkUses(const Expr &expr, const Inst &inst, Known &known) {
  // The right side of `and` and `or`, and the sides of a condition, know what was tested.
  if ((expr.kind == ExprKind::Binary && (expr.text == "&&" || expr.text == "||")) ||
      expr.kind == ExprKind::Conditional) {
    checkUses(*expr.operands[0], inst, known);
    const Implied test = implied(*expr.operands[0], known);
    Known inside = known;
    add(inside.filled, expr.text == "||" ? test.where_false : test.where_true);
    checkUses(*expr.operands[1], inst, inside);
    if (expr.kind == ExprKind::Conditional) {
      inside = known;
      add(inside.filled, test.where_false);
      checkUses(*expr.operands[2], inst, inside);
    }
    return;
  }
  for (const Expr *operand : expr.operands)
    if (operand)
      checkUses(*operand, inst, known);
  if (expr.kind == ExprKind::Field && expr.is_arrow && expr.text != "ng_table") {
    const std::string words = wordsOf(&expr);
    use(expr.operands[0], llvm::StringRef(words).rsplit('.').second, false, inst, known);
  }
}

void NoneWalker::checkUses(const Inst &inst, Known &known) {
  for (const Expr *expr : {inst.value, inst.place})
    if (expr)
      checkUses(*expr, inst, known);
  for (const Expr *arg : inst.args)
    if (arg)
      checkUses(*arg, inst, known);
  if (inst.kind == InstKind::CallFunction && !inst.args.empty() &&
      (isCalledByTable(inst) || (inst.callee_function && selfOf(*inst.callee_function))))
    use(inst.args[0], inst.subject, true, inst, known);
}

Flow NoneWalker::walkCall(const Inst &inst, Flow flow) {
  using Entry = ir::RuntimeEntry;
  for (const ir::Label *label : {inst.on_error, inst.on_end})
    if (label)
      join(targets_[label], flow);
  const bool is_runtime = inst.kind == InstKind::CallRuntime;
  if (is_runtime && ir::entryInfo(inst.entry).kind == ir::EntryKind::Raise)
    return std::nullopt;
  if (inst.result) {
    flow->tests.erase(inst.result);
    flow->filled.erase(inst.result->name);
  }
  if (!is_runtime || inst.args.empty())
    return flow;
  const Expr *first = inst.args[0];
  const std::string place = placeOf(first);
  if (inst.result && (inst.entry == Entry::is_instance_of || inst.entry == Entry::is_true))
    flow->tests[inst.result].where_true.insert(place);
  else if ((inst.entry == Entry::require_type && isFalse(*inst.args[2])) ||
           (inst.entry == Entry::require_argument_type && isFalse(*inst.args[3])))
    flow->filled.insert(place);
  else if (inst.result && first->kind == ExprKind::NamedValue &&
           first->text.contains("_type.type")) // `C(…)` and `C.__new__(C)`
    instances_.insert(inst.result);
  return flow;
}

Flow NoneWalker::walkIf(const Inst &inst, Flow flow) {
  const Implied test = implied(*inst.value, *flow);
  Flow otherwise = flow;
  add(flow->filled, test.where_true);
  add(otherwise->filled, test.where_false);
  flow = walk(*inst.body, std::move(flow));
  if (inst.else_body)
    otherwise = walk(*inst.else_body, std::move(otherwise));
  join(flow, otherwise);
  return flow;
}

Flow NoneWalker::walkLoop(const Inst &inst, const Flow &flow) {
  Flow entry = flow;
  for (;;) {
    Flow breaks, continues, inside = entry, end;
    if (inst.value) {
      const Implied test = implied(*inst.value, *entry);
      end = entry;
      add(end->filled, test.where_false);
      checkUses(*inst.value, inst, *inside);
      add(inside->filled, test.where_true);
    }
    breaks_.push_back(&breaks);
    continues_.push_back(&continues);
    Flow again = walk(*inst.body, std::move(inside));
    breaks_.pop_back();
    continues_.pop_back();
    join(again, continues);
    if (inst.step)
      again = walk(*inst.step, std::move(again));
    Flow merged = entry;
    join(merged, again);
    if (merged == entry) {
      join(end, breaks);
      return end;
    }
    entry = std::move(merged);
  }
}

Flow NoneWalker::walkLabeled(const Inst &inst, Flow flow) {
  targets_[inst.label] = std::nullopt;
  Flow end = walk(*inst.body, std::move(flow));
  join(end, targets_[inst.label]);
  return end;
}

Flow NoneWalker::walk(const Inst &inst, Flow flow) {
  if (inst.kind != InstKind::Loop)
    checkUses(inst, *flow);
  switch (inst.kind) {
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Store:
  case InstKind::StoreRef: {
    const bool is_object = types::isObject(inst.value->type);
    const Variable *to = inst.result ? inst.result : ir::asVariable(inst.place);
    if (!is_object) {
      if (to)
        flow->tests.erase(to);
      Implied test = implied(*inst.value, *flow);
      // Where it is false, or where it is true, all is known that is known here.
      add(test.where_true, flow->filled);
      add(test.where_false, flow->filled);
      if (to && !types::isPointer(types::canonical(to->type)))
        flow->tests[to] = std::move(test);
    } else if (inst.place) {
      store(inst.place, inst.value, *flow);
    } else if (isFilled(inst.value, *flow)) {
      flow->filled.insert(inst.result->name);
    }
    return flow;
  }
  case InstKind::Declare:
  case InstKind::NeedGil:
  case InstKind::Unknown:
  case InstKind::Drop:
    return flow;
  case InstKind::Yield:
    if (inst.on_error)
      join(targets_[inst.on_error], flow);
    return flow;
  case InstKind::CallRuntime:
  case InstKind::CallFunction:
    return walkCall(inst, std::move(flow));
  case InstKind::If:
    return walkIf(inst, std::move(flow));
  case InstKind::Loop:
    return walkLoop(inst, flow);
  case InstKind::Labeled:
    return walkLabeled(inst, std::move(flow));
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
  case InstKind::HoldLock:
  case InstKind::CriticalSection:
  case InstKind::ExceptScope: {
    const GilState outer = state_;
    state_ = stateInside(inst.kind, state_);
    flow = walk(*inst.body, std::move(flow));
    state_ = outer;
    return flow;
  }
  case InstKind::Goto:
    join(targets_[inst.label], flow);
    return std::nullopt;
  case InstKind::Break:
  case InstKind::Continue: {
    auto &targets = inst.kind == InstKind::Break ? breaks_ : continues_;
    if (!targets.empty())
      join(*targets.back(), flow);
    return std::nullopt;
  }
  case InstKind::ReturnMoved:
  case InstKind::Return:
  case InstKind::ReturnRef:
    if (!inst.is_raising)
      join(at_return_, flow);
    return std::nullopt;
  }
  llvm_unreachable("not an instruction kind");
}

Flow NoneWalker::walk(const ir::Block &block, Flow flow) {
  for (const Inst *inst : block) {
    if (!flow)
      break;
    flow = walk(*inst, std::move(flow));
  }
  return flow;
}

Flow NoneWalker::run() {
  Known known;
  if (const Variable *self = selfOf(function_))
    known.filled.insert(self->name);
  walk(function_.body, std::move(known));
  return std::move(at_return_);
}

bool isFieldOfInstance(const Expr *expr) {
  return expr && expr->kind == ExprKind::Field && expr->is_arrow && isInstance(*expr->operands[0]);
}

/// Whether it gives objects to C attributes of instances, or to C variables of the module.
bool storesForOthers(const ir::Function &function) {
  bool is_found = false;
  ir::forEachInst(function.body, [&](const Inst &inst) {
    if (inst.kind != InstKind::StoreRef)
      return;
    const Variable *variable = ir::asVariable(inst.place);
    is_found |= isFieldOfInstance(inst.place) ||
                (variable && variable->storage == ir::Storage::Static && extensionOf(*inst.place));
  });
  return is_found;
}

/// Whether it uses instances other than its `self` where the GIL may not be held.
bool usesInstances(const ir::Block &block, GilState state, const Variable *self) {
  return llvm::any_of(block, [&](const Inst *inst) {
    bool is_found = false;
    if (state != GilState::Held) {
      ir::forEachExpr(*inst, [&](const Expr &expr) {
        is_found |=
            isFieldOfInstance(&expr) && ir::asVariable(ir::withoutCasts(expr.operands[0])) != self;
      });
      is_found |= inst->kind == InstKind::CallFunction && !inst->args.empty() &&
                  types::isObject(ir::withoutCasts(inst->args[0])->type) &&
                  ir::asVariable(ir::withoutCasts(inst->args[0])) != self;
    }
    const GilState inside = stateInside(inst->kind, state);
    for (const ir::Block *inner : {inst->body, inst->else_body})
      is_found = is_found || (inner && usesInstances(*inner, inside, self));
    return is_found;
  });
}

Filled neverNone(const ir::Module &module) {
  Filled filled;
  // What is known of others is not used for that: nothing is, yet. The module's body runs first.
  for (const ir::Function *function : module.functions)
    if (function->role != ir::FunctionRole::ModuleExec && storesForOthers(*function))
      NoneWalker(*function, filled, nullptr).run();
  Filled unknown;
  const auto atEnd = [&](const ir::Function &function) {
    Flow end = NoneWalker(function, unknown, nullptr).run();
    return end ? std::move(end->filled) : Places();
  };
  for (const ir::Class *cls : module.classes) {
    const ir::Function *cinit = cls->cinit ? cls->cinit->body : nullptr;
    if (!cinit || cinit->parameters.empty())
      continue;
    const Places end = atEnd(*cinit);
    for (const ir::ClassField &field : cls->fields)
      if (end.contains(cinit->parameters[0]->name + "->" + field.name.str()))
        filled.from_the_start.insert(field.name);
  }
  const Places end = module.exec ? atEnd(*module.exec) : Places();
  for (const Variable *variable : module.variables)
    if (variable->public_name.empty() && !variable->is_extern && end.contains(variable->name))
      filled.from_the_start.insert(variable->name);
  return filled;
}

} // namespace

void checkNones(const ir::Module &module, DiagnosticEngine &diagnostics) {
  llvm::SmallVector<const ir::Function *, 8> users;
  for (const ir::Function *function : module.functions)
    if (usesInstances(function->body, function->entry_state, selfOf(*function)))
      users.push_back(function);
  if (users.empty())
    return;
  Filled filled = neverNone(module);
  for (const ir::Function *function : users)
    NoneWalker(*function, filled, &diagnostics).run();
}

} // namespace nogilc::gil
