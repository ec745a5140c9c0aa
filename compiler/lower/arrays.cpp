#include "lower/arrays.h"

#include "lower/c_calls.h"
#include "lower/closures.h"
#include "lower/compound_conversions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/items.h"
#include "lower/literals.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

/// Of a list or tuple display; of `[a, b] * 3` those that are written.
llvm::ArrayRef<syntax::Expr *> elementsOf(const syntax::Expr &display) {
  if (const auto *product = llvm::dyn_cast<syntax::BinaryExpr>(&display))
    return elementsOf(*product->left);
  if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&display))
    return tuple->elements;
  if (const auto *list = llvm::dyn_cast<syntax::ListExpr>(&display))
    return list->elements;
  return {};
}

const types::ArrayType *arrayOf(const Type *type) {
  return type ? llvm::dyn_cast<types::ArrayType>(types::canonical(type)) : nullptr;
}

/// The values of the elements that are written, in their order.
void lowerElements(FunctionContext &fn, Operands &values, const syntax::Expr &display,
                   const types::ArrayType &array) {
  const auto *inner = arrayOf(array.element);
  for (const syntax::Expr *element : elementsOf(display)) {
    if (inner && isCDisplay(fn, *element)) {
      lowerElements(fn, values, *element, *inner);
      continue;
    }
    Value value = lowerTo(fn, *element, types::unqualified(array.element));
    // What the array holds now may be read by the elements that follow.
    if (value.kind == ValueKind::C && value.expr->kind != ir::ExprKind::Literal && !inner)
      value = evaluate(fn, convertExactly(fn, value, array.element).expr);
    values.add(value);
  }
}

void storeElements(FunctionContext &fn, const Expr *place, const types::ArrayType &array,
                   const syntax::Expr &display, const Operands &values, size_t &next) {
  LowerContext &context = fn.module;
  const auto *inner = arrayOf(array.element);
  const auto elements = elementsOf(display);
  const size_t first = next;
  for (uint64_t i = 0; i != array.size.value_or(0) && !elements.empty(); ++i) {
    if (i % elements.size() == 0)
      next = first; // `[a, b] * 3`
    const Expr *item =
        index(context, place, intLiteral(context, static_cast<int64_t>(i)), array.element);
    const syntax::Expr &element = *elements[i % elements.size()];
    if (inner && isCDisplay(fn, element))
      storeElements(fn, item, *inner, element, values, next);
    else if (inner)
      assignArray(fn, item, values[next++]);
    else
      store(fn, item, values[next++].expr);
  }
}

/// One value for all elements of a large array: a loop instead of a line for each.
void storeRepeated(FunctionContext &fn, const Expr *array, const types::ArrayType &type,
                   const Value &value) {
  LowerContext &context = fn.module;
  ir::Variable *at = fn.newTemporary(context.ssize(), ir::Holding::Value);
  declare(fn, at);
  const Expr *position = reference(context, at);
  store(fn, position, intLiteral(context, 0));
  Inst *each =
      loop(fn, binary(context, "<", position, arrayLength(context, type), context.bint()), true);
  {
    InBlock in(fn, each->step);
    store(fn, position, binary(context, "+", position, intLiteral(context, 1), context.ssize()));
  }
  InBlock in(fn, each->body);
  store(fn, index(context, array, position, type.element), value.expr);
}

constexpr uint64_t kMostStores = 16;

} // namespace

bool isCDisplay(FunctionContext &fn, const syntax::Expr &expr) {
  const Type *type = typeOf(fn, expr);
  if (!type || !llvm::isa<syntax::ListExpr, syntax::TupleExpr, syntax::DictExpr, syntax::BinaryExpr,
                          syntax::StringLiteral>(expr))
    return false;
  return llvm::isa<types::ArrayType, types::StructType, types::CTupleType>(types::canonical(type));
}

