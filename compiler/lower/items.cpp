#include "lower/items.h"

#include "lower/arrays.h"
#include "lower/attributes.h"
#include "lower/c_strings.h"
#include "lower/c_types.h"
#include "lower/compound_conversions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/literals.h"
#include "lower/loops.h"
#include "lower/names.h"
#include "lower/operands.h"
#include "lower/special_calls.h"

namespace nogilc::lower {

using types::TypeKind;

namespace {

bool isNoneLiteral(const syntax::Expr *expr) {
  const auto *word = llvm::dyn_cast_or_null<syntax::ConstantExpr>(expr);
  return word && word->value == syntax::Constant::None;
}

bool isCIntegerBound(FunctionContext &fn, const syntax::Expr *bound) {
  if (!bound || isNoneLiteral(bound) || llvm::isa<syntax::IntLiteral>(bound))
    return true;
  const Type *type = typeOf(fn, *bound);
  if (const auto *negative = llvm::dyn_cast<syntax::UnaryExpr>(bound))
    if (negative->op == syntax::UnaryOp::Minus && llvm::isa<syntax::IntLiteral>(negative->operand))
      return true;
  return type && types::isInteger(type);
}

/// `p[a:b]` of a char pointer: the bytes between.
Value lowerPointerSlice(FunctionContext &fn, const syntax::IndexExpr &expr,
                        const syntax::SliceExpr &slice) {
  LowerContext &context = fn.module;
  const Type *sliced = types::elementOf(types::canonical(typeOf(fn, *expr.base)));
  const auto *letter =
      sliced ? llvm::dyn_cast<types::IntegerType>(types::canonical(sliced)) : nullptr;
  if (slice.step) {
    // Of char pointers a bytes, of others a list.
    const bool is_text = letter && letter->rank == 1;
    Value list = callRuntime(fn, RuntimeEntry::make_list, {}, {Construct::BuildList, {}});
    forEachElement(fn, expr, [&](const Value &element) {
      const Value number = is_text ? cValue(cast(context, element.expr,
                                                 context.types.integer(types::IntegerKind::UChar)))
                                   : element;
      callRuntime(fn, RuntimeEntry::list_append, {list.expr, toObject(fn, number).expr},
                  {Construct::BuildList, {}});
    });
    if (!is_text)
      return list;
    const auto *wanted = llvm::dyn_cast<types::ObjectType>(types::canonical(typeOf(fn, expr)));
    const bool is_bytearray = wanted && wanted->object == types::ObjectKind::ByteArray;
    const Value bytes =
        callRuntime(fn, RuntimeEntry::call,
                    {readBuiltin(fn, is_bytearray ? "bytearray" : "bytes").expr, list.expr},
                    {Construct::Slice, {}});
    if (!wanted || wanted->object != types::ObjectKind::Str)
      return bytes;
    const Value encoding = borrowed(constantRef(
        context, context.constant(ir::Constant::Kind::Str, context.analysis.text_rules.encoding)));
    return callRuntime(fn, RuntimeEntry::call_method,
                       {bytes.expr, nameConstant(context, "decode"), encoding.expr},
                       {Construct::Slice, {}});
  }
  if (!letter || letter->rank != 1) {
    const ElementRange range = lowerElementRange(fn, expr);
    return elementsToList(fn, range.first, range.length);
  }
  Operands operands(fn);
  operands.add(lowerExpr(fn, *expr.base));
  operands.add(lowerBound(fn, slice.start));
  operands.add(lowerBound(fn, slice.stop));
  operands.settle();
  const Type *base_type = types::canonical(operands[0].type);
  const auto *array = llvm::dyn_cast<types::ArrayType>(base_type);
  const Type *element = types::elementOf(base_type);
  const auto *character =
      element ? llvm::dyn_cast<types::IntegerType>(types::canonical(element)) : nullptr;
  if (character && character->rank == 1) {
    Value stop = operands[2];
    if (!stop && array && array->size)
      stop = cValue(intLiteral(context, static_cast<int64_t>(*array->size), context.ssize()));
    return lowerCStringSlice(fn, operands[0].expr, operands[1], stop, typeOf(fn, expr));
  }
  context.unsupported(expr.span, "a slice of a C array as a value");
  return borrowed(none(context));
}

Value lowerPythonSlice(FunctionContext &fn, const syntax::IndexExpr &expr) {
  const auto *slice = llvm::dyn_cast<syntax::SliceExpr>(expr.index);
  if (slice && isSimpleSlice(fn, *expr.index)) {
    Operands operands(fn);
    operands.add(lowerObject(fn, *expr.base));
    operands.add(lowerBound(fn, slice->start));
    operands.add(lowerBound(fn, slice->stop));
    operands.settle();
    At at(fn, expr.span);
    llvm::SmallVector<const Expr *, 8> args = {operands[0].expr};
    args.append(boundArguments(fn, operands[1], operands[2]));
    return callRuntime(fn, RuntimeEntry::getslice, args, {Construct::Slice, {}});
  }
  Operands operands(fn);
  operands.add(lowerObject(fn, *expr.base));
  operands.add(lowerObject(fn, *expr.index));
  operands.settle();
  At at(fn, expr.span);
  return callRuntime(fn, RuntimeEntry::getitem, {operands[0].expr, operands[1].expr},
                     {Construct::Slice, {}});
}

const Expr *directive(FunctionContext &fn, bool sema::Directives::*member) {
  return boolLiteral(fn.module, fn.directives ? fn.directives->*member : true);
}

Value lowerPythonIndex(FunctionContext &fn, const syntax::IndexExpr &expr) {
  Operands operands(fn);
  operands.add(lowerObject(fn, *expr.base));
  operands.add(lowerObject(fn, *expr.index));
  operands.settle();
  At at(fn, expr.span);
  return callRuntime(fn, RuntimeEntry::getitem, {operands[0].expr, operands[1].expr},
                     {Construct::GetItem, {}});
}

Value lowerPythonIndexC(FunctionContext &fn, const syntax::IndexExpr &expr) {
  const sema::ExprInfo &info = infoOf(fn, expr);
  if (types::isObject(info.type) && !fitsIndex(fn, *expr.index))
    return lowerPythonIndex(fn, expr);
  Operands operands(fn);
  operands.add(lowerObject(fn, *expr.base));
  operands.add(lowerCIndex(fn, *expr.index));
  operands.settle();
  At at(fn, expr.span);
  const Expr *wraparound = directive(fn, &sema::Directives::wraparound);
  const Expr *boundscheck = directive(fn, &sema::Directives::boundscheck);
  llvm::SmallVector<const Expr *, 4> args = {operands[0].expr, operands[1].expr, wraparound,
                                             boundscheck};
  if (types::isObject(info.type))
    return callRuntime(fn, RuntimeEntry::getitem_index, args, {Construct::GetItem, {}});
  const auto *base = llvm::dyn_cast<types::ObjectType>(types::canonical(typeOf(fn, *expr.base)));
  if (base && base->object == types::ObjectKind::ByteArray)
    return callRuntime(fn, RuntimeEntry::bytearray_getitem, args, {Construct::GetItem, {}});
  if (fn.isGilHeld())
    requireNotNone(fn, operands[0], "'NoneType' object is not subscriptable");
  if (base && base->object == types::ObjectKind::Str)
    return callRuntime(fn, byGil(fn, RuntimeEntry::str_getitem, RuntimeEntry::str_getitem_nogil),
                       args, {Construct::GetItem, {}});
  Value value =
      callRuntime(fn, byGil(fn, RuntimeEntry::bytes_getitem, RuntimeEntry::bytes_getitem_nogil),
                  args, {Construct::GetItem, {}});
  if (base && base->object == types::ObjectKind::Bytes)
    return value;
  fn.module.unsupported(expr.span, "indexing this type with a C result");
  return value;
}

} // namespace

bool fitsIndex(FunctionContext &fn, const syntax::Expr &index) {
  const Type *type = typeOf(fn, index);
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  // A number above Py_ssize_t's is a key of a dict like any other.
  return !integer || integer->rank < 5 || (integer->is_signed && integer->rank <= 6);
}

bool isSimpleSlice(FunctionContext &fn, const syntax::Expr &index) {
  const auto *slice = llvm::dyn_cast<syntax::SliceExpr>(&index);
  return slice && (!slice->step || isNoneLiteral(slice->step)) &&
         isCIntegerBound(fn, slice->start) && isCIntegerBound(fn, slice->stop);
}

Value lowerBound(FunctionContext &fn, const syntax::Expr *bound) {
  if (!bound || isNoneLiteral(bound))
    return {};
  return lowerTo(fn, *bound, fn.module.ssize());
}

llvm::SmallVector<const Expr *, 4> boundArguments(FunctionContext &fn, const Value &start,
                                                  const Value &stop) {
  LowerContext &context = fn.module;
  const Expr *zero = intLiteral(context, 0, context.ssize());
  return {start ? start.expr : zero, stop ? stop.expr : zero,
          boolLiteral(context, static_cast<bool>(start)),
          boolLiteral(context, static_cast<bool>(stop))};
}

Value lowerCIndex(FunctionContext &fn, const syntax::Expr &index) {
  return lowerTo(fn, index, fn.module.ssize());
}

void requireNotNone(FunctionContext &fn, const Value &value, llvm::StringRef message) {
  Inst *is_none =
      branch(fn, binary(fn.module, "==", value.expr, none(fn.module), fn.module.bint()));
  InBlock in(fn, is_none->body);
  raiseMessage(fn, "TypeError", message, {Construct::GetItem, {}});
}

Value lowerSliceObject(FunctionContext &fn, const syntax::SliceExpr &expr) {
  LowerContext &context = fn.module;
  Operands operands(fn);
  for (const syntax::Expr *part : {expr.start, expr.stop, expr.step})
    operands.add(part ? lowerObject(fn, *part) : borrowed(none(context)));
  operands.settle();
  return callRuntime(fn, RuntimeEntry::make_slice, operands.exprs(), {Construct::BuildSlice, {}});
}

const Expr *lowerPointerIndex(FunctionContext &fn, const syntax::IndexExpr &expr) {
  LowerContext &context = fn.module;
  Operands operands(fn);
  operands.add(cValue(lowerLvalue(fn, *expr.base)));
  Value position = lowerExpr(fn, *expr.index);
  if (position.isObject())
    position = convert(fn, position, context.ssize());
  operands.add(position);
  operands.settle();
  const Type *base = types::canonical(operands[0].type);
  const Type *element = types::elementOf(base);
  // `p[0]` is how the dialect writes `*p`.
  const Expr *at = operands[1].expr;
  const bool is_zero = at->kind == ir::ExprKind::Literal && at->text.rtrim("ULul") == "0";
  if (is_zero && types::isPointer(base))
    return unary(context, "*", operands[0].expr, element);
  if (at->kind == ir::ExprKind::Literal)
    at = literal(context, at->text.rtrim("ULul"), at->type);
  return index(context, operands[0].expr, at, element);
}

Value readObjectPlace(FunctionContext &fn, const Expr *place) {
  // Other code may store there while the object is used. Without the GIL nobody counts references.
  if (!fn.isGilHeld())
    return borrowed(place);
  return own(fn, borrowed(place), {Construct::HoldObject, {}});
}

const Expr *lowerLvalue(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, expr);
  if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(&expr);
      item && info.form == sema::ExprForm::PointerIndex)
    return lowerPointerIndex(fn, *item);
  const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&expr);
  if (attribute && info.form == sema::ExprForm::StructField)
    return lowerStructField(fn, *attribute);
  if (attribute && info.form == sema::ExprForm::ExtensionField)
    return lowerExtensionField(fn, *attribute);
  if (attribute && info.form == sema::ExprForm::ComplexPart)
    return lowerComplexPart(fn, *attribute);
  if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(&expr);
      item && info.form == sema::ExprForm::StructField)
    return lowerCTupleItem(fn, *item);
  if (const auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr);
      call && info.form == sema::ExprForm::CythonCall && info.text == "operator.dereference")
    return lowerDereference(fn, *call);
  Value value = lowerExpr(fn, expr);
  if (!value.expr)
    return literal(context, "0", context.intType());
  return value.expr;
}

