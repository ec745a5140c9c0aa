// Python callables made of C functions: by name, or of whatever a pointer points to. The callable's
// body converts the arguments and the result.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// `function` is a C function or a pointer to one.
Value functionToObject(FunctionContext &fn, const Value &function);

/// A C method of `object`, which the callable keeps.
Value methodToObject(FunctionContext &fn, const sema::Symbol &method, const Value &object);

/// The `cpdef` functions of extern blocks, as names of the module.
void makePythonExterns(FunctionContext &fn);

} // namespace nogilc::lower
