#include "lower/strings.h"

#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/literals.h"
#include "lower/operands.h"

namespace nogilc::lower {

namespace {

Value lowerPart(FunctionContext &fn, const syntax::Expr &part) {
  if (const auto *value = llvm::dyn_cast<syntax::FormattedValue>(&part))
    return lowerFormattedValue(fn, *value);
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&part))
    return borrowed(
        constantRef(fn.module, fn.module.constant(ir::Constant::Kind::Str, text->value)));
  return lowerObject(fn, part);
}

/// `f"a" f"b"`: nothing is put in.
bool isConstantText(const syntax::Expr &expr, std::string &text) {
  if (const auto *literal = llvm::dyn_cast<syntax::StringLiteral>(&expr)) {
    text += literal->value;
    return true;
  }
  const auto *joined = llvm::dyn_cast<syntax::JoinedString>(&expr);
  return joined && !joined->is_template &&
         llvm::all_of(joined->parts, [&](const auto *part) { return isConstantText(*part, text); });
}

/// Whether `{value}` is a C number whose text needs no Python number.
bool isPlainNumber(FunctionContext &fn, const syntax::FormattedValue &expr) {
  const sema::ExprInfo &info = infoOf(fn, *expr.value);
  if (expr.spec || expr.conversion || expr.value->kind != syntax::NodeKind::NameExpr || !info.type)
    return false;
  const Type *type = types::canonical(info.type);
  return type->kind == types::TypeKind::Float ||
         (type->kind == types::TypeKind::Integer && !types::isUnicodeCharacter(type));
}

} // namespace

Value lowerFormattedValue(FunctionContext &fn, const syntax::FormattedValue &expr) {
  LowerContext &context = fn.module;
  At at(fn, expr.span);
  if (expr.conversion == 'd')
    context.unsupported(expr.span, "the conversion `!d`");
  if (isPlainNumber(fn, expr))
    if (const Value number = lowerExpr(fn, *expr.value); number.kind == ValueKind::C)
      return callRuntime(fn, RuntimeEntry::c_to_str, {number.expr}, {Construct::BuildString, {}});
  Operands operands(fn);
  operands.add(lowerObject(fn, *expr.value));
  operands.add(expr.spec ? lowerPart(fn, *expr.spec) : borrowed(nullObject(context)));
  operands.settle();
  const std::string conversion = expr.conversion ? std::string("'") + expr.conversion + "'" : "0";
  return callRuntime(
      fn, RuntimeEntry::format_value,
      {operands[0].expr, literal(context, conversion, context.intType()), operands[1].expr},
      {Construct::BuildString, {}});
}

Value lowerJoinedString(FunctionContext &fn, const syntax::JoinedString &expr) {
  LowerContext &context = fn.module;
  if (expr.is_template) {
    context.unsupported(expr.span, "a template string");
    return borrowed(none(context));
  }
  if (expr.parts.empty())
    return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Str, "")));
  if (expr.parts.size() == 1)
    return lowerPart(fn, *expr.parts[0]);
  if (std::string text; isConstantText(expr, text))
    return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Str, text)));
  Operands operands(fn);
  for (const syntax::Expr *part : expr.parts)
    operands.add(lowerPart(fn, *part));
  operands.settle();
  return callRuntime(fn, RuntimeEntry::join_strings, operands.exprs(),
                     {Construct::BuildString, {}});
}

} // namespace nogilc::lower
