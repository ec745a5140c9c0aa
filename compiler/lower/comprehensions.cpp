#include "lower/comprehensions.h"

namespace nogilc::lower {

Value lowerComprehension(FunctionContext &fn, const syntax::ComprehensionExpr &comprehension) {
  fn.module.unsupported(comprehension.span, "a comprehension");
  return borrowed(none(fn.module));
}

} // namespace nogilc::lower
