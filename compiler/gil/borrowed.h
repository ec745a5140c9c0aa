// Pointers into objects that only somebody else keeps: an attribute, a container, a variable of the
// module. While the GIL is released another thread may drop them. Warnings, in C code that a GIL
// check has nothing to say about.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"

namespace nogilc::gil {

void checkBorrowed(const ir::Module &module, DiagnosticEngine &diagnostics);

} // namespace nogilc::gil
