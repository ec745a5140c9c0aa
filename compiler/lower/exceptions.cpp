#include "lower/exceptions.h"

#include "ir/walk.h"
#include "lower/except_star.h"
#include "lower/expressions.h"
#include "lower/generators.h"
#include "lower/gil_regions.h"
#include "lower/statements.h"
#include "lower/targets.h"
#include "syntax/visit.h"

#include <llvm/ADT/StringSet.h>

#include <optional>

namespace nogilc::lower {

namespace {

bool isUsed(const ir::Block &block, const ir::Label *label) {
  bool used = false;
  ir::forEachInst(block, [&](const Inst &inst) {
    used |= inst.on_error == label || inst.on_end == label ||
            (inst.kind == InstKind::Goto && inst.label == label);
  });
  return used;
}

/// `current` becomes the body of a block with that label, in a new block that is returned.
ir::Block *wrap(FunctionContext &fn, ir::Block *current, ir::Label *label) {
  ir::Block *outer = fn.newBlock();
  InBlock in(fn, outer);
  Inst *inst = append(fn, InstKind::Labeled);
  inst->label = label;
  inst->body = current;
  return outer;
}

/// Puts what stands in `block` at the end of the current one; jumps to `end` arrive behind it.
void finish(FunctionContext &fn, ir::Block *block, ir::Label *end) {
  if (isUsed(*block, end))
    block = wrap(fn, block, end);
  fn.block->insert(fn.block->end(), block->begin(), block->end());
}

} // namespace

// ---------------------------------------------------------------------------------------------
// Interception
// ---------------------------------------------------------------------------------------------

//   Labeled end {
//     Labeled on_return {
//       Labeled on_error {
//         body
//         …arrive(Normal)…
//         Goto end
//       }
//       …arrive(Error)…
//       Goto end
//     }
//     …arrive(Return)…
//   }
void intercept(FunctionContext &fn, llvm::function_ref<void()> body,
               llvm::function_ref<void(Way)> arrive) {
  ir::Label *on_error = fn.newLabel(/*is_error_target=*/true);
  ir::Label *end = fn.newLabel();
  ir::Block *current = fn.newBlock();
  Exit exit;
  exit.kind = Exit::Kind::Interceptor;
  fn.exits.push_back(exit);
  {
    InBlock in(fn, current);
    Scoped error(fn.error, on_error);
    body();
  }
  exit = fn.exits.back();
  fn.exits.pop_back();

  if (ir::fallsThrough(*current)) {
    InBlock in(fn, current);
    arrive(Way::Normal);
  }
  const std::pair<ir::Label *, Way> ways[] = {
      {isUsed(*current, on_error) ? on_error : nullptr, Way::Error},
      {exit.on_break, Way::Break},
      {exit.on_continue, Way::Continue},
      {exit.on_return, Way::Return},
  };
  for (auto [label, way] : ways) {
    if (!label)
      continue;
    if (ir::fallsThrough(*current)) {
      InBlock in(fn, current);
      jump(fn, end);
    }
    current = wrap(fn, current, label);
    InBlock in(fn, current);
    arrive(way);
  }
  finish(fn, current, end);
}

void goOn(FunctionContext &fn, Way way) {
  if (!ir::fallsThrough(*fn.block))
    return;
  switch (way) {
  case Way::Normal:
    break;
  case Way::Error:
    jump(fn, fn.error);
    break;
  case Way::Break:
    jumpBreak(fn);
    break;
  case Way::Continue:
    jumpContinue(fn);
    break;
  case Way::Return:
    resumeReturn(fn);
    break;
  }
}

// ---------------------------------------------------------------------------------------------
// The handled exception
// ---------------------------------------------------------------------------------------------

void addTraceback(FunctionContext &fn) {
  fn.function.has_error_line = true;
  callRuntime(fn, byGil(fn, RuntimeEntry::add_traceback, RuntimeEntry::add_traceback_nogil), {},
              {Construct::ExceptionPath, {}});
}

namespace {

/// The form whose state outlives C++ blocks (a `yield` inside), and that gives the GIL back while
/// the body runs (`finally` in nogil code).
void whileHandlingInSlots(FunctionContext &fn, Reason reason,
                          llvm::function_ref<void(const Handled &)> body) {
  LowerContext &context = fn.module;
  ir::Variable *saved = fn.newPersistent(context.object(), ir::Holding::Owned, "saved");
  ir::Variable *slot = fn.newPersistent(context.object(), ir::Holding::Owned, "raised");
  // What goes on at the end gives back both, with the GIL.
  saved->is_empty_at_end = slot->is_empty_at_end = !fn.isGilHeld();
  declare(fn, saved);
  declare(fn, slot);
  const Expr *exception = reference(context, slot);
  const Expr *place = reference(context, saved);
  withGilHeld(fn, reason,
              [&] { callRuntime(fn, RuntimeEntry::enter_except, {place, exception}, reason); });
  intercept(
      fn, [&] { body({exception, slot}); },
      [&](Way way) {
        withGilHeld(fn, reason, [&] {
          callRuntime(fn, RuntimeEntry::leave_except, {place}, reason);
          drop(fn, slot, reason);
        });
        goOn(fn, way);
      });
}

} // namespace

void whileHandling(FunctionContext &fn, Reason reason, bool has_yield,
                   llvm::function_ref<void(const Handled &)> body) {
  addTraceback(fn);
  if (has_yield) {
    whileHandlingInSlots(fn, reason, body);
    return;
  }
  LowerContext &context = fn.module;
  Inst *scope = append(fn, InstKind::ExceptScope, reason);
  scope->body = fn.newBlock();
  // Not newTemporary: in a generator that would be a field, which outlives the scope.
  ir::Variable *exception = context.newVariable();
  exception->name = fn.uniqueName("raised");
  exception->type = context.object();
  exception->storage = ir::Storage::Temporary;
  exception->holding = ir::Holding::Borrowed;
  scope->result = exception;
  InBlock in(fn, scope->body);
  body({reference(context, exception), nullptr});
}

void reraise(FunctionContext &fn, const Handled &handled) {
  const Reason reason{Construct::Reraise, {}};
  if (!handled.slot) {
    callRuntime(fn, RuntimeEntry::raise_again, {}, reason);
    return;
  }
  ir::Label *error = fn.error;
  withGilHeld(fn, reason, [&] {
    Scoped scoped(fn.error, error);
    callRuntime(fn, RuntimeEntry::reraise_exception, {handled.exception}, reason);
  });
}

// ---------------------------------------------------------------------------------------------
// `finally`
// ---------------------------------------------------------------------------------------------

namespace {

/// A `return` in the cleanup may overwrite the value of the `return` that is under way, and then be
/// overtaken itself (`finally: for …: try: return 2 finally: break`): the first value must be kept.
void cleanUpBeforeReturn(FunctionContext &fn, bool may_return, llvm::function_ref<void()> cleanup) {
  ir::Variable *slot = fn.return_slot;
  if (!may_return || !slot) {
    cleanup();
    return;
  }
  LowerContext &context = fn.module;
  ir::Variable *kept = fn.newPersistent(slot->type, slot->holding, "returning");
  declare(fn, kept);
  auto move = [&](ir::Variable *to, ir::Variable *from) {
    if (slot->holding == ir::Holding::Owned)
      storeObject(fn, reference(context, to),
                  {ValueKind::Owned, reference(context, from), from->type, from},
                  {Construct::ReturnObject, {}});
    else
      store(fn, reference(context, to), reference(context, from));
  };
  move(kept, slot);
  cleanup();
  if (ir::fallsThrough(*fn.block))
    move(slot, kept);
}

void runWithFinally(FunctionContext &fn, llvm::function_ref<void()> body,
                    llvm::function_ref<void(bool)> cleanup, bool may_return, bool has_yield) {
  intercept(fn, body, [&](Way way) {
    if (way == Way::Error) {
      // Without the GIL the exception is put aside, and the cleanup runs without it as well.
      whileHandling(fn, {Construct::Finally, {}}, has_yield || !fn.isGilHeld(),
                    [&](const Handled &handled) {
                      cleanup(true);
                      if (ir::fallsThrough(*fn.block))
                        reraise(fn, handled);
                    });
      return;
    }
    if (way == Way::Return)
      cleanUpBeforeReturn(fn, may_return, [&] { cleanup(false); });
    else
      cleanup(false);
    goOn(fn, way);
  });
}

/// Whether the statements hold one of that kind, functions and classes inside them aside.
bool contains(llvm::ArrayRef<syntax::Stmt *> body, syntax::NodeKind kind) {
  bool found = false;
  for (const syntax::Stmt *stmt : body)
    syntax::walk(*stmt, [&](const syntax::Node &node) {
      found |= node.kind == kind;
      return !found && node.kind != syntax::NodeKind::FunctionDef &&
             node.kind != syntax::NodeKind::LambdaExpr && node.kind != syntax::NodeKind::ClassDef;
    });
  return found;
}

bool hasYield(const FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body) {
  if (fn.function.role != ir::FunctionRole::Generator)
    return false;
  for (const syntax::Stmt *stmt : body)
    if (containsYield(*stmt))
      return true;
  return false;
}

} // namespace

void withFinally(FunctionContext &fn, llvm::function_ref<void()> body,
                 llvm::function_ref<void(bool is_error)> cleanup) {
  runWithFinally(fn, body, cleanup, /*may_return=*/false, /*has_yield=*/false);
}

// ---------------------------------------------------------------------------------------------
// `except`
// ---------------------------------------------------------------------------------------------

namespace {

/// Those that every supported Python has on every system: the constant is made when the module
/// starts.
bool isBuiltinException(llvm::StringRef name) {
  static const llvm::StringSet<> others{"BaseException",     "Exception",     "GeneratorExit",
                                        "KeyboardInterrupt", "StopIteration", "StopAsyncIteration",
                                        "SystemExit",        "Warning"};
  static const llvm::StringSet<> newer{"WindowsError", "EncodingWarning",
                                       "PythonFinalizationError"};
  return (name.ends_with("Error") || name.ends_with("Warning") || others.contains(name)) &&
         !newer.contains(name);
}

/// The constant for a name that is a builtin exception for sure; null for anything else.
const ir::Constant *knownClass(FunctionContext &fn, const syntax::Expr &expr) {
  const sema::Symbol *symbol = infoOf(fn, expr).symbol;
  if (expr.kind != syntax::NodeKind::NameExpr || !symbol ||
      symbol->kind != sema::SymbolKind::Builtin || !isBuiltinException(symbol->name.str()))
    return nullptr;
  return fn.module.constant(ir::Constant::Kind::Builtin, symbol->name.str());
}

/// A class or tuple of classes that needs no check and no evaluation.
const ir::Constant *knownClasses(FunctionContext &fn, const syntax::Expr &expr) {
  const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr);
  if (!tuple)
    return knownClass(fn, expr);
  llvm::SmallVector<const ir::Constant *, 4> classes;
  for (const syntax::Expr *element : tuple->elements) {
    classes.push_back(knownClass(fn, *element));
    if (!classes.back())
      return nullptr;
  }
  return fn.module.tupleConstant(classes);
}

/// Unbinds the name of `except … as name`, which the body may have unbound itself.
void unbindName(FunctionContext &fn, const sema::Symbol &symbol) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Delete, symbol.name.str()};
  switch (symbol.kind) {
  case sema::SymbolKind::Local:
  case sema::SymbolKind::Parameter:
  case sema::SymbolKind::ModuleVariable: {
    ir::Variable *variable = fn.variableOf(&symbol);
    // A declared variable is never unbound.
    if (symbol.is_declared || symbol.kind == sema::SymbolKind::ModuleVariable)
      storeObject(fn, reference(context, variable), borrowed(none(context)), reason);
    else
      drop(fn, variable, reason);
    return;
  }
  default:
    assignSymbol(fn, &symbol, borrowed(none(context)));
    deleteSymbol(fn, &symbol);
  }
}

