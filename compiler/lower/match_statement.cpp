// PEP 634 as CPython compiles it. A case is two blocks, so that the parts of the subject are gone
// when its guard and body run:
//
//   Labeled end {
//     Labeled next {              // one for each case; a mismatch goes to `next`
//       Labeled bound { …tests…; the names are bound }
//       if (!guard) Goto next
//       body
//       Goto end
//     }
//     …
//   }
#include "lower/match_statement.h"

#include "ir/walk.h"
#include "lower/compare.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/operands.h"
#include "lower/statements.h"
#include "lower/targets.h"
#include "sema/patterns.h"

#include <llvm/ADT/MapVector.h>

namespace nogilc::lower {

namespace {

const Reason kReason{Construct::Match, {}};

/// The test of one pattern against a subject. What it captures waits in slots until all of the
/// pattern has matched.
class PatternTest {
public:
  PatternTest(FunctionContext &fn, const syntax::Pattern &pattern, const Value &subject)
      : fn_(fn), context_(fn.module) {
    sema::visitPattern(pattern, {[&](const syntax::NameExpr &target, bool is_whole) {
                                   Slot &slot = slots_[target.name];
                                   slot.target = &target;
                                   slot.is_whole &= is_whole;
                                 },
                                 [](const syntax::Expr &) {}});
    for (auto &[name, slot] : slots_) {
      const bool is_c = slot.is_whole && !subject.isObject();
      slot.variable = is_c ? fn_.newTemporary(types::unqualified(subject.type), ir::Holding::Value)
                           : fn_.newTemporary(context_.object(), ir::Holding::Owned);
      declare(fn_, slot.variable);
    }
  }

  void test(const syntax::Pattern &pattern, const Value &subject, ir::Label *mismatch) {
    At at(fn_, pattern.span);
    mismatch_ = mismatch;
    if (auto *value = llvm::dyn_cast<syntax::ValuePattern>(&pattern))
      testValue(*value->value, subject);
    else if (auto *capture = llvm::dyn_cast<syntax::CapturePattern>(&pattern))
      keep(capture->target, subject);
    else if (auto *sequence = llvm::dyn_cast<syntax::SequencePattern>(&pattern))
      testSequence(*sequence, toObject(fn_, subject));
    else if (auto *mapping = llvm::dyn_cast<syntax::MappingPattern>(&pattern))
      testMapping(*mapping, toObject(fn_, subject));
    else if (auto *cls = llvm::dyn_cast<syntax::ClassPattern>(&pattern))
      testClass(*cls, toObject(fn_, subject));
    else if (auto *choice = llvm::dyn_cast<syntax::OrPattern>(&pattern))
      testAlternatives(*choice, subject);
    else if (auto *as = llvm::dyn_cast<syntax::AsPattern>(&pattern)) {
      test(*as->pattern, subject, mismatch);
      keep(as->target, subject);
    }
  }

  void bindNames() {
    for (auto &[name, slot] : slots_) {
      At at(fn_, slot.target->span);
      const Expr *place = reference(context_, slot.variable);
      if (slot.variable->holding == ir::Holding::Owned)
        assign(fn_, *slot.target, {ValueKind::Owned, place, slot.variable->type, slot.variable});
      else
        assign(fn_, *slot.target, cValue(place));
    }
  }

private:
  struct Slot {
    const syntax::NameExpr *target = nullptr;
    bool is_whole = true; ///< in all alternatives
    ir::Variable *variable = nullptr;
  };

  void keep(const syntax::NameExpr *target, const Value &subject) {
    if (!target)
      return;
    const ir::Variable *variable = slots_[target->name].variable;
    const Expr *place = reference(context_, variable);
    if (variable->holding == ir::Holding::Value)
      store(fn_, place, subject.expr);
    else
      storeObject(fn_, place, toObject(fn_, subject),
                  {Construct::AssignObject, target->name.str()});
  }

  void require(const Expr *condition) {
    if (condition->kind == ir::ExprKind::Literal && condition->text == "true")
      return;
    Inst *failed = branch(fn_, negation(context_, condition));
    InBlock in(fn_, failed->body);
    jump(fn_, mismatch_);
  }

  void testValue(const syntax::Expr &expr, const Value &subject) {
    if (auto *constant = llvm::dyn_cast<syntax::ConstantExpr>(&expr)) {
      const Value object = toObject(fn_, subject);
      const Value wanted = lowerObject(fn_, *constant);
      require(binary(context_, "==", object.expr, wanted.expr, context_.bint()));
      return;
    }
    Operands operands(fn_);
    operands.add(subject);
    operands.add(lowerExpr(fn_, expr));
    operands.settle();
    At at(fn_, expr.span);
    require(equalityCondition(fn_, operands[0], operands[1]));
  }

  const Expr *count(size_t number) {
    return intLiteral(context_, static_cast<int64_t>(number), context_.ssize());
  }

