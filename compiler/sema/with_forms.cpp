// What a `with` item is: a GIL region, a directive, or a context manager.
#include "sema/context.h"

#include "syntax/visit.h"

namespace nogilc::sema {

/// `nogil`, `gil` or neither, for the callee or the bare item.
static std::optional<WithForm> gilWord(Context &ctx, const DeclarationPlace &place,
                                       const syntax::Expr &expr) {
  // In a .py they are names as all others are.
  const bool is_word = ctx.module.file_kind != syntax::FileKind::Py;
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr); name && is_word) {
    if (name->name == "nogil")
      return WithForm::NoGil;
    if (name->name == "gil")
      return WithForm::Gil;
  }
  const std::string dotted = cythonName(ctx, place.scope, expr);
  if (dotted == "nogil")
    return WithForm::NoGil;
  if (dotted == "gil")
    return WithForm::Gil;
  return std::nullopt;
}

/// Something in it was reported before.
static bool mentionsError(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  bool is_found = false;
  syntax::walk(expr, [&](const syntax::Node &node) {
    if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&node)) {
      Symbol *symbol = lookup(ctx, scope, name->name);
      is_found |= symbol && types::isError(symbol->type);
    }
    return !is_found;
  });
  return is_found;
}

static bool isDeclaringWord(Context &ctx, Scope *scope, const syntax::WithItem &item) {
  const std::string name = cythonName(ctx, scope, *item.context);
  return !item.target && (name == "cfunc" || name == "ccall" || name == "cclass");
}

bool isDecoratingWith(Context &ctx, Scope *scope, const syntax::WithStmt &node) {
  return scope->kind == ScopeKind::Module && !node.is_async &&
         llvm::all_of(node.items, [&](const syntax::WithItem *item) {
           return isDeclaringWord(ctx, scope, *item);
         });
}

WithForm withForm(Context &ctx, const DeclarationPlace &place, const syntax::WithItem &item,
                  std::optional<bool> &taken, bool may_report) {
  if (place.scope->kind == ScopeKind::Module && isDeclaringWord(ctx, place.scope, item)) {
    taken = true;
    return WithForm::NoChange;
  }
  const syntax::Expr &context = *item.context;
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&context);
  auto word = gilWord(ctx, place, call ? *call->callee : context);
  if (word) {
    if (item.target && may_report)
      ctx.report(Diag::InvalidGilRegion, item.target->span)
          .arg("a GIL region has no value to bind with `as`");
    if (!call)
      return *word;
    if (call->args.size() != 1 || !call->keywords.empty()) {
      if (may_report)
        ctx.report(Diag::InvalidGilRegion, context.span)
            .arg("the conditional form takes one compile-time condition");
      return *word;
    }
    const ConstantValue *value = fold(ctx, place.scope, *call->args[0]);
    taken = value ? truth(*value) : std::nullopt;
    if (!taken) {
      // `nogil(T is not object)` of a T that is not known: what stands inside has to do without the
      // GIL for some T.
      if (mentionsError(ctx, place.scope, *call->args[0]))
        return *word;
      if (may_report)
        ctx.report(Diag::NotConstant, call->args[0]->span).arg("the condition of a GIL region");
      return WithForm::NoChange;
    }
    return *taken ? *word : WithForm::NoChange;
  }
  const std::string dotted = cythonName(ctx, place.scope, call ? *call->callee : context);
  if (dotted == "critical_section")
    return WithForm::CriticalSection;
  if (!dotted.empty())
    return WithForm::Directives;
  return WithForm::ContextManager;
}

} // namespace nogilc::sema
