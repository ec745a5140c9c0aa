// Binds the names of one body: see bind_names.cpp.
#pragma once

#include "sema/context.h"

namespace nogilc::sema {

using syntax::Expr;
using syntax::Stmt;
using types::Type;

class Binder {
public:
  Binder(Context &ctx, PendingBody &body)
      : ctx_(ctx), place_(body.place), scope_(body.scope), function_(body.function), cls_(body.cls),
        block_(body.block), is_class_body_(isClassScope(*body.scope)) {
    place_.scope = scope_;
    loop_depth_ = is_class_body_ && scope_->block ? 1 : 0;
    if (!is_class_body_ && function_->type)
      is_gil_released_ = function_->type->is_nogil && !function_->type->is_with_gil;
  }
  void run(const PendingBody &body);

private:
  void declareLocalsOfDecorators();
  void runExpression(const Expr &expr);

  // ---- global and nonlocal: they hold for the whole body, wherever they stand
  void declareGlobals(const Stmt &stmt);
  void declareGlobalsIn(const syntax::Node &node);
  void declareGlobal(const syntax::Ident &name);
  void declareNonlocal(const syntax::Ident &name);

  // ---- binding
  Name privateName(Name name) const { return sema::privateName(ctx_, cls_, name); }
  Scope *bindingScope(bool is_clause_target) const;
  static bool isComprehension(const Scope &scope);
  void declareWalrusTargets(const syntax::Node &node);
  Symbol *bindName(Name written, Span span, const syntax::Node &node,
                   bool is_clause_target = false);
  void noteBinding(Symbol *symbol, Binding binding);
  static Binding valueBinding(const Expr *value);
  static Binding opaque() { return valueBinding(nullptr); }
  void bindTarget(const Expr &target, const Binding &binding, bool is_clause_target = false);
  static List<Expr *> elementsOf(const Expr &expr);
  void bindIterationTarget(const Expr &target, const Expr &iterable, bool is_clause_target,
                           bool is_async, const syntax::NameExpr *enumerate = nullptr);

  // ---- walking
  void visitBody(List<Stmt *> body);
  void visitLoopBody(List<Stmt *> body);
  void visitOptional(const Expr *expr);
  void visitAll(List<Expr *> list);
  void visitParameterDefaults(const syntax::ParameterList &list, bool with_annotations);
  void visitStmt(const Stmt &stmt);
  bool isModuleLevel() const { return scope_->kind == ScopeKind::Module; }
  bool isExtensionBody() const { return scope_->kind == ScopeKind::ExtensionClass; }
  void visitNode(const syntax::Node &node);
  void visit(const Expr &expr);
  void visitCythonCall(const syntax::CallExpr &node);
  bool isHiddenInClass(Name name) const;
  void resolveName(const syntax::NameExpr &node);
  bool isLocalOfMethod(Name name) const;
  bool useClassCell(const Expr &node);

  // ---- statements that bind
  void visitImport(const syntax::ImportStmt &node);
  void visitImportFrom(const syntax::ImportFromStmt &node);
  bool isClassAlready(const syntax::ImportFromStmt &node, const syntax::ImportAlias &alias,
                      Name name) const;
  void visitDef(const syntax::FunctionDef &node);
  FunctionInfo *outerFunction() const;
  /// What a function made here finds its closure in first.
  FunctionInfo *closureAround() const { return block_ ? block_ : outerFunction(); }
  bool isInLoop() const { return loop_depth_ != 0; }
  void visitAnnotationExpr(const Expr &annotation);
  bool isResolvable(const Expr &expr);
  void visitFurtherBases(const Stmt &node);
  void visitClass(const syntax::ClassDef &node);
  void checkOrder(const syntax::CVarDecl &node);
  void visitVariables(const syntax::CVarDecl &node);

  // ---- pure mode's declarations
  bool isCAttribute(Name written) const;
  void visitAnnotation(const syntax::AnnAssignStmt &node);
  void declareTyped(const syntax::NameExpr &name, const Type *type);
  bool declarePure(const syntax::AssignStmt &node);
  bool declarePureStatement(const syntax::ExprStmt &node);

  // ---- expressions with scopes
  void visitLambda(const syntax::LambdaExpr &node);
  void queue(FunctionInfo &info, const Expr *expression);
  void visitComprehension(const syntax::ComprehensionExpr &node);
  static bool makesFunctions(const syntax::ComprehensionExpr &node);
  FunctionInfo *newBlock();
  void visitClauses(const syntax::ComprehensionExpr &node, bool with_first_iterable);

  Context &ctx_;
  DeclarationPlace place_;
  Scope *scope_;
  FunctionInfo *function_;
  ClassInfo *cls_;
  FunctionInfo *block_; ///< the innermost Scope::block around, null: none
  bool is_class_body_;
  unsigned loop_depth_ = 0;
  llvm::DenseSet<Name> mentioned_;
  bool is_resolving_ = false;
  bool is_gil_released_ = false;
};

} // namespace nogilc::sema
