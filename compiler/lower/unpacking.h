// `a, *b, c = value`: a target list gets the items of an object (or of a ctuple).
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// `elements` are the targets of the TupleExpr or ListExpr `target`.
void lowerUnpacking(FunctionContext &fn, const syntax::Expr &target,
                    llvm::ArrayRef<syntax::Expr *> elements, const Value &value);
/// `a, b = b, a`: a display of the same length on the right is never built; all its items are
/// evaluated, then the targets are assigned from left to right. False if the assignment is not of
/// that form: then nothing has been done.
bool lowerParallelAssignment(FunctionContext &fn, const syntax::Expr &target,
                             const syntax::Expr &value);

} // namespace nogilc::lower
