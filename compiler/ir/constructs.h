// The words for what an instruction does: constructs.def with its places filled in.
#pragma once

#include "ir/ir.h"

namespace nogilc::ir {

/// `operand` is what the instruction works on, in words: "the list `items`". Empty: unknown.
std::string describe(Construct construct, llvm::StringRef subject, llvm::StringRef operand);

} // namespace nogilc::ir
