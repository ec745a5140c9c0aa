// A lock is used where it stands: instructions get the place, never the value. The regions are
// guards in C++; one that a generator stops in is acquired and released by calls, on every way out.
#include "lower/locks.h"

#include "lower/cpp_objects.h"
#include "lower/exceptions.h"
#include "lower/expressions.h"
#include "lower/generators.h"
#include "lower/items.h"
#include "lower/statements.h"

namespace nogilc::lower {

namespace {

/// Whether the object that the expression gives is held by something for as long as the function
/// runs.
bool isHeldByCaller(const FunctionContext &fn, const syntax::Expr &expr) {
  if (!llvm::isa<syntax::NameExpr>(expr))
    return false;
  const sema::Symbol *symbol = infoOf(fn, expr).symbol;
  return symbol && symbol->kind == sema::SymbolKind::Parameter && !symbol->is_assigned;
}

/// The object that has the lock must live until it is released, whatever the body assigns. Without
/// the GIL no variable of an object changes.
void keepOwner(FunctionContext &fn, const syntax::Expr &lock) {
  const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&lock);
  if (!attribute || infoOf(fn, lock).form != sema::ExprForm::ExtensionField || !fn.isGilHeld() ||
      !llvm::isa<syntax::NameExpr>(attribute->base) || isHeldByCaller(fn, *attribute->base))
    return;
  own(fn, lowerExpr(fn, *attribute->base), {Construct::HoldObject, {}});
}

const Expr *lockPlace(FunctionContext &fn, const syntax::Expr &expr) {
  const auto *pointer = llvm::dyn_cast<types::PointerType>(types::canonical(typeOf(fn, expr)));
  if (!pointer)
    return lowerLvalue(fn, expr);
  const Expr *address = lowerExpr(fn, expr).expr;
  if (address->kind == ir::ExprKind::Unary && address->text == "&")
    return address->operands[0];
  return unary(fn.module, "*", address, pointer->pointee);
}

void region(FunctionContext &fn, InstKind kind, llvm::ArrayRef<const Expr *> args, Reason reason,
            llvm::function_ref<void()> body) {
  Inst *inst = append(fn, kind, reason);
  const Expr **copy = fn.module.module.arena.Allocate<const Expr *>(args.size());
  std::uninitialized_copy(args.begin(), args.end(), copy);
  inst->args = {copy, args.size()};
  inst->body = fn.newBlock();
  InBlock in(fn, inst->body);
  body();
}

bool hasYield(const FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body) {
  return fn.function.role == ir::FunctionRole::Generator &&
         llvm::any_of(body, [](const syntax::Stmt *stmt) { return containsYield(*stmt); });
}

/// Over a `yield` no guard lives: the frame keeps where the lock is.
void holdOverYield(FunctionContext &fn, const Expr *place, llvm::function_ref<void()> body) {
  LowerContext &context = fn.module;
  const Type *type = context.types.pointer(place->type);
  ir::Variable *address = fn.newPersistent(type, ir::Holding::Value, "lock");
  declare(fn, address);
  store(fn, reference(context, address), unary(context, "&", place, type));
  const Expr *lock = unary(context, "*", reference(context, address), place->type);
  callRuntime(fn, RuntimeEntry::lock_acquire, {lock}, {});
  intercept(fn, body, [&](Way way) {
    callRuntime(fn, RuntimeEntry::lock_release, {lock}, {});
    goOn(fn, way);
  });
}

void reportYield(FunctionContext &fn, Span span) {
  fn.module.diagnostics.report(Diag::YieldInCriticalSection, span)
      .note("what runs between would not be kept out");
}

} // namespace

Value lowerLockCall(FunctionContext &fn, const syntax::CallExpr &call) {
  const auto &method = llvm::cast<syntax::AttributeExpr>(*call.callee);
  const Expr *lock = lockPlace(fn, *method.base);
  At at(fn, call.span);
  const llvm::StringRef name = method.attribute.name.str();
  if (name == "can_check_locked")
    return cValue(boolLiteral(fn.module, true));
  const RuntimeEntry entry = name == "acquire"   ? RuntimeEntry::lock_acquire
                             : name == "release" ? RuntimeEntry::lock_release
                                                 : RuntimeEntry::lock_is_locked;
  return callRuntime(fn, entry, {lock}, {});
}

void lowerLockItem(FunctionContext &fn, const syntax::WithStmt &stmt, const syntax::WithItem &item,
                   llvm::function_ref<void()> body) {
  At at(fn, item.span);
  keepOwner(fn, *item.context);
  const Expr *place = lockPlace(fn, *item.context);
  if (hasYield(fn, stmt.body))
    holdOverYield(fn, place, body);
  else
    region(fn, InstKind::HoldLock, {place}, {}, body);
}

void lowerCriticalSection(FunctionContext &fn, const syntax::WithStmt &stmt,
                          const syntax::WithItem &item, llvm::function_ref<void()> body) {
  At at(fn, item.span);
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(item.context);
  const Reason reason{Construct::CriticalSection, {}};
  if (hasYield(fn, stmt.body))
    reportYield(fn, item.span);
  llvm::SmallVector<const Expr *, 2> args;
  for (const syntax::Expr *arg : call ? call->args : llvm::ArrayRef<syntax::Expr *>()) {
    if (!types::isObject(typeOf(fn, *arg))) {
      keepOwner(fn, *arg);
      args.push_back(lockPlace(fn, *arg));
      continue;
    }
    Value object = lowerObject(fn, *arg);
    if (object.kind == ValueKind::Borrowed && fn.isGilHeld() && !isHeldByCaller(fn, *arg))
      object = own(fn, object, reason);
    args.push_back(object.expr);
  }
  region(fn, InstKind::CriticalSection, args, reason, body);
}

void lowerFunctionBody(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body) {
  const auto statement = llvm::find_if_not(body, [](const syntax::Stmt *stmt) {
    const auto *expr = llvm::dyn_cast<syntax::ExprStmt>(stmt);
    return expr && llvm::isa<syntax::StringLiteral>(expr->value);
  });
  if (statement != body.end())
    fn.function.first_statement = (*statement)->span;
  constructCppLocals(fn);
  const syntax::Expr *decorator = fn.info->critical_section;
  if (!decorator) {
    lowerBody(fn, body);
    return;
  }
  LowerContext &context = fn.module;
  if (hasYield(fn, body))
    reportYield(fn, decorator->span);
  const sema::Symbol &first = *fn.info->parameters.front().symbol;
  const Reason reason{Construct::CriticalSection, {}};
  const Expr *guarded = reference(context, fn.variableOf(&first));
  const Span span = fn.span;
  At at(fn, decorator->span);
  if (const auto *pointer = llvm::dyn_cast<types::PointerType>(types::canonical(first.type)))
    guarded = unary(context, "*", guarded, pointer->pointee);
  else if (types::isObject(first.type) && first.is_assigned && fn.isGilHeld())
    guarded = own(fn, borrowed(guarded), reason).expr;
  region(fn, InstKind::CriticalSection, {guarded}, reason, [&] {
    At at(fn, span);
    lowerBody(fn, body);
  });
}

} // namespace nogilc::lower
