#include "lower/unpacking.h"

#include "ir/walk.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/expressions.h"
#include "lower/generators.h"
#include "lower/operands.h"
#include "lower/targets.h"

namespace nogilc::lower {

namespace {

std::optional<llvm::ArrayRef<syntax::Expr *>> elementsOf(const syntax::Expr &expr) {
  if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr))
    return tuple->elements;
  if (const auto *list = llvm::dyn_cast<syntax::ListExpr>(&expr))
    return list->elements;
  return std::nullopt;
}

bool hasStar(llvm::ArrayRef<syntax::Expr *> elements) {
  return llvm::any_of(elements, [](const syntax::Expr *element) {
    return element->kind == syntax::NodeKind::StarredExpr;
  });
}

/// The fields of a C tuple, one a target. False for what has to be a Python object.
bool unpackCTuple(FunctionContext &fn, llvm::ArrayRef<syntax::Expr *> elements,
                  const Value &value) {
  LowerContext &context = fn.module;
  const auto *tuple = llvm::dyn_cast<types::CTupleType>(types::canonical(value.type));
  if (!tuple || hasStar(elements) || tuple->elements.size() != elements.size())
    return false;
  const Expr *base = evaluate(fn, value.expr).expr; // a target may be what it is read from
  for (size_t i = 0; i != elements.size(); ++i) {
    const Expr *item =
        field(context, base, "f" + std::to_string(i), /*is_arrow=*/false, tuple->elements[i]);
    assign(fn, *elements[i], types::isObject(item->type) ? borrowed(item) : cValue(item));
  }
  return true;
}

/// The elements of a C array, one a target. False for what has to be a Python object.
bool unpackCArray(FunctionContext &fn, llvm::ArrayRef<syntax::Expr *> elements,
                  const Value &value) {
  LowerContext &context = fn.module;
  const auto *array = llvm::dyn_cast<types::ArrayType>(types::canonical(value.type));
  if (!array || hasStar(elements) || array->size != elements.size() || !array->size_text.empty() ||
      llvm::isa<types::ArrayType>(types::canonical(array->element)) ||
      types::isObject(array->element) || isCppObject(array->element))
    return false;
  llvm::SmallVector<Value, 4> items; // a target may be what they are read from
  for (size_t i = 0; i != elements.size(); ++i)
    items.push_back(
        evaluate(fn, index(context, value.expr, intLiteral(context, static_cast<int64_t>(i)),
                           types::unqualified(array->element))));
  for (size_t i = 0; i != elements.size(); ++i)
    assign(fn, *elements[i], items[i]);
  return true;
}

using Pair = std::pair<syntax::Expr *, syntax::Expr *>;

/// The targets and what each of them gets, where displays stand on both sides: also inside of one
/// another. False where a target has to be unpacked into.
bool pairUp(llvm::ArrayRef<syntax::Expr *> targets, llvm::ArrayRef<syntax::Expr *> values,
            llvm::SmallVectorImpl<Pair> &pairs) {
  if (targets.size() != values.size() || targets.empty() || hasStar(targets) || hasStar(values))
    return false;
  for (auto [target, value] : llvm::zip_equal(targets, values)) {
    const auto inner_targets = elementsOf(*target);
    const auto inner_values = elementsOf(*value);
    const size_t before = pairs.size();
    if (inner_targets && inner_values && pairUp(*inner_targets, *inner_values, pairs))
      continue;
    pairs.truncate(before);
    pairs.emplace_back(target, value);
  }
  return true;
}

} // namespace

