// What an operation works on, in the words of the source: "the list `items`", "`n` of type `int`".
// Read from the IR: names of temporaries are found by what they were made of.
#pragma once

#include "ir/ir.h"

#include <llvm/ADT/DenseMap.h>

#include <string>
#include <vector>

namespace nogilc::gil {

/// The instructions that gave the temporaries of a function their values.
using Definitions = llvm::DenseMap<const ir::Variable *, const ir::Inst *>;

/// Empty if the instruction's construct says nothing about an operand, or it is unknown.
std::string operandOf(const ir::Inst &inst, const Definitions &definitions);

/// Whether an operation on objects would be C arithmetic if the variables that it adds to `found`,
/// which nobody declares, were C numbers.
bool isArithmetic(const ir::Inst &inst, const Definitions &definitions,
                  std::vector<const ir::Variable *> &found);

} // namespace nogilc::gil
