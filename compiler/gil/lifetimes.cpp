// See lifetimes.h. One forward walk over the structured body; loops are walked until nothing
// changes. What is not known to empty a variable leaves it as full as it may have been.
#include "gil/lifetimes.h"

#include "gil/facts.h"
#include "ir/walk.h"

#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/ErrorHandling.h>

#include <optional>

namespace nogilc::gil {

using ir::Holding;
using ir::Inst;
using ir::InstKind;
using ir::Variable;

namespace {

/// The candidates (by their place on the stack of scopes) that may hold an object; absent: control
/// does not come here.
using Full = std::optional<llvm::BitVector>;

void join(Full &into, const Full &from) {
  if (!from)
    return;
  if (!into) {
    into = from;
    return;
  }
  into->resize(std::max(into->size(), from->size()));
  *into |= *from;
}

/// Entries that take the object out of their Ref.
bool movesOut(ir::RuntimeEntry entry) {
  return entry == ir::RuntimeEntry::leave_except || entry == ir::RuntimeEntry::reraise_exception;
}

class LifetimeWalker {
public:
  explicit LifetimeWalker(GilState entry) : state_(entry) {}

  llvm::DenseSet<const Variable *> run(const ir::Function &function);

private:
  Full walk(const ir::Block &block, Full full);
  Full walk(const Inst &inst, Full full);
  Full walkLabeled(const Inst &inst, Full full);
  Full walkLoop(const Inst &inst, Full full);
  Full walkCall(const Inst &inst, Full full);
  /// Where `a != nullptr || b != nullptr` is false, `a` and `b` are empty.
  void emptyWhereFalse(const ir::Expr &condition, Full &full);
  void declare(const Variable *variable, bool is_full, Full &full);
  void set(const Variable *variable, bool is_full, Full &full);
  /// Control leaves the blocks of the candidates from `depth` on: they are dropped now.
  Full leave(Full full, size_t depth);
  void jump(const ir::Label *label, Full full);

