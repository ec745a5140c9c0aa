// `def` and `lambda`: the static description, the body behind the Python callable, and the object
// made where the definition runs.
#pragma once

#include "lower/targets.h"

namespace nogilc::lower {

/// Makes the ir::Function and the ir::PythonFunction (name, signature), without the body. Also for
/// the Python callable of a cpdef function.
void declarePythonFunction(LowerContext &context, const sema::FunctionInfo &info);
/// The body of a def, lambda, generator or generator expression.
void lowerPythonFunction(LowerContext &context, const sema::FunctionInfo &info);
/// The definition as a statement: makes the object, applies decorators, binds the name.
void lowerFunctionDef(FunctionContext &fn, const syntax::FunctionDef &def);
/// Makes a function object and binds it to a place that was looked up before.
void defineFunction(FunctionContext &fn, const sema::FunctionInfo &info, const Place &place);
/// What `make` gives, with the function's decorators applied to it; they are evaluated before.
Value decorated(FunctionContext &fn, const sema::FunctionInfo &info,
                llvm::function_ref<Value()> make);
Value lowerLambda(FunctionContext &fn, const syntax::LambdaExpr &lambda);
/// A function object with its closure, defaults and annotations. Also for cpdef wrappers.
Value makeFunctionObject(FunctionContext &fn, const sema::FunctionInfo &info);

/// The parameters in the order of the argument array: positional ones, keyword-only ones, `*args`,
/// `**kwargs`.
llvm::SmallVector<const sema::ParameterInfo *, 8> parametersInOrder(const sema::FunctionInfo &info);
/// Makes a Parameter variable for each parameter, in that order.
void makeArgumentVariables(FunctionContext &fn);
/// An argument as the parameter's type wants it: converted or tested, errors raised.
Value convertArgument(FunctionContext &fn, const sema::ParameterInfo &parameter,
                      const ir::Variable *argument);
/// At the entry of a Python callable: converts the arguments and binds the parameters' symbols.
void bindParameters(FunctionContext &fn);

} // namespace nogilc::lower
