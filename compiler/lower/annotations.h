// Annotations: `x: T = value`, and the `__annotations__` of modules and classes. Annotations are
// kept as their text (as with `from __future__ import annotations`), because what they name may be
// a C type, which is no object.
#pragma once

#include "lower/builder.h"

#include <string>

namespace nogilc::lower {

void lowerAnnAssign(FunctionContext &fn, const syntax::AnnAssignStmt &stmt);
/// At the start of a module's or class's body: makes its `__annotations__` if it annotates names.
void prepareAnnotations(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body);
/// The text of an annotation, white space made uniform.
std::string annotationText(LowerContext &context, const syntax::Expr &annotation);

} // namespace nogilc::lower
