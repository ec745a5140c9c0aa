// Lowering of expressions: the dispatch over node kinds, and the forms in which a user may want the
// result.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// The value as the node makes it (of ExprInfo::type).
Value lowerExpr(FunctionContext &fn, const syntax::Expr &expr);
/// The value converted to `type`.
Value lowerTo(FunctionContext &fn, const syntax::Expr &expr, const Type *type);
/// `int(x)` of a C number: where a C integer is wanted, a C cast and no Python call.
bool isCutNumber(const FunctionContext &fn, const syntax::Expr &expr);
/// The value as a Python object.
Value lowerObject(FunctionContext &fn, const syntax::Expr &expr);
/// For its effects only.
void lowerDiscarded(FunctionContext &fn, const syntax::Expr &expr);

/// What sema knows of an expression.
inline const sema::ExprInfo &infoOf(const FunctionContext &fn, const syntax::Node &node) {
  return fn.module.analysis.expr(node);
}
inline const Type *typeOf(const FunctionContext &fn, const syntax::Node &node) {
  return fn.module.analysis.expr(node).type;
}

} // namespace nogilc::lower
