// Calls of C functions by name or by pointer: argument conversion, optional arguments, and how the
// caller learns of an exception.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerCCall(FunctionContext &fn, const syntax::CallExpr &call);
/// The call itself, with converted arguments. `function` is null for one whose body is elsewhere;
/// `is_c_library` then says that it is known to leave no exception behind.
Value callC(FunctionContext &fn, const Expr *callee, const types::FunctionType &type,
            llvm::ArrayRef<const Expr *> args, const ir::Function *function, llvm::StringRef name,
            bool is_c_library = false);

} // namespace nogilc::lower
