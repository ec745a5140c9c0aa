// Truth, `and`, `or`, conditional expressions: expressions of which a part may not be evaluated.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

Value lowerBool(FunctionContext &fn, const syntax::BoolExpr &expr);
Value lowerConditional(FunctionContext &fn, const syntax::ConditionalExpr &expr);
Value lowerNamedExpr(FunctionContext &fn, const syntax::NamedExpr &expr);
/// The truth of the value as a C expression, for If and Loop.
const Expr *lowerCondition(FunctionContext &fn, const syntax::Expr &expr);
/// `first && rest()` or `first || rest()`, where `rest` may need instructions.
const Expr *shortCircuit(FunctionContext &fn, bool is_and, const Expr *first,
                         llvm::function_ref<const Expr *()> rest);

} // namespace nogilc::lower
