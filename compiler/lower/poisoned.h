// Statements that could not be understood as a whole: sema reported an error in them, or lowering
// met something unsupported. Nothing of such a module is emitted; but the GIL checker must see
// everything around the mistake, so what can be understood is lowered: the bodies of compound
// statements in their GIL regions, and the largest parts of expressions.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

/// Runs `make`. If it met something unsupported, its instructions are taken back, what was
/// unsupported in `node` is poisoned, and the answer is false.
bool attempt(FunctionContext &fn, const syntax::Node &node, llvm::function_ref<void()> make);

void lowerPoisoned(FunctionContext &fn, const syntax::Stmt &stmt);

} // namespace nogilc::lower
