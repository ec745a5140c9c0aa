// Statements.
#include "sema/check.h"
#include "sema/patterns.h"

#include "sema/special_methods.h"
#include "syntax/visit.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

Checker::Checker(Context &ctx, const PendingBody &body)
    : ctx_(ctx), scope_(body.scope), function_(body.function),
      directives_(body.place.directives ? body.place.directives : ctx.analysis.directives) {}

void Checker::run(const PendingBody &body) {
  if (!body.expression) {
    // When it raises, a C function gives an object of which nobody knows anything.
    if (function_->type && function_->symbol)
      checkDefaultConstructor(function_->type->result, function_->symbol->span);
    checkCriticalDecorator();
    return checkBody(body.body);
  }
  if (auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(body.expression)) {
    object(*lambda->body);
    return;
  }
  auto &node = llvm::cast<syntax::ComprehensionExpr>(*body.expression);
  bool is_first = true;
  for (const syntax::ComprehensionClause *clause : node.clauses) {
    if (is_first) // an iterator made outside
      assign(*clause->target, nullptr, ctx_.types.object());
    else
      iterate(*clause, *clause->target, *clause->iterable, false);
    is_first = false;
    for (const syntax::Expr *test : clause->conditions)
      condition(*test);
  }
  object(*node.element);
}

void Checker::checkBody(List<syntax::Stmt *> body) {
  for (const syntax::Stmt *stmt : body)
    check(*stmt);
}

void Checker::checkDefault(const ParameterInfo &parameter) {
  if (!parameter.default_value)
    return;
  if (parameter.symbol)
    valueAs(*parameter.default_value, parameter.symbol->type);
  else
    type(*parameter.default_value);
}

/// Default values and annotations are evaluated where the function is made.
void Checker::checkParameters(const FunctionInfo &function) {
  for (const ParameterInfo &parameter : function.parameters) {
    checkDefault(parameter);
    // An annotation that names a C type or something unknown is not evaluated.
    if (parameter.annotation && ctx_.info(*parameter.annotation).type == nullptr &&
        !typeOfExpression(ctx_, scope_, *parameter.annotation)) {
      const bool was_quiet = std::exchange(ctx_.is_quiet, true);
      object(*parameter.annotation);
      ctx_.is_quiet = was_quiet;
    }
  }
}

/// Whether a value is not the same whenever it is looked at.
bool Checker::readsVariables(const syntax::Node &node) const {
  bool found = false;
  if (const auto *name = llvm::dyn_cast<syntax::NameExpr>(&node)) {
    const Symbol *symbol = ctx_.info(*name).symbol;
    found = symbol && symbol->kind == SymbolKind::ModuleVariable && !ctx_.info(*name).constant;
  } else if (const auto *call = llvm::dyn_cast<syntax::CallExpr>(&node)) {
    found = !ctx_.info(*call).constant;
  }
  syntax::forEachChild(node, [&](const syntax::Node &child) { found |= readsVariables(child); });
  return found;
}

void Checker::checkVariables(const syntax::CVarDecl &node) {
  for (const syntax::Declarator *declarator : node.declarators) {
    const syntax::NameDeclarator &name = declaredName(*declarator);
    if (const Symbol *symbol = ctx_.analysis.bindings.lookup(name.id);
        symbol && (symbol->kind == SymbolKind::Local || symbol->kind == SymbolKind::ModuleVariable))
      checkDefaultConstructor(symbol->type, name.span);
    if (!name.initializer)
      continue;
    Symbol *symbol = ctx_.analysis.bindings.lookup(name.id);
    if (!symbol || isError(symbol->type)) {
      type(*name.initializer);
      continue;
    }
    is_assigning_ = cppClass(symbol->type) != nullptr; // constructed at the start
    valueAs(*name.initializer, symbol->type);
    is_assigning_ = false;
    checkKept(*name.initializer, symbol->type);
    // Of what C sees as a constant; all else could change it before it is set.
    if (function_->kind == FunctionKind::Module && isArithmetic(symbol->type) &&
        isConst(symbol->type) && readsVariables(*name.initializer))
      ctx_.report(Diag::NotConstant, name.initializer->span)
          .arg("the value of a `const` variable of the module");
  }
}