void initializePlace(FunctionContext &fn, const Expr *place, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const types::ArrayType *array = arrayOf(place->type);
  if (!array) {
    store(fn, place, lowerTo(fn, expr, types::unqualified(place->type)).expr);
    return;
  }
  if (!isCDisplay(fn, expr)) {
    assignArray(fn, place, lowerExpr(fn, expr));
    return;
  }
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr)) {
    int64_t at = 0;
    for (const uint32_t character : codePoints(text->value)) {
      store(fn, index(context, place, intLiteral(context, at), array->element),
            intLiteral(context, character));
      ++at;
    }
    return;
  }
  const auto elements = elementsOf(expr);
  const uint64_t length = array->size ? *array->size : arrayOf(typeOf(fn, expr))->size.value_or(0);
  if (elements.size() == 1 && length > kMostStores && !arrayOf(array->element)) {
    const Value value = lowerTo(fn, *elements[0], types::unqualified(array->element));
    storeRepeated(fn, place, *array, evaluate(fn, convertExactly(fn, value, array->element).expr));
    return;
  }
  for (uint64_t i = 0; i != elements.size(); ++i)
    initializePlace(
        fn, index(context, place, intLiteral(context, static_cast<int64_t>(i)), array->element),
        *elements[i]);
  for (uint64_t i = elements.size(); i < length; ++i) {
    const auto item = [&](uint64_t number) {
      return index(context, place, intLiteral(context, static_cast<int64_t>(number)),
                   array->element);
    };
    if (arrayOf(array->element))
      assignArray(fn, item(i), cValue(item(i - elements.size())));
    else
      store(fn, item(i), item(i - elements.size()));
  }
}

/// Pointers to a display live as long as its function does; those that the module's variables get,
/// as long as the module.
static ir::Variable *displayStorage(FunctionContext &fn, const Type *type) {
  if (fn.function.role != ir::FunctionRole::ModuleExec)
    return fn.newLocal(type, ir::Holding::Value, "display");
  LowerContext &context = fn.module;
  ir::Variable *made = context.newVariable();
  made->name = uniqueModuleName(context, "g_display");
  made->type = type;
  made->span = fn.span;
  made->storage = ir::Storage::Static;
  made->holding = ir::Holding::Value;
  context.module.variables.push_back(made);
  return made;
}

Value lowerCDisplay(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  const Type *plain = types::canonical(type);
  if (llvm::isa<types::ArrayType>(plain)) {
    const Expr *array = reference(context, displayStorage(fn, type));
    initializePlace(fn, array, expr);
    return cValue(array);
  }
  ir::Variable *made = fn.newTemporary(type, ir::Holding::Value);
  declare(fn, made);
  const Expr *place = reference(context, made);
  const auto elements = elementsOf(expr);
  if (const auto *tuple = llvm::dyn_cast<types::CTupleType>(plain)) {
    for (size_t i = 0; i != elements.size(); ++i)
      initializePlace(fn, field(context, place, "f" + std::to_string(i), false, tuple->elements[i]),
                      *elements[i]);
    return cValue(place);
  }
  const auto &record = *llvm::cast<types::StructType>(plain);
  const auto member = [&](const types::FieldInfo &info) {
    return field(context, place, info.cname.empty() ? info.name.str() : info.cname, false,
                 info.type);
  };
  const auto *dict = llvm::dyn_cast<syntax::DictExpr>(&expr);
  const size_t given = dict ? dict->items.size() : elements.size();
  if (given != record.fields.size())
    store(fn, place, initializer(context, {}, types::unqualified(type)));
  for (size_t i = 0; i != given; ++i) {
    if (!dict) {
      initializePlace(fn, member(record.fields[i]), *elements[i]);
      continue;
    }
    const llvm::StringRef name = llvm::cast<syntax::StringLiteral>(dict->items[i]->key)->value;
    for (const types::FieldInfo &info : record.fields)
      if (info.name == name)
        initializePlace(fn, member(info), *dict->items[i]->value);
  }
  return cValue(place);
}

