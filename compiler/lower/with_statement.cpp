#include "lower/with_statement.h"

#include "ir/walk.h"
#include "lower/async.h"
#include "lower/convert.h"
#include "lower/exceptions.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/generators.h"
#include "lower/gil_regions.h"
#include "lower/locks.h"
#include "lower/statements.h"
#include "lower/targets.h"

namespace nogilc::lower {

namespace {

void lowerItems(FunctionContext &fn, const syntax::WithStmt &stmt, size_t number);

void exitNormally(FunctionContext &fn, bool is_async, const Expr *exit) {
  const Reason reason{Construct::With, {}};
  if (!is_async) {
    callRuntime(fn, RuntimeEntry::with_exit_normal, {exit}, reason);
    return;
  }
  Value awaitable =
      callRuntime(fn, RuntimeEntry::async_with_exit, {exit, nullObject(fn.module)}, reason);
  Value ignored = awaitValue(fn, awaitable, AwaitPlace::Exit);
  drop(fn, ignored.owner, reason);
}

/// Whether `__exit__` or `__aexit__` swallows the exception.
Value exitWithError(FunctionContext &fn, bool is_async, const Expr *exit, const Handled &handled) {
  const Reason reason{Construct::With, {}};
  if (!is_async)
    return callRuntime(fn, RuntimeEntry::with_exit_error, {exit, handled.exception}, reason);
  Value awaitable =
      callRuntime(fn, RuntimeEntry::async_with_exit, {exit, handled.exception}, reason);
  Value answer = awaitValue(fn, awaitable, AwaitPlace::Exit);
  Value swallowed = callRuntime(fn, RuntimeEntry::is_true, {answer.expr}, reason);
  drop(fn, answer.owner, reason);
  return swallowed;
}

/// `with context as target:` the manager's `__exit__` is kept bound in a slot; it runs on every way
/// out of the items that follow and of the body, and may swallow an exception.
void lowerManager(FunctionContext &fn, const syntax::WithStmt &stmt, size_t number) {
  LowerContext &context = fn.module;
  const syntax::WithItem &item = *stmt.items[number];
  const Reason reason{Construct::With, {}};
  At at(fn, item.context->span);
  if (stmt.is_async && stopsInGilRegion(fn, fn.span, "an `async with`"))
    return;
  ir::Variable *exit = fn.newPersistent(context.object(), ir::Holding::Owned, "exit");
  declare(fn, exit);
  const Expr *exit_place = reference(context, exit);

  // What `__enter__` gives dies when it is bound, so it has a block of its own.
  Value manager = lowerObject(fn, *item.context);
  ir::Variable *entered = fn.newPersistent(context.object(), ir::Holding::Owned, "entered");
  declare(fn, entered);
  const Expr *entered_place = reference(context, entered);
  if (!stmt.is_async && hasHiddenMethod(fn, typeOf(fn, *item.context), "__enter__")) {
    storeObject(fn, exit_place,
                callRuntime(fn, RuntimeEntry::getattr,
                            {manager.expr, nameConstant(context, "__exit__")}, reason),
                reason);
    const Value value = callHiddenMethod(fn, typeOf(fn, *item.context), "__enter__", manager);
    storeObject(fn, entered_place, toObject(fn, value), reason);
  } else {
    callRuntime(fn, stmt.is_async ? RuntimeEntry::async_with_enter : RuntimeEntry::with_enter,
                {manager.expr, exit_place, entered_place}, reason);
  }
  if (manager.kind == ValueKind::Owned)
    drop(fn, manager.owner, reason);
  if (stmt.is_async) {
    Value value = awaitValue(fn, borrowed(entered_place), AwaitPlace::Enter);
    storeObject(fn, entered_place, value, reason);
  }

  intercept(
      fn,
      [&] {
        if (item.target)
          assign(fn, *item.target, {ValueKind::Owned, entered_place, context.object(), entered});
        else
          drop(fn, entered, reason);
        lowerItems(fn, stmt, number + 1);
      },
      [&](Way way) {
        At at(fn, item.context->span);
        if (way == Way::Error) {
          whileHandling(fn, reason, /*has_yield=*/stmt.is_async, [&](const Handled &handled) {
            Value swallowed = exitWithError(fn, stmt.is_async, exit_place, handled);
            Inst *test = branch(fn, negation(context, swallowed.expr));
            InBlock in(fn, test->body);
            reraise(fn, handled);
          });
          if (exit->storage == ir::Storage::ScopeField)
            drop(fn, exit, reason);
          return;
        }
        exitNormally(fn, stmt.is_async, exit_place);
        if (exit->storage == ir::Storage::ScopeField)
          drop(fn, exit, reason);
        goOn(fn, way);
      });
}

void lowerItems(FunctionContext &fn, const syntax::WithStmt &stmt, size_t number) {
  if (number == stmt.items.size()) {
    lowerBody(fn, stmt.body);
    return;
  }
  const syntax::WithItem &item = *stmt.items[number];
  const auto inner = [&] { lowerItems(fn, stmt, number + 1); };
  switch (fn.module.analysis.stmt(item).with_form) {
  case sema::WithForm::ContextManager:
    lowerManager(fn, stmt, number);
    return;
  case sema::WithForm::Lock:
    lowerLockItem(fn, stmt, item, inner);
    return;
  case sema::WithForm::CriticalSection:
    lowerCriticalSection(fn, stmt, item, inner);
    return;
  case sema::WithForm::NoGil:
  case sema::WithForm::Gil:
  case sema::WithForm::NoChange:
  case sema::WithForm::Directives:
    lowerGilItem(fn, item, inner);
    return;
  }
}

} // namespace

void lowerWith(FunctionContext &fn, const syntax::WithStmt &stmt) { lowerItems(fn, stmt, 0); }

} // namespace nogilc::lower
