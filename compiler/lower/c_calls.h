// Calls of C functions by name or by pointer: argument conversion, optional arguments, and how the
// caller learns of an exception.
#pragma once

#include "lower/operands.h"

namespace nogilc::lower {

/// An argument of a call of a C function, in the order of evaluation, in which they are written.
struct Argument {
  const syntax::Expr *expr;
  size_t position; ///< of its parameter
};
/// `first`: the parameter of the first argument, behind `self`.
llvm::SmallVector<Argument, 8> writtenArguments(const LowerContext &context,
                                                const syntax::CallExpr &call, size_t first);
/// The operands as the parameters stand; empty after an error: one is left out before another.
llvm::SmallVector<const Expr *, 8> argumentsInOrder(FunctionContext &fn,
                                                    const syntax::CallExpr &call,
                                                    const Operands &operands,
                                                    llvm::ArrayRef<size_t> positions);
/// Lowers an argument for a parameter of `type`; None raises if `info` says so of the parameter.
Value lowerArgument(FunctionContext &fn, const syntax::Expr &expr, const Type *type,
                    const sema::FunctionInfo *info, size_t position);
Value lowerCCall(FunctionContext &fn, const syntax::CallExpr &call);
/// What is known of a function whose body is elsewhere.
enum class Promise : uint8_t {
  None,   ///< code of a user: it may set an exception that its declaration denies
  Kept,   ///< it raises only if its declaration says so
  Status, ///< and says so with its result
};

/// The call itself, with converted arguments. `function` is null for one whose body is elsewhere.
Value callC(FunctionContext &fn, const Expr *callee, const types::FunctionType &type,
            llvm::ArrayRef<const Expr *> args, const ir::Function *function, Reason reason,
            Promise promise = Promise::None);

} // namespace nogilc::lower
