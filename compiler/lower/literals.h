// Literals and folded constants: as C++ text where a C value is wanted, as constants of the module
// where an object is.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerConstant(FunctionContext &fn, const syntax::ConstantExpr &expr);
Value lowerInt(FunctionContext &fn, const syntax::IntLiteral &expr);
Value lowerFloat(FunctionContext &fn, const syntax::FloatLiteral &expr);
Value lowerImaginary(FunctionContext &fn, const syntax::ImaginaryLiteral &expr);
Value lowerString(FunctionContext &fn, const syntax::StringLiteral &expr);
/// A constant that sema has folded.
Value lowerConstantValue(FunctionContext &fn, const sema::ConstantValue &constant,
                         const Type *type);
/// A literal or folded constant directly in the type that is wanted, without a conversion at run
/// time; empty if `expr` is none, or has no such form.
Value lowerLiteralTo(FunctionContext &fn, const syntax::Expr &expr, const Type *type);
/// Of UTF-8 text, surrogates by themselves included.
llvm::SmallVector<uint32_t, 8> codePoints(llvm::StringRef text);
/// `"text"` as a C++ string literal.
std::string cppString(llvm::StringRef bytes);

} // namespace nogilc::lower
