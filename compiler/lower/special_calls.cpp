#include "lower/special_calls.h"

#include "lower/arrays.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/items.h"
#include "lower/literals.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

/// A member at a time: C++ initialises neither a later member of a union nor an array from another
/// one in braces.
Value constructByMembers(FunctionContext &fn, const syntax::CallExpr &call,
                         const types::StructType &record) {
  LowerContext &context = fn.module;
  const Type *type = types::unqualified(typeOf(fn, call));
  ir::Variable *made = fn.newTemporary(type, ir::Holding::Value);
  declare(fn, made);
  const Expr *place = reference(context, made);
  const auto member = [&](const types::FieldInfo &info) {
    return field(context, place, info.cname.empty() ? info.name.str() : info.cname,
                 /*is_arrow=*/false, info.type);
  };
  if (call.args.size() + call.keywords.size() != record.fields.size())
    store(fn, place, initializer(context, {}, type));
  for (size_t i = 0; i != std::min(call.args.size(), record.fields.size()); ++i)
    initializePlace(fn, member(record.fields[i]), *call.args[i]);
  for (const syntax::Keyword *keyword : call.keywords)
    for (const types::FieldInfo &info : record.fields)
      if (info.name == keyword->name.name)
        initializePlace(fn, member(info), *keyword->value);
  return cValue(place);
}

bool needsMembers(const types::StructType &record) {
  return record.is_union || llvm::any_of(record.fields, [](const types::FieldInfo &info) {
           return llvm::isa<types::ArrayType>(types::canonical(info.type));
         });
}

} // namespace

Value lowerStructConstruct(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, call);
  const auto *structure = llvm::cast<types::StructType>(types::canonical(type));
  if (needsMembers(*structure))
    return constructByMembers(fn, call, *structure);
  // Arguments run in the order in which they are written, fields stand in theirs.
  const size_t none_given = structure->fields.size();
  llvm::SmallVector<size_t, 8> argument_of(structure->fields.size(), none_given);
  Operands operands(fn);
  size_t number = 0;
  for (const syntax::Expr *arg : call.args) {
    if (number == structure->fields.size())
      break; // sema has reported it
    argument_of[number] = number;
    operands.add(lowerTo(fn, *arg, structure->fields[number].type));
    ++number;
  }
  for (const syntax::Keyword *keyword : call.keywords)
    for (size_t i = 0; i != structure->fields.size(); ++i)
      if (structure->fields[i].name == keyword->name.name) {
        argument_of[i] = number++;
        operands.add(lowerTo(fn, *keyword->value, structure->fields[i].type));
      }
  operands.settle();
  llvm::SmallVector<const Expr *, 8> values;
  for (size_t i = 0; i != structure->fields.size(); ++i)
    values.push_back(argument_of[i] == none_given || argument_of[i] >= operands.size()
                         ? literal(context, "{}", structure->fields[i].type)
                         : operands[argument_of[i]].expr);
  return cValue(initializer(context, values, type));
}

Value lowerExtensionNew(FunctionContext &fn, const syntax::CallExpr &call) {
  const Type *type = typeOf(fn, call);
  const std::string name = types::spelling(type);
  return callRuntime(fn, RuntimeEntry::extension_new,
                     {typeObject(fn.module, types::canonical(type))},
                     {Construct::CallPython, name});
}

Value lowerTypeConvert(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, call);
  if (call.args.empty())
    return cValue(literal(context, types::isFloat(type) ? "0.0" : "0", type));
  const syntax::Expr &operand = *call.args[0];
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&operand)) {
    // `ord(b'\xff')` is 255, whatever the sign of C's char.
    const llvm::StringRef bytes = text->value;
    const bool is_bytes = text->string_kind == syntax::StringKind::Bytes ||
                          text->string_kind == syntax::StringKind::Char;
    if (is_bytes && bytes.size() == 1)
      return cValue(intLiteral(context, static_cast<unsigned char>(bytes[0]), type));
  } else if (Value value = lowerLiteralTo(fn, operand, type)) {
    return value;
  }
  const bool is_truth = types::canonical(type)->kind == types::TypeKind::Bint;
  if (is_truth && !types::isCText(typeOf(fn, operand)))
    return cValue(
        binary(context, "!=", lowerCondition(fn, operand), intLiteral(context, 0), context.bint()));
  Value value = lowerExpr(fn, operand);
  At at(fn, call.span);
  if (is_truth && !value.isObject())
    value = toObject(fn, value);
  if (value.isObject())
    return convert(fn, value, type);
  return convertByCast(fn, value, type, /*is_checked=*/false);
}

