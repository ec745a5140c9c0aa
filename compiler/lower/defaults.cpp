#include "lower/defaults.h"

#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/expressions.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::lower {

namespace {

/// Whether each evaluation gives the same, and costs nothing worth keeping.
bool isConstant(const LowerContext &context, const syntax::Expr &expr) {
  const sema::ExprInfo &info = context.analysis.expr(expr);
  if (info.constant || (info.symbol && info.symbol->kind == sema::SymbolKind::EnumConstant))
    return true;
  switch (expr.kind) {
  case syntax::NodeKind::ConstantExpr:
  case syntax::NodeKind::IntLiteral:
  case syntax::NodeKind::FloatLiteral:
  case syntax::NodeKind::ImaginaryLiteral:
  case syntax::NodeKind::StringLiteral:
  case syntax::NodeKind::SizeofExpr:
    return true;
  case syntax::NodeKind::NameExpr:
    return llvm::cast<syntax::NameExpr>(expr).name == "NULL";
  case syntax::NodeKind::CastExpr:
    return isConstant(context, *llvm::cast<syntax::CastExpr>(expr).operand);
  case syntax::NodeKind::UnaryExpr:
    return isConstant(context, *llvm::cast<syntax::UnaryExpr>(expr).operand);
  case syntax::NodeKind::TupleExpr:
    return llvm::all_of(llvm::cast<syntax::TupleExpr>(expr).elements,
                        [&](const syntax::Expr *element) { return isConstant(context, *element); });
  default:
    return false;
  }
}

bool isKept(const Type *type) {
  return !types::isError(type) && types::isCopyable(type) &&
         !llvm::isa<types::ReferenceType, types::ArrayType>(type);
}

} // namespace

void declareDefaults(LowerContext &context, const sema::FunctionInfo &info) {
  // Inline functions of .pxd files have no place where they are defined.
  const bool is_c = info.kind == sema::FunctionKind::CDef || info.kind == sema::FunctionKind::CpDef;
  if (!is_c || !info.type || info.is_from_pxd)
    return;
  for (size_t i = 0; i != info.parameters.size() && i != info.type->parameters.size(); ++i) {
    const sema::ParameterInfo &parameter = info.parameters[i];
    const Type *type = info.type->parameters[i];
    if (!parameter.default_value || !isKept(type) || isConstant(context, *parameter.default_value))
      continue;
    ir::Variable *variable = context.newVariable();
    variable->name = uniqueModuleName(context, "v_" + info.cname + "_" + std::to_string(i));
    variable->type = storageType(context, type);
    variable->storage = ir::Storage::Static;
    variable->holding = types::isObject(type) ? ir::Holding::Owned : ir::Holding::Value;
    variable->span = parameter.default_value->span;
    context.module.variables.push_back(variable);
    context.defaults[&parameter] = variable;
  }
}

void emptyDefaults(FunctionContext &fn) {
  for (const sema::FunctionInfo *info : fn.module.analysis.functions)
    for (const sema::ParameterInfo &parameter : info->parameters)
      if (ir::Variable *variable = fn.module.defaults.lookup(&parameter);
          variable && variable->holding == ir::Holding::Owned)
        storeObject(fn, reference(fn.module, variable), borrowed(none(fn.module)));
}

void computeDefaults(FunctionContext &fn, const sema::FunctionInfo &info) {
  for (size_t i = 0; i != info.parameters.size(); ++i) {
    const sema::ParameterInfo &parameter = info.parameters[i];
    ir::Variable *variable = fn.module.defaults.lookup(&parameter);
    if (!variable)
      continue;
    At at(fn, parameter.default_value->span);
    const Value value = lowerTo(fn, *parameter.default_value, info.type->parameters[i]);
    const Expr *place = reference(fn.module, variable);
    if (variable->holding == ir::Holding::Owned)
      storeObject(fn, place, value);
    else
      store(fn, place, value.expr);
  }
}

const Expr *keptDefault(LowerContext &context, const sema::ParameterInfo &parameter) {
  ir::Variable *variable = context.defaults.lookup(&parameter);
  return variable ? reference(context, variable) : nullptr;
}

Value lowerDefaultArgument(FunctionContext &fn, const sema::ParameterInfo &parameter,
                           const Type *type) {
  const Expr *kept = keptDefault(fn.module, parameter);
  if (!kept)
    return lowerTo(fn, *parameter.default_value, type);
  Value value = types::isObject(type) ? borrowed(kept) : cValue(kept);
  value.type = type;
  return value;
}

} // namespace nogilc::lower
