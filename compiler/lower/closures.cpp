#include "lower/closures.h"

namespace nogilc::lower {

void enterScopes(FunctionContext &fn) {
  if (fn.info && (!fn.info->captured.empty() || fn.info->needs_outer_scope))
    fn.module.unsupported(fn.function.span, "a closure");
}

ir::Variable *capturedVariable(FunctionContext &fn, const sema::Symbol *symbol) {
  return fn.newLocal(symbol->type, ir::Holding::Value, symbol->name.str());
}

const Expr *scopeFor(FunctionContext &, const sema::FunctionInfo &) { return nullptr; }

} // namespace nogilc::lower
