#include "lower/generators.h"

namespace nogilc::lower {

void lowerGenerator(LowerContext &context, const sema::FunctionInfo &info) {
  context.unsupported(info.node->span, "a generator");
}

Value lowerYield(FunctionContext &fn, const syntax::YieldExpr &) {
  return borrowed(none(fn.module));
}

Value lowerYieldFrom(FunctionContext &fn, const syntax::YieldFromExpr &) {
  return borrowed(none(fn.module));
}

bool containsYield(const syntax::Node &) { return false; }

} // namespace nogilc::lower
