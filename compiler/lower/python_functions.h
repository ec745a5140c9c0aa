// `def` and `lambda`: the static description, the body behind the Python callable, and the object
// made where the definition runs.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Makes the ir::Function and the ir::PythonFunction (name, signature), without the body.
void declarePythonFunction(LowerContext &context, const sema::FunctionInfo &info);
/// The body of a def, lambda, generator or generator expression.
void lowerPythonFunction(LowerContext &context, const sema::FunctionInfo &info);
/// The definition as a statement: makes the object, applies decorators, binds the name.
void lowerFunctionDef(FunctionContext &fn, const syntax::FunctionDef &def);
Value lowerLambda(FunctionContext &fn, const syntax::LambdaExpr &lambda);
/// A function object with its closure, defaults and annotations. Also for cpdef wrappers.
Value makeFunctionObject(FunctionContext &fn, const sema::FunctionInfo &info);

} // namespace nogilc::lower
