// Checks the IR's own rules after lowering (debug builds, tests) and after each optimisation: a
// failure is a bug of the compiler, never of the user.
#pragma once

#include "ir/ir.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::ir {

/// Writes one line a broken rule to `out`; true if there was none.
bool verify(const Module &module, llvm::raw_ostream &out);

} // namespace nogilc::ir
