#include "lower/c_strings.h"

#include "lower/compound_conversions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/items.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

struct Piece {
  const Expr *first = nullptr;
  const Expr *length = nullptr;
};

bool isNonNegativeLiteral(const Expr &expr) {
  int64_t number = 0;
  return expr.kind == ir::ExprKind::Literal && !expr.text.rtrim("ULul").getAsInteger(10, number) &&
         number >= 0;
}

bool isNegativeLiteral(const Expr &expr) {
  return expr.kind == ir::ExprKind::Literal && expr.text.starts_with("-");
}

const Expr *textLength(FunctionContext &fn, const Expr *text) {
  LowerContext &context = fn.module;
  return evaluate(fn, cast(context, pureCall(context, "strlen", {text}, context.ssize()),
                           context.ssize()))
      .expr;
}

const Expr *kept(FunctionContext &fn, const Expr *expr) {
  return expr->kind == ir::ExprKind::Literal || expr->kind == ir::ExprKind::VariableRef
             ? expr
             : evaluate(fn, expr).expr;
}

/// Where the piece begins and how long it is. Negative bounds count from the NUL, as in Python; a
/// piece that ends before it begins is empty. Nobody looks for the NUL otherwise: there may be
/// none.
Piece pieceOf(FunctionContext &fn, const Expr *text, const Value &start, const Value &stop) {
  LowerContext &context = fn.module;
  const Type *ssize = context.ssize();
  text = kept(fn, text);
  const Expr *begin = start ? kept(fn, start.expr) : nullptr;
  const Expr *end = stop ? kept(fn, stop.expr) : nullptr;
  const Expr *zero = intLiteral(context, 0);
  const Expr *counts_back = nullptr;
  for (const Expr *bound : {begin, end}) {
    if (!bound || isNonNegativeLiteral(*bound))
      continue;
    const Expr *is_negative = binary(context, "<", bound, zero, context.bint());
    counts_back =
        counts_back ? binary(context, "||", counts_back, is_negative, context.bint()) : is_negative;
  }
  const Expr *whole = nullptr;
  if (!end)
    whole = textLength(fn, text);
  else if (counts_back)
    whole =
        evaluate(fn, conditional(
                         context, counts_back,
                         cast(context, pureCall(context, "strlen", {text}, context.ssize()), ssize),
                         zero, ssize))
            .expr;
  const auto fromEnd = [&](const Expr *bound, bool is_clipped) -> const Expr * {
    if (!bound || isNonNegativeLiteral(*bound))
      return bound;
    const Expr *counted = binary(context, "+", whole, bound, ssize);
    if (is_clipped)
      counted = conditional(context, binary(context, "<", counted, zero, context.bint()), zero,
                            counted, ssize);
    if (!isNegativeLiteral(*bound))
      counted = conditional(context, binary(context, "<", bound, zero, context.bint()), counted,
                            bound, ssize);
    return evaluate(fn, counted).expr;
  };
  begin = fromEnd(begin, /*is_clipped=*/true);
  end = end ? fromEnd(end, /*is_clipped=*/false) : whole;
  if (!begin && (end == whole || isNonNegativeLiteral(*end)))
    return {text, end};
  if (!begin)
    begin = zero;
  const Expr *length = conditional(context, binary(context, "<", begin, end, context.bint()),
                                   binary(context, "-", end, begin, ssize), zero, ssize);
  return {binary(context, "+", text, begin, text->type), length};
}

bool isCodecName(FunctionContext &fn, const syntax::Expr &expr) {
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr))
    return !text->value.contains('\0');
  const Type *type = typeOf(fn, expr);
  return type && (types::isCText(type) || types::isObjectKind(type, types::ObjectKind::Bytes));
}

/// A codec's name or error handler as C text.
Value codecName(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr);
  const Type *type = context.types.pointer(context.types.qualified(
      context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  if (!text) {
    Value name = lowerExpr(fn, expr);
    if (name.isObject())
      return convert(fn, name, type);
    name.expr = asCharPointer(context, name.expr);
    return name;
  }
  return cValue(literal(context, "\"" + text->value.str() + "\"", type));
}

} // namespace