void fillArray(FunctionContext &fn, const Expr *array, const syntax::Expr &display) {
  const auto *type = arrayOf(array->type);
  const uint64_t length = type->size.value_or(kMostStores + 1);
  if (!isCDisplay(fn, display) || length > kMostStores ||
      llvm::isa<syntax::StringLiteral>(display)) {
    // Made whole in a variable of its own, then copied.
    assignArray(fn, array, lowerExpr(fn, display));
    return;
  }
  Operands values(fn);
  lowerElements(fn, values, display, *type);
  values.settle();
  size_t next = 0;
  storeElements(fn, array, *type, display, values, next);
}

void copyElements(FunctionContext &fn, const Expr *to, const Expr *from, const Expr *size) {
  LowerContext &context = fn.module;
  const Type *pointer = context.types.pointer(context.types.voidType());
  types::FunctionType parts{};
  parts.kind = types::TypeKind::Function;
  parts.result = context.types.voidType();
  const Type *parameters[] = {pointer, pointer, context.types.integer(types::IntegerKind::Size)};
  parts.parameters = parameters;
  parts.is_nogil = true;
  const types::FunctionType *type = context.types.function(parts);
  callC(fn, namedValue(context, "memmove", type), *type, {to, from, size}, nullptr,
        {Construct::None, {}}, Promise::Kept);
}

ElementRange lowerElementRange(FunctionContext &fn, const syntax::IndexExpr &expr) {
  LowerContext &context = fn.module;
  const auto &slice = *llvm::cast<syntax::SliceExpr>(expr.index);
  Operands operands(fn);
  operands.add(lowerExpr(fn, *expr.base));
  operands.add(lowerBound(fn, slice.start));
  operands.add(lowerBound(fn, slice.stop));
  operands.settle();
  const types::ArrayType *array = arrayOf(operands[0].type);
  const Expr *length = array ? arrayLength(context, *array) : nullptr;
  // A bound that is written as a negative number counts from the end of an array.
  const auto fromEnd = [&](const Expr *bound) {
    return bound && array && bound->kind == ir::ExprKind::Literal && bound->text.starts_with("-")
               ? binary(context, "+", length, bound, context.ssize())
               : bound;
  };
  const Expr *start = fromEnd(operands[1].expr);
  const Expr *stop = operands[2].expr ? fromEnd(operands[2].expr) : length;
  if (!start)
    return {operands[0].expr, stop};
  if (start->kind != ir::ExprKind::Literal && start->kind != ir::ExprKind::VariableRef)
    start = evaluate(fn, start).expr;
  const Type *pointer = context.types.pointer(types::elementOf(types::canonical(operands[0].type)));
  return {binary(context, "+", operands[0].expr, start, pointer),
          stop ? binary(context, "-", stop, start, context.ssize()) : nullptr};
}

void assignElements(FunctionContext &fn, const ElementRange &range, const Value &value) {
  LowerContext &context = fn.module;
  const Expr *length = range.length;
  if (const types::ArrayType *given = arrayOf(value.type)) {
    const Expr *given_length = arrayLength(context, *given);
    if (length && !(length->kind == ir::ExprKind::Literal && length->text == given_length->text)) {
      length = evaluate(fn, length).expr;
      Inst *differs = branch(fn, binary(context, "!=", length, given_length, context.bint()));
      InBlock in(fn, differs->body);
      callRuntime(fn, RuntimeEntry::raise_slice_length, {given_length, length},
                  {Construct::SetItem, {}});
    }
    length = given_length;
  }
  const Type *element = types::elementOf(types::canonical(range.first->type));
  const Type *size = context.types.integer(types::IntegerKind::Size);
  copyElements(fn, range.first, value.expr,
               binary(context, "*", sizeOf(context, types::unqualified(element)), length, size));
}

} // namespace nogilc::lower
