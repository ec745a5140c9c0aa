// List, set and dict comprehensions, inlined into their function; generator expressions.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerComprehension(FunctionContext &fn, const syntax::ComprehensionExpr &comprehension);

} // namespace nogilc::lower