const Expr *lowerDereference(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  return unary(context, "*", lowerExpr(fn, *call.args[0]).expr, typeOf(fn, call));
}

/// `++x`, `x--` and so on; `name` is that of `cython.operator`.
static Value lowerStep(FunctionContext &fn, const syntax::CallExpr &call, llvm::StringRef name) {
  LowerContext &context = fn.module;
  const Expr *place = lowerLvalue(fn, *call.args[0]);
  Value before = cValue(place);
  if (name.starts_with("post"))
    before = evaluate(fn, place);
  const llvm::StringRef op = name.ends_with("increment") ? "+" : "-";
  const Type *type = types::unqualified(place->type);
  const Expr *after = binary(context, op, before.expr, intLiteral(context, 1), type);
  // What C++ adds as an int goes back into a narrower variable.
  store(fn, place, types::isPointer(types::canonical(type)) ? after : cast(context, after, type));
  return before;
}

/// `cython.cdiv`, `cython.cmod`: C's own, whatever the directives say.
static Value lowerCDivision(FunctionContext &fn, const syntax::CallExpr &call, bool is_remainder) {
  LowerContext &context = fn.module;
  Operands operands(fn);
  operands.add(lowerExpr(fn, *call.args[0]));
  operands.add(lowerExpr(fn, *call.args[1]));
  operands.settle();
  const Type *type = types::unqualified(infoOf(fn, call).operand_type);
  const Expr *left = convertExactly(fn, operands[0], type).expr;
  const Expr *right = convertExactly(fn, operands[1], type).expr;
  if (is_remainder && types::isFloat(type))
    return cValue(pureCall(context, "fmod", {left, right}, type));
  return cValue(binary(context, is_remainder ? "%" : "/", left, right, type));
}

Value lowerCythonCall(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, call);
  if (info.text == "cast" && call.args.size() == 2) {
    bool is_checked = false;
    for (const syntax::Keyword *keyword : call.keywords)
      if (const auto *word = llvm::dyn_cast<syntax::ConstantExpr>(keyword->value))
        is_checked |= keyword->name.name == "typecheck" && word->value == syntax::Constant::True;
    Value value = lowerExpr(fn, *call.args[1]);
    return convertByCast(fn, value, info.type, is_checked);
  }
  if (info.text == "sizeof" && call.args.size() == 1) {
    const Type *of = context.analysis.typeOf(*call.args[0]);
    return cValue(sizeOf(context, of ? of : typeOf(fn, *call.args[0])));
  }
  if (info.text == "address" && call.args.size() == 1)
    return cValue(unary(context, "&", lowerLvalue(fn, *call.args[0]), info.type));
  if (info.text == "operator.dereference") {
    const Expr *place = lowerDereference(fn, call);
    return types::isObject(place->type) ? borrow(fn, place) : cValue(place);
  }
  if (info.text.starts_with("operator."))
    return lowerStep(fn, call, info.text.drop_front(strlen("operator.")));
  if (info.text == "likely" || info.text == "unlikely") {
    const Expr *condition = toCondition(fn, lowerExpr(fn, *call.args[0]));
    return cValue(pureCall(context, "__builtin_expect",
                           {negation(context, negation(context, condition)),
                            intLiteral(context, info.text == "likely" ? 1 : 0)},
                           context.bint()));
  }
  if (info.text == "cdiv" || info.text == "cmod")
    return lowerCDivision(fn, call, info.text == "cmod");
  if (info.text == "declare" && call.args.size() == 2)
    return lowerTo(fn, *call.args[1], info.type);
  context.unsupported(call.span, ("`cython." + info.text + "`").str());
  return borrowed(none(context));
}

} // namespace nogilc::lower
