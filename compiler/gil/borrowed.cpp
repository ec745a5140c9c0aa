// See borrowed.h. One walk over each function, in the order of the source; branches are taken one
// behind the other, so a pointer that is taken anew in one of them counts as taken anew. The body
// of a loop is walked twice, for what its end gives to its start.
#include "gil/borrowed.h"

#include "gil/facts.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <map>
#include <optional>

namespace nogilc::gil {

namespace {

using ir::Expr;
using ir::ExprKind;
using ir::Inst;
using ir::InstKind;
using ir::Variable;

/// What keeps the memory behind a pointer.
struct Origin {
  const Inst *taken = nullptr; ///< the instruction that made the pointer
  std::string what;            ///< "the attribute `name`"
  bool was_released = false;   ///< the GIL was, since
  const Inst *region = nullptr;
};

/// Where a pointer is kept: a variable, or a field of one; of an array all elements are one place.
using Place = std::pair<const Variable *, llvm::StringRef>;

bool isArrayType(const types::Type *type) {
  return llvm::isa_and_nonnull<types::ArrayType>(types::canonical(type));
}

std::optional<Place> placeOf(const Expr *expr) {
  llvm::StringRef name;
  for (;; expr = expr->operands[0]) {
    if (const Variable *variable = ir::asVariable(expr))
      return Place(variable, name);
    if (expr->kind == ExprKind::Field && !expr->is_arrow)
      name = expr->text;
    else if (expr->kind != ExprKind::Index || !isArrayType(expr->operands[0]->type))
      return std::nullopt;
  }
}

/// The name of a C attribute in the source.
std::string attributeName(const Expr &field) {
  for (const Expr *object : {field.operands[0], ir::withoutCasts(field.operands[0])})
    for (const auto *type =
             llvm::dyn_cast_or_null<types::ExtensionType>(types::canonical(object->type));
         type; type = llvm::dyn_cast<types::ExtensionType>(types::canonical(type->base)))
      for (const types::FieldInfo &one : type->fields)
        if (one.cname == field.text)
          return one.name.str().str();
  return {};
}

class BorrowedWalker {
public:
  explicit BorrowedWalker(const ir::Function &function, DiagnosticEngine &diagnostics)
      : diagnostics_(diagnostics), state_(function.entry_state) {}

  void walk(const ir::Block &block) {
    for (const Inst *inst : block)
      walk(*inst);
  }

private:
  void walk(const Inst &inst);
  void learn(const Inst &inst);
  void learnCall(const Inst &inst);
  void checkUses(const Inst &inst);
  void checkUse(const Expr &expr, const Inst &inst);
  std::string holderOf(const Expr &object) const;
  std::string holderOfMemory(const Expr *place) const;
  std::optional<Origin> originOf(const Expr *value, const Inst &inst) const;
  const Origin *known(const Expr *expr) const;