/// Whether unbinding is a mere release, which leaves a raised exception alone.
bool isUnboundByRelease(const sema::Symbol &symbol) {
  return symbol.kind == sema::SymbolKind::Local || symbol.kind == sema::SymbolKind::Parameter ||
         symbol.kind == sema::SymbolKind::ModuleVariable;
}

} // namespace

void lowerHandlerBody(FunctionContext &fn, const syntax::ExceptHandler &handler,
                      const Handled &handled) {
  Scoped depth(fn.except_depth, fn.except_depth + 1);
  if (!handler.target) {
    lowerBody(fn, handler.body);
    return;
  }
  {
    At at(fn, handler.target->span);
    assign(fn, *handler.target, borrowed(handled.exception));
  }
  const sema::Symbol *symbol = nullptr;
  if (handler.target->kind == syntax::NodeKind::NameExpr) {
    symbol = fn.module.analysis.binding(*handler.target);
    if (!symbol)
      symbol = fn.module.analysis.stmt(handler).symbol;
    if (!symbol)
      symbol = infoOf(fn, *handler.target).symbol;
  }
  // Level 2 keeps the name, as Python 2 did.
  if (!symbol || !types::isObject(symbol->type) || fn.module.syntax.language_level < 3) {
    lowerBody(fn, handler.body);
    return;
  }
  auto unbind = [&] {
    At at(fn, handler.target->span);
    unbindName(fn, *symbol);
  };
  const bool has_yield = hasYield(fn, handler.body);
  if (!isUnboundByRelease(*symbol)) {
    runWithFinally(
        fn, [&] { lowerBody(fn, handler.body); }, [&](bool) { unbind(); }, false, has_yield);
    return;
  }
  intercept(
      fn, [&] { lowerBody(fn, handler.body); },
      [&](Way way) {
        unbind();
        goOn(fn, way);
      });
}

