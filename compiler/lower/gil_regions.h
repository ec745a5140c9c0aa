// `with nogil`, `with gil`, and code that takes the GIL by itself (raise and assert in nogil code).
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

/// A region of a `with` item; NoChange and Directives forms just run the body.
void lowerGilItem(FunctionContext &fn, const syntax::WithItem &item,
                  llvm::function_ref<void()> body);
/// Runs `body` where the GIL is held: at once if it is, otherwise inside an AcquireGil.
void withGilHeld(FunctionContext &fn, Reason reason, llvm::function_ref<void()> body);
/// Runs `body` in a region that releases the GIL.
void withGilReleased(FunctionContext &fn, llvm::function_ref<void()> body);

} // namespace nogilc::lower
