#include "lower/displays.h"

#include "lower/arrays.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

/// Above this many elements a display is filled one by one: no hundreds of temporaries at a time.
constexpr size_t kMostAtOnce = 64;

bool hasStar(llvm::ArrayRef<syntax::Expr *> elements) {
  return llvm::any_of(elements, [](const syntax::Expr *element) {
    return llvm::isa<syntax::StarredExpr>(element);
  });
}

Operands &lowerAll(FunctionContext &fn, Operands &operands,
                   llvm::ArrayRef<syntax::Expr *> elements) {
  for (const syntax::Expr *element : elements)
    operands.add(lowerObject(fn, *element));
  operands.settle();
  return operands;
}

/// A list or set, element by element.
Value buildUp(FunctionContext &fn, llvm::ArrayRef<syntax::Expr *> elements, RuntimeEntry make,
              RuntimeEntry add, RuntimeEntry extend, Reason reason) {
  Value result = callRuntime(fn, make, {}, reason);
  for (const syntax::Expr *element : elements) {
    const auto *star = llvm::dyn_cast<syntax::StarredExpr>(element);
    Value item = lowerObject(fn, star ? *star->value : *element);
    callRuntime(fn, star ? extend : add, {result.expr, item.expr}, reason);
  }
  return result;
}

/// A literal number or string, None, True or a tuple of such as a constant; null if it is none.
const ir::Constant *constantOf(FunctionContext &fn, const syntax::Expr &expr) {
  if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr)) {
    llvm::SmallVector<const ir::Constant *, 8> elements;
    for (const syntax::Expr *element : tuple->elements) {
      const ir::Constant *constant = constantOf(fn, *element);
      if (!constant)
        return nullptr;
      elements.push_back(constant);
    }
    return fn.module.tupleConstant(elements);
  }
  if (!llvm::isa<syntax::IntLiteral, syntax::FloatLiteral, syntax::StringLiteral,
                 syntax::ImaginaryLiteral, syntax::UnaryExpr>(expr))
    return nullptr;
  ir::Block unused;
  InBlock in(fn, &unused);
  if (llvm::isa<syntax::UnaryExpr>(expr) && !infoOf(fn, expr).constant)
    return nullptr;
  Value value = lowerTo(fn, expr, fn.module.object());
  return unused.empty() && value.expr && value.expr->kind == ir::ExprKind::ConstantRef
             ? value.expr->constant
             : nullptr;
}

} // namespace

Value lowerTuple(FunctionContext &fn, const syntax::TupleExpr &expr) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::BuildTuple, {}};
  if (isCDisplay(fn, expr))
    return lowerCDisplay(fn, expr);
  if (const ir::Constant *constant = constantOf(fn, expr))
    return borrowed(constantRef(context, constant));
  if (!hasStar(expr.elements) && expr.elements.size() <= kMostAtOnce) {
    Operands operands(fn);
    lowerAll(fn, operands, expr.elements);
    return callRuntime(fn, RuntimeEntry::make_tuple, operands.exprs(), reason);
  }
  Value list = buildUp(fn, expr.elements, RuntimeEntry::make_list, RuntimeEntry::list_append,
                       RuntimeEntry::list_extend, reason);
  return callRuntime(fn, RuntimeEntry::list_to_tuple, {list.expr}, reason);
}

Value lowerList(FunctionContext &fn, const syntax::ListExpr &expr) {
  if (isCDisplay(fn, expr))
    return lowerCDisplay(fn, expr);
  const Reason reason{Construct::BuildList, {}};
  if (hasStar(expr.elements) || expr.elements.size() > kMostAtOnce)
    return buildUp(fn, expr.elements, RuntimeEntry::make_list, RuntimeEntry::list_append,
                   RuntimeEntry::list_extend, reason);
  Operands operands(fn);
  lowerAll(fn, operands, expr.elements);
  return callRuntime(fn, RuntimeEntry::make_list, operands.exprs(), reason);
}

Value lowerSet(FunctionContext &fn, const syntax::SetExpr &expr) {
  const Reason reason{Construct::BuildSet, {}};
  if (hasStar(expr.elements) || expr.elements.size() > kMostAtOnce)
    return buildUp(fn, expr.elements, RuntimeEntry::make_set, RuntimeEntry::set_add,
                   RuntimeEntry::set_update, reason);
  Operands operands(fn);
  lowerAll(fn, operands, expr.elements);
  return callRuntime(fn, RuntimeEntry::make_set, operands.exprs(), reason);
}

Value lowerDict(FunctionContext &fn, const syntax::DictExpr &expr) {
  const Reason reason{Construct::BuildDict, {}};
  if (isCDisplay(fn, expr))
    return lowerCDisplay(fn, expr);
  Value dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
  for (const syntax::DictItem *item : expr.items) {
    if (!item->key) {
      Value mapping = lowerObject(fn, *item->value);
      callRuntime(fn, RuntimeEntry::dict_update, {dict.expr, mapping.expr}, reason);
      continue;
    }
    Operands operands(fn);
    operands.add(lowerObject(fn, *item->key));
    operands.add(lowerObject(fn, *item->value));
    operands.settle();
    callRuntime(fn, RuntimeEntry::dict_set, {dict.expr, operands[0].expr, operands[1].expr},
                reason);
  }
  return dict;
}

} // namespace nogilc::lower
