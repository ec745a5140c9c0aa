// Evaluation order. Operands are pure expressions, so an operand that was lowered first is in truth
// read when the instruction that uses it runs. If a later operand's instructions may change what it
// reads, it must be copied into a temporary at the place where Python evaluates it.
//
//   Operands operands(fn);
//   operands.add(lowerExpr(fn, left));
//   operands.add(lowerExpr(fn, right));   // `f()` may change what `left` reads
//   operands.settle();
//   … operands[0], operands[1] …
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/SmallVector.h>

namespace nogilc::lower {

class Operands {
public:
  explicit Operands(FunctionContext &fn) : fn_(fn), block_(fn.block) {}
  Operands(const Operands &) = delete;
  Operands &operator=(const Operands &) = delete;

  /// Takes a value directly after it was lowered.
  void add(Value value);
  /// Call when all are there: inserts the copies that are needed.
  void settle();

  size_t size() const { return operands_.size(); }
  const Value &operator[](size_t number) const { return operands_[number].value; }
  /// The expressions of all, as a call's arguments.
  llvm::SmallVector<const Expr *, 8> exprs() const;

private:
  struct Operand {
    Value value;
    size_t position; ///< in the block, behind the operand's own instructions
  };
  FunctionContext &fn_;
  ir::Block *block_;
  llvm::SmallVector<Operand, 4> operands_;
};

} // namespace nogilc::lower
