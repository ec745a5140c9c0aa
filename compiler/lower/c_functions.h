// `cdef` and `cpdef` functions: their C bodies, and for cpdef the Python callable around them.
#pragma once

#include "lower/context.h"

namespace nogilc::lower {

/// The ir::Function of a cdef or cpdef function, without its body, so that calls can name it.
void declareCFunction(LowerContext &context, const sema::FunctionInfo &info);
void lowerCFunction(LowerContext &context, const sema::FunctionInfo &info);
/// The Python callable of a cpdef function: converts the arguments, calls the C body. Declared by
/// declarePythonFunction().
void lowerCpdefWrapper(LowerContext &context, const sema::FunctionInfo &info);

} // namespace nogilc::lower
