#include "lower/python_calls.h"

namespace nogilc::lower {

Value lowerPythonCall(FunctionContext &fn, const syntax::CallExpr &call) {
  fn.module.unsupported(call.span, "this call of a Python object");
  return borrowed(none(fn.module));
}

Value lowerBuiltinCall(FunctionContext &fn, const syntax::CallExpr &call) {
  fn.module.unsupported(call.span, "this call of a builtin");
  return borrowed(none(fn.module));
}

} // namespace nogilc::lower
