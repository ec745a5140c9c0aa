// The clauses of `except*`: each takes its part of what the ones before have left, and runs for it;
// what their bodies raise is collected and raised behind the last one, together with what is left
// (PEP 654). No `break`, `continue` or `return` leaves a clause: the parser rejects them.
#include "lower/except_star.h"

#include "lower/exceptions.h"
#include "lower/expressions.h"

namespace nogilc::lower {

namespace {

ir::Variable *newSlot(FunctionContext &fn, llvm::StringRef hint) {
  ir::Variable *slot = fn.newPersistent(fn.module.object(), ir::Holding::Owned, hint);
  declare(fn, slot);
  return slot;
}

void lowerClause(FunctionContext &fn, const syntax::ExceptHandler &handler, const Expr *rest,
                 const Expr *raised) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Except, {}};
  At at(fn, handler.type->span);
  const Value type = lowerObject(fn, *handler.type);
  ir::Variable *match = newSlot(fn, "match");
  const Expr *taken = reference(context, match);
  callRuntime(fn, RuntimeEntry::except_star_split, {rest, type.expr, taken}, reason);
  Inst *test = branch(fn, binary(context, "!=", taken, none(context), context.bint()));
  InBlock in(fn, test->body);
  ir::Variable *saved = newSlot(fn, "saved");
  const Expr *place = reference(context, saved);
  callRuntime(fn, RuntimeEntry::handle_exception, {place, taken}, reason);
  intercept(
      fn, [&] { lowerHandlerBody(fn, handler, {taken, match}); },
      [&](Way way) {
        if (way == Way::Error) {
          addTraceback(fn);
          callRuntime(fn, RuntimeEntry::except_star_collect, {raised}, reason);
        }
        callRuntime(fn, RuntimeEntry::leave_except, {place}, reason);
      });
}

} // namespace

void lowerStarHandlers(FunctionContext &fn, const syntax::TryStmt &stmt) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Except, {}};
  // The slots outlive C++ blocks, so a body may contain a `yield`.
  whileHandling(fn, reason, /*has_yield=*/true, [&](const Handled &handled) {
    const Expr *rest = reference(context, newSlot(fn, "rest"));
    storeObject(fn, rest, borrowed(handled.exception), reason);
    ir::Variable *list = newSlot(fn, "raised");
    callRuntimeInto(fn, list, RuntimeEntry::make_list, {}, reason);
    const Expr *raised = reference(context, list);
    for (const syntax::ExceptHandler *handler : stmt.handlers)
      lowerClause(fn, *handler, rest, raised);
    // Its traceback has its entries already.
    callRuntime(fn, RuntimeEntry::except_star_finish, {handled.exception, raised, rest},
                {Construct::Reraise, {}});
  });
}

} // namespace nogilc::lower
