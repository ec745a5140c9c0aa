// Calls of Python objects and of builtins with a C meaning (`len`, `abs`, `min` …).
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// ExprForm::PythonCall: positional, keyword, `*` and `**` arguments, method calls.
Value lowerPythonCall(FunctionContext &fn, const syntax::CallExpr &call);
/// ExprForm::BuiltinCall.
Value lowerBuiltinCall(FunctionContext &fn, const syntax::CallExpr &call);

} // namespace nogilc::lower
