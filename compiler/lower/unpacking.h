// `a, *b, c = value`: a target list gets the items of an object (or of a ctuple).
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// `elements` are the targets of the TupleExpr or ListExpr `target`.
void lowerUnpacking(FunctionContext &fn, const syntax::Expr &target,
                    llvm::ArrayRef<syntax::Expr *> elements, const Value &value);

} // namespace nogilc::lower
