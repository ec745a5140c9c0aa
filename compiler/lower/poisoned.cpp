#include "lower/poisoned.h"

#include "lower/conditions.h"
#include "lower/expressions.h"
#include "lower/gil_regions.h"
#include "lower/operands.h"
#include "lower/statements.h"
#include "syntax/visit.h"

namespace nogilc::lower {

using syntax::NodeCategory;
using syntax::NodeKind;

bool attempt(FunctionContext &fn, const syntax::Node &node, llvm::function_ref<void()> make) {
  LowerContext &context = fn.module;
  Scoped<llvm::SmallVector<Span, 2>> places(context.unsupported_places, {});
  ir::Block *const block = fn.block;
  const size_t first = block->size();
  const size_t exits = fn.exits.size();
  make();
  if (context.unsupported_places.empty())
    return true;
  fn.block = block;
  block->resize(first);
  fn.exits.resize(exits);
  context.poison(node);
  syntax::walk(node, [&](const syntax::Node &part) {
    const NodeCategory category = syntax::categoryOf(part.kind);
    if (category == NodeCategory::Stmt)
      return &part == &node;
    for (Span place : context.unsupported_places)
      if (part.span.begin <= place.begin && place.end <= part.span.end)
        context.poison(part);
    return true;
  });
  return false;
}

namespace {

class PoisonedLowering {
public:
  explicit PoisonedLowering(FunctionContext &fn) : fn_(fn), context_(fn.module) {}

  void lower(const syntax::Stmt &stmt);

private:
  bool isUnderstood(const syntax::Expr &expr) const {
    return !context_.isPoisoned(expr) && !types::mentionsError(typeOf(fn_, expr));
  }
  const Expr *unknown() const { return namedValue(context_, "ng_unknown", context_.bint()); }

  void evaluate(const syntax::Expr *expr);
  void evaluateParts(const syntax::Node &node);
  void evaluateAll(llvm::ArrayRef<syntax::Expr *> exprs) {
    for (const syntax::Expr *expr : exprs)
      evaluate(expr);
  }
  void evaluateIndex(const syntax::Expr &index);
  void evaluateCall(const syntax::CallExpr &call);
  void evaluateCondition(const syntax::Expr &expr);
  void evaluateTarget(const syntax::Expr *target);
  void evaluateIterable(const syntax::Expr &iterable);

  /// What may run or not.
  void perhaps(llvm::ArrayRef<syntax::Stmt *> body) {
    if (!body.empty())
      lowerBodyInto(fn_, branch(fn_, unknown())->body, body);
  }
  void loopOver(llvm::ArrayRef<syntax::Stmt *> body, llvm::ArrayRef<syntax::Stmt *> else_body,
                llvm::function_ref<void()> head);
  void lowerFor(const syntax::ForStmt &stmt);
  void lowerTry(const syntax::TryStmt &stmt);
  void lowerItems(const syntax::WithStmt &stmt, size_t number);
  void lowerIf(const syntax::IfStmt &stmt, size_t number);
  void lowerVariables(const syntax::CVarDecl &decl);

