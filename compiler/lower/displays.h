// Tuples, lists, sets and dicts written out.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerTuple(FunctionContext &fn, const syntax::TupleExpr &expr);
Value lowerList(FunctionContext &fn, const syntax::ListExpr &expr);
Value lowerSet(FunctionContext &fn, const syntax::SetExpr &expr);
Value lowerDict(FunctionContext &fn, const syntax::DictExpr &expr);

} // namespace nogilc::lower
