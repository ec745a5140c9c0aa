#include "lower/comprehensions.h"

#include "lower/async.h"
#include "lower/closures.h"
#include "lower/conditions.h"
#include "lower/expressions.h"
#include "lower/generators.h"
#include "lower/loops.h"
#include "lower/operands.h"
#include "lower/targets.h"

namespace nogilc::lower {

namespace {

using Body = llvm::function_ref<void()>;

/// `for target in iterator:` over the slot of an iterator and its index (see iteration.h).
void iterate(FunctionContext &fn, const syntax::ComprehensionClause &clause, ir::Variable *iterator,
             ir::Variable *position, Body body) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Iterate, {}};
  ir::Label *end = fn.newLabel();
  Inst *around = labeled(fn, end);
  InBlock in(fn, around->body);
  Inst *each = loop(fn, nullptr);
  InBlock inside(fn, each->body);
  // Tells what stands inside that it runs more than once; nothing breaks out of it.
  fn.exits.emplace_back();
  {
    At at(fn, clause.iterable->span);
    ir::Variable *item = fn.newTemporary(context.object(), ir::Holding::Owned);
    declare(fn, item);
    callRuntimeInto(fn, item, RuntimeEntry::iter_next,
                    {reference(context, iterator), reference(context, position)}, reason, end);
    const Expr *expr = reference(context, item);
    assign(fn, *clause.target, {ValueKind::Owned, expr, context.object(), item});
  }
  body();
  fn.exits.pop_back();
}

void iterateClauseAsync(FunctionContext &fn, const syntax::ComprehensionClause &clause,
                        ir::Variable *iterator, Body body) {
  fn.exits.emplace_back();
  At at(fn, clause.iterable->span);
  iterateAsync(fn, iterator, [&](const Value &item) {
    assign(fn, *clause.target, item);
    body();
  });
  fn.exits.pop_back();
  drop(fn, iterator, {Construct::DropObject, {}});
}

void lowerConditions(FunctionContext &fn, llvm::ArrayRef<syntax::Expr *> conditions, Body body) {
  if (conditions.empty()) {
    body();
    return;
  }
  At at(fn, conditions.front()->span);
  Inst *test = branch(fn, lowerCondition(fn, *conditions.front()));
  InBlock in(fn, test->body);
  lowerConditions(fn, conditions.drop_front(), body);
}

void lowerClauses(FunctionContext &fn, llvm::ArrayRef<syntax::ComprehensionClause *> clauses,
                  Body body) {
  if (clauses.empty()) {
    body();
    return;
  }
  const syntax::ComprehensionClause &clause = *clauses.front();
  auto inner = [&] {
    lowerConditions(fn, clause.conditions, [&] { lowerClauses(fn, clauses.drop_front(), body); });
  };
  if (clause.is_async) {
    iterateClauseAsync(fn, clause, beginAsyncIteration(fn, *clause.iterable), inner);
    return;
  }
  lowerIteration(fn, clause, *clause.target, *clause.iterable, inner);
}

/// The variables of the comprehension hold their last values no longer than it runs.
void dropVariables(FunctionContext &fn, const sema::Scope &scope) {
  for (const auto &entry : scope.symbols) {
    const sema::Symbol *symbol = entry.second;
    if (symbol->kind != sema::SymbolKind::Local || symbol->scope != &scope || symbol->is_captured ||
        !types::isObject(symbol->type))
      continue;
    drop(fn, fn.variableOf(symbol), {Construct::DropObject, {}});
  }
}

void addElement(FunctionContext &fn, const syntax::ComprehensionExpr &comprehension,
                const Value &result) {
  const Reason reason{Construct::Comprehension, {}};
  auto add = [&](RuntimeEntry entry, RuntimeEntry spread) {
    const auto *starred = llvm::dyn_cast<syntax::StarredExpr>(comprehension.element);
    const Value element = lowerObject(fn, starred ? *starred->value : *comprehension.element);
    At at(fn, comprehension.element->span);
    callRuntime(fn, starred ? spread : entry, {result.expr, element.expr}, reason);
  };
  switch (comprehension.result) {
  case syntax::ComprehensionKind::List:
    add(RuntimeEntry::list_append, RuntimeEntry::list_extend);
    return;
  case syntax::ComprehensionKind::Set:
    add(RuntimeEntry::set_add, RuntimeEntry::set_update);
    return;
  case syntax::ComprehensionKind::Dict: {
    if (!comprehension.element) {
      const Value mapping = lowerObject(fn, *comprehension.value);
      callRuntime(fn, RuntimeEntry::dict_update, {result.expr, mapping.expr}, reason);
      return;
    }
    Operands item(fn);
    item.add(lowerObject(fn, *comprehension.element));
    item.add(lowerObject(fn, *comprehension.value));
    item.settle();
    callRuntime(fn, RuntimeEntry::dict_set, {result.expr, item[0].expr, item[1].expr}, reason);
    return;
  }
  case syntax::ComprehensionKind::Generator:
    return;
  }
}

RuntimeEntry makerOf(syntax::ComprehensionKind kind) {
  switch (kind) {
  case syntax::ComprehensionKind::Set:
    return RuntimeEntry::make_set;
  case syntax::ComprehensionKind::Dict:
    return RuntimeEntry::make_dict;
  case syntax::ComprehensionKind::List:
  case syntax::ComprehensionKind::Generator:
    break;
  }
  return RuntimeEntry::make_list;
}

} // namespace

Value lowerComprehension(FunctionContext &fn, const syntax::ComprehensionExpr &comprehension) {
  if (comprehension.result == syntax::ComprehensionKind::Generator)
    return lowerGeneratorExpression(fn, comprehension);
  const sema::Scope *scope = infoOf(fn, comprehension).scope;
  Value result = callRuntime(fn, makerOf(comprehension.result), {}, {Construct::Comprehension, {}});
  // The loops' slots have a block of their own.
  Inst *block = labeled(fn, fn.newLabel());
  {
    InBlock in(fn, block->body);
    ir::Variable *closure =
        scope ? enterBlock(fn, scope->block, {Construct::Comprehension, {}}) : nullptr;
    lowerClauses(fn, comprehension.clauses, [&] { addElement(fn, comprehension, result); });
    if (scope)
      dropVariables(fn, *scope);
    if (closure)
      drop(fn, closure, {Construct::DropObject, {}});
  }
  return result;
}

void lowerGeneratorExpressionBody(FunctionContext &fn, const syntax::ComprehensionExpr &expr,
                                  ir::Variable *iterator) {
  LowerContext &context = fn.module;
  const syntax::ComprehensionClause &first = *expr.clauses.front();
  auto rest = [&] {
    lowerConditions(fn, first.conditions, [&] {
      lowerClauses(fn, expr.clauses.drop_front(), [&] {
        Value element = lowerObject(fn, *expr.element);
        At at(fn, expr.element->span);
        yieldValue(fn, element);
      });
    });
  };
  if (first.is_async) {
    iterateClauseAsync(fn, first, iterator, rest);
    return;
  }
  ir::Variable *position = fn.newPersistent(context.ssize(), ir::Holding::Value, "position");
  declare(fn, position);
  store(fn, reference(context, position), intLiteral(context, -1, context.ssize()));
  iterate(fn, first, iterator, position, rest);
}

} // namespace nogilc::lower
