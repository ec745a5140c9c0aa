// `try` with `except`, `else` and `finally`, and what else must run code on every way out of a
// body.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

void lowerTry(FunctionContext &fn, const syntax::TryStmt &stmt);

/// How control leaves a body.
enum class Way : uint8_t { Normal, Error, Break, Continue, Return };

/// Runs `body` with an interceptor around it. For each way on which the body is really left,
/// `arrive` is lowered once, outside the interceptor. On Normal and Error it may fall through to
/// what follows; on the others it must go on with the jump (goOn()).
void intercept(FunctionContext &fn, llvm::function_ref<void()> body,
               llvm::function_ref<void(Way)> arrive);
/// The jump that an interceptor held up goes on: to the next construct further out.
void goOn(FunctionContext &fn, Way way);

/// Runs `body`; then, whichever way it is left, `cleanup` (lowered once a way). `cleanup` gets
/// whether an exception is under way: then that is the handled one while it runs, and is raised
/// again behind it.
void withFinally(FunctionContext &fn, llvm::function_ref<void()> body,
                 llvm::function_ref<void(bool is_error)> cleanup);

/// An exception that is being handled.
struct Handled {
  const Expr *exception = nullptr; ///< borrowed
  ir::Variable *slot = nullptr;    ///< owns it, where no ExceptScope does
};
/// Where an error label is: takes the raised exception, adds this function to its traceback and
/// makes it the handled one while `body` runs. `has_yield`: the body leaves its C++ block in
/// between.
void whileHandling(FunctionContext &fn, Reason reason, bool has_yield,
                   llvm::function_ref<void(const Handled &)> body);
/// The body of a clause, with its name bound to the exception while it runs.
void lowerHandlerBody(FunctionContext &fn, const syntax::ExceptHandler &handler,
                      const Handled &handled);
/// Adds this function to the traceback of the raised exception.
void addTraceback(FunctionContext &fn);
/// Raises the handled exception again as it is.
void reraise(FunctionContext &fn, const Handled &handled);

} // namespace nogilc::lower