  GilState state_;
  llvm::SmallVector<const Variable *, 8> scope_; ///< the candidates that are in scope
  struct Target {
    size_t depth = 0; ///< of scope_ outside the block
    Full full;        ///< of the jumps that were seen
  };
  llvm::DenseMap<const ir::Label *, Target> targets_;
  llvm::SmallVector<Target *, 4> breaks_, continues_;
  llvm::DenseSet<const Variable *> dropped_;
};

void LifetimeWalker::declare(const Variable *variable, bool is_full, Full &full) {
  // Where the GIL is held a variable may be dropped at any time.
  if (state_ == GilState::Held)
    return;
  scope_.push_back(variable);
  if (full) {
    full->resize(static_cast<unsigned>(scope_.size()));
    (*full)[static_cast<unsigned>(scope_.size() - 1)] = is_full;
  }
}

void LifetimeWalker::set(const Variable *variable, bool is_full, Full &full) {
  if (!variable || !full)
    return;
  for (size_t i = scope_.size(); i-- > 0;)
    if (scope_[i] == variable) {
      full->resize(static_cast<unsigned>(scope_.size()));
      (*full)[static_cast<unsigned>(i)] = is_full;
      return;
    }
}

void LifetimeWalker::emptyWhereFalse(const ir::Expr &condition, Full &full) {
  if (condition.kind != ir::ExprKind::Binary)
    return;
  if (condition.text == "||") {
    emptyWhereFalse(*condition.operands[0], full);
    emptyWhereFalse(*condition.operands[1], full);
  } else if (condition.text == "!=" && condition.operands[1]->kind == ir::ExprKind::Literal &&
             condition.operands[1]->text == "nullptr") {
    set(ir::asVariable(condition.operands[0]), false, full);
  }
}

Full LifetimeWalker::leave(Full full, size_t depth) {
  if (!full)
    return full;
  full->resize(static_cast<unsigned>(scope_.size()));
  for (size_t i = depth; i < scope_.size(); ++i)
    if ((*full)[static_cast<unsigned>(i)])
      dropped_.insert(scope_[i]);
  full->resize(static_cast<unsigned>(depth));
  return full;
}

void LifetimeWalker::jump(const ir::Label *label, Full full) {
  if (!label)
    return;
  const auto target = targets_.find(label);
  if (target != targets_.end())
    join(target->second.full, leave(std::move(full), target->second.depth));
  else
    leave(std::move(full), 0); // not around it: as if it left the function
}

Full LifetimeWalker::walkLabeled(const Inst &inst, Full full) {
  targets_[inst.label] = {scope_.size(), std::nullopt};
  Full end = walk(*inst.body, std::move(full));
  const auto target = targets_.find(inst.label);
  join(end, target->second.full);
  targets_.erase(target);
  return end;
}

Full LifetimeWalker::walkLoop(const Inst &inst, Full full) {
  Target breaks{scope_.size(), std::nullopt};
  for (;;) {
    Target continues{scope_.size(), std::nullopt};
    breaks_.push_back(&breaks);
    continues_.push_back(&continues);
    Full again = walk(*inst.body, full);
    breaks_.pop_back();
    continues_.pop_back();
    join(again, continues.full);
    Full merged = full;
    join(merged, again);
    if (merged == full)
      break;
    full = std::move(merged);
  }
  Full end = inst.value ? full : std::nullopt;
  join(end, breaks.full);
  return end;
}

Full LifetimeWalker::walkCall(const Inst &inst, Full full) {
  if (inst.kind == InstKind::CallRuntime) {
    const llvm::ArrayRef<llvm::StringRef> words = ir::entryArguments(inst.entry);
    for (size_t i = 0; i < std::min(words.size(), inst.args.size()); ++i)
      if (words[i] == "Ref" || words[i] == "RefArray")
        set(ir::asVariable(inst.args[i]), !movesOut(inst.entry), full);
  }
  const bool is_owned = inst.result && inst.result->holding == Holding::Owned;
  if (is_owned && inst.result_declares)
    declare(inst.result, false, full);
  // Where it fails the result is null; but an out parameter may keep what it was.
  jump(inst.on_error, full);
  jump(inst.on_end, full);
  if (is_owned)
    set(inst.result, true, full);
  if (inst.kind == InstKind::CallRuntime && ir::entryInfo(inst.entry).kind == ir::EntryKind::Raise)
    return std::nullopt;
  return full;
}

Full LifetimeWalker::walk(const Inst &inst, Full full) {
  switch (inst.kind) {
  case InstKind::Declare:
    if (inst.result && inst.result->holding == Holding::Owned)
      declare(inst.result, false, full);
    return full;
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Store:
  case InstKind::NeedGil:
  case InstKind::Unknown:
    return full;
  case InstKind::StoreRef: {
    if (inst.is_move)
      set(ir::asVariable(inst.value), false, full);
    const bool is_null = inst.value->kind == ir::ExprKind::Literal;
    set(ir::asVariable(inst.place), !is_null, full);
    return full;
  }
  case InstKind::Drop:
    set(ir::asVariable(inst.place), false, full);
    return full;
  case InstKind::CallRuntime:
  case InstKind::CallFunction:
    return walkCall(inst, std::move(full));
  case InstKind::Yield:
    jump(inst.on_error, full);
    set(inst.result, true, full);
    return full;
  case InstKind::If: {
    Full end = walk(*inst.body, full);
    emptyWhereFalse(*inst.value, full);
    join(end, inst.else_body ? walk(*inst.else_body, full) : full);
    return end;
  }
  case InstKind::Loop:
    return walkLoop(inst, std::move(full));
  case InstKind::Labeled:
    return walkLabeled(inst, std::move(full));
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
  case InstKind::HoldLock:
  case InstKind::CriticalSection:
  case InstKind::ExceptScope: {
    const GilState outer = state_;
    state_ = stateInside(inst.kind, state_);
    Full end = walk(*inst.body, std::move(full));
    state_ = outer;
    return end;
  }
  case InstKind::Goto:
    jump(inst.label, std::move(full));
    return std::nullopt;
  case InstKind::Break:
  case InstKind::Continue: {
    auto &targets = inst.kind == InstKind::Break ? breaks_ : continues_;
    if (!targets.empty())
      join(targets.back()->full, leave(std::move(full), targets.back()->depth));
    return std::nullopt;
  }
  case InstKind::ReturnMoved:
    set(ir::asVariable(inst.value), false, full);
    [[fallthrough]];
  case InstKind::Return:
  case InstKind::ReturnRef:
    leave(std::move(full), 0);
    return std::nullopt;
  }
  llvm_unreachable("not an instruction kind");
}

Full LifetimeWalker::walk(const ir::Block &block, Full full) {
  const size_t depth = scope_.size();
  for (const Inst *inst : block) {
    // What cannot be reached drops nothing.
    if (!full)
      break;
    full = walk(*inst, std::move(full));
  }
  full = leave(std::move(full), depth);
  scope_.truncate(depth);
  return full;
}

llvm::DenseSet<const Variable *> LifetimeWalker::run(const ir::Function &function) {
  Full full = llvm::BitVector();
  for (const Variable *parameter : function.parameters)
    if (parameter->holding == Holding::Owned)
      declare(parameter, true, full);
  for (const Variable *local : function.locals)
    if (local->holding == Holding::Owned)
      declare(local, false, full);
  leave(walk(function.body, std::move(full)), 0);
  return std::move(dropped_);
}

} // namespace

llvm::DenseSet<const Variable *> droppedWithoutGil(const ir::Function &function, GilState entry) {
  return LifetimeWalker(entry).run(function);
}

} // namespace nogilc::gil
