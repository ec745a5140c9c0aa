#include "lower/enums.h"

#include "lower/closures.h"
#include "lower/convert.h"

namespace nogilc::lower {

namespace {

ir::Variable *classVariable(LowerContext &context, const types::EnumType &type) {
  ir::Variable *&variable = context.enum_classes[&type];
  if (variable)
    return variable;
  variable = context.newVariable();
  variable->name = uniqueModuleName(context, "enum_" + type.name.str().str());
  variable->type = context.object();
  variable->storage = ir::Storage::Static;
  variable->holding = ir::Holding::Owned;
  context.module.variables.push_back(variable);
  return variable;
}

Value itemAsNumber(FunctionContext &fn, const sema::Symbol &item, const types::EnumType &type) {
  LowerContext &context = fn.module;
  const Expr *value = namedValue(context, item.cname, &type);
  return callRuntime(fn, RuntimeEntry::to_py, {value}, {Construct::ToPython, item.name.str()},
                     type.name ? &type : context.intType());
}

const sema::PythonEnum *findEnum(const LowerContext &context, const types::EnumType &type) {
  for (const sema::PythonEnum &seen : context.analysis.python_enums)
    if (seen.type == &type)
      return &seen;
  return nullptr;
}

} // namespace

void makePythonEnums(FunctionContext &fn) {
  LowerContext &context = fn.module;
  for (const sema::PythonEnum &seen : context.analysis.python_enums) {
    if (!seen.module.empty())
      continue;
    At at(fn, seen.type->span);
    Inst *block = labeled(fn, fn.newLabel());
    InBlock in(fn, block->body);
    if (!seen.symbol) {
      for (const sema::Symbol *item : seen.items)
        callRuntime(
            fn, RuntimeEntry::store_global,
            {nameConstant(context, item->name.str()), itemAsNumber(fn, *item, *seen.type).expr},
            {Construct::WriteGlobal, item->name.str()});
      continue;
    }
    const llvm::StringRef name = seen.symbol->name.str();
    const Reason reason{Construct::DefineClass, name};
    Value members = callRuntime(fn, RuntimeEntry::make_list, {}, reason);
    for (const sema::Symbol *item : seen.items) {
      callRuntime(fn, RuntimeEntry::list_append,
                  {members.expr, nameConstant(context, item->name.str())}, reason);
      callRuntime(fn, RuntimeEntry::list_append,
                  {members.expr, itemAsNumber(fn, *item, *seen.type).expr}, reason);
    }
    Value tuple = callRuntime(fn, RuntimeEntry::list_to_tuple, {members.expr}, reason);
    const Expr *doc =
        seen.docstring.empty()
            ? nullObject(context)
            : constantRef(context, context.constant(ir::Constant::Kind::Str, seen.docstring));
    Value made = callRuntime(fn, RuntimeEntry::make_enum,
                             {nameConstant(context, name), tuple.expr, doc}, reason);
    made.kind = ValueKind::Borrowed;
    storeObject(fn, reference(context, classVariable(context, *seen.type)), made, reason);
    callRuntime(fn, RuntimeEntry::store_global, {nameConstant(context, name), made.expr}, reason);
  }
}

Value readEnumClass(FunctionContext &fn, const types::EnumType &type) {
  LowerContext &context = fn.module;
  const sema::PythonEnum *seen = findEnum(context, type);
  const Expr *place = reference(context, classVariable(context, type));
  if (!seen || seen->module.empty())
    return borrowed(place);
  const llvm::StringRef name = seen->symbol ? seen->symbol->name.str() : llvm::StringRef();
  return callRuntime(fn, RuntimeEntry::imported_enum,
                     {place, nameConstant(context, seen->module), nameConstant(context, name)},
                     {Construct::ReadGlobal, name});
}

Value enumToObject(FunctionContext &fn, const Value &value) {
  const auto &type = *llvm::cast<types::EnumType>(types::canonical(value.type));
  const std::string name = types::spelling(value.type);
  const Reason reason{Construct::ToPython, name};
  if (!type.is_cpdef || !type.name)
    return callRuntime(fn, RuntimeEntry::to_py, {value.expr}, reason);
  return callRuntime(fn, RuntimeEntry::enum_to_py, {readEnumClass(fn, type).expr, value.expr},
                     reason, &type);
}

} // namespace nogilc::lower
