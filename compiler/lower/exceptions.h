// `try` with `except`, `else` and `finally`.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

void lowerTry(FunctionContext &fn, const syntax::TryStmt &stmt);
/// Runs `body`; then, whichever way it is left, `cleanup` (lowered once a way). `cleanup` gets
/// whether an exception is under way.
void withFinally(FunctionContext &fn, llvm::function_ref<void()> body,
                 llvm::function_ref<void(bool is_error)> cleanup);

} // namespace nogilc::lower
