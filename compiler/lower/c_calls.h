// Calls of C functions by name or by pointer: argument conversion, optional arguments, and how the
// caller learns of an exception.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerCCall(FunctionContext &fn, const syntax::CallExpr &call);
/// The call itself, with converted arguments. `function` is null for one whose body is elsewhere;
/// `keeps_word` then says that it raises only if its declaration says so.
Value callC(FunctionContext &fn, const Expr *callee, const types::FunctionType &type,
            llvm::ArrayRef<const Expr *> args, const ir::Function *function, Reason reason,
            bool keeps_word = false);

} // namespace nogilc::lower
