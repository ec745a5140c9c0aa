#include "lower/python_functions.h"

namespace nogilc::lower {

void declarePythonFunction(LowerContext &, const sema::FunctionInfo &) {}

void lowerPythonFunction(LowerContext &context, const sema::FunctionInfo &info) {
  context.unsupported(info.node->span, "a Python function");
}

void lowerFunctionDef(FunctionContext &, const syntax::FunctionDef &) {}

Value lowerLambda(FunctionContext &fn, const syntax::LambdaExpr &lambda) {
  fn.module.unsupported(lambda.span, "a lambda");
  return borrowed(none(fn.module));
}

Value makeFunctionObject(FunctionContext &fn, const sema::FunctionInfo &) {
  return borrowed(none(fn.module));
}

} // namespace nogilc::lower
