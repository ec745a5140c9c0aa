// Locks of the dialect and critical sections: methods, `with` items, the decorator.
#include "sema/check.h"

#include <llvm/ADT/StringSwitch.h>

namespace nogilc::sema {

using namespace types;

const Type *Checker::lockMethod(const syntax::AttributeExpr &node, const Type *type,
                                ExprInfo &info) {
  const Type *plain = canonical(type);
  if (auto *pointer = llvm::dyn_cast<PointerType>(plain); pointer && !pointer->is_null)
    plain = canonical(pointer->pointee);
  if (!isLock(plain))
    return nullptr;
  const Type *result = llvm::StringSwitch<const Type *>(node.attribute.name.str())
                           .Cases("acquire", "release", ctx_.types.voidType())
                           .Cases("locked", "can_check_locked", ctx_.types.bint())
                           .Default(nullptr);
  if (!result)
    return nullptr;
  info.form = ExprForm::LockMethod;
  FunctionType method{};
  method.kind = TypeKind::Function;
  method.result = result;
  method.is_nogil = true;
  return ctx_.types.function(method);
}

static void rejectTarget(Context &ctx, const syntax::WithItem &item, llvm::StringRef what) {
  if (item.target)
    ctx.report(Diag::InvalidLockRegion, item.target->span)
        .arg((what + " has no value to bind with `as`").str());
}

void Checker::checkLockItem(const syntax::WithItem &item) { rejectTarget(ctx_, item, "a lock"); }

namespace {

enum class Guarded : uint8_t { Nothing, Error, Object, Lock };

/// What a critical section of a value of this type would lock.
Guarded guarded(const Type *type) {
  if (!type || isError(type))
    return Guarded::Error;
  if (isObject(type))
    return Guarded::Object;
  const Type *plain = canonical(type);
  if (auto *pointer = llvm::dyn_cast<PointerType>(plain); pointer && !pointer->is_null)
    plain = canonical(pointer->pointee);
  auto *opaque = llvm::dyn_cast<OpaqueType>(plain);
  return opaque && opaque->lock == LockKind::Mutex ? Guarded::Lock : Guarded::Nothing;
}

void reportUnguarded(Context &ctx, Span span, const Type *type) {
  ctx.report(Diag::InvalidLockRegion, span)
      .arg("a critical section locks Python objects or a `cython.pymutex`, not `" + spelling(type) +
           "`");
}

} // namespace

void Checker::checkCriticalSection(const syntax::WithItem &item) {
  rejectTarget(ctx_, item, "a critical section");
  auto *call = llvm::dyn_cast<syntax::CallExpr>(item.context);
  const bool is_plain =
      call && call->keywords.empty() && llvm::none_of(call->args, [](const syntax::Expr *arg) {
        return llvm::isa<syntax::StarredExpr>(arg);
      });
  if (call && !is_plain)
    lookAtArguments(*call);
  if (!is_plain || call->args.empty() || call->args.size() > 2) {
    ctx_.report(Diag::InvalidLockRegion, item.context->span)
        .arg("a critical section takes one or two positional arguments");
    return;
  }
  llvm::SmallVector<Guarded, 2> found;
  for (const syntax::Expr *arg : call->args) {
    const Type *type = this->type(*arg);
    found.push_back(guarded(type));
    if (found.back() == Guarded::Nothing)
      reportUnguarded(ctx_, arg->span, type);
  }
  if ((found[0] == Guarded::Object && found.back() == Guarded::Lock) ||
      (found[0] == Guarded::Lock && found.back() == Guarded::Object))
    ctx_.report(Diag::InvalidLockRegion, item.context->span)
        .arg("a critical section locks objects or locks, not one of each");
}

void Checker::checkCriticalDecorator() {
  auto traits = ctx_.traits.find(function_->node);
  if (traits == ctx_.traits.end() || !traits->second.critical_section)
    return;
  const syntax::Expr &decorator = *traits->second.critical_section;
  const ParameterInfo *first =
      function_->parameters.empty() ? nullptr : &function_->parameters.front();
  const bool is_positional = first && first->passing != syntax::ParameterKind::VarArgs &&
                             first->passing != syntax::ParameterKind::VarKeywords &&
                             first->passing != syntax::ParameterKind::KeywordOnly;
  if (!is_positional) {
    ctx_.report(Diag::InvalidLockRegion, decorator.span)
        .arg("`@cython.critical_section` locks the first positional argument, and `" +
             function_->name + "` has none");
    return;
  }
  const Type *type = first->symbol ? first->symbol->type : nullptr;
  if (guarded(type) == Guarded::Nothing)
    reportUnguarded(ctx_, decorator.span, type);
  function_->critical_section = &decorator;
  const Scope *around = function_->scope ? function_->scope->parent : nullptr;
  if (around && around->kind == ScopeKind::PythonClass)
    ctx_.report(Diag::CriticalSectionMethod, decorator.span)
        .arg(function_->name)
        .note("its class is no extension type, so all its attributes are Python attributes, which "
              "CPython guards by itself");
}

} // namespace nogilc::sema
