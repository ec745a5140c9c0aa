// `locals()` and the builtins that look at the local variables of their caller: `vars()`, `dir()`,
// `eval(code)`, `exec(code)`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// ExprForm::BuiltinCall of one of them.
Value lowerLocalsCall(FunctionContext &fn, const syntax::CallExpr &call, llvm::StringRef name);

/// Level 2: `exec code in globals, locals`; without them as the call of `exec`.
void lowerExec(FunctionContext &fn, const syntax::ExecStmt &stmt);

} // namespace nogilc::lower
