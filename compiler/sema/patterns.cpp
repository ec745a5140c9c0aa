#include "sema/patterns.h"

#include <llvm/Support/Casting.h>

namespace nogilc::sema {

void visitPattern(const syntax::Pattern &pattern, const PatternVisitor &visitor) {
  using namespace syntax;
  const auto bind = [&](const NameExpr *target) {
    if (target)
      visitor.binds(*target);
  };
  const auto visitAll = [&](List<Pattern *> patterns) {
    for (const Pattern *inner : patterns)
      visitPattern(*inner, visitor);
  };
  if (auto *value = llvm::dyn_cast<ValuePattern>(&pattern)) {
    visitor.evaluates(*value->value);
  } else if (auto *capture = llvm::dyn_cast<CapturePattern>(&pattern)) {
    bind(capture->target);
  } else if (auto *sequence = llvm::dyn_cast<SequencePattern>(&pattern)) {
    visitAll(sequence->elements);
  } else if (auto *star = llvm::dyn_cast<StarPattern>(&pattern)) {
    bind(star->target);
  } else if (auto *mapping = llvm::dyn_cast<MappingPattern>(&pattern)) {
    for (const Expr *key : mapping->keys)
      visitor.evaluates(*key);
    visitAll(mapping->values);
    bind(mapping->rest);
  } else if (auto *cls = llvm::dyn_cast<ClassPattern>(&pattern)) {
    visitor.evaluates(*cls->cls);
    visitAll(cls->positional);
    visitAll(cls->keyword_patterns);
  } else if (auto *choice = llvm::dyn_cast<OrPattern>(&pattern)) {
    visitAll(choice->alternatives);
  } else if (auto *as = llvm::dyn_cast<AsPattern>(&pattern)) {
    visitPattern(*as->pattern, visitor);
    bind(as->target);
  }
}

bool isIrrefutable(const syntax::Pattern &pattern) {
  if (auto *as = llvm::dyn_cast<syntax::AsPattern>(&pattern))
    return isIrrefutable(*as->pattern);
  if (auto *choice = llvm::dyn_cast<syntax::OrPattern>(&pattern))
    return isIrrefutable(*choice->alternatives.back());
  return llvm::isa<syntax::CapturePattern>(pattern);
}

} // namespace nogilc::sema