void Checker::checkAugAssign(const syntax::AugAssignStmt &node) {
  const Type *value = type(*node.value);
  const Type *target = targetType(*node.target);
  ExprInfo &info = ctx_.info(node);
  if (isError(target) || isError(value)) {
    info.type = error();
    return;
  }
  if (llvm::isa<ArrayType>(canonical(target))) {
    ctx_.report(Diag::NotAssignable, node.target->span).arg("this").arg("a C array");
    info.type = error();
    return;
  }
  if (isSoftComplex(target) ? adaptPower(*node.value, ctx_.types.softComplex())
                            : isFloat(canonical(target)) && adaptPower(*node.value))
    value = ctx_.info(*node.value).type;
  // The target is also read: as it was typed for the assignment, or as what reading it gives.
  ExprInfo &read = ctx_.info(*node.target);
  const Type *old = read.form == ExprForm::ExtensionProperty
                        ? llvm::cast<FunctionType>(read.symbol->type)->result
                        : target;
  read.type = old;
  ExprInfo result;
  // `a += b` of C++ changes `a` itself.
  if (const Type *made =
          cppOperator((binaryText(node.op) + "=").str(), {{node.target, old}, {node.value, value}},
                      node.span, result)) {
    result.type = made;
    ctx_.info(*node.target).type = target;
    ctx_.info(node) = result;
    return;
  }
  const Type *type =
      binaryType(node.op, node, node.op_span, *node.target, old, *node.value, value, result);
  ctx_.info(*node.target).type = target;
  result.type = type;
  ctx_.info(node) = result;
  if (!isError(type) && implicitConversion(type, target).kind == ConversionKind::Impossible)
    mismatch(node.span, type, target);
}

void Checker::checkReturn(const syntax::ReturnStmt &node) {
  const Type *result =
      function_->type ? function_->type->result : static_cast<const Type *>(ctx_.types.object());
  const bool is_display = node.value && displayAs(*node.value, result);
  if (node.value && !is_display)
    type(*node.value);
  if (node.value && mentionsError(result))
    becomesUnknown(*node.value);
  // What `__setitem__` and its kin return says only that they did not raise.
  const bool is_status =
      function_->kind == FunctionKind::Def && function_->type &&
      (function_->is_accessor ? !isObject(result)
                              : function_->special && returnsStatus(function_->special->shape));
  const bool is_destroyed = function_->special && isVoid(result);
  if (is_status || is_destroyed)
    return;
  const bool is_constructor =
      function_->special && (function_->special->kind == SpecialKind::Init ||
                             function_->special->kind == SpecialKind::CInit);
  if (is_constructor && node.value && !llvm::isa<syntax::ConstantExpr>(node.value) &&
      !llvm::isa<syntax::CallExpr>(node.value) && !isError(ctx_.info(*node.value).type)) {
    ctx_.report(Diag::InvalidReturn, node.value->span)
        .arg("`" + function_->name + "` cannot return a value");
    return;
  }
  if (mentionsError(result) || is_display || function_->kind == FunctionKind::Module)
    return;
  if (isVoid(result)) {
    if (node.value && !isError(ctx_.info(*node.value).type))
      ctx_.report(Diag::InvalidReturn, node.value->span)
          .arg("a function that returns `void` cannot return a value");
    return;
  }
  if (node.value) {
    coerce(*node.value, result);
    checkKept(*node.value, result);
  } else if (!isObject(result))
    ctx_.report(Diag::InvalidReturn, node.span)
        .arg("a value of type `" + spelling(result) + "` must be returned");
}