void lowerUnpacking(FunctionContext &fn, const syntax::Expr &target,
                    llvm::ArrayRef<syntax::Expr *> elements, const Value &value) {
  LowerContext &context = fn.module;
  if (!value.isObject()) {
    if (!unpackCTuple(fn, elements, value) && !unpackCArray(fn, elements, value))
      lowerUnpacking(fn, target, elements, toObject(fn, value));
    return;
  }
  size_t before = elements.size();
  for (size_t i = 0; i != elements.size(); ++i)
    if (elements[i]->kind == syntax::NodeKind::StarredExpr)
      before = i;
  const bool is_starred = before != elements.size();

  At at(fn, target.span);
  // The slots are an array in C++, which cannot live in a generator's frame while a target yields.
  llvm::SmallVector<ir::Variable *, 4> kept;
  if (fn.function.role == ir::FunctionRole::Generator && containsYield(target))
    for (size_t i = 0; i != elements.size(); ++i) {
      kept.push_back(fn.newPersistent(context.object(), ir::Holding::Owned, "item"));
      declare(fn, kept.back());
    }
  Inst *block = labeled(fn, fn.newLabel());
  std::optional<InBlock> in(std::in_place, fn, block->body);
  ir::Variable *items = context.newVariable();
  items->name = fn.uniqueName("items");
  // `() = x` still looks whether x is empty.
  items->type = context.types.array(context.object(), std::max<size_t>(elements.size(), 1));
  items->storage = ir::Storage::Temporary;
  items->holding = ir::Holding::Owned;
  declare(fn, items);
  const Expr *array = reference(context, items);
  auto count = [&](size_t number) {
    return intLiteral(context, static_cast<int64_t>(number), context.ssize());
  };
  const Reason reason{Construct::Unpack, {}};
  if (is_starred)
    callRuntime(fn, RuntimeEntry::unpack_star,
                {value.expr, array, count(before), count(elements.size() - before - 1)}, reason);
  else
    callRuntime(fn, RuntimeEntry::unpack, {value.expr, array, count(elements.size())}, reason);
  const auto slot = [&](size_t number) {
    return index(context, array, intLiteral(context, static_cast<int64_t>(number)),
                 context.object());
  };
  for (size_t i = 0; i != kept.size(); ++i)
    storeObject(fn, reference(context, kept[i]), borrowed(slot(i)), reason);
  if (!kept.empty())
    in.reset();
  for (size_t i = 0; i != elements.size(); ++i) {
    const auto *starred = llvm::dyn_cast<syntax::StarredExpr>(elements[i]);
    Value item = borrowed(kept.empty() ? slot(i) : reference(context, kept[i]));
    if (starred)
      item.type = context.types.object(types::ObjectKind::List);
    assign(fn, starred ? *starred->value : *elements[i], item);
    if (!kept.empty())
      drop(fn, kept[i], {Construct::DropObject, {}});
  }
}

bool lowerParallelAssignment(FunctionContext &fn, const syntax::Expr &target,
                             const syntax::Expr &value) {
  const auto targets = elementsOf(target);
  const auto values = elementsOf(value);
  llvm::SmallVector<Pair, 4> pairs;
  if (!targets || !values || !pairUp(*targets, *values, pairs))
    return false;
  Operands items(fn);
  for (const auto &[to, from] : pairs) {
    const Type *type = targetType(fn, *to);
    items.add(type && !types::isError(type) ? lowerTo(fn, *from, types::unqualified(type))
                                            : lowerObject(fn, *from));
  }
  items.settle();
  // Assigning the first targets may change what the later items are read from.
  llvm::SmallVector<Value, 4> settled;
  for (size_t i = 0; i != items.size(); ++i) {
    Value item = items[i];
    const ir::Variable *variable = ir::asVariable(item.expr);
    const bool stays = i == 0 || item.kind == ValueKind::Owned ||
                       item.expr->kind == ir::ExprKind::Literal ||
                       item.expr->kind == ir::ExprKind::NamedValue ||
                       item.expr->kind == ir::ExprKind::ConstantRef ||
                       (variable && variable->storage == ir::Storage::Temporary);
    if (!stays) {
      const Type *type = item.type;
      item = item.kind == ValueKind::C ? evaluate(fn, item.expr)
                                       : own(fn, item, {Construct::HoldObject, {}});
      item.type = type;
    }
    settled.push_back(item);
  }
  for (size_t i = 0; i != settled.size(); ++i)
    assign(fn, *pairs[i].first, settled[i]);
  return true;
}

} // namespace nogilc::lower
