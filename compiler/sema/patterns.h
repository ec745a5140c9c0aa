// What a pattern of `match` holds for the passes over names and types: the names that it binds and
// the expressions that it evaluates, in source order.
#pragma once

#include "syntax/ast.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::sema {

struct PatternVisitor {
  /// `is_whole`: the name gets the subject itself.
  llvm::function_ref<void(const syntax::NameExpr &, bool is_whole)> binds;
  llvm::function_ref<void(const syntax::Expr &)> evaluates;
};
void visitPattern(const syntax::Pattern &pattern, const PatternVisitor &visitor);

/// A pattern that every subject matches.
bool isIrrefutable(const syntax::Pattern &pattern);

} // namespace nogilc::sema