/// Deleting a `public` attribute makes it None, as it does from Python.
bool Checker::isPublic(const syntax::Expr &target) {
  auto &attribute = llvm::cast<syntax::AttributeExpr>(target);
  const ClassInfo *cls = extensionClass(ctx_, ctx_.info(*attribute.base).type);
  const ExtensionFieldInfo *field =
      cls ? findField(*cls, memberName(ctx_, *cls, attribute)) : nullptr;
  return field && field->visibility == syntax::Visibility::Public;
}

/// `del p` of a pointer to a C++ object destroys that.
bool Checker::isCppPointer(const syntax::Expr &target) {
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(target))
    return false;
  const bool was_quiet = std::exchange(ctx_.is_quiet, true);
  const Type *found = type(target);
  ctx_.is_quiet = was_quiet;
  return isPointer(found) && cppClass(elementOf(found)) && !isPointer(elementOf(found));
}

void Checker::checkDelete(const syntax::Expr &target) {
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(target)) {
    ctx_.info(target).type = ctx_.types.object();
    syntax::forEachChild(target, [&](const syntax::Node &child) {
      checkDelete(static_cast<const syntax::Expr &>(child));
    });
    return;
  }
  const bool is_pointer = isCppPointer(target);
  const Type *found = is_pointer ? type(target) : targetType(target);
  if (isError(found) || is_pointer)
    return;
  if (ctx_.info(target).form == ExprForm::ExtensionProperty)
    ctx_.report(Diag::NotDeletable, target.span).arg("C property");
  else if (!isObject(found))
    ctx_.report(Diag::NotDeletable, target.span).arg(spelling(found));
  else if (const Symbol *symbol = ctx_.info(target).symbol;
           symbol && (symbol->kind == SymbolKind::ModuleVariable ||
                      symbol->kind == SymbolKind::ExternVariable))
    ctx_.report(Diag::NotDeletable, target.span)
        .arg("C variable of a module")
        .note("assign None to let go of the object");
  else if (ctx_.info(target).form == ExprForm::ExtensionField && !isPublic(target))
    ctx_.report(Diag::NotDeletable, target.span)
        .arg("C attribute")
        .note("assign None to let go of the object, or declare the attribute `public`");
}

void Checker::checkWith(const syntax::WithStmt &node) {
  const Directives *outer = directives_;
  for (const syntax::WithItem *item : node.items) {
    std::optional<bool> taken;
    const WithForm form = withForm(ctx_, place(), *item, taken, true);
    StmtInfo info;
    info.with_form = form;
    info.taken = taken;
    switch (form) {
    case WithForm::ContextManager:
      if (!node.is_async && isLock(type(*item->context))) {
        info.with_form = WithForm::Lock;
        checkLockItem(*item);
        break;
      }
      object(*item->context);
      if (item->target)
        assign(*item->target, nullptr, ctx_.types.object());
      break;
    case WithForm::Directives:
      directives_ = withDirective(ctx_, scope_, *directives_, *item->context);
      info.directives = directives_;
      break;
    case WithForm::CriticalSection:
      checkCriticalSection(*item);
      break;
    default:
      break;
    }
    ctx_.analysis.stmts[item->id] = info;
  }
  checkBody(node.body);
  directives_ = outer;
}

void Checker::countFrom(const syntax::Node &node, const syntax::Expr &counter,
                        const syntax::Expr &start, const syntax::Expr &stop,
                        const syntax::Expr *step) {
  type(start);
  type(stop);
  if (step)
    type(*step);
  const Type *target = targetType(counter);
  if (isError(target) || isError(ctx_.info(start).type) || isError(ctx_.info(stop).type))
    return;
  const Type *loop = nullptr;
  if (isArithmetic(target)) {
    loop = unqualified(target);
  } else if (isObject(target)) {
    // It counts in C, in the type of those bounds that have one.
    loop = ctx_.types.integer(IntegerKind::Long);
    for (const syntax::Expr *bound : {&start, &stop, step})
      if (const Type *one = bound ? ctx_.info(*bound).type : nullptr; one && isArithmetic(one))
        loop = commonArithmetic(ctx_.types, loop, one);
  } else {
    ctx_.report(Diag::InvalidOperand, counter.span).arg("for").arg(spelling(target));
  }
  if (loop) {
    coerce(start, loop);
    coerce(stop, loop);
    if (step)
      coerce(*step, loop);
  }
  ctx_.analysis.stmts[node.id].type = loop;
}

