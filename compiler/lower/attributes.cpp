#include "lower/attributes.h"

#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/items.h"
#include "lower/names.h"

namespace nogilc::lower {

const Expr *lowerStructField(FunctionContext &fn, const syntax::AttributeExpr &expr) {
  LowerContext &context = fn.module;
  const types::FieldInfo &info = *infoOf(fn, expr).field;
  const llvm::StringRef name = info.cname.empty() ? info.name.str() : info.cname;
  const Expr *base = lowerLvalue(fn, *expr.base);
  const bool is_arrow = types::isPointer(types::canonical(base->type)) ||
                        llvm::isa<types::ArrayType>(types::canonical(base->type));
  // `(*p).x` is written `p->x`.
  if (!is_arrow && base->kind == ir::ExprKind::Unary && base->text == "*")
    return field(context, base->operands[0], name, /*is_arrow=*/true, info.type);
  return field(context, base, name, is_arrow, info.type);
}

llvm::StringRef pythonAttributeName(FunctionContext &fn, const syntax::AttributeExpr &expr) {
  const llvm::StringRef mangled = infoOf(fn, expr).text;
  return mangled.empty() ? expr.attribute.name.str() : mangled;
}

Value lowerAttribute(FunctionContext &fn, const syntax::AttributeExpr &expr) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, expr);
  const llvm::StringRef name = expr.attribute.name.str();
  switch (info.form) {
  case sema::ExprForm::SymbolRead:
    return readSymbol(fn, *info.symbol, name);
  case sema::ExprForm::StructField: {
    const Expr *place = lowerStructField(fn, expr);
    return types::isObject(place->type) ? readObjectPlace(fn, place) : cValue(place);
  }
  case sema::ExprForm::ExtensionField:
  case sema::ExprForm::ExtensionMethod:
    context.unsupported(expr.span, "attributes of extension types");
    return borrowed(none(context));
  case sema::ExprForm::CythonName:
    context.unsupported(expr.span, ("`cython." + info.text + "` as a value").str());
    return borrowed(none(context));
  default: // forms of other kinds of node, and PythonAttribute
    break;
  }
  Value base = lowerObject(fn, *expr.base);
  At at(fn, expr.span);
  return callRuntime(fn, RuntimeEntry::getattr,
                     {base.expr, nameConstant(context, pythonAttributeName(fn, expr))},
                     {Construct::GetAttribute, name});
}

} // namespace nogilc::lower
