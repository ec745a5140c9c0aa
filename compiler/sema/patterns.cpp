#include "sema/patterns.h"

#include <llvm/Support/Casting.h>

namespace nogilc::sema {

static void visit(const syntax::Pattern &pattern, bool is_whole, const PatternVisitor &visitor) {
  using namespace syntax;
  const auto bind = [&](const NameExpr *target, bool is_subject) {
    if (target)
      visitor.binds(*target, is_subject);
  };
  const auto visitAll = [&](List<Pattern *> patterns) {
    for (const Pattern *inner : patterns)
      visit(*inner, false, visitor);
  };
  if (auto *value = llvm::dyn_cast<ValuePattern>(&pattern)) {
    visitor.evaluates(*value->value);
  } else if (auto *capture = llvm::dyn_cast<CapturePattern>(&pattern)) {
    bind(capture->target, is_whole);
  } else if (auto *sequence = llvm::dyn_cast<SequencePattern>(&pattern)) {
    visitAll(sequence->elements);
  } else if (auto *star = llvm::dyn_cast<StarPattern>(&pattern)) {
    bind(star->target, false);
  } else if (auto *mapping = llvm::dyn_cast<MappingPattern>(&pattern)) {
    for (const Expr *key : mapping->keys)
      visitor.evaluates(*key);
    visitAll(mapping->values);
    bind(mapping->rest, false);
  } else if (auto *cls = llvm::dyn_cast<ClassPattern>(&pattern)) {
    visitor.evaluates(*cls->cls);
    visitAll(cls->positional);
    visitAll(cls->keyword_patterns);
  } else if (auto *choice = llvm::dyn_cast<OrPattern>(&pattern)) {
    for (const Pattern *alternative : choice->alternatives)
      visit(*alternative, is_whole, visitor);
  } else if (auto *as = llvm::dyn_cast<AsPattern>(&pattern)) {
    visit(*as->pattern, is_whole, visitor);
    bind(as->target, is_whole);
  }
}

void visitPattern(const syntax::Pattern &pattern, const PatternVisitor &visitor) {
  visit(pattern, true, visitor);
}

bool isIrrefutable(const syntax::Pattern &pattern) {
  if (auto *as = llvm::dyn_cast<syntax::AsPattern>(&pattern))
    return isIrrefutable(*as->pattern);
  if (auto *choice = llvm::dyn_cast<syntax::OrPattern>(&pattern))
    return isIrrefutable(*choice->alternatives.back());
  return llvm::isa<syntax::CapturePattern>(pattern);
}

} // namespace nogilc::sema
