// Calls that are not calls: struct construction, `int(x)` and `float(x)` on C values,
// `cython.cast`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerStructConstruct(FunctionContext &fn, const syntax::CallExpr &call);
/// `C.__new__(C)`: an instance that nobody has initialised.
Value lowerExtensionNew(FunctionContext &fn, const syntax::CallExpr &call);
Value lowerTypeConvert(FunctionContext &fn, const syntax::CallExpr &call);
Value lowerCythonCall(FunctionContext &fn, const syntax::CallExpr &call);
/// The place that `cython.operator.dereference(p)` stands for.
const Expr *lowerDereference(FunctionContext &fn, const syntax::CallExpr &call);

} // namespace nogilc::lower
