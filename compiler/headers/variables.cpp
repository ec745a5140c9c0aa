// See variables.h.
#include "headers/variables.h"

#include "headers/api.h"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtOpenMP.h>

namespace nogilc::headers {

const clang::VarDecl *VariablePath::local() const {
  if (!is_known || parts.size() != 1)
    return nullptr;
  const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(parts.front());
  return variable && variable->hasLocalStorage() && !variable->getType()->isReferenceType()
             ? variable
             : nullptr;
}

VariablePath variablePath(const clang::Expr *expr) {
  VariablePath path;
  if (!expr)
    return path;
  expr = expr->IgnoreParenCasts();
  if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(expr)) {
    if (llvm::isa<clang::VarDecl>(reference->getDecl())) {
      path.parts.push_back(reference->getDecl());
      path.is_known = true;
    }
  } else if (llvm::isa<clang::CXXThisExpr>(expr)) {
    path.parts.push_back(nullptr);
    path.is_known = true;
  } else if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(expr)) {
    path = variablePath(member->getBase());
    path.parts.push_back(member->getMemberDecl());
  } else if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr);
             unary &&
             (unary->getOpcode() == clang::UO_Deref || unary->getOpcode() == clang::UO_AddrOf)) {
    path = variablePath(unary->getSubExpr());
    if (unary->getOpcode() == clang::UO_Deref)
      path.parts.push_back(nullptr);
  }
  return path;
}

const clang::ValueDecl *objectOf(const clang::Expr *expr) {
  while (expr) {
    expr = expr->IgnoreParenCasts();
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(expr))
      return reference->getDecl();
    if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(expr)) {
      // Of `this->field` the field is the object.
      if (llvm::isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenCasts()))
        return member->getMemberDecl();
      expr = member->getBase();
    } else if (const auto *call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expr);
               call && call->getNumArgs() > 0) {
      expr = call->getArg(0); // `optional->f()`, `(*pointer).f()`
    } else if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr)) {
      expr = unary->getSubExpr();
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

class BodyVisitor : public clang::RecursiveASTVisitor<BodyVisitor> {
public:
  explicit BodyVisitor(BodyText &text) : text_(text) {}

  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return false; }

  bool VisitVarDecl(clang::VarDecl *variable) {
    if (const clang::Expr *init = variable->getInit()) {
      noteResult(init, variablePathOf(variable));
      noteMade(init, variable);
      escapeIn(init);
    }
    return true;
  }

  bool VisitBinaryOperator(clang::BinaryOperator *binary) {
    if (!binary->isAssignmentOp())
      return true;
    noteAssigned(binary->getLHS());
    noteResult(binary->getRHS(), variablePath(binary->getLHS()));
    escapeIn(binary->getRHS());
    return true;
  }

  bool VisitReturnStmt(clang::ReturnStmt *statement) {
    if (const clang::Expr *value = statement->getRetValue()) {
      noteReturned(value);
      escapeIn(value);
    }
    return true;
  }

  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    if (callee && transitionOf(*callee) != Transition::None)
      return true;
    for (const clang::Expr *argument : call->arguments()) {
      notePassed(argument);
      escapeIn(argument);
    }
    return true;
  }

  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construct) {
    for (const clang::Expr *argument : construct->arguments()) {
      notePassed(argument);
      escapeIn(argument);
    }
    return true;
  }

  bool VisitUnaryOperator(clang::UnaryOperator *unary) {
    if (unary->getOpcode() == clang::UO_AddrOf)
      escapeIn(unary->getSubExpr());
    if (unary->getOpcode() == clang::UO_AddrOf || unary->isIncrementDecrementOp())
      noteAssigned(unary->getSubExpr());
    return true;
  }

  bool VisitInitListExpr(clang::InitListExpr *list) {
    for (const clang::Expr *init : list->inits()) {
      if (init) {
        notePassed(init);
        escapeIn(init);
      }
    }
    return true;
  }

  bool VisitOMPExecutableDirective(clang::OMPExecutableDirective *directive) {
    if (clang::isOpenMPParallelDirective(directive->getDirectiveKind()))
      text_.teams_.push_back(directive);
    else if (llvm::isa<clang::OMPMasterDirective, clang::OMPMaskedDirective>(directive))
      text_.masters_.push_back(directive);
    return true;
  }

  bool VisitLambdaExpr(clang::LambdaExpr *lambda) {
    for (const clang::LambdaCapture &capture : lambda->captures())
      if (capture.capturesVariable())
        text_.escaped_.insert(capture.getCapturedVar());
    return true;
  }

