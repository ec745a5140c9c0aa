// C attributes and methods of extension types, used without the GIL through a reference that may be
// None. Nothing checks that when the program runs, unless `nonecheck` is on. Warnings.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"

namespace nogilc::gil {

void checkNones(const ir::Module &module, DiagnosticEngine &diagnostics);

} // namespace nogilc::gil