const Expr *asCharPointer(LowerContext &context, const Expr *text) {
  const Type *plain = context.types.pointer(context.types.qualified(
      context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  const Type *element = types::elementOf(types::canonical(text->type));
  const auto *integer =
      element ? llvm::dyn_cast<types::IntegerType>(types::canonical(element)) : nullptr;
  // `unsigned char*` does not become `const char*` by itself.
  return integer && integer->integer == types::IntegerKind::Char ? text
                                                                 : cast(context, text, plain);
}

namespace {

/// `length` null: up to the NUL.
Value charsToObject(FunctionContext &fn, const Expr *first, const Expr *length,
                    types::ObjectKind kind, Reason reason) {
  LowerContext &context = fn.module;
  if (kind == types::ObjectKind::Bytes)
    return length ? callRuntime(fn, RuntimeEntry::cstring_len_to_py, {first, length}, reason)
                  : callRuntime(fn, RuntimeEntry::cstring_to_py, {first}, reason);
  if (!length) {
    first = kept(fn, first);
    length = textLength(fn, first);
  }
  if (kind == types::ObjectKind::ByteArray)
    return callRuntime(fn, RuntimeEntry::cstring_to_bytearray, {first, length}, reason);
  const Type *name = context.types.pointer(context.types.qualified(
      context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  const std::string encoding = "\"" + context.analysis.text_rules.encoding + "\"";
  return callRuntime(fn, RuntimeEntry::cstring_decode,
                     {first, length, literal(context, encoding, name),
                      literal(context, "nullptr", context.object())},
                     reason);
}

} // namespace

/// What C text becomes where a `wanted` is: where any object will do, what the directives say.
static types::ObjectKind kindOf(const LowerContext &context, const Type *wanted) {
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(wanted));
  const bool is_any = !object || object->object == types::ObjectKind::Object;
  return is_any ? context.analysis.text_rules.object : object->object;
}

Value cTextToObject(FunctionContext &fn, const Expr *text, const Type *wanted) {
  LowerContext &context = fn.module;
  const std::string name = types::spelling(text->type);
  const types::ObjectKind kind = kindOf(context, wanted);
  if (types::isCppText(types::canonical(text->type))) {
    context.module.converts_cpp = true;
    const Type *pointer = context.types.pointer(context.types.qualified(
        context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
    Value made = charsToObject(fn, pureCall(context, "ng::cpp_text", {text}, pointer),
                               pureCall(context, "ng::cpp_text_size", {text}, context.ssize()),
                               kind, {Construct::ToPython, name});
    made.type = context.types.object(kind);
    return made;
  }
  // An array that is full has no NUL: nothing behind it is read.
  const auto *array = llvm::dyn_cast<types::ArrayType>(types::canonical(text->type));
  const Expr *length = nullptr;
  if (array && (array->size || !array->size_text.empty()))
    length =
        evaluate(fn, cast(context,
                          pureCall(context, "strnlen",
                                   {asCharPointer(context, text), arrayLength(context, *array)},
                                   context.ssize()),
                          context.ssize()))
            .expr;
  Value made =
      charsToObject(fn, asCharPointer(context, text), length, kind, {Construct::ToPython, name});
  made.type = context.types.object(kind);
  return made;
}

Value cTextFromObject(FunctionContext &fn, const Value &object, Reason reason) {
  const types::TextRules &rules = fn.module.analysis.text_rules;
  const bool is_bytes =
      types::canonical(object.type) == fn.module.types.object(types::ObjectKind::Bytes);
  if (!rules.takes_str || is_bytes)
    return callRuntime(fn, RuntimeEntry::cstring_from_py, {object.expr}, reason);
  return callRuntime(fn, RuntimeEntry::cstring_from_text,
                     {object.expr, boolLiteral(fn.module, rules.encoding == "ascii")}, reason);
}

Value lowerCStringSlice(FunctionContext &fn, const Expr *text, const Value &start,
                        const Value &stop, const Type *wanted) {
  const std::string name = types::spelling(text->type);
  const types::ObjectKind kind = kindOf(fn.module, wanted);
  Piece piece = pieceOf(fn, asCharPointer(fn.module, text), start, stop);
  Value made = charsToObject(fn, piece.first, piece.length, kind, {Construct::ToPython, name});
  made.type = fn.module.types.object(kind);
  return made;
}

Value lowerCStringDecode(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call.callee);
  if (!method || method->attribute.name != "decode" || call.args.empty() || call.args.size() > 2 ||
      !call.keywords.empty())
    return {};
  const syntax::Expr *text = method->base;
  const syntax::SliceExpr *slice = nullptr;
  if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(text))
    if (infoOf(fn, *item).form == sema::ExprForm::PointerSlice) {
      slice = llvm::dyn_cast<syntax::SliceExpr>(item->index);
      text = item->base;
      if (!slice || slice->step)
        return {};
    }
  const Type *type = typeOf(fn, *text);
  if (!type || !types::isCharPointer(types::canonical(type)))
    return {};
  if (!llvm::all_of(call.args, [&](const syntax::Expr *arg) { return isCodecName(fn, *arg); }))
    return {};
  Operands operands(fn);
  operands.add(lowerExpr(fn, *text));
  operands.add(lowerBound(fn, slice ? slice->start : nullptr));
  operands.add(lowerBound(fn, slice ? slice->stop : nullptr));
  operands.add(codecName(fn, *call.args[0]));
  operands.add(call.args.size() > 1 ? codecName(fn, *call.args[1])
                                    : cValue(literal(context, "nullptr", context.object())));
  operands.settle();
  At at(fn, call.span);
  Piece piece = pieceOf(fn, asCharPointer(context, operands[0].expr), operands[1], operands[2]);
  return callRuntime(fn, RuntimeEntry::cstring_decode,
                     {piece.first, piece.length, operands[3].expr, operands[4].expr},
                     {Construct::CallMethod, "decode"});
}

} // namespace nogilc::lower