private:
  static VariablePath variablePathOf(const clang::VarDecl *variable) {
    VariablePath path;
    path.parts.push_back(variable);
    path.is_known = true;
    return path;
  }

  static const clang::CallExpr *callIn(const clang::Expr *expr) {
    return llvm::dyn_cast<clang::CallExpr>(expr->IgnoreParenCasts());
  }

  void noteAssigned(const clang::Expr *target) {
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(target->IgnoreParenCasts()))
      text_.assigned_at_[reference->getDecl()].push_back(target->getExprLoc());
  }

  void noteResult(const clang::Expr *value, const VariablePath &into) {
    if (const auto *choice =
            llvm::dyn_cast<clang::ConditionalOperator>(value->IgnoreParenCasts())) {
      noteResult(choice->getTrueExpr(), into);
      noteResult(choice->getFalseExpr(), into);
    }
    if (const clang::CallExpr *call = callIn(value))
      text_.destinations_[call] = into;
    // `a = b = f()`: the inner assignment has noted it, and the outer one copies it.
  }

  void noteReturned(const clang::Expr *value) {
    if (const clang::CallExpr *call = callIn(value))
      text_.returned_.insert(call);
  }

  void notePassed(const clang::Expr *value) {
    if (const clang::CallExpr *call = callIn(value))
      text_.passed_on_.insert(call);
  }

  /// A variable whose value or address is handed on.
  void escapeIn(const clang::Expr *value) {
    const clang::Expr *plain = value->IgnoreParenCasts();
    if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(plain))
      text_.escaped_.insert(reference->getDecl());
    else if (const auto *conditional = llvm::dyn_cast<clang::ConditionalOperator>(plain)) {
      escapeIn(conditional->getTrueExpr());
      escapeIn(conditional->getFalseExpr());
    }
  }

public:
  /// The construction below what the compiler puts around it.
  void noteMade(const clang::Expr *init, const clang::ValueDecl *variable) {
    for (const clang::Expr *at = init; at;) {
      text_.made_for_[at] = variable;
      if (const auto *cleanups = llvm::dyn_cast<clang::FullExpr>(at))
        at = cleanups->getSubExpr();
      else if (const auto *temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(at))
        at = temporary->getSubExpr();
      else if (const auto *bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(at))
        at = bound->getSubExpr();
      else if (const auto *cast = llvm::dyn_cast<clang::CastExpr>(at))
        at = cast->getSubExpr();
      else if (const auto *construct = llvm::dyn_cast<clang::CXXConstructExpr>(at);
               construct && construct->getNumArgs() == 1 && construct->isElidable())
        at = construct->getArg(0);
      else
        return;
    }
  }

private:
  BodyText &text_;
};

BodyText::BodyText(const clang::FunctionDecl &function) {
  BodyVisitor visitor(*this);
  if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
    for (const clang::CXXCtorInitializer *init : constructor->inits())
      if (init->getAnyMember() && init->getInit()) {
        const clang::Expr *value = init->getInit();
        if (const auto *written = llvm::dyn_cast<clang::CXXDefaultInitExpr>(value))
          value = written->getExpr();
        visitor.noteMade(value, init->getAnyMember());
        if (const auto *call = llvm::dyn_cast<clang::CallExpr>(value->IgnoreParenCasts())) {
          VariablePath path;
          path.parts = {nullptr, init->getAnyMember()};
          path.is_known = true;
          destinations_[call] = path;
        }
      }
  visitor.TraverseStmt(function.getBody());
}

bool isInside(clang::SourceLocation place, const clang::OMPExecutableDirective &directive,
              const clang::SourceManager &manager) {
  if (!directive.hasAssociatedStmt())
    return false;
  const clang::SourceRange body = directive.getAssociatedStmt()->getSourceRange();
  place = manager.getExpansionLoc(place);
  return !manager.isBeforeInTranslationUnit(place, manager.getExpansionLoc(body.getBegin())) &&
         !manager.isBeforeInTranslationUnit(manager.getExpansionLoc(body.getEnd()), place);
}

const clang::OMPExecutableDirective *BodyText::teamAt(clang::SourceLocation place,
                                                      const clang::SourceManager &manager) const {
  const clang::OMPExecutableDirective *found = nullptr;
  for (const clang::OMPExecutableDirective *team : teams_)
    if (isInside(place, *team, manager))
      found = team;
  for (const clang::OMPExecutableDirective *master : masters_)
    if (found && isInside(place, *master, manager))
      return nullptr;
  return found;
}

bool BodyText::staysInside(const clang::CallExpr &call) const {
  if (returned_.contains(&call) || passed_on_.contains(&call))
    return false;
  const auto into = destinations_.find(&call);
  if (into == destinations_.end())
    return true; // nobody has the result
  const clang::VarDecl *local = into->second.local();
  return local && !escaped_.contains(local);
}

} // namespace nogilc::headers
