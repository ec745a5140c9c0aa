// `locals()` and the builtins that look at the local variables of their caller: `vars()`, `dir()`,
// `eval(code)`, `exec(code)`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// ExprForm::BuiltinCall of one of them.
Value lowerLocalsCall(FunctionContext &fn, const syntax::CallExpr &call, llvm::StringRef name);

} // namespace nogilc::lower
