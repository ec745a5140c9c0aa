// Operators: C arithmetic with Python's meaning, pointer arithmetic, the number protocol of
// objects.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerUnary(FunctionContext &fn, const syntax::UnaryExpr &expr);
Value lowerBinary(FunctionContext &fn, const syntax::BinaryExpr &expr);

/// `left op right` on C numbers, both brought to `operand_type`.
Value arithmetic(FunctionContext &fn, syntax::BinaryOp op, const Value &left, const Value &right,
                 const Type *operand_type, const Type *result_type);
/// `left op right` through the number protocol; `is_inplace` for `op=`. A C integer or double on
/// one side takes the fast path without becoming an object.
Value objectOperator(FunctionContext &fn, syntax::BinaryOp op, const Value &left,
                     const Value &right, bool is_inplace);
/// `op=` on values that have been read: whichever of the two fits the types.
Value augmented(FunctionContext &fn, syntax::BinaryOp op, const Value &left, const Value &right,
                const Type *operand_type, const Type *result_type);
llvm::StringRef spelling(syntax::BinaryOp op);
/// Whether every value of the C type is a Python int that fits a C long.
bool fitsLong(const Type *type);
/// An integer literal as an `int` of C++, without its suffix; null if it is none or does not fit.
const Expr *bareLiteral(LowerContext &context, const Expr *expr);
/// A C number as an operand of `type`: cast unless C++ converts it by itself beside `other`.
const Expr *operandOf(FunctionContext &fn, const Value &value, const Value &other,
                      const Type *type);

} // namespace nogilc::lower
