// List, set and dict comprehensions, inlined into their function; the body of generator
// expressions.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerComprehension(FunctionContext &fn, const syntax::ComprehensionExpr &comprehension);
/// Inside the resume function: the loops over the iterator that the frame holds, with a `yield` in
/// the innermost.
void lowerGeneratorExpressionBody(FunctionContext &fn, const syntax::ComprehensionExpr &expr,
                                  ir::Variable *iterator);

} // namespace nogilc::lower