namespace {

/// `except E: pass` (`continue`, `break`): nothing looks at the exception.
bool ignoresException(const syntax::ExceptHandler &handler) {
  return !handler.target && llvm::all_of(handler.body, [](const syntax::Stmt *stmt) {
    return stmt->kind == syntax::NodeKind::PassStmt ||
           stmt->kind == syntax::NodeKind::ContinueStmt ||
           stmt->kind == syntax::NodeKind::BreakStmt;
  });
}

/// All classes are known: an exception that no clause names passes by untouched.
void lowerKnownHandlers(FunctionContext &fn, const syntax::TryStmt &stmt,
                        llvm::ArrayRef<const ir::Constant *> classes, ir::Label *end) {
  for (size_t i = 0; i != stmt.handlers.size(); ++i) {
    const syntax::ExceptHandler &handler = *stmt.handlers[i];
    const Reason reason{Construct::Except, {}};
    auto handle = [&] {
      At at(fn, handler.type ? handler.type->span : handler.span);
      if (ignoresException(handler)) {
        callRuntime(fn, RuntimeEntry::clear_error, {}, reason);
        lowerBody(fn, handler.body);
      } else {
        whileHandling(fn, reason, hasYield(fn, handler.body),
                      [&](const Handled &handled) { lowerHandlerBody(fn, handler, handled); });
      }
      if (ir::fallsThrough(*fn.block))
        jump(fn, end);
    };
    if (!handler.type) {
      handle();
      return;
    }
    At at(fn, handler.type->span);
    Value matches =
        callRuntime(fn, RuntimeEntry::error_matches, {constantRef(fn.module, classes[i])}, reason);
    Inst *test = branch(fn, matches.expr);
    InBlock in(fn, test->body);
    handle();
  }
  jump(fn, fn.error);
}

void lowerHandlers(FunctionContext &fn, const syntax::TryStmt &stmt, ir::Label *end) {
  bool has_yield = false;
  for (const syntax::ExceptHandler *handler : stmt.handlers)
    has_yield |= hasYield(fn, handler->body) ||
                 (handler->type && fn.function.role == ir::FunctionRole::Generator &&
                  containsYield(*handler->type));
  const Reason reason{Construct::Except, {}};
  whileHandling(fn, reason, has_yield, [&](const Handled &handled) {
    for (const syntax::ExceptHandler *handler : stmt.handlers) {
      if (!handler->type) {
        lowerHandlerBody(fn, *handler, handled);
        return;
      }
      At at(fn, handler->type->span);
      Value type = lowerObject(fn, *handler->type);
      Value matches =
          callRuntime(fn, RuntimeEntry::exception_matches, {handled.exception, type.expr}, reason);
      Inst *test = branch(fn, matches.expr, /*with_else=*/true);
      {
        InBlock in(fn, test->body);
        lowerHandlerBody(fn, *handler, handled);
      }
      // The clauses that follow stand in the else: a slot's exception must stay until the scope is
      // left in an orderly way, so a matching clause just falls out at the bottom.
      fn.block = test->else_body;
    }
    reraise(fn, handled);
  });
  if (ir::fallsThrough(*fn.block))
    jump(fn, end);
}

void lowerTryExcept(FunctionContext &fn, const syntax::TryStmt &stmt) {
  // What is accepted must not depend on whether the body can fail.
  {
    At at(fn, {stmt.span.begin, stmt.span.begin + 3, stmt.span.file}); // the word `try`
    append(fn, InstKind::NeedGil, {Construct::Except, {}});
  }
  ir::Label *on_error = fn.newLabel(/*is_error_target=*/true);
  ir::Label *end = fn.newLabel();
  ir::Block *body = fn.newBlock();
  {
    InBlock in(fn, body);
    {
      Scoped error(fn.error, on_error);
      lowerBody(fn, stmt.body);
    }
    if (ir::fallsThrough(*body)) {
      lowerBody(fn, stmt.else_body);
      if (ir::fallsThrough(*body))
        jump(fn, end);
    }
  }
  // Where nothing in the body can fail, the clauses stand in a branch that is never taken: their
  // rules hold nevertheless, as in `try: pass`.
  const bool can_fail = isUsed(*body, on_error);
  ir::Block *outer = can_fail ? wrap(fn, body, on_error) : fn.newBlock();
  {
    InBlock in(fn, outer);
    std::optional<InBlock> never;
    if (!can_fail)
      never.emplace(fn, branch(fn, boolLiteral(fn.module, false))->body);
    llvm::SmallVector<const ir::Constant *, 4> classes;
    bool all_known = true;
    for (const syntax::ExceptHandler *handler : stmt.handlers) {
      classes.push_back(handler->type ? knownClasses(fn, *handler->type) : nullptr);
      all_known &= !handler->type || classes.back();
    }
    At at(fn, stmt.handlers.front()->span);
    if (stmt.is_star)
      lowerStarHandlers(fn, stmt);
    else if (all_known)
      lowerKnownHandlers(fn, stmt, classes, end);
    else
      lowerHandlers(fn, stmt, end);
    if (stmt.is_star && ir::fallsThrough(*fn.block))
      jump(fn, end);
  }
  if (!can_fail)
    outer->insert(outer->end(), body->begin(), body->end());
  finish(fn, outer, end);
}

} // namespace

void lowerTry(FunctionContext &fn, const syntax::TryStmt &stmt) {
  auto body = [&] {
    if (stmt.handlers.empty())
      lowerBody(fn, stmt.body);
    else
      lowerTryExcept(fn, stmt);
  };
  if (!stmt.has_finally) {
    body();
    return;
  }
  runWithFinally(
      fn, body, [&](bool) { lowerBody(fn, stmt.finally_body); },
      contains(stmt.finally_body, syntax::NodeKind::ReturnStmt), hasYield(fn, stmt.finally_body));
}

} // namespace nogilc::lower
