#include "lower/arrays.h"

#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

llvm::ArrayRef<syntax::Expr *> elementsOf(const syntax::Expr &display) {
  if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&display))
    return tuple->elements;
  if (const auto *list = llvm::dyn_cast<syntax::ListExpr>(&display))
    return list->elements;
  return {};
}

void lowerElements(FunctionContext &fn, Operands &values, const syntax::Expr &display,
                   const types::ArrayType &array) {
  const auto *inner = llvm::dyn_cast<types::ArrayType>(types::canonical(array.element));
  for (const syntax::Expr *element : elementsOf(display)) {
    if (inner) {
      lowerElements(fn, values, *element, *inner);
      continue;
    }
    Value value = lowerTo(fn, *element, types::unqualified(array.element));
    // What the array holds now may be read by the elements that follow.
    if (value.kind == ValueKind::C && value.expr->kind != ir::ExprKind::Literal)
      value = evaluate(fn, convertExactly(fn, value, array.element).expr);
    values.add(value);
  }
}

void storeElements(FunctionContext &fn, const Expr *place, const types::ArrayType &array,
                   const Operands &values, size_t &next) {
  LowerContext &context = fn.module;
  const auto *inner = llvm::dyn_cast<types::ArrayType>(types::canonical(array.element));
  for (uint64_t i = 0; i != array.size.value_or(0); ++i) {
    const Expr *item =
        index(context, place, intLiteral(context, static_cast<int64_t>(i)), array.element);
    if (inner)
      storeElements(fn, item, *inner, values, next);
    else if (next != values.size())
      store(fn, item, values[next++].expr);
  }
}

} // namespace

void fillArray(FunctionContext &fn, const Expr *array, const syntax::Expr &display) {
  const auto *type = llvm::cast<types::ArrayType>(types::canonical(array->type));
  Operands values(fn);
  lowerElements(fn, values, display, *type);
  values.settle();
  size_t next = 0;
  storeElements(fn, array, *type, values, next);
}

} // namespace nogilc::lower