  static bool isWildcard(const syntax::Pattern &pattern) {
    if (auto *star = llvm::dyn_cast<syntax::StarPattern>(&pattern))
      return !star->target;
    auto *capture = llvm::dyn_cast<syntax::CapturePattern>(&pattern);
    return capture && !capture->target;
  }

  void testSequence(const syntax::SequencePattern &pattern, const Value &subject) {
    const auto elements = pattern.elements;
    require(callRuntime(fn_, RuntimeEntry::is_sequence, {subject.expr}, kReason).expr);
    size_t star = elements.size();
    for (size_t i = 0; i != elements.size(); ++i)
      if (llvm::isa<syntax::StarPattern>(elements[i]))
        star = i;
    const bool has_star = star != elements.size();
    const Expr *length = nullptr;
    if (!has_star || elements.size() > 1) {
      length = callRuntime(fn_, RuntimeEntry::length, {subject.expr}, kReason).expr;
      require(binary(context_, has_star ? ">=" : "==", length,
                     count(elements.size() - (has_star ? 1 : 0)), context_.bint()));
    }
    if (llvm::all_of(elements, [](const syntax::Pattern *inner) { return isWildcard(*inner); }))
      return;
    if (has_star && isWildcard(*elements[star]))
      testItems(elements, star, subject, length);
    else
      testUnpacked(elements, star, subject);
  }

  /// `[first, *_, last]`: only what is looked at is fetched.
  void testItems(llvm::ArrayRef<syntax::Pattern *> elements, size_t star, const Value &subject,
                 const Expr *length) {
    ir::Label *mismatch = mismatch_;
    for (size_t i = 0; i != elements.size(); ++i) {
      if (isWildcard(*elements[i]))
        continue;
      const Expr *position =
          i < star ? count(i)
                   : binary(context_, "-", length, count(elements.size() - i), context_.ssize());
      const Value item = callRuntime(
          fn_, RuntimeEntry::getitem_index,
          {subject.expr, position, boolLiteral(context_, false), boolLiteral(context_, true)},
          kReason);
      test(*elements[i], held(item), mismatch);
    }
  }

  void testUnpacked(llvm::ArrayRef<syntax::Pattern *> elements, size_t star, const Value &subject) {
    ir::Variable *items = context_.newVariable();
    items->name = fn_.uniqueName("items");
    items->type = context_.types.array(context_.object(), elements.size());
    items->storage = ir::Storage::Temporary;
    items->holding = ir::Holding::Owned;
    declare(fn_, items);
    const Expr *array = reference(context_, items);
    if (star != elements.size())
      callRuntime(fn_, RuntimeEntry::unpack_star,
                  {subject.expr, array, count(star), count(elements.size() - star - 1)}, kReason);
    else
      callRuntime(fn_, RuntimeEntry::unpack, {subject.expr, array, count(elements.size())},
                  kReason);
    ir::Label *mismatch = mismatch_;
    for (size_t i = 0; i != elements.size(); ++i) {
      const Value item = borrowed(
          index(context_, array, intLiteral(context_, static_cast<int64_t>(i)), context_.object()));
      if (auto *starred = llvm::dyn_cast<syntax::StarPattern>(elements[i]))
        keep(starred->target, item);
      else
        test(*elements[i], item, mismatch);
    }
  }

  void testMapping(const syntax::MappingPattern &pattern, const Value &subject) {
    require(callRuntime(fn_, RuntimeEntry::is_mapping, {subject.expr}, kReason).expr);
    if (pattern.keys.empty() && !pattern.rest)
      return;
    if (!pattern.keys.empty())
      require(binary(context_,
                     ">=", callRuntime(fn_, RuntimeEntry::length, {subject.expr}, kReason).expr,
                     count(pattern.keys.size()), context_.bint()));
    Operands operands(fn_);
    for (const syntax::Expr *key : pattern.keys)
      operands.add(lowerObject(fn_, *key));
    operands.settle();
    const Value keys = callRuntime(fn_, RuntimeEntry::make_tuple, operands.exprs(), kReason);
    ir::Label *mismatch = mismatch_;
    if (!pattern.keys.empty()) {
      const Value values =
          callNext(fn_, RuntimeEntry::match_keys, {subject.expr, keys.expr}, kReason, mismatch);
      testParts(pattern.values, values, mismatch);
    }
    if (pattern.rest)
      keep(pattern.rest,
           callRuntime(fn_, RuntimeEntry::match_rest, {subject.expr, keys.expr}, kReason));
  }

