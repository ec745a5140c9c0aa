// What other threads may do while the GIL is released, and what that does to code that is right in
// itself: callbacks that need the GIL, and C variables of the module that are written without a
// lock. Warnings, in C code that a GIL check has nothing to say about.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"

namespace nogilc::gil {

void checkSharing(const ir::Module &module, DiagnosticEngine &diagnostics);

} // namespace nogilc::gil
