// Prints the IR as text, for `--dump=ir` and the golden tests. Stable.
#pragma once

#include "ir/ir.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::ir {

void print(const Module &module, llvm::raw_ostream &out);
void print(const Function &function, llvm::raw_ostream &out);

} // namespace nogilc::ir