  FunctionContext &fn_;
  LowerContext &context_;
};

// ---------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------

/// The largest parts that can be understood, for what they do.
void PoisonedLowering::evaluate(const syntax::Expr *expr) {
  if (!expr || expr->kind == NodeKind::ErrorExpr)
    return;
  // A slice alone would be an object; of a memoryview or C array it is none.
  const bool is_slice = expr->kind == NodeKind::SliceExpr;
  if (!is_slice && isUnderstood(*expr) && attempt(fn_, *expr, [&] { (void)lowerExpr(fn_, *expr); }))
    return;
  switch (expr->kind) {
  case NodeKind::LambdaExpr: // its body is a function of its own
  case NodeKind::TypeNameExpr:
  case NodeKind::SizeofExpr:
    return;
  case NodeKind::ComprehensionExpr: {
    const auto &node = llvm::cast<syntax::ComprehensionExpr>(*expr);
    if (!node.clauses.empty()) // the rest needs the names that the first clause binds
      evaluateIterable(*node.clauses.front()->iterable);
    return;
  }
  case NodeKind::IndexExpr: {
    // `view[i, j]`: no tuple, of what has such an index.
    const auto &node = llvm::cast<syntax::IndexExpr>(*expr);
    evaluate(node.base);
    return evaluateIndex(*node.index);
  }
  case NodeKind::NamedExpr:
    return evaluate(llvm::cast<syntax::NamedExpr>(*expr).value);
  case NodeKind::CallExpr:
    return evaluateCall(llvm::cast<syntax::CallExpr>(*expr));
  default:
    return evaluateParts(*expr);
  }
}

void PoisonedLowering::evaluateIndex(const syntax::Expr &index) {
  if (const auto *several = llvm::dyn_cast<syntax::TupleExpr>(&index))
    evaluateAll(several->elements);
  else
    evaluate(&index);
}

void PoisonedLowering::evaluateParts(const syntax::Node &node) {
  syntax::forEachChild(node, [&](const syntax::Node &child) {
    if (syntax::categoryOf(child.kind) == NodeCategory::Expr)
      evaluate(static_cast<const syntax::Expr *>(&child));
    else if (llvm::isa<syntax::Keyword, syntax::DictItem>(child))
      evaluateParts(child);
  });
}

/// A function whose arguments or signature have an error may still be one that needs the GIL.
void PoisonedLowering::evaluateCall(const syntax::CallExpr &call) {
  const sema::Symbol *symbol = infoOf(fn_, *call.callee).symbol;
  const bool is_c = symbol && symbol->kind == sema::SymbolKind::CFunction && symbol->type;
  const types::FunctionType *type = is_c ? types::calledFunction(symbol->type) : nullptr;
  const bool is_builtin = symbol && symbol->kind == sema::SymbolKind::Builtin;
  // What a builtin means depends on its arguments.
  if (!is_c && !is_builtin)
    evaluate(call.callee);
  for (size_t i = 0; i != call.args.size(); ++i) {
    const syntax::Expr &arg = *call.args[i];
    const bool has_type = type && i < type->parameters.size() &&
                          !types::mentionsError(type->parameters[i]) && isUnderstood(arg) &&
                          !llvm::isa<syntax::StarredExpr>(arg);
    if (!has_type || !attempt(fn_, arg, [&] { (void)lowerTo(fn_, arg, type->parameters[i]); }))
      evaluate(&arg);
  }
  for (const syntax::Keyword *keyword : call.keywords)
    evaluate(keyword->value);
  if (!type)
    return;
  At at(fn_, call.span);
  Inst *inst =
      append(fn_, InstKind::CallFunction, {Construct::CallC, context_.string(symbol->name.str())});
  inst->callee =
      namedValue(context_, symbol->cname.empty() ? "ng_unknown" : symbol->cname, symbol->type);
  inst->callee_type = type;
  inst->callee_function = symbol->function ? context_.functions.lookup(symbol->function) : nullptr;
}

void PoisonedLowering::evaluateCondition(const syntax::Expr &expr) {
  At at(fn_, expr.span);
  if (!isUnderstood(expr) || !attempt(fn_, expr, [&] { (void)lowerCondition(fn_, expr); }))
    evaluate(&expr);
}

/// What finds the place; a name is not read.
void PoisonedLowering::evaluateTarget(const syntax::Expr *target) {
  if (!target)
    return;
  switch (target->kind) {
  case NodeKind::NameExpr:
    return;
  case NodeKind::TupleExpr:
  case NodeKind::ListExpr:
  case NodeKind::StarredExpr:
    syntax::forEachChild(*target, [&](const syntax::Node &child) {
      if (syntax::categoryOf(child.kind) == NodeCategory::Expr)
        evaluateTarget(static_cast<const syntax::Expr *>(&child));
    });
    return;
  case NodeKind::IndexExpr:
    evaluate(llvm::cast<syntax::IndexExpr>(*target).base);
    return evaluateIndex(*llvm::cast<syntax::IndexExpr>(*target).index);
  default:
    return evaluateParts(*target);
  }
}

/// `range(n)` and the like need no object where the loop runs in C.
void PoisonedLowering::evaluateIterable(const syntax::Expr &iterable) {
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable);
  const sema::Symbol *symbol = call ? infoOf(fn_, *call->callee).symbol : nullptr;
  if (symbol && symbol->kind == sema::SymbolKind::Builtin)
    evaluateAll(call->args);
  else
    evaluate(&iterable);
}

// ---------------------------------------------------------------------------------------------
// Compound statements
// ---------------------------------------------------------------------------------------------

void PoisonedLowering::loopOver(llvm::ArrayRef<syntax::Stmt *> body,
                                llvm::ArrayRef<syntax::Stmt *> else_body,
                                llvm::function_ref<void()> head) {
  Inst *each = loop(fn_, unknown());
  {
    InBlock in(fn_, each->body);
    head();
    fn_.exits.emplace_back();
    lowerBody(fn_, body);
    fn_.exits.pop_back();
  }
  perhaps(else_body);
}

void PoisonedLowering::lowerFor(const syntax::ForStmt &stmt) {
  evaluateIterable(*stmt.iterable);
  const auto run = [&] {
    loopOver(stmt.body, stmt.else_body, [&] { evaluateTarget(stmt.target); });
  };
  // `prange(…, nogil=True)` is not supported yet, but it is known what it does about the GIL.
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(stmt.iterable);
  const bool is_prange = call && infoOf(fn_, *call).text == "parallel.prange";
  const bool is_nogil =
      is_prange && llvm::any_of(call->keywords, [](const syntax::Keyword *keyword) {
        const auto *value = llvm::dyn_cast<syntax::ConstantExpr>(keyword->value);
        return keyword->name.name == "nogil" && value && value->value == syntax::Constant::True;
      });
  if (is_nogil) {
    At at(fn_, stmt.iterable->span);
    withGilReleased(fn_, run);
  } else {
    run();
  }
}

void PoisonedLowering::lowerTry(const syntax::TryStmt &stmt) {
  if (!stmt.handlers.empty())
    append(fn_, InstKind::NeedGil, {Construct::Except, {}});
  perhaps(stmt.body);
  for (const syntax::ExceptHandler *handler : stmt.handlers) {
    Inst *handling = branch(fn_, unknown());
    InBlock in(fn_, handling->body);
    evaluate(handler->type);
    evaluateTarget(handler->target);
    Scoped depth(fn_.except_depth, fn_.except_depth + 1);
    lowerBody(fn_, handler->body);
  }
  perhaps(stmt.else_body);
  perhaps(stmt.finally_body);
}

void PoisonedLowering::lowerItems(const syntax::WithStmt &stmt, size_t number) {
  if (number == stmt.items.size()) {
    lowerBody(fn_, stmt.body);
    return;
  }
  const syntax::WithItem &item = *stmt.items[number];
  if (context_.analysis.stmt(item).with_form != sema::WithForm::ContextManager) {
    lowerGilItem(fn_, item, [&] { lowerItems(stmt, number + 1); });
    return;
  }
  At at(fn_, item.span);
  evaluate(item.context);
  if (isUnderstood(*item.context)) // of a type that is not known it may be one without Python
    append(fn_, InstKind::NeedGil, {Construct::With, {}});
  evaluateTarget(item.target);
  lowerItems(stmt, number + 1);
}

void PoisonedLowering::lowerIf(const syntax::IfStmt &stmt, size_t number) {
  if (number == stmt.clauses.size()) {
    lowerBody(fn_, stmt.else_body);
    return;
  }
  const syntax::IfClause &clause = *stmt.clauses[number];
  evaluateCondition(*clause.condition);
  Inst *choice = branch(fn_, unknown(), /*with_else=*/true);
  lowerBodyInto(fn_, choice->body, clause.body);
  InBlock in(fn_, choice->else_body);
  lowerIf(stmt, number + 1);
}

void PoisonedLowering::lowerVariables(const syntax::CVarDecl &decl) {
  for (const syntax::Declarator *declarator : decl.declarators) {
    const syntax::NameDeclarator &name = declaredName(*declarator);
    const bool is_whole = !context_.isPoisoned(*declarator) && !context_.isPoisoned(name);
    if (!is_whole || !attempt(fn_, *declarator, [&] { lowerInitialValue(fn_, name); }))
      evaluate(name.initializer);
  }
}

// ---------------------------------------------------------------------------------------------
// Statements
// ---------------------------------------------------------------------------------------------

void PoisonedLowering::lower(const syntax::Stmt &stmt) {
  using namespace syntax;
  switch (stmt.kind) {
  case NodeKind::AssignStmt: {
    const auto &node = llvm::cast<AssignStmt>(stmt);
    evaluate(node.value);
    for (const syntax::Expr *target : node.targets)
      evaluateTarget(target);
    return;
  }
  case NodeKind::AugAssignStmt: {
    const auto &node = llvm::cast<AugAssignStmt>(stmt);
    evaluateTarget(node.target);
    return evaluate(node.value);
  }
  case NodeKind::AnnAssignStmt: {
    const auto &node = llvm::cast<AnnAssignStmt>(stmt);
    evaluate(node.value);
    return evaluateTarget(node.target);
  }
  case NodeKind::DelStmt:
    for (const syntax::Expr *target : llvm::cast<DelStmt>(stmt).targets)
      evaluateTarget(target);
    return;
  case NodeKind::ReturnStmt: {
    evaluate(llvm::cast<ReturnStmt>(stmt).value);
    Scoped<const Type *> no_value(fn_.return_type, nullptr);
    jumpReturn(fn_, {});
    return;
  }
  case NodeKind::RaiseStmt:
    // As what is understood: with the GIL held, whatever the state is here.
    withGilHeld(fn_, {Construct::Raise, {}}, [&] { evaluateParts(stmt); });
    jump(fn_, fn_.error);
    return;
  case NodeKind::AssertStmt: {
    const auto &node = llvm::cast<AssertStmt>(stmt);
    evaluateCondition(*node.condition);
    withGilHeld(fn_, {Construct::Assert, {}}, [&] { evaluate(node.message); });
    return;
  }
  case NodeKind::PrintStmt:
    withGilHeld(fn_, {Construct::Print, {}}, [&] { evaluateParts(stmt); });
    return;
  case NodeKind::ExprStmt:
  case NodeKind::ExecStmt:
    return evaluateParts(stmt);
  case NodeKind::CVarDecl:
    return lowerVariables(llvm::cast<CVarDecl>(stmt));
  case NodeKind::IfStmt:
    return lowerIf(llvm::cast<IfStmt>(stmt), 0);
  case NodeKind::WhileStmt: {
    const auto &node = llvm::cast<WhileStmt>(stmt);
    return loopOver(node.body, node.else_body, [&] { evaluateCondition(*node.condition); });
  }
  case NodeKind::ForStmt:
    return lowerFor(llvm::cast<ForStmt>(stmt));
  case NodeKind::ForFromStmt: {
    const auto &node = llvm::cast<ForFromStmt>(stmt);
    evaluate(node.start);
    evaluate(node.stop);
    evaluate(node.step);
    return loopOver(node.body, node.else_body, [&] { evaluateTarget(node.target); });
  }
  case NodeKind::TryStmt:
    return lowerTry(llvm::cast<TryStmt>(stmt));
  case NodeKind::WithStmt:
    return lowerItems(llvm::cast<WithStmt>(stmt), 0);
  case NodeKind::MatchStmt: {
    const auto &node = llvm::cast<MatchStmt>(stmt);
    evaluate(node.subject);
    for (const MatchCase *match_case : node.cases) {
      Inst *choice = branch(fn_, unknown());
      InBlock in(fn_, choice->body);
      if (match_case->guard)
        evaluateCondition(*match_case->guard);
      lowerBody(fn_, match_case->body);
    }
    return;
  }
  case NodeKind::FunctionDef: {
    const auto &node = llvm::cast<FunctionDef>(stmt);
    evaluateAll(node.decorators);
    for (const Parameter *parameter : node.parameters->parameters)
      evaluate(parameter->default_value);
    return;
  }
  case NodeKind::ClassDef: {
    const auto &node = llvm::cast<ClassDef>(stmt);
    evaluateAll(node.decorators);
    evaluateAll(node.bases);
    for (const Keyword *keyword : node.keywords)
      evaluate(keyword->value);
    return;
  }
  default: // declarations, and what has no parts that run
    return;
  }
}

} // namespace

void lowerPoisoned(FunctionContext &fn, const syntax::Stmt &stmt) {
  fn.function.is_partial = true;
  append(fn, InstKind::Unknown);
  Scoped quiet(fn.module.is_quiet, true);
  PoisonedLowering(fn).lower(stmt);
}

} // namespace nogilc::lower
