#include "lower/attributes.h"

#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/function_objects.h"
#include "lower/items.h"
#include "lower/names.h"
#include "lower/operands.h"

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

const Expr *instanceOf(LowerContext &context, const Expr *object, const Type *type) {
  const auto *extension = llvm::cast<types::ExtensionType>(types::canonical(type));
  // The structs of builtin types are CPython's own: there is nothing to compare them with.
  if (!extension->is_extern || extension->module != "builtins")
    noteUse(context, extension);
  return cast(context, object, context.types.pointer(extension->instance));
}

const Expr *instanceField(LowerContext &context, const Expr *object, const Type *cls,
                          llvm::StringRef cname, const Type *type) {
  const bool is_extern = llvm::cast<types::ExtensionType>(types::canonical(cls))->is_extern;
  return field(context, instanceOf(context, object, cls), cname, /*is_arrow=*/true, type,
               /*is_filled=*/!is_extern && types::isObject(type));
}

bool isSelf(const FunctionContext &fn, const syntax::Expr &expr) {
  if (!llvm::isa<syntax::NameExpr>(expr))
    return false;
  const sema::Symbol *symbol = infoOf(fn, expr).symbol;
  return symbol && symbol->is_self && !symbol->is_assigned;
}

void checkNotNone(FunctionContext &fn, const syntax::AttributeExpr &expr, const Value &base) {
  if (!fn.directives || !fn.directives->nonecheck || isSelf(fn, *expr.base))
    return;
  LowerContext &context = fn.module;
  Inst *is_none = branch(fn, binary(context, "==", base.expr, none(context), context.bint()));
  InBlock in(fn, is_none->body);
  callRuntime(
      fn, byGil(fn, RuntimeEntry::raise_none_attribute, RuntimeEntry::raise_none_attribute_nogil),
      {nameConstant(context, expr.attribute.name.str())},
      {Construct::GetAttribute, expr.attribute.name.str()});
}

const Expr *lowerExtensionField(FunctionContext &fn, const syntax::AttributeExpr &expr) {
  LowerContext &context = fn.module;
  const types::FieldInfo &info = *infoOf(fn, expr).field;
  const Value base = lowerExpr(fn, *expr.base);
  At at(fn, expr.span);
  checkNotNone(fn, expr, base);
  // The struct of a derived class begins with that of its base: the one that has the field will do.
  const Type *declaring = typeOf(fn, *expr.base);
  const sema::ClassInfo *cls = context.analysis.class_of.lookup(
      llvm::cast<types::ExtensionType>(types::canonical(declaring)));
  while (cls && llvm::none_of(cls->fields, [&](const sema::ExtensionFieldInfo &field) {
           return field.field == &info;
         }))
    cls = cls->base;
  const Expr *place =
      instanceField(context, base.expr, cls ? cls->type : declaring, info.cname, info.type);
  if (!cls || !cls->is_in_header || !types::isObject(info.type))
    return place;
  // A header may have it as a pointer to another struct.
  const Type *pointer = context.types.pointer(context.object());
  return unary(context, "*",
               pureCall(context, "reinterpret_cast<PyObject **>",
                        {unary(context, "&", place, pointer)}, pointer),
               info.type);
}

const Expr *lowerComplexPart(FunctionContext &fn, const syntax::AttributeExpr &expr) {
  // What a call or an operator gives has no place: `__real__` takes it all the same.
  return unary(fn.module, expr.attribute.name == "real" ? "__real__ " : "__imag__ ",
               lowerLvalue(fn, *expr.base), typeOf(fn, expr));
}

const Expr *lowerCTupleItem(FunctionContext &fn, const syntax::IndexExpr &expr) {
  const types::FieldInfo &info = *infoOf(fn, expr).field;
  return field(fn.module, lowerLvalue(fn, *expr.base), info.cname, /*is_arrow=*/false, info.type);
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
  case sema::ExprForm::ExtensionField: {
    const Expr *place = lowerExtensionField(fn, expr);
    return types::isObject(place->type) ? readObjectPlace(fn, place) : cValue(place);
  }
  case sema::ExprForm::ComplexPart:
    return cValue(lowerComplexPart(fn, expr));
  case sema::ExprForm::ExtensionProperty: {
    Operands operands(fn);
    operands.add(lowerExpr(fn, *expr.base));
    operands.settle();
    At at(fn, expr.span);
    checkNotNone(fn, expr, operands[0]);
    return callProperty(fn, *info.symbol, operands.exprs());
  }
  case sema::ExprForm::ExtensionMethod:
    if (!types::isObject(info.type)) {
      lowerExpr(fn, *expr.base);
      return cValue(methodAsFunction(context, *info.symbol));
    }
    if (!info.symbol->is_cpdef) {
      const Value object = lowerObject(fn, *expr.base);
      At at(fn, expr.span);
      return methodToObject(fn, *info.symbol, object);
    }
    break; // a cpdef method as a Python object
  case sema::ExprForm::CythonName:
    if (info.text == "cython.NULL")
      return cValue(literal(context, "nullptr", info.type));
    context.unsupported(expr.span, ("`" + info.text + "` as a value").str());
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