void Checker::checkMatch(const syntax::MatchStmt &match) {
  const Type *subject = type(*match.subject);
  if (isVoid(subject))
    ctx_.report(Diag::NoValue, match.subject->span);
  for (const syntax::MatchCase *match_case : match.cases) {
    visitPattern(*match_case->pattern,
                 {[&](const syntax::NameExpr &target, bool is_whole) {
                    assign(target, nullptr,
                           is_whole && !isVoid(subject) ? subject : ctx_.types.object());
                  },
                  [&](const syntax::Expr &value) { type(value); }});
    if (match_case->guard)
      condition(*match_case->guard);
    checkBody(match_case->body);
  }
}

void Checker::check(const syntax::Stmt &stmt) {
  using namespace syntax;
  switch (stmt.kind) {
  case NodeKind::ExprStmt: {
    auto &node = llvm::cast<ExprStmt>(stmt);
    if (!ctx_.analysis.stmts.lookup(stmt.id).is_declaration_only)
      type(*node.value);
    return;
  }
  case NodeKind::AssignStmt: {
    auto &node = llvm::cast<AssignStmt>(stmt);
    if (ctx_.analysis.stmts.lookup(stmt.id).is_declaration_only)
      return;
    if (node.targets.size() == 1 && assignDisplay(*node.targets[0], *node.value, false))
      return;
    const Type *value =
        node.targets.size() == 1 ? typeForTarget(*node.targets[0], *node.value) : type(*node.value);
    if (isVoid(value)) // None, if it goes where objects go
      value = ctx_.types.object();
    // `p = o = f()`: the object lives on in `o`.
    is_value_kept_ = node.targets.size() > 1 && llvm::any_of(node.targets, [&](const Expr *target) {
                       const Symbol *symbol = ctx_.info(*target).symbol;
                       return llvm::isa<syntax::NameExpr>(target) && symbol && symbol->type &&
                              isObject(symbol->type);
                     });
    for (const Expr *target : node.targets)
      assign(*target, node.value, value);
    is_value_kept_ = false;
    return;
  }
  case NodeKind::AugAssignStmt:
    return checkAugAssign(llvm::cast<AugAssignStmt>(stmt));
  case NodeKind::AnnAssignStmt: {
    auto &node = llvm::cast<AnnAssignStmt>(stmt);
    if (node.value) {
      if (!assignDisplay(*node.target, *node.value, true))
        assign(*node.target, node.value, type(*node.value));
    } else if (!llvm::isa<NameExpr>(node.target)) {
      type(*node.target);
    }
    return;
  }
  case NodeKind::ReturnStmt:
    return checkReturn(llvm::cast<ReturnStmt>(stmt));
  case NodeKind::RaiseStmt: {
    auto &node = llvm::cast<RaiseStmt>(stmt);
    optionalObject(node.exception);
    optionalObject(node.cause);
    optionalObject(node.argument);
    optionalObject(node.traceback);
    return;
  }
  case NodeKind::AssertStmt: {
    auto &node = llvm::cast<AssertStmt>(stmt);
    condition(*node.condition);
    optionalObject(node.message);
    return;
  }
  case NodeKind::PrintStmt: {
    auto &node = llvm::cast<PrintStmt>(stmt);
    optionalObject(node.stream);
    elements(node.values);
    return;
  }
  case NodeKind::ExecStmt: {
    auto &node = llvm::cast<ExecStmt>(stmt);
    for (const Expr *part : {node.code, node.globals, node.locals})
      optionalObject(part);
    return;
  }
  case NodeKind::DelStmt:
    for (const Expr *target : llvm::cast<DelStmt>(stmt).targets)
      checkDelete(*target);
    return;
  case NodeKind::IfStmt: {
    auto &node = llvm::cast<IfStmt>(stmt);
    for (const IfClause *clause : node.clauses) {
      condition(*clause->condition);
      checkBody(clause->body);
    }
    return checkBody(node.else_body);
  }
  case NodeKind::WhileStmt: {
    auto &node = llvm::cast<WhileStmt>(stmt);
    condition(*node.condition);
    checkBody(node.body);
    return checkBody(node.else_body);
  }
  case NodeKind::ForStmt: {
    auto &node = llvm::cast<ForStmt>(stmt);
    if (!iterateCounted(node))
      iterate(node, *node.target, *node.iterable, false);
    checkBody(node.body);
    return checkBody(node.else_body);
  }
  case NodeKind::ForFromStmt: {
    auto &node = llvm::cast<ForFromStmt>(stmt);
    countFrom(node, *node.target, *node.start, *node.stop, node.step);
    checkBody(node.body);
    checkBody(node.else_body);
    return;
  }
  case NodeKind::TryStmt: {
    auto &node = llvm::cast<TryStmt>(stmt);
    checkBody(node.body);
    for (const ExceptHandler *handler : node.handlers) {
      optionalObject(handler->type);
      if (handler->target) {
        assign(*handler->target, nullptr, ctx_.types.object());
        ctx_.analysis.stmts[handler->id].symbol = ctx_.info(*handler->target).symbol;
      }
      checkBody(handler->body);
    }
    checkBody(node.else_body);
    return checkBody(node.finally_body);
  }
  case NodeKind::MatchStmt:
    return checkMatch(llvm::cast<MatchStmt>(stmt));
  case NodeKind::WithStmt:
    return checkWith(llvm::cast<WithStmt>(stmt));
  case NodeKind::FunctionDef: {
    FunctionInfo *function = ctx_.analysis.stmts.lookup(stmt.id).function;
    if (!function)
      return;
    for (const Expr *decorator : function->decorators)
      object(*decorator);
    return checkParameters(*function);
  }
  case NodeKind::CFunctionDef:
    if (FunctionInfo *function = ctx_.analysis.stmts.lookup(stmt.id).function)
      checkParameters(*function);
    return;
  case NodeKind::ClassDef: {
    auto &node = llvm::cast<ClassDef>(stmt);
    ClassInfo *cls = ctx_.analysis.stmts.lookup(stmt.id).cls;
    if (!cls)
      return;
    for (const Expr *decorator : cls->decorators)
      object(*decorator);
    elements(node.bases);
    for (const Keyword *keyword : node.keywords)
      object(*keyword->value);
    return;
  }
  case NodeKind::CClassDef:
    if (const ClassInfo *cls = ctx_.analysis.stmts.lookup(stmt.id).cls;
        cls && cls->node->id == stmt.id && !cls->other_bases.empty()) {
      object(*cls->first_base);
      for (const Expr *base : cls->other_bases)
        object(*base);
    }
    return;
  case NodeKind::CVarDecl:
    return checkVariables(llvm::cast<CVarDecl>(stmt));
  case NodeKind::DeclBlock:
    return checkBody(llvm::cast<DeclBlock>(stmt).body);
  case NodeKind::IncludeStmt:
    if (const syntax::Module *included = ctx_.analysis.stmts.lookup(stmt.id).included)
      checkBody(included->body);
    return;
  case NodeKind::CompileTimeIf:
    return checkBody(takenArm(ctx_, scope_, llvm::cast<CompileTimeIf>(stmt)));
  default:
    return; // declarations, and what was reported before
  }
}

void checkBody(Context &ctx, const PendingBody &body) { Checker(ctx, body).run(body); }

} // namespace nogilc::sema