  void testClass(const syntax::ClassPattern &pattern, const Value &subject) {
    const Value cls = lowerObject(fn_, *pattern.cls);
    llvm::SmallVector<const ir::Constant *, 4> names;
    for (const syntax::Ident &name : pattern.keyword_names)
      names.push_back(context_.internedName(name.name.str()));
    ir::Label *mismatch = mismatch_;
    const Value attributes = callNext(fn_, RuntimeEntry::match_class,
                                      {subject.expr, cls.expr, count(pattern.positional.size()),
                                       constantRef(context_, context_.tupleConstant(names))},
                                      kReason, mismatch);
    llvm::SmallVector<syntax::Pattern *, 4> parts(pattern.positional.begin(),
                                                  pattern.positional.end());
    parts.append(pattern.keyword_patterns.begin(), pattern.keyword_patterns.end());
    testParts(parts, attributes, mismatch);
  }

  /// Patterns against the items of a tuple that the runtime made.
  void testParts(llvm::ArrayRef<syntax::Pattern *> patterns, const Value &tuple,
                 ir::Label *mismatch) {
    for (size_t i = 0; i != patterns.size(); ++i) {
      if (isWildcard(*patterns[i]))
        continue;
      const Value item = callRuntime(
          fn_, RuntimeEntry::getitem_index,
          {tuple.expr, count(i), boolLiteral(context_, false), boolLiteral(context_, false)},
          kReason);
      test(*patterns[i], held(item), mismatch);
    }
  }

  void testAlternatives(const syntax::OrPattern &pattern, const Value &subject) {
    ir::Label *mismatch = mismatch_;
    Inst *whole = labeled(fn_, fn_.newLabel());
    InBlock in_whole(fn_, whole->body);
    for (const syntax::Pattern *alternative : pattern.alternatives.drop_back()) {
      Inst *attempt = labeled(fn_, fn_.newLabel());
      InBlock in(fn_, attempt->body);
      test(*alternative, subject, attempt->label);
      if (ir::fallsThrough(*fn_.block))
        jump(fn_, whole->label);
    }
    test(*pattern.alternatives.back(), subject, mismatch);
  }

  /// An owned temporary that is looked at more than once: its reference stays where it is.
  static Value held(Value value) {
    value.kind = ValueKind::Borrowed;
    return value;
  }

  FunctionContext &fn_;
  LowerContext &context_;
  ir::Label *mismatch_ = nullptr;
  llvm::MapVector<Name, Slot> slots_;
};

/// The subject where it stays while the cases look at it.
Value holdSubject(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const Type *type = types::unqualified(typeOf(fn, expr));
  const bool is_object = types::isObject(type);
  ir::Variable *kept =
      fn.newPersistent(type, is_object ? ir::Holding::Owned : ir::Holding::Value, "subject");
  declare(fn, kept);
  const Expr *place = reference(context, kept);
  // What the subject was made from is gone before a case runs.
  const size_t first = fn.block->size();
  const Value value = lowerTo(fn, expr, type);
  if (!is_object) {
    store(fn, place, value.expr);
    dropTemporaries(fn, first);
    return cValue(place);
  }
  storeObject(fn, place, value, kReason);
  dropTemporaries(fn, first);
  Value subject = borrowed(place);
  subject.owner = kept;
  return subject;
}

void lowerCase(FunctionContext &fn, const syntax::MatchCase &match_case, const Value &subject,
               ir::Label *end) {
  LowerContext &context = fn.module;
  ir::Label *next = fn.newLabel();
  Inst *whole = labeled(fn, next);
  InBlock in_case(fn, whole->body);
  {
    Inst *bound = labeled(fn, fn.newLabel());
    InBlock in(fn, bound->body);
    // Patterns hold nothing that could stop the function.
    Scoped in_block(fn.temporaries_in_frame, false);
    PatternTest pattern(fn, *match_case.pattern, subject);
    pattern.test(*match_case.pattern, subject, next);
    pattern.bindNames();
  }
  if (match_case.guard) {
    At at(fn, match_case.guard->span);
    const size_t first = fn.block->size();
    const Expr *condition = lowerCondition(fn, *match_case.guard);
    if (fn.block->size() != first) {
      condition = evaluate(fn, condition).expr;
      dropTemporaries(fn, first);
    }
    Inst *failed = branch(fn, negation(context, condition));
    InBlock in(fn, failed->body);
    jump(fn, next);
  }
  if (subject.owner)
    drop(fn, subject.owner, {Construct::DropObject, {}});
  lowerBody(fn, match_case.body);
  if (ir::fallsThrough(*fn.block))
    jump(fn, end);
}

} // namespace

void lowerMatch(FunctionContext &fn, const syntax::MatchStmt &stmt) {
  ir::Label *end = fn.newLabel();
  Inst *whole = labeled(fn, end);
  InBlock in(fn, whole->body);
  const Value subject = holdSubject(fn, *stmt.subject);
  for (const syntax::MatchCase *match_case : stmt.cases)
    lowerCase(fn, *match_case, subject, end);
  if (subject.owner)
    drop(fn, subject.owner, {Construct::DropObject, {}});
}

} // namespace nogilc::lower
