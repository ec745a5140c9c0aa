#include "lower/conditions.h"

#include "lower/c_types.h"
#include "lower/compare.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/expressions.h"
#include "lower/targets.h"

namespace nogilc::lower {

using syntax::BoolOp;

namespace {

/// Runs `make` with its instructions in a block of their own.
template <typename Make> auto inNewBlock(FunctionContext &fn, ir::Block *&block, Make make) {
  block = fn.newBlock();
  InBlock in(fn, block);
  return make();
}

ir::Variable *newResult(FunctionContext &fn, const Type *type) {
  const bool is_object = types::isObject(type);
  ir::Variable *result = fn.newTemporary(types::unqualified(type),
                                         is_object ? ir::Holding::Owned : ir::Holding::Value);
  declare(fn, result);
  return result;
}

void storeResult(FunctionContext &fn, ir::Variable *result, const Value &value) {
  const Expr *place = reference(fn.module, result);
  if (result->holding == ir::Holding::Value)
    store(fn, place, convert(fn, value, result->type).expr);
  else
    storeObject(fn, place, convert(fn, value, result->type), {Construct::HoldObject, {}});
}

Value resultValue(FunctionContext &fn, ir::Variable *result) {
  const Expr *place = reference(fn.module, result);
  if (result->holding == ir::Holding::Value)
    return cValue(place);
  return {ValueKind::Owned, place, result->type, result};
}

/// The operands from `first` on, as a value of `type`.
Value lowerOperands(FunctionContext &fn, const syntax::BoolExpr &expr, size_t first,
                    const Type *type) {
  Value value = lowerTo(fn, *expr.operands[first], type);
  if (first + 1 == expr.operands.size())
    return value;
  const bool is_and = expr.op == BoolOp::And;
  ir::Variable *result = newResult(fn, type);
  storeResult(fn, result, value);
  const Expr *truth = toCondition(fn, resultValue(fn, result));
  Inst *more = branch(fn, is_and ? truth : negation(fn.module, truth));
  {
    InBlock in(fn, more->body);
    storeResult(fn, result, lowerOperands(fn, expr, first + 1, type));
  }
  return resultValue(fn, result);
}

const Expr *boolCondition(FunctionContext &fn, const syntax::BoolExpr &expr, size_t first) {
  const Expr *condition = lowerCondition(fn, *expr.operands[first]);
  if (first + 1 == expr.operands.size())
    return condition;
  return shortCircuit(fn, expr.op == BoolOp::And, condition,
                      [&] { return boolCondition(fn, expr, first + 1); });
}

} // namespace

const Expr *shortCircuit(FunctionContext &fn, bool is_and, const Expr *first,
                         llvm::function_ref<const Expr *()> rest) {
  LowerContext &context = fn.module;
  ir::Block *block = nullptr;
  const Expr *second = inNewBlock(fn, block, rest);
  if (block->empty())
    return binary(context, is_and ? "&&" : "||", first, second, context.bint());
  ir::Variable *result = newResult(fn, context.bint());
  const Expr *place = reference(context, result);
  store(fn, place,
        first->type == context.bint()
            ? first
            : unary(context, "!", unary(context, "!", first, context.bint()), context.bint()));
  Inst *more = append(fn, InstKind::If);
  more->value = is_and ? place : unary(context, "!", place, context.bint());
  more->body = block;
  InBlock in(fn, block);
  store(fn, place,
        second->type == context.bint()
            ? second
            : unary(context, "!", unary(context, "!", second, context.bint()), context.bint()));
  return place;
}

const Expr *lowerCondition(FunctionContext &fn, const syntax::Expr &expr) {
  At at(fn, expr.span);
  if (!infoOf(fn, expr).constant) {
    if (const auto *both = llvm::dyn_cast<syntax::BoolExpr>(&expr))
      return boolCondition(fn, *both, 0);
    if (const auto *inverse = llvm::dyn_cast<syntax::UnaryExpr>(&expr);
        inverse && inverse->op == syntax::UnaryOp::Not &&
        infoOf(fn, expr).form != sema::ExprForm::CppOperator)
      return negation(fn.module, lowerCondition(fn, *inverse->operand));
    if (const auto *comparison = llvm::dyn_cast<syntax::CompareExpr>(&expr);
        comparison && infoOf(fn, expr).form != sema::ExprForm::CppOperator)
      return compareCondition(fn, *comparison);
  }
  if (const auto *word = llvm::dyn_cast<syntax::ConstantExpr>(&expr))
    return boolLiteral(fn.module, word->value == syntax::Constant::True ||
                                      word->value == syntax::Constant::Ellipsis);
  Value value = lowerExpr(fn, expr);
  return toCondition(fn, value);
}

Value lowerBool(FunctionContext &fn, const syntax::BoolExpr &expr) {
  const Type *type = typeOf(fn, expr);
  if (types::canonical(type)->kind == types::TypeKind::Bint) {
    Value value = cValue(boolCondition(fn, expr, 0));
    if (value.expr->type != fn.module.bint()) // `p and q` on pointers, as a truth value
      value.expr = unary(fn.module, "!", unary(fn.module, "!", value.expr, fn.module.bint()),
                         fn.module.bint());
    value.type = fn.module.bint();
    return value;
  }
  if (isCppObject(type)) {
    fn.module.unsupported(expr.span, "`and` and `or` of C++ objects as a value");
    return cValue(literal(fn.module, "{}", type));
  }
  return lowerOperands(fn, expr, 0, type);
}

Value lowerConditional(FunctionContext &fn, const syntax::ConditionalExpr &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  const Expr *condition = lowerCondition(fn, *expr.condition);
  if (types::isVoid(type)) {
    Inst *choice = branch(fn, condition, /*with_else=*/true);
    {
      InBlock in(fn, choice->body);
      lowerDiscarded(fn, *expr.then_value);
    }
    InBlock in(fn, choice->else_body);
    lowerDiscarded(fn, *expr.else_value);
    return {};
  }
  ir::Block *then_block = nullptr;
  ir::Block *else_block = nullptr;
  Value then_value =
      inNewBlock(fn, then_block, [&] { return lowerTo(fn, *expr.then_value, type); });
  Value else_value =
      inNewBlock(fn, else_block, [&] { return lowerTo(fn, *expr.else_value, type); });
  if (then_block->empty() && else_block->empty() && then_value.expr && else_value.expr) {
    if (types::isObject(type)) {
      Value value = borrowed(
          conditional(context, condition, then_value.expr, else_value.expr, context.object()));
      value.type = type;
      return value;
    }
    return cValue(conditional(context, condition, convertExactly(fn, then_value, type).expr,
                              convertExactly(fn, else_value, type).expr, types::unqualified(type)));
  }
  if (isCppObject(type))
    return chooseCppObject(fn, condition, then_block, then_value, else_block, else_value, type);
  ir::Variable *result = newResult(fn, type);
  Inst *choice = append(fn, InstKind::If);
  choice->value = condition;
  choice->body = then_block;
  choice->else_body = else_block;
  {
    InBlock in(fn, then_block);
    storeResult(fn, result, then_value);
  }
  {
    InBlock in(fn, else_block);
    storeResult(fn, result, else_value);
  }
  return resultValue(fn, result);
}

Value lowerNamedExpr(FunctionContext &fn, const syntax::NamedExpr &expr) {
  Value value = lowerExpr(fn, *expr.value);
  At at(fn, expr.span);
  const Type *type = typeOf(fn, expr);
  if (value.kind == ValueKind::C && !types::isObject(type)) {
    value = evaluate(fn, convert(fn, value, type).expr);
  } else {
    value = convert(fn, value, type);
  }
  // The value is used further: the variable gets a reference of its own.
  Value stored = value;
  if (stored.kind == ValueKind::Owned)
    stored.kind = ValueKind::Borrowed;
  assign(fn, *expr.target, stored);
  return value;
}

} // namespace nogilc::lower
