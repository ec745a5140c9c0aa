// Which variable an expression names, as far as the flow through a function (flow.h) tells
// variables apart: `save`, `self->save`, `*out`. And what a function's text says about its
// variables at large.
#pragma once

#include <clang/AST/StmtOpenMP.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>

namespace nogilc::headers {

/// A variable, or a part of one: its declarations from the outside in. `this` begins with nothing.
struct VariablePath {
  llvm::SmallVector<const clang::ValueDecl *, 2> parts;
  bool is_known = false;

  const clang::ValueDecl *root() const { return parts.empty() ? nullptr : parts.front(); }
  /// A local variable of the function itself, and not a part of it.
  const clang::VarDecl *local() const;
  friend bool operator==(const VariablePath &a, const VariablePath &b) {
    return a.is_known == b.is_known && a.parts == b.parts;
  }
  friend bool operator<(const VariablePath &a, const VariablePath &b) {
    return std::tie(a.is_known, a.parts) < std::tie(b.is_known, b.parts);
  }
};

/// Not known of what is computed: `f()->x`, `p[i]`.
VariablePath variablePath(const clang::Expr *expr);

/// The variable that an object expression is about, or a part of: `guard` in `guard.release()`.
const clang::ValueDecl *objectOf(const clang::Expr *expr);

/// Whether a place is in the code that an OpenMP directive is about.
bool isInside(clang::SourceLocation place, const clang::OMPExecutableDirective &directive,
              const clang::SourceManager &manager);

/// What a walk over a function's body finds out before the flow begins.
class BodyText {
public:
  explicit BodyText(const clang::FunctionDecl &function);

  /// Where the result of a call goes: `save` in `save = PyEval_SaveThread()`.
  VariablePath destination(const clang::CallExpr &call) const {
    return destinations_.lookup(&call);
  }
  /// Whether the result of a call is thrown away, or goes into a local variable that nobody but
  /// this function ever sees.
  bool staysInside(const clang::CallExpr &call) const;
  /// The variable or field that an object is made for: `guard` in `guard_t guard(x)`.
  const clang::ValueDecl *madeFor(const clang::Expr &construct) const {
    return made_for_.lookup(&construct);
  }
  /// Where a variable may get a value after its declaration.
  llvm::ArrayRef<clang::SourceLocation> assignments(const clang::ValueDecl &variable) const {
    const auto found = assigned_at_.find(&variable);
    return found == assigned_at_.end() ? llvm::ArrayRef<clang::SourceLocation>() : found->second;
  }
  /// The OpenMP directive whose team of threads runs the code at a place; null if there is none, or
  /// only the thread that met it does.
  const clang::OMPExecutableDirective *teamAt(clang::SourceLocation place,
                                              const clang::SourceManager &manager) const;

private:
  friend class BodyVisitor;
  llvm::DenseMap<const clang::CallExpr *, VariablePath> destinations_;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<clang::SourceLocation, 2>>
      assigned_at_;
  llvm::DenseSet<const clang::CallExpr *> returned_;
  llvm::DenseSet<const clang::CallExpr *> passed_on_;
  llvm::DenseSet<const clang::ValueDecl *> escaped_;
  llvm::DenseMap<const clang::Expr *, const clang::ValueDecl *> made_for_;
  std::vector<const clang::OMPExecutableDirective *> teams_;   ///< outer ones first
  std::vector<const clang::OMPExecutableDirective *> masters_; ///< parts for one thread of a team
};

} // namespace nogilc::headers