Value lowerAddressOf(FunctionContext &fn, const syntax::AddressOfExpr &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  const Expr *place = lowerLvalue(fn, *expr.operand);
  // `&p[0]` is `p`, a function is its address.
  if (place->kind == ir::ExprKind::Unary && place->text == "*")
    return cValue(place->operands[0]);
  if (types::canonical(place->type)->kind == TypeKind::Function)
    return cValue(namedValue(context, place->text, type));
  return cValue(unary(context, "&", place, type));
}

Value lowerIndex(FunctionContext &fn, const syntax::IndexExpr &expr) {
  LowerContext &context = fn.module;
  switch (infoOf(fn, expr).form) {
  case sema::ExprForm::PythonIndexC:
    return lowerPythonIndexC(fn, expr);
  case sema::ExprForm::StructField:
    return cValue(lowerCTupleItem(fn, expr));
  case sema::ExprForm::PointerIndex: {
    const Expr *place = lowerPointerIndex(fn, expr);
    return types::isObject(place->type) ? readObjectPlace(fn, place) : cValue(place);
  }
  case sema::ExprForm::PythonSlice:
    return lowerPythonSlice(fn, expr);
  case sema::ExprForm::PointerSlice:
    if (const Type *type = infoOf(fn, expr).type;
        llvm::isa<types::ArrayType>(types::canonical(type))) {
      // Where elements are wanted (`a[:] = b[1:3]`): their place.
      const ElementRange range = lowerElementRange(fn, expr);
      return {ValueKind::C, range.first, type, nullptr};
    }
    if (const auto *slice = llvm::dyn_cast<syntax::SliceExpr>(expr.index))
      return lowerPointerSlice(fn, expr, *slice);
    break;
  case sema::ExprForm::TypeSubscript:
    context.unsupported(expr.span, "a subscripted type as a value");
    return borrowed(none(context));
  default: // forms of other kinds of node, and PythonIndex
    break;
  }
  return lowerPythonIndex(fn, expr);
}

} // namespace nogilc::lower
