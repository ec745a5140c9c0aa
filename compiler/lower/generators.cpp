#include "lower/generators.h"

#include "ir/walk.h"
#include "lower/closures.h"
#include "lower/comprehensions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/locks.h"
#include "lower/python_functions.h"
#include "lower/statements.h"
#include "syntax/visit.h"

namespace nogilc::lower {

bool containsYield(const syntax::Node &node) {
  bool found = false;
  syntax::walk(node, [&](const syntax::Node &inner) {
    switch (inner.kind) {
    case syntax::NodeKind::YieldExpr:
    case syntax::NodeKind::YieldFromExpr:
    case syntax::NodeKind::AwaitExpr:
      found = true;
      return false;
    case syntax::NodeKind::ForStmt:
      found |= llvm::cast<syntax::ForStmt>(inner).is_async;
      return !found;
    case syntax::NodeKind::WithStmt:
      found |= llvm::cast<syntax::WithStmt>(inner).is_async;
      return !found;
    case syntax::NodeKind::ComprehensionClause:
      found |= llvm::cast<syntax::ComprehensionClause>(inner).is_async;
      return !found;
    case syntax::NodeKind::FunctionDef:
    case syntax::NodeKind::LambdaExpr:
    case syntax::NodeKind::ClassDef:
      // Its body is not ours; what is evaluated where it stands is: `def f(a=await g()): ...`.
      syntax::forEachChild(inner, [&](const syntax::Node &part) {
        const bool is_head = syntax::categoryOf(part.kind) != syntax::NodeCategory::Stmt &&
                             inner.kind != syntax::NodeKind::LambdaExpr;
        if (is_head || part.kind == syntax::NodeKind::ParameterList)
          found |= containsYield(part);
      });
      return false;
    default:
      return !found;
    }
  });
  return found;
}

// ---------------------------------------------------------------------------------------------
// Temporaries that survive a `yield`
// ---------------------------------------------------------------------------------------------

StatementTemporaries::StatementTemporaries(FunctionContext &fn, const syntax::Stmt &stmt)
    : fn_(fn), saved_in_frame_(fn.temporaries_in_frame) {
  saved_temporaries_.swap(fn.frame_temporaries);
  fn.temporaries_in_frame = fn.function.role == ir::FunctionRole::Generator && containsYield(stmt);
}

StatementTemporaries::~StatementTemporaries() {
  if (!fn_.frame_temporaries.empty() && ir::fallsThrough(*fn_.block))
    for (ir::Variable *variable : fn_.frame_temporaries)
      drop(fn_, variable, {Construct::DropObject, {}});
  fn_.frame_temporaries = std::move(saved_temporaries_);
  fn_.temporaries_in_frame = saved_in_frame_;
}

// ---------------------------------------------------------------------------------------------
// The functions
// ---------------------------------------------------------------------------------------------

namespace {

constexpr llvm::StringLiteral kFirstIterator = "ng_iterator";

RuntimeEntry makerOf(const sema::FunctionInfo &info) {
  if (!info.is_async)
    return RuntimeEntry::make_generator;
  return info.is_generator ? RuntimeEntry::make_async_generator : RuntimeEntry::make_coroutine;
}

/// The function that `def` makes callable: puts the arguments into a new frame.
void lowerStart(LowerContext &context, const sema::FunctionInfo &info, const ir::Function &resume) {
  FunctionContext fn(context, *context.functions.lookup(&info), &info);
  fn.span = info.node->span;
  fn.statement = info.node->id;
  fn.directives = info.directives;
  fn.return_type = context.object();
  makeArgumentVariables(fn);
  ErrorExit exit;
  exit.value = nullObject(context);
  lowerFrame(
      fn, exit,
      [&] {
        enterScopes(fn);
        const ir::ScopeLayout &layout = *scopeLayout(context, info);
        const auto ordered = parametersInOrder(info);
        for (size_t i = 0; i != ordered.size(); ++i) {
          const sema::Symbol &symbol = *ordered[i]->symbol;
          if (types::mentionsError(symbol.type))
            continue;
          const Value value = convertArgument(fn, *ordered[i], fn.function.parameters[i]);
          At at(fn, symbol.span);
          const Expr *field = reference(context, scopeField(context, symbol, layout, fn.own_scope));
          if (types::isObject(symbol.type))
            storeObject(fn, field, value, {Construct::AssignObject, symbol.name.str()});
          else
            store(fn, field, value.expr);
        }
        const Reason reason{Construct::Yield, {}};
        Value generator = callRuntime(
            fn, makerOf(info),
            {namedValue(context, context.python_functions.lookup(&info)->cname, context.object()),
             namedValue(context, resume.name, context.object()), reference(context, fn.own_scope)},
            reason);
        append(fn, InstKind::ReturnMoved)->value = generator.expr;
      },
      [&] {});
}

/// The `.0` of a generator expression: the iterator over its first iterable, or the bounds of a C
/// loop, evaluated where the expression stands.
ir::Variable *firstIterator(LowerContext &context, const ir::ScopeLayout &layout,
                            ir::Variable *scope) {
  for (ir::Variable *field : layout.fields)
    if (field->name == kFirstIterator) {
      if (!scope)
        return field;
      ir::Variable *reached = context.newVariable();
      *reached = *field;
      reached->scope = scope;
      return reached;
    }
  ir::Variable *field = context.newVariable();
  field->name = kFirstIterator.str();
  field->type = context.object();
  field->storage = ir::Storage::ScopeField;
  field->holding = ir::Holding::Owned;
  const_cast<ir::ScopeLayout &>(layout).fields.push_back(field);
  return firstIterator(context, layout, scope);
}

/// The function's description for a generator expression has no callable: the resume function
/// stands in for it.
ir::Function *resumeFunction(LowerContext &context, const sema::FunctionInfo &info) {
  if (info.kind == sema::FunctionKind::GeneratorExpression)
    return context.functions.lookup(&info);
  ir::Function *function = context.newFunction();
  const ir::Function &callable = *context.functions.lookup(&info);
  function->name = uniqueModuleName(context, "resume_" + info.qualname);
  function->source_name = callable.source_name;
  function->qualified_name = callable.qualified_name;
  function->span = callable.span;
  function->role = ir::FunctionRole::Generator;
  context.module.functions.push_back(function);
  return function;
}

} // namespace

void lowerGenerator(LowerContext &context, const sema::FunctionInfo &info) {
  const bool is_expression = info.kind == sema::FunctionKind::GeneratorExpression;
  ir::ScopeLayout *layout = scopeLayout(context, info);
  ir::Function *resume = resumeFunction(context, info);
  resume->frame = layout;
  if (!is_expression)
    lowerStart(context, info, *resume);

  FunctionContext fn(context, *resume, &info);
  fn.span = info.node->span;
  fn.statement = info.node->id;
  fn.directives = info.directives;
  fn.return_type = context.object();
  ErrorExit exit;
  exit.value = nullObject(context);
  lowerFrame(
      fn, exit,
      [&] {
        enterScopes(fn);
        for (const sema::ParameterInfo &parameter : info.parameters)
          fn.variables[parameter.symbol] = scopeField(context, *parameter.symbol, *layout, nullptr);
        ir::Variable *iterator = is_expression ? firstIterator(context, *layout, nullptr) : nullptr;
        for (const ir::Variable *field : layout->fields)
          fn.used_names.try_emplace(field->name, 0);
        if (is_expression) {
          fn.temporaries_in_frame = true;
          lowerGeneratorExpressionBody(fn, *llvm::cast<syntax::ComprehensionExpr>(info.node),
                                       iterator);
        } else if (const auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(info.node)) {
          fn.temporaries_in_frame = true;
          jumpReturn(fn, lowerObject(fn, *lambda->body));
        } else {
          lowerFunctionBody(fn, llvm::cast<syntax::FunctionDef>(info.node)->body);
        }
      },
      [&] { append(fn, InstKind::ReturnRef)->value = none(context); });
}

Value lowerGeneratorExpression(FunctionContext &fn, const syntax::ComprehensionExpr &expr) {
  LowerContext &context = fn.module;
  const sema::FunctionInfo *info = infoOf(fn, expr).function;
  if (!info || !context.python_functions.lookup(info)) {
    context.unsupported(expr.span, "this generator expression");
    return borrowed(none(context));
  }
  const Reason reason{Construct::GeneratorExpression, {}};
  Value iterable = lowerObject(fn, *expr.clauses.front()->iterable);
  const bool is_async = expr.clauses.front()->is_async;
  Value iterator = callRuntime(fn, is_async ? RuntimeEntry::async_iter : RuntimeEntry::get_iter,
                               {iterable.expr}, {Construct::Iterate, {}});
  ir::ScopeLayout *layout = scopeLayout(context, *info);
  ir::Variable *frame = fn.newTemporary(context.object(), ir::Holding::Owned);
  frame->scope_layout = layout;
  declare(fn, frame);
  callRuntimeInto(fn, frame, RuntimeEntry::new_scope_bytes, {}, reason);
  if (ir::Variable *link = outerLink(context, *info, frame))
    if (const Expr *scope = scopeFor(fn, *info))
      storeObject(fn, reference(context, link), borrowed(scope), reason);
  storeObject(fn, reference(context, firstIterator(context, *layout, frame)), iterator, reason);
  return callRuntime(
      fn, makerOf(*info),
      {namedValue(context, context.python_functions.lookup(info)->cname, context.object()),
       namedValue(context, context.functions.lookup(info)->name, context.object()),
       reference(context, frame)},
      reason);
}

// ---------------------------------------------------------------------------------------------
// The expressions
// ---------------------------------------------------------------------------------------------

namespace {

/// Stops here with `value`; what is sent in comes back in an owned temporary.
Value stopAt(FunctionContext &fn, const Value &value, ir::Variable *sent) {
  const Reason reason{Construct::Yield, {}};
  Inst *inst = append(fn, InstKind::Yield, reason);
  inst->value = value.expr;
  inst->is_move = value.kind == ValueKind::Owned;
  inst->on_error = fn.error;
  inst->resume_number = ++fn.function.yield_count;
  inst->result = sent;
  inst->result_declares = false;
  const Expr *expr = reference(fn.module, sent);
  return {ValueKind::Owned, expr, sent->type, sent};
}

} // namespace

Value yieldValue(FunctionContext &fn, const Value &value) {
  const Value given = fn.info->is_async ? callRuntime(fn, RuntimeEntry::async_value, {value.expr},
                                                      {Construct::Yield, {}})
                                        : value;
  return stopAt(fn, given, fn.newTemporary(fn.module.object(), ir::Holding::Owned));
}

bool stopsInGilRegion(FunctionContext &fn, Span span, llvm::StringRef construct) {
  if (!fn.is_in_gil_region || !fn.isGilHeld())
    return false;
  fn.module.unsupported(span, (construct + " inside `with gil`").str());
  return true;
}

Value lowerYield(FunctionContext &fn, const syntax::YieldExpr &yield) {
  LowerContext &context = fn.module;
  if (fn.function.role != ir::FunctionRole::Generator) {
    context.unsupported(yield.span, "`yield` here");
    return borrowed(none(context));
  }
  if (stopsInGilRegion(fn, yield.span, "a `yield`"))
    return borrowed(none(context));
  Value value = yield.value ? lowerObject(fn, *yield.value) : borrowed(none(context));
  At at(fn, yield.span);
  return yieldValue(fn, value);
}

Value lowerYieldFrom(FunctionContext &fn, const syntax::YieldFromExpr &yield) {
  LowerContext &context = fn.module;
  if (fn.function.role != ir::FunctionRole::Generator) {
    context.unsupported(yield.span, "`yield from` here");
    return borrowed(none(context));
  }
  if (stopsInGilRegion(fn, yield.span, "a `yield`"))
    return borrowed(none(context));
  const Reason reason{Construct::Yield, {}};
  Value iterable = lowerObject(fn, *yield.value);
  At at(fn, yield.span);
  const Expr *self = namedValue(context, ir::kSelfName, context.object());
  callRuntime(fn, RuntimeEntry::yield_from_begin, {self, iterable.expr}, reason);
  if (iterable.kind == ValueKind::Owned)
    drop(fn, iterable.owner, reason);
  return delegate(fn, reason);
}

//   sent = None
//   Labeled end { Loop { yield_from(self, sent) -> value, at the end to `end`; sent = Yield value }
//   } …value…
Value delegate(FunctionContext &fn, Reason reason) {
  LowerContext &context = fn.module;
  const Expr *self = namedValue(context, ir::kSelfName, context.object());
  ir::Variable *sent = fn.newTemporary(context.object(), ir::Holding::Owned);
  ir::Variable *value = fn.newTemporary(context.object(), ir::Holding::Owned);
  storeObject(fn, reference(context, sent), borrowed(none(context)), reason);
  ir::Label *end = fn.newLabel();
  Inst *around = labeled(fn, end);
  {
    InBlock in(fn, around->body);
    Inst *each = loop(fn, nullptr);
    InBlock inside(fn, each->body);
    const Expr *value_expr = reference(context, value);
    callRuntimeInto(fn, value, RuntimeEntry::yield_from, {self, reference(context, sent)}, reason,
                    end);
    stopAt(fn, {ValueKind::Owned, value_expr, context.object(), value}, sent);
  }
  return {ValueKind::Owned, reference(context, value), context.object(), value};
}

} // namespace nogilc::lower
