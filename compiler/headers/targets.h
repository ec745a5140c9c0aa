// Which function an expression stands for: `f`, `&f`, a lambda, a pointer that is given one
// function and never another, a member of a table of functions.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>

#include <llvm/ADT/DenseSet.h>

namespace nogilc::headers {

class Targets {
public:
  /// Looks through the whole source for variables that are assigned.
  explicit Targets(clang::ASTContext &context);

  /// Null if it is not known, or there may be several.
  const clang::FunctionDecl *of(const clang::Expr *expr) const;
  /// The function that a call calls; of a virtual method the one that is named.
  const clang::FunctionDecl *calleeOf(const clang::CallExpr &call) const;

private:
  const clang::FunctionDecl *ofVariable(const clang::VarDecl &variable, unsigned depth) const;
  const clang::FunctionDecl *ofExpr(const clang::Expr *expr, unsigned depth) const;

  llvm::DenseSet<const clang::ValueDecl *> assigned_; ///< or their address is taken
};

} // namespace nogilc::headers
