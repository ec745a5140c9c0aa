// See targets.h.
#include "headers/targets.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace nogilc::headers {

namespace {

constexpr unsigned kDeepest = 8;

class AssignmentFinder : public clang::RecursiveASTVisitor<AssignmentFinder> {
public:
  explicit AssignmentFinder(llvm::DenseSet<const clang::ValueDecl *> &assigned)
      : assigned_(assigned) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitBinaryOperator(clang::BinaryOperator *binary) {
    if (binary->isAssignmentOp())
      note(binary->getLHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr *call) {
    if (call->isAssignmentOp())
      note(call->getArg(0));
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator *unary) {
    if (unary->getOpcode() == clang::UO_AddrOf || unary->isIncrementDecrementOp())
      note(unary->getSubExpr());
    return true;
  }

private:
  void note(const clang::Expr *expr) {
    expr = expr->IgnoreParenCasts();
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(expr))
      assigned_.insert(reference->getDecl());
    else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(expr))
      assigned_.insert(member->getMemberDecl());
  }

  llvm::DenseSet<const clang::ValueDecl *> &assigned_;
};

/// The call operator of a class that has one.
const clang::FunctionDecl *callOperator(const clang::CXXRecordDecl *record) {
  if (!record || !record->hasDefinition() || record->isDependentContext())
    return nullptr;
  if (record->isLambda())
    return record->isGenericLambda() ? nullptr : record->getLambdaCallOperator();
  const clang::FunctionDecl *found = nullptr;
  for (const clang::CXXMethodDecl *method : record->methods())
    if (method->getOverloadedOperator() == clang::OO_Call) {
      if (found)
        return nullptr;
      found = method;
    }
  return found;
}

/// `std::function` and its like, which call what they were made of.
bool isFunctionWrapper(const clang::CXXRecordDecl *record) {
  return record && record->getIdentifier() && record->isInStdNamespace() &&
         (record->getName() == "function" || record->getName() == "move_only_function" ||
          record->getName() == "reference_wrapper");
}

} // namespace

Targets::Targets(clang::ASTContext &context) {
  AssignmentFinder(assigned_).TraverseDecl(context.getTranslationUnitDecl());
}

const clang::FunctionDecl *Targets::of(const clang::Expr *expr) const { return ofExpr(expr, 0); }

const clang::FunctionDecl *Targets::ofVariable(const clang::VarDecl &variable,
                                               unsigned depth) const {
  const clang::QualType type = variable.getType().getNonReferenceType();
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (record && !isFunctionWrapper(record))
    return callOperator(record);
  const clang::Expr *init = variable.getAnyInitializer();
  if (!init || llvm::isa<clang::ParmVarDecl>(variable) ||
      (variable.isExternallyVisible() && !type.isConstQualified()))
    return nullptr;
  return assigned_.contains(&variable) ? nullptr : ofExpr(init, depth + 1);
}

const clang::FunctionDecl *Targets::ofExpr(const clang::Expr *expr, unsigned depth) const {
  if (!expr || depth > kDeepest)
    return nullptr;
  expr = expr->IgnoreParenCasts();
  if (const auto *full = llvm::dyn_cast<clang::FullExpr>(expr))
    return ofExpr(full->getSubExpr(), depth + 1);
  if (const auto *temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(expr))
    return ofExpr(temporary->getSubExpr(), depth + 1);
  if (const auto *bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(expr))
    return ofExpr(bound->getSubExpr(), depth + 1);
  if (const auto *construct = llvm::dyn_cast<clang::CXXConstructExpr>(expr);
      construct && isFunctionWrapper(construct->getConstructor()->getParent()))
    return construct->getNumArgs() == 1 ? ofExpr(construct->getArg(0), depth + 1) : nullptr;
  if (const clang::CXXRecordDecl *record = expr->getType()->getAsCXXRecordDecl();
      record && !isFunctionWrapper(record))
    return callOperator(record);
  if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr))
    return unary->getOpcode() == clang::UO_AddrOf || unary->getOpcode() == clang::UO_Deref ||
                   unary->getOpcode() == clang::UO_Plus
               ? ofExpr(unary->getSubExpr(), depth + 1)
               : nullptr;
  if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(expr)) {
    if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()))
      return function;
    if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl()))
      return ofVariable(*variable, depth);
    return nullptr;
  }
  // A lambda without captures becomes a pointer by a conversion function.
  if (const auto *call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expr))
    if (const clang::CXXMethodDecl *method = call->getMethodDecl();
        method && llvm::isa<clang::CXXConversionDecl>(method) && method->getParent()->isLambda())
      return callOperator(method->getParent());
  if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(expr)) {
    // `static const struct table t = {.run = f}; t.run()`
    const auto *field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    const auto *base = llvm::dyn_cast<clang::DeclRefExpr>(member->getBase()->IgnoreParenImpCasts());
    const auto *table = base ? llvm::dyn_cast<clang::VarDecl>(base->getDecl()) : nullptr;
    if (!field || !table || assigned_.contains(field))
      return nullptr;
    const clang::Expr *init = table->getAnyInitializer();
    const auto *list =
        init ? llvm::dyn_cast<clang::InitListExpr>(init->IgnoreParenCasts()) : nullptr;
    if (list && list->getSemanticForm())
      list = list->getSemanticForm();
    return list && field->getFieldIndex() < list->getNumInits()
               ? ofExpr(list->getInit(field->getFieldIndex()), depth + 1)
               : nullptr;
  }
  return nullptr;
}

const clang::FunctionDecl *Targets::calleeOf(const clang::CallExpr &call) const {
  const clang::FunctionDecl *direct = call.getDirectCallee();
  const auto *method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(direct);
  if (method && method->getOverloadedOperator() == clang::OO_Call &&
      isFunctionWrapper(method->getParent()) && call.getNumArgs() > 0)
    if (const clang::FunctionDecl *wrapped = of(call.getArg(0)))
      return wrapped;
  if (direct)
    return direct;
  return of(call.getCallee());
}

} // namespace nogilc::headers
