#include "lower/operands.h"

#include <llvm/ADT/SmallPtrSet.h>

namespace nogilc::lower {

namespace {

using ir::ExprKind;

/// What a run of instructions may change, of what pure expressions read.
struct Changes {
  bool memory = false;  ///< anything that a pointer, a global or a scope reaches
  bool resumes = false; ///< a `yield`: temporaries do not survive it
  llvm::SmallPtrSet<const ir::Variable *, 8> variables;
};

void collectPlace(const Expr &place, Changes &changes) {
  if (place.kind == ExprKind::VariableRef) {
    changes.variables.insert(place.variable);
    const bool is_private = place.variable->storage == ir::Storage::Local ||
                            place.variable->storage == ir::Storage::Parameter ||
                            place.variable->storage == ir::Storage::Temporary;
    if (!is_private || place.variable->is_escaping)
      changes.memory = true;
  } else if (place.kind == ExprKind::Field && !place.is_arrow) {
    collectPlace(*place.operands[0], changes);
  } else {
    changes.memory = true;
  }
}

void collect(const Inst &inst, Changes &changes) {
  auto into = [&](const ir::Block *block) {
    if (block && !isTerminated(*block)) // what leaves the expression changes nothing in it
      for (const Inst *inner : *block)
        collect(*inner, changes);
  };
  switch (inst.kind) {
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Declare:
  case InstKind::Goto:
  case InstKind::Break:
  case InstKind::Continue:
  case InstKind::Return:
  case InstKind::ReturnRef:
  case InstKind::ReturnMoved:
    break;
  case InstKind::Store:
    collectPlace(*inst.place, changes);
    break;
  case InstKind::StoreRef:
    collectPlace(*inst.place, changes);
    break;
  case InstKind::Drop:
    collectPlace(*inst.place, changes);
    changes.memory = true;
    break;
  case InstKind::CallRuntime:
    for (const Expr *arg : inst.args) // slots that the call fills
      if (arg->kind == ExprKind::VariableRef)
        changes.variables.insert(arg->variable);
    if (inst.result)
      changes.variables.insert(inst.result);
    changes.memory |= !ir::isQuiet(inst.entry);
    break;
  case InstKind::CallFunction:
    if (inst.result)
      changes.variables.insert(inst.result);
    changes.memory = true;
    break;
  case InstKind::If:
  case InstKind::Loop:
  case InstKind::Labeled:
    into(inst.body);
    into(inst.else_body);
    into(inst.step);
    break;
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
  case InstKind::HoldLock:
  case InstKind::CriticalSection:
  case InstKind::ExceptScope:
    changes.memory = true;
    into(inst.body);
    break;
  case InstKind::NeedGil:
    break;
  case InstKind::Unknown:
    changes.memory = true;
    break;
  case InstKind::Yield:
    changes.memory = true;
    changes.resumes = true;
    break;
  }
}

bool isAffected(const Expr &expr, const Changes &changes);

/// Whether the address of a place would be another one.
bool isPlaceAffected(const Expr &place, const Changes &changes) {
  switch (place.kind) {
  case ExprKind::VariableRef: // it stays where it is
    return false;
  case ExprKind::Field:
    return place.is_arrow ? isAffected(*place.operands[0], changes)
                          : isPlaceAffected(*place.operands[0], changes);
  case ExprKind::Index: {
    const bool is_array = llvm::isa<types::ArrayType>(types::canonical(place.operands[0]->type));
    return (is_array ? isPlaceAffected(*place.operands[0], changes)
                     : isAffected(*place.operands[0], changes)) ||
           isAffected(*place.operands[1], changes);
  }
  default: // a dereference, a cast
    return llvm::any_of(place.operands,
                        [&](const Expr *operand) { return isAffected(*operand, changes); });
  }
}

bool isAffected(const Expr &expr, const Changes &changes) {
  switch (expr.kind) {
  case ExprKind::Literal:
  case ExprKind::ConstantRef:
  case ExprKind::SizeOf:
    return false;
  case ExprKind::NamedValue: // a macro or a function
    return false;
  case ExprKind::VariableRef: {
    const ir::Variable &variable = *expr.variable;
    if (variable.storage == ir::Storage::Temporary && !changes.resumes)
      return changes.variables.contains(&variable);
    const bool is_private =
        variable.storage == ir::Storage::Local || variable.storage == ir::Storage::Parameter;
    if (!is_private || variable.is_escaping || variable.is_volatile)
      return changes.memory || changes.resumes;
    return changes.variables.contains(&variable);
  }
  case ExprKind::Unary:
    if (expr.text == "*" && (changes.memory || changes.resumes))
      return true;
    if (expr.text == "&")
      return isPlaceAffected(*expr.operands[0], changes);
    break;
  case ExprKind::Field:
    if (expr.is_arrow && changes.memory)
      return true;
    break;
  case ExprKind::Index:
  case ExprKind::Call:
    if (changes.memory)
      return true;
    break;
  case ExprKind::Binary:
  case ExprKind::Conditional:
  case ExprKind::Cast:
  case ExprKind::Initializer:
    break;
  }
  for (const Expr *operand : expr.operands)
    if (isAffected(*operand, changes))
      return true;
  return false;
}

} // namespace

void Operands::add(Value value) {
  assert(fn_.block == block_ && "an operand left its block open");
  operands_.push_back({value, block_->size()});
}

void Operands::settle() {
  Changes changes;
  size_t seen = block_->size();
  // From the last operand to the first, so that insertions leave the earlier positions as they are.
  for (size_t i = operands_.size(); i-- != 0;) {
    Operand &operand = operands_[i];
    for (size_t at = operand.position; at != seen; ++at)
      collect(*(*block_)[at], changes);
    seen = operand.position;
    Value &value = operand.value;
    if (!value.expr || !isAffected(*value.expr, changes))
      continue;
    if (value.expr->kind == ExprKind::VariableRef &&
        llvm::isa_and_nonnull<types::ArrayType>(types::canonical(value.expr->type)))
      continue; // an array stays where it is
    // Of a place only the way there may change. Objects of C++ are not copied in secret.
    if (value.is_place || (value.kind == ValueKind::C && types::cppClass(value.type))) {
      const bool is_way =
          value.expr->kind != ExprKind::VariableRef && !(value.expr->kind == ExprKind::Call);
      if (!is_way)
        continue;
      ir::Block copies;
      {
        InBlock in(fn_, &copies);
        const Expr *address =
            value.expr->kind == ExprKind::Unary && value.expr->text == "*"
                ? value.expr->operands[0]
                : unary(fn_.module, "&", value.expr, fn_.module.types.pointer(value.expr->type));
        value.expr = unary(fn_.module, "*", evaluate(fn_, address).expr, value.expr->type);
      }
      block_->insert(block_->begin() + static_cast<ptrdiff_t>(operand.position), copies.begin(),
                     copies.end());
      continue;
    }
    // An owned temporary is nobody else's: only a `yield` ends its life, and then it is a field.
    if (value.kind == ValueKind::Owned)
      continue;
    ir::Block copies;
    {
      InBlock in(fn_, &copies);
      value = value.kind == ValueKind::C ? evaluate(fn_, value.expr)
                                         : own(fn_, value, {Construct::HoldObject, {}});
    }
    block_->insert(block_->begin() + static_cast<ptrdiff_t>(operand.position), copies.begin(),
                   copies.end());
  }
}

llvm::SmallVector<const Expr *, 8> Operands::exprs() const {
  llvm::SmallVector<const Expr *, 8> result;
  for (const Operand &operand : operands_)
    result.push_back(operand.value.expr);
  return result;
}

} // namespace nogilc::lower
