// The values that parameters of C functions have where a call leaves them out. What is not a
// constant is computed once, where the definition stands, and kept in a static variable, as Python
// does: `cdef list f(list seen=[])` adds to one list.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Makes the variables; before any function is lowered.
void declareDefaults(LowerContext &context, const sema::FunctionInfo &info);
/// The variables of objects are None until the definition is reached.
void emptyDefaults(FunctionContext &fn);
/// Fills the variables, where the definition stands.
void computeDefaults(FunctionContext &fn, const sema::FunctionInfo &info);
/// The kept value of a parameter, or null.
const Expr *keptDefault(LowerContext &context, const sema::ParameterInfo &parameter);
/// What a call passes for the parameter; there is a default.
Value lowerDefaultArgument(FunctionContext &fn, const sema::ParameterInfo &parameter,
                           const Type *type);

} // namespace nogilc::lower
