// Comparisons: on C values, on objects (with a C truth value where that is wanted), chains, `is`,
// `in`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerCompare(FunctionContext &fn, const syntax::CompareExpr &expr);
/// The truth of a comparison, also where its value would be an object.
const Expr *compareCondition(FunctionContext &fn, const syntax::CompareExpr &expr);
/// The truth of `left == right`.
const Expr *equalityCondition(FunctionContext &fn, const Value &left, const Value &right);

} // namespace nogilc::lower
