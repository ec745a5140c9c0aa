#include "lower/async.h"

#include "ir/walk.h"
#include "lower/expressions.h"
#include "lower/generators.h"

namespace nogilc::lower {

Value awaitValue(FunctionContext &fn, const Value &awaitable, AwaitPlace place) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Await, {}};
  const Expr *self = namedValue(context, ir::kSelfName, context.object());
  callRuntime(fn, RuntimeEntry::await_begin,
              {self, awaitable.expr, intLiteral(context, static_cast<int64_t>(place))}, reason);
  if (awaitable.kind == ValueKind::Owned)
    drop(fn, awaitable.owner, reason);
  return delegate(fn, reason);
}

Value lowerAwait(FunctionContext &fn, const syntax::AwaitExpr &expr) {
  if (stopsInGilRegion(fn, expr.span, "an `await`"))
    return borrowed(none(fn.module));
  Value awaitable = lowerObject(fn, *expr.value);
  At at(fn, expr.span);
  return awaitValue(fn, awaitable, AwaitPlace::Expression);
}

ir::Variable *beginAsyncIteration(FunctionContext &fn, const syntax::Expr &iterable) {
  LowerContext &context = fn.module;
  ir::Variable *iterator = fn.newPersistent(context.object(), ir::Holding::Owned, "iterator");
  declare(fn, iterator);
  Value object = lowerObject(fn, iterable);
  At at(fn, iterable.span);
  callRuntimeInto(fn, iterator, RuntimeEntry::async_iter, {object.expr}, {Construct::Iterate, {}});
  if (object.kind == ValueKind::Owned)
    drop(fn, object.owner, {Construct::DropObject, {}});
  return iterator;
}

//   Labeled end {
//     Loop {
//       Labeled stopped {
//         item = await next(iterator)      // errors go to `stopped`
//         body
//         Continue
//       }
//       if (!error is StopAsyncIteration) Goto error
//       clear the error
//       Goto end
//     }
//   }
void iterateAsync(FunctionContext &fn, ir::Variable *iterator,
                  llvm::function_ref<void(const Value &)> body) {
  LowerContext &context = fn.module;
  if (stopsInGilRegion(fn, fn.span, "an `async for`"))
    return;
  const Reason reason{Construct::Iterate, {}};
  ir::Label *end = fn.newLabel();
  Inst *whole = labeled(fn, end);
  InBlock in_whole(fn, whole->body);
  Inst *each = loop(fn, nullptr);
  InBlock in_loop(fn, each->body);
  ir::Label *stopped = fn.newLabel(/*is_error_target=*/true);
  Inst *step = labeled(fn, stopped);
  {
    InBlock in_step(fn, step->body);
    Value item;
    {
      Scoped error(fn.error, stopped);
      callRuntime(
          fn, RuntimeEntry::await_next_begin,
          {namedValue(context, ir::kSelfName, context.object()), reference(context, iterator)},
          reason);
      item = delegate(fn, reason);
    }
    body(item);
    if (ir::fallsThrough(*fn.block))
      append(fn, InstKind::Continue);
  }
  const Expr *end_class =
      constantRef(context, context.constant(ir::Constant::Kind::Builtin, "StopAsyncIteration"));
  Value is_end = callRuntime(fn, RuntimeEntry::error_matches, {end_class}, reason);
  Inst *test = branch(fn, negation(context, is_end.expr));
  {
    InBlock in(fn, test->body);
    jump(fn, fn.error);
  }
  callRuntime(fn, RuntimeEntry::clear_error, {}, reason);
  jump(fn, end);
}

} // namespace nogilc::lower
