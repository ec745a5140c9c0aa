// Where a program holds the GIL without need, or takes it too often: hints, off until -Wperf asks
// for them.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"

namespace nogilc::gil {

void giveHints(const ir::Module &module, DiagnosticEngine &diagnostics);

} // namespace nogilc::gil
