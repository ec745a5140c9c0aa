// `for i, x in enumerate(xs)`: by its form alone. Whether `enumerate` is the builtin, sema finds
// out.
#pragma once

#include "syntax/ast.h"

#include <optional>

namespace nogilc::sema {

/// The loop over `xs` with its target `x`, and who gets the count.
struct CountedLoop {
  const syntax::NameExpr *callee = nullptr; ///< `enumerate`
  const syntax::Expr *counter = nullptr;
  const syntax::Expr *target = nullptr;
  const syntax::Expr *iterable = nullptr;
  const syntax::IntLiteral *start = nullptr; ///< null: 0
};

std::optional<CountedLoop> countedLoop(const syntax::ForStmt &loop);

} // namespace nogilc::sema
