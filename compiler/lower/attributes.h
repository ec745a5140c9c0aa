// Attributes: of Python objects, struct fields, names of modules and enums.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// `z.real`, `z.imag`, also as a target.
const Expr *lowerComplexPart(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// `t[0]` of a C tuple, also as a target.
const Expr *lowerCTupleItem(FunctionContext &fn, const syntax::IndexExpr &expr);
Value lowerAttribute(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// The name under which Python finds it: a private name of a class carries the class's name.
llvm::StringRef pythonAttributeName(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// The field of a struct (or of what a pointer points to) as a C expression: also an lvalue.
const Expr *lowerStructField(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// The C attribute of an extension type as a C expression: also an lvalue.
const Expr *lowerExtensionField(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// A C attribute of an instance. Objects in it are there from the first moment to the last.
const Expr *instanceField(LowerContext &context, const Expr *object, const Type *cls,
                          llvm::StringRef cname, const Type *type);
/// An object as a pointer to the struct of that extension type.
const Expr *instanceOf(LowerContext &context, const Expr *object, const Type *type);
/// Whether the expression is the `self` of the method around it, which is never None.
bool isSelf(const FunctionContext &fn, const syntax::Expr &expr);
/// Under `nonecheck`: raises AttributeError if what an attribute is read from is None.
void checkNotNone(FunctionContext &fn, const syntax::AttributeExpr &expr, const Value &base);

} // namespace nogilc::lower
