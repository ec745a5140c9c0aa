// What a function's body uses: found in one walk before the function is printed, so that nothing
// unused is declared (no warnings) and what never changes is const.
#pragma once

#include "ir/ir.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/StringSet.h>

namespace nogilc::emit {

struct VariableUse {
  bool is_read = false;     ///< mentioned other than as the target of a store
  bool is_assigned = false; ///< changes after its declaration, or its address is taken
};

struct FunctionUses {
  llvm::DenseMap<const ir::Variable *, VariableUse> variables;
  llvm::DenseSet<const ir::Label *> labels; ///< that something jumps to
  llvm::DenseSet<const ir::Constant *> constants;
  llvm::StringSet<> names; ///< of NamedValues
  llvm::DenseSet<const ir::Function *> callees;
  /// A runtime entry is told the code (and the line): errors must record theirs.
  bool names_code = false;

  VariableUse use(const ir::Variable *variable) const { return variables.lookup(variable); }
};

FunctionUses findUses(const ir::Function &function);

} // namespace nogilc::emit
