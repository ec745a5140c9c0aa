#include "lower/exceptions.h"

namespace nogilc::lower {

void lowerTry(FunctionContext &fn, const syntax::TryStmt &stmt) {
  fn.module.unsupported(stmt.span, "a `try` statement");
}

void withFinally(FunctionContext &, llvm::function_ref<void()> body,
                 llvm::function_ref<void(bool is_error)> cleanup) {
  body();
  cleanup(false);
}

} // namespace nogilc::lower
