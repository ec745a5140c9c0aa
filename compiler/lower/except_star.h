// Lowering of the clauses of a `try` with `except*`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Where the error label of the `try` is; falls through when nothing is left of the exception.
void lowerStarHandlers(FunctionContext &fn, const syntax::TryStmt &stmt);

} // namespace nogilc::lower
