// Closure scopes: captured variables live in a scope object that the functions which use them reach
// through their function object.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// At a function's entry: makes its own scope if it has captured variables (moving captured
/// parameters into it), and fetches the enclosing one if it needs it.
void enterScopes(FunctionContext &fn);
/// The variable of a captured symbol, as this function reaches it.
ir::Variable *capturedVariable(FunctionContext &fn, const sema::Symbol *symbol);
/// The scope that an inner function made here must be given; null if it needs none.
const Expr *scopeFor(FunctionContext &fn, const sema::FunctionInfo &inner);

} // namespace nogilc::lower
