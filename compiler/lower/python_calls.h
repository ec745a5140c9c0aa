// Calls of Python objects and of builtins with a C meaning (`len`, `abs`, `min` …).
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// ExprForm::PythonCall: positional, keyword, `*` and `**` arguments, method calls.
Value lowerPythonCall(FunctionContext &fn, const syntax::CallExpr &call);
/// `x.append(value)` as a statement; false if the call is anything else, and nothing is lowered.
bool lowerDiscardedAppend(FunctionContext &fn, const syntax::CallExpr &call);
/// ExprForm::BuiltinCall.
Value lowerBuiltinCall(FunctionContext &fn, const syntax::CallExpr &call);

} // namespace nogilc::lower
