// Declarations of CPython's own functions that promise what CPython does not: `nogil` on a function
// that needs the GIL. The table of those that do not is types/cpython_gil.def. Called by check()
// only.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"

namespace nogilc::gil {

/// An error for each that is called where the GIL may not be held, or whose address leaves the
/// sight of the checker; a warning for those that are only declared, in this module.
void checkCpythonDeclarations(const ir::Module &module, DiagnosticEngine &diagnostics);

} // namespace nogilc::gil
