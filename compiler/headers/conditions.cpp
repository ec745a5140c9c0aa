// See conditions.h.
#include "headers/conditions.h"

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/FoldingSet.h>
#include <llvm/ADT/STLExtras.h>

namespace nogilc::headers {

namespace {

/// Functions are followed into expressions so deep.
constexpr unsigned kDeepestCall = 4;

/// Collects what an expression reads; false if it may do more.
bool onlyReads(const clang::Stmt *statement, llvm::SmallVectorImpl<const clang::ValueDecl *> &reads,
               unsigned depth = 0) {
  if (!statement)
    return true;
  if (const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(statement)) {
    if (depth == 0)
      reads.push_back(reference->getDecl());
    return true;
  }
  if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(statement))
    reads.push_back(member->getMemberDecl());
  else if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(statement)) {
    if (unary->isIncrementDecrementOp())
      return false;
  } else if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(statement)) {
    if (binary->isAssignmentOp())
      return false;
  } else if (const auto *call = llvm::dyn_cast<clang::CallExpr>(statement)) {
    // An inline function of one expression that only reads is such an expression itself.
    const clang::FunctionDecl *callee = call->getDirectCallee();
    const clang::FunctionDecl *definition = nullptr;
    if (!callee || depth >= kDeepestCall)
      return false;
    if (callee->getBuiltinID() == 0) {
      if (!callee->isInlined() || !callee->hasBody(definition))
        return false;
      const auto *body = llvm::dyn_cast<clang::CompoundStmt>(definition->getBody());
      const auto *result = body && body->size() == 1
                               ? llvm::dyn_cast<clang::ReturnStmt>(body->body_front())
                               : nullptr;
      if (!result || !onlyReads(result->getRetValue(), reads, depth + 1))
        return false;
    }
  } else if (!llvm::isa<clang::CastExpr, clang::ParenExpr, clang::IntegerLiteral,
                        clang::CharacterLiteral, clang::FloatingLiteral, clang::CXXBoolLiteralExpr,
                        clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr, clang::CXXThisExpr,
                        clang::ArraySubscriptExpr, clang::UnaryExprOrTypeTraitExpr,
                        clang::ConstantExpr, clang::ConditionalOperator>(statement)) {
    return false;
  }
  return llvm::all_of(statement->children(),
                      [&](const clang::Stmt *child) { return onlyReads(child, reads, depth); });
}

bool isZero(const clang::Expr *expr) {
  const clang::Expr *plain = expr->IgnoreParenCasts();
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(plain))
    return true;
  if (const auto *number = llvm::dyn_cast<clang::IntegerLiteral>(plain))
    return number->getValue() == 0;
  if (const auto *boolean = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(plain))
    return !boolean->getValue();
  return false;
}

} // namespace

const clang::Expr *withoutHints(const clang::Expr *expr) {
  expr = expr->IgnoreParenCasts();
  while (const auto *call = llvm::dyn_cast<clang::CallExpr>(expr)) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    if (!callee || !callee->getIdentifier() || callee->getName() != "__builtin_expect" ||
        call->getNumArgs() == 0)
      break;
    expr = call->getArg(0)->IgnoreParenCasts();
  }
  return expr;
}

std::optional<Condition> Conditions::of(const clang::Expr *expr) const {
  Condition condition;
  for (;;) {
    expr = withoutHints(expr);
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr);
        unary && unary->getOpcode() == clang::UO_LNot) {
      condition.is_negated = !condition.is_negated;
      expr = unary->getSubExpr();
      continue;
    }
    const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
    if (binary && binary->isEqualityOp()) {
      const bool is_right_zero = isZero(binary->getRHS());
      if (is_right_zero || isZero(binary->getLHS())) {
        condition.is_negated ^= binary->getOpcode() == clang::BO_EQ;
        expr = is_right_zero ? binary->getLHS() : binary->getRHS();
        continue;
      }
    }
    // `(p = f())` has been evaluated; it is p now.
    if (binary && binary->getOpcode() == clang::BO_Assign) {
      expr = binary->getLHS();
      continue;
    }
    break;
  }
  if (expr->isValueDependent() || !onlyReads(expr, condition.reads))
    return std::nullopt;
  // `a != b` is the negation of `a == b`.
  llvm::FoldingSetNodeID id;
  const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
  if (binary && (binary->isComparisonOp())) {
    clang::BinaryOperatorKind kind = binary->getOpcode();
    if (kind == clang::BO_NE || kind == clang::BO_GE || kind == clang::BO_GT) {
      kind = clang::BinaryOperator::negateComparisonOp(kind);
      condition.is_negated = !condition.is_negated;
    }
    id.AddInteger(static_cast<unsigned>(kind));
    binary->getLHS()->IgnoreParenCasts()->Profile(id, context_, true);
    binary->getRHS()->IgnoreParenCasts()->Profile(id, context_, true);
  } else {
    expr->Profile(id, context_, true);
  }
  condition.id = static_cast<uint64_t>(id.ComputeHash()) << 32;
  id.AddInteger(1u); // a second hash: the two together do not collide by chance
  condition.id |= id.ComputeHash();
  return condition;
}

std::optional<bool> Conditions::constant(const clang::Expr *expr) const {
  if (!expr || expr->isValueDependent())
    return std::nullopt;
  const clang::Expr *plain = expr->IgnoreParenCasts();
  if (isZero(plain))
    return false;
  bool value = false;
  const clang::QualType type = plain->getType();
  if (!type->isScalarType() || !plain->EvaluateAsBooleanCondition(value, context_))
    return std::nullopt;
  return value;
}

std::optional<bool> KnownConditions::value(const Condition &condition) const {
  const auto found = known_.find(condition.id);
  if (found == known_.end())
    return std::nullopt;
  return found->second.value != condition.is_negated;
}

void KnownConditions::set(const Condition &condition, bool value) {
  known_[condition.id] = {value != condition.is_negated, condition.reads};
}

void KnownConditions::forget(const clang::ValueDecl *variable) {
  std::erase_if(
      known_, [&](const auto &entry) { return llvm::is_contained(entry.second.reads, variable); });
}

bool KnownConditions::intersect(const KnownConditions &other) {
  return std::erase_if(known_, [&](const auto &entry) {
           const auto found = other.known_.find(entry.first);
           return found == other.known_.end() || found->second.value != entry.second.value;
         }) != 0;
}

} // namespace nogilc::headers