  DiagnosticEngine &diagnostics_;
  GilState state_;
  const Inst *region_ = nullptr;
  bool is_repeating_ = false; ///< the body of a loop, for the second time
  /// What the owned temporaries were taken from.
  llvm::DenseMap<const Variable *, std::string> holders_;
  std::map<Place, Origin> origins_;
  llvm::DenseSet<const Variable *> told_;
};

/// Who holds the object, if it is not a variable of this function; or that it can be resized.
std::string BorrowedWalker::holderOf(const Expr &object) const {
  const Expr *expr = ir::withoutCasts(&object);
  if (expr->kind == ExprKind::Field && expr->is_arrow && types::isObject(expr->type)) {
    const std::string name = attributeName(*expr);
    return name.empty() ? name : "the attribute `" + name + "`";
  }
  const Variable *variable = ir::asVariable(expr);
  if (!variable)
    return {};
  if (auto found = holders_.find(variable); found != holders_.end())
    return found->second;
  const auto *type = llvm::dyn_cast<types::ObjectType>(types::canonical(variable->type));
  if (type && type->object == types::ObjectKind::ByteArray)
    return "the bytearray `" + variable->source_name + "`";
  if (variable->storage == ir::Storage::Static && !variable->source_name.empty())
    return "the module's variable `" + variable->source_name + "`";
  return {};
}

/// Who holds the object that the place is inside of: `a.b.c` is inside of what the attribute `b`
/// holds, if that is an object.
std::string BorrowedWalker::holderOfMemory(const Expr *place) const {
  for (place = ir::withoutCasts(place); place; place = ir::withoutCasts(place->operands[0])) {
    if (place->kind == ExprKind::Field && place->is_arrow) {
      const Expr *object = ir::withoutCasts(place->operands[0]);
      return types::isObject(object->type) ? holderOf(*object) : std::string();
    }
    const bool is_inside =
        place->kind == ExprKind::Field ||
        (place->kind == ExprKind::Index && isArrayType(place->operands[0]->type));
    if (!is_inside)
      return {};
  }
  return {};
}

const Origin *BorrowedWalker::known(const Expr *expr) const {
  const auto place = placeOf(expr);
  if (!place)
    return nullptr;
  auto found = origins_.find(*place);
  if (found == origins_.end())
    found = origins_.find({place->first, {}});
  return found == origins_.end() ? nullptr : &found->second;
}

/// Where the pointer that the value is, or has in it, comes from.
std::optional<Origin> BorrowedWalker::originOf(const Expr *value, const Inst &inst) const {
  value = ir::withoutCasts(value);
  if (!value)
    return std::nullopt;
  const auto madeHere = [&](std::string what) -> std::optional<Origin> {
    if (what.empty())
      return std::nullopt;
    return Origin{&inst, std::move(what), false, nullptr};
  };
  // `<PyObject *>o.x`: the address of an object.
  if (types::isObject(value->type))
    return madeHere(holderOf(*value));
  if (isArrayType(value->type))
    if (auto made = madeHere(holderOfMemory(value)))
      return made;
  switch (value->kind) {
  case ExprKind::VariableRef:
  case ExprKind::Field:
  case ExprKind::Index:
    if (const Origin *origin = known(value))
      return *origin;
    return std::nullopt;
  case ExprKind::Unary:
    return value->text == "&" ? madeHere(holderOfMemory(value->operands[0])) : std::nullopt;
  case ExprKind::Binary:
    if (!types::isPointer(types::canonical(value->type)))
      return std::nullopt;
    [[fallthrough]];
  case ExprKind::Initializer:
  case ExprKind::Conditional:
    for (const Expr *operand : value->operands.drop_front(value->kind == ExprKind::Conditional))
      if (operand &&
          (types::isPointer(types::canonical(operand->type)) || isArrayType(operand->type)))
        if (auto origin = originOf(operand, inst))
          return origin;
    return std::nullopt;
  case ExprKind::Literal:
  case ExprKind::NamedValue:
  case ExprKind::ConstantRef:
  case ExprKind::Cast:
  case ExprKind::SizeOf:
  case ExprKind::Call:
    return std::nullopt;
  }
  return std::nullopt;
}

void BorrowedWalker::learnCall(const Inst &inst) {
  const llvm::StringRef entry = ir::entryInfo(inst.entry).name;
  if (inst.entry == ir::RuntimeEntry::cstring_from_py) {
    if (std::string what = holderOf(*inst.args[0]); !what.empty())
      origins_[{inst.result, {}}] = {&inst, std::move(what), false, nullptr};
  } else if (entry.starts_with("getattr")) {
    holders_[inst.result] = "the attribute `" + std::string(inst.subject) + "`";
  } else if (entry.starts_with("getitem")) {
    holders_[inst.result] = "an item of a container";
  } else if (inst.construct == ir::Construct::ReadGlobal) {
    holders_[inst.result] = "the module's variable `" + std::string(inst.subject) + "`";
  }
}

/// What the instruction gives to a temporary or variable.
void BorrowedWalker::learn(const Inst &inst) {
  if (inst.kind == InstKind::CallRuntime && inst.result)
    return learnCall(inst);
  const bool is_store = inst.kind == InstKind::Store || inst.kind == InstKind::StoreRef;
  if (!is_store && inst.kind != InstKind::Evaluate && inst.kind != InstKind::Borrow)
    return;
  if (inst.kind == InstKind::StoreRef || inst.kind == InstKind::Borrow) {
    // A variable of this function keeps what it is given; a temporary only stands for it.
    const Variable *to = is_store ? ir::asVariable(inst.place) : inst.result;
    if (to && to->source_name.empty())
      if (std::string what = holderOf(*inst.value); !what.empty())
        holders_[to] = std::move(what);
    return;
  }
  const std::optional<Place> to =
      is_store ? placeOf(inst.place) : std::optional<Place>({inst.result, {}});
  if (!to || !to->first)
    return;
  const Variable *from = ir::asVariable(ir::withoutCasts(inst.value));
  if (from && from != to->first && to->second.empty() && !types::isObject(from->type)) {
    // With all that is in it.
    std::map<llvm::StringRef, Origin> copied;
    for (const auto &[place, origin] : origins_)
      if (place.first == from)
        copied[place.second] = origin;
    std::erase_if(origins_, [&](const auto &known) { return known.first.first == to->first; });
    for (auto &[name, origin] : copied)
      origins_[{to->first, name}] = std::move(origin);
    return;
  }
  std::optional<Origin> origin = originOf(inst.value, inst);
  if (origin)
    origins_[*to] = std::move(*origin);
  else
    origins_.erase(*to);
}

void BorrowedWalker::checkUse(const Expr &expr, const Inst &inst) {
  const Origin *origin = known(&expr);
  if (!origin)
    return;
  const Variable *variable = placeOf(&expr)->first;
  const Inst *region = state_ == GilState::Held ? origin->region : region_;
  if (variable->source_name.empty() || !region ||
      (state_ == GilState::Held && !origin->was_released) || !told_.insert(variable).second)
    return;
  diagnostics_.report(Diag::BorrowedAcrossNogil, inst.span)
      .arg(variable->source_name)
      .arg(origin->what)
      .label(region->span, "GIL released here")
      .note(origin->taken->span, "the pointer is taken here")
      .note("keep the object in a local variable, which holds a reference, and take the pointer "
            "from that");
}

void BorrowedWalker::checkUses(const Inst &inst) {
  if (origins_.empty())
    return;
  const auto visit = [&](const auto &self, const Expr &expr) -> void {
    // What is read of a place, not the steps on the way to it.
    if (placeOf(&expr)) {
      const types::Type *type = types::canonical(expr.type);
      if (expr.kind == ExprKind::VariableRef || types::isPointer(type) ||
          types::isInteger(type)) // `<size_t>p` in a variable
        checkUse(expr, inst);
      return;
    }
    for (const Expr *operand : expr.operands)
      if (operand)
        self(self, *operand);
  };
  for (const Expr *expr : {inst.callee, inst.value})
    if (expr)
      visit(visit, *expr);
  for (const Expr *arg : inst.args)
    if (arg)
      visit(visit, *arg);
  if (inst.place && !(inst.kind == InstKind::Store && placeOf(inst.place)))
    visit(visit, *inst.place);
}

void BorrowedWalker::walk(const Inst &inst) {
  checkUses(inst);
  learn(inst);
  if (!inst.body)
    return;
  const GilState outer_state = state_;
  const Inst *const outer_region = region_;
  state_ = stateInside(inst.kind, state_);
  if (inst.kind == InstKind::ReleaseGil)
    region_ = &inst;
  const auto walkBodies = [&] {
    ir::forEachBlock(inst, [this](const ir::Block &block) { walk(block); });
  };
  walkBodies();
  if (inst.kind == InstKind::Loop && !is_repeating_ && !origins_.empty()) {
    is_repeating_ = true;
    checkUses(inst);
    walkBodies();
    is_repeating_ = false;
  }
  state_ = outer_state;
  region_ = outer_region;
  if (inst.kind == InstKind::ReleaseGil)
    for (auto &[place, origin] : origins_) {
      origin.was_released = true;
      origin.region = &inst;
    }
}

} // namespace

void checkBorrowed(const ir::Module &module, DiagnosticEngine &diagnostics) {
  for (const ir::Function *function : module.functions)
    BorrowedWalker(*function, diagnostics).walk(function->body);
}

} // namespace nogilc::gil
