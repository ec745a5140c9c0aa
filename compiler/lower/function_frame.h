// What every function body has around it: variables for its symbols, the error exit with the
// traceback entry, the value that an error returns.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

/// What a function does when an error leaves its body.
struct ErrorExit {
  enum class Kind : uint8_t { ReturnValue, Unraisable } kind = Kind::ReturnValue;
  const Expr *value = nullptr; ///< returned then; null: nothing (void)
  bool add_traceback = true;
};

/// Runs `body`, which fills the function's body, inside the error label; appends what is returned
/// when it ends normally (`fallthrough`, null for void) and the error exit.
void lowerFrame(FunctionContext &fn, const ErrorExit &error_exit, llvm::function_ref<void()> body,
                llvm::function_ref<void()> fallthrough);

/// Empties the object variables of a nogil function, with the GIL; nothing in other functions.
void emptyLocals(FunctionContext &fn);

/// The error exit of a C function by its exception specification.
ErrorExit errorExitOf(FunctionContext &fn, const types::FunctionType &type);

} // namespace nogilc::lower
