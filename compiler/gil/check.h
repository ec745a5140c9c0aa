// The GIL checker: walks every function's IR with the region state, looks each instruction's
// effects up in the tables, and reports what needs the GIL where it may not be held. Changes
// nothing.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"
#include "support/source.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::gil {

void check(const ir::Module &module, const SourceManager &sources, DiagnosticEngine &diagnostics);

/// The facts of each function (`--dump=facts`): needs, calls, acquires, releases, with places.
void printFacts(const ir::Module &module, const SourceManager &sources, llvm::raw_ostream &out);

} // namespace nogilc::gil
