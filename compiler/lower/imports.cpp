#include "lower/imports.h"

namespace nogilc::lower {

void lowerImport(FunctionContext &fn, const syntax::ImportStmt &stmt) {
  fn.module.unsupported(stmt.span, "an `import` statement");
}

void lowerImportFrom(FunctionContext &fn, const syntax::ImportFromStmt &stmt) {
  fn.module.unsupported(stmt.span, "a `from … import` statement");
}

} // namespace nogilc::lower
