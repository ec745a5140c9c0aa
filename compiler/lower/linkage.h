// The boundary between modules that are compiled apart: which C functions and variables the module
// takes from others and gives to others, and how a call goes across. Functions cross it with the
// parameters that Cython's modules give them: a `cpdef` function has a further `int`, and optional
// arguments come in a struct that says how many there are.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Whether a function of another module has other parameters there than its declaration says.
bool hasOwnBoundary(const sema::Symbol &symbol);

/// The pointers through which the module reaches what it imports.
void declareImports(LowerContext &context);
/// The table of what others may use; makes the functions that stand at the boundary.
void lowerExports(LowerContext &context);

/// A call of a function of another module with the arguments that were written.
Value callImported(FunctionContext &fn, const sema::Symbol &symbol,
                   llvm::ArrayRef<const Expr *> args);

} // namespace nogilc::lower
