#include "lower/class_attributes.h"

#include "lower/compound_conversions.h"
#include "lower/attributes.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/operands.h"
#include "lower/signatures.h"
#include "lower/statements.h"
#include "sema/special_methods.h"

namespace nogilc::lower {

using sema::ClassInfo;
using sema::FunctionInfo;
using sema::SpecialKind;

namespace {

// ---------------------------------------------------------------------------------------------
// Attributes and properties
// ---------------------------------------------------------------------------------------------

/// A function `object get(self)` or `int set(self, object)` that reads or writes a C attribute.
ir::Function *newAccessor(LowerContext &context, const ClassInfo &info,
                          const types::FieldInfo &attribute, bool is_set) {
  types::FunctionType parts{};
  parts.kind = types::TypeKind::Function;
  llvm::SmallVector<const Type *, 2> parameters = {info.type};
  if (is_set)
    parameters.push_back(context.object());
  parts.parameters = parameters;
  parts.result = is_set ? context.intType() : context.object();
  parts.exception = is_set ? types::ExceptionSpec{types::ExceptionKind::Value, "-1", ""}
                           : types::ExceptionSpec{types::ExceptionKind::Object, "", ""};
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->type = context.types.function(parts);
  function->name = uniqueModuleName(context, (is_set ? "set_" : "get_") + info.name + "_" +
                                                 attribute.name.str().str());
  function->source_name = is_set ? "__set__" : "__get__";
  function->span = attribute.span;
  context.module.functions.push_back(function);

  FunctionContext fn(context, *function, nullptr);
  fn.span = attribute.span;
  fn.return_type = parts.result;
  fn.directives = context.analysis.directives;
  const auto parameter = [&](llvm::StringRef name, const Type *type) {
    ir::Variable *variable = context.newVariable();
    variable->name = fn.uniqueName(name);
    variable->type = type;
    variable->storage = ir::Storage::Parameter;
    variable->holding = ir::Holding::Borrowed;
    function->parameters.push_back(variable);
    return reference(context, variable);
  };
  const Expr *self = parameter("self", info.type);
  const Expr *given = is_set ? parameter("value", context.object()) : nullptr;
  const Expr *place = instanceField(context, self, info.type, attribute.cname, attribute.type);
  const bool is_object = types::isObject(attribute.type);
  lowerFrame(
      fn, errorExitOf(fn, *function->type),
      [&] {
        if (!is_set) {
          jumpReturn(fn, is_object ? borrowed(place) : toObject(fn, cValue(place)));
          return;
        }
        if (llvm::isa<types::ArrayType>(types::canonical(attribute.type))) {
          assignArray(fn, place, borrowed(given));
          jumpReturn(fn, cValue(literal(context, "0", context.intType())));
          return;
        }
        const Value value = convert(fn, borrowed(given), types::unqualified(attribute.type));
        if (is_object)
          storeObject(fn, place, value, {Construct::AssignObject, attribute.name.str()});
        else
          store(fn, place, value.expr);
        jumpReturn(fn, cValue(literal(context, "0", context.intType())));
      },
      [] {});
  return function;
}

void addAccessors(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  for (const sema::ExtensionFieldInfo &field : info.fields) {
    if (field.visibility != syntax::Visibility::Public &&
        field.visibility != syntax::Visibility::Readonly)
      continue;
    ir::ClassAttribute made;
    made.name = field.field->name.str().str();
    made.docstring = shownDocstring(context, info, field);
    made.get = newAccessor(context, info, *field.field, /*is_set=*/false);
    if (field.visibility == syntax::Visibility::Public) {
      made.set = newAccessor(context, info, *field.field, /*is_set=*/true);
      made.del_sets_none = types::isObject(field.field->type);
    }
    cls.attributes.push_back(std::move(made));
  }
  for (const sema::PropertyInfo &property : info.properties) {
    ir::ClassAttribute made;
    made.name = property.name.str().str();
    made.docstring = property.docstring;
    made.get = property.get ? context.functions.lookup(property.get) : nullptr;
    made.set = property.set ? context.functions.lookup(property.set) : nullptr;
    made.del = property.del ? context.functions.lookup(property.del) : nullptr;
    cls.attributes.push_back(std::move(made));
  }
}

// ---------------------------------------------------------------------------------------------
// Special methods
// ---------------------------------------------------------------------------------------------

bool isReversedOperator(SpecialKind kind) {
  return llvm::any_of(sema::typeSlots(), [&](const sema::TypeSlot &slot) {
    return slot.adapter == "binary_operator" && slot.methods.back() == kind;
  });
}

/// `__getattr__` has no slot that would show it to Python code. `x.__radd__(y)` means the method
/// itself, where the slot would first try that of `y`.
void addSpecialMethods(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  for (const FunctionInfo *method : info.special_methods) {
    const SpecialKind kind = method->special->kind;
    if (kind == SpecialKind::GetAttr || isReversedOperator(kind)) {
      const ir::Function *function = context.functions.lookup(method);
      if (function && function->role == ir::FunctionRole::C)
        cls.python_methods.push_back(
            {method->special->name, method->docstring, {function, /*python_arity=*/0}});
    } else if (method->docstring) {
      cls.docstrings.push_back(
          {method->special->name.str(),
           kind == SpecialKind::Init ? *method->docstring : *shownDocstring(context, *method)});
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Pickling
// ---------------------------------------------------------------------------------------------

const ir::Function *accessorOf(const ir::Class &cls, llvm::StringRef attribute, bool is_set) {
  for (const ir::ClassAttribute &made : cls.attributes)
    if (made.name == attribute)
      return is_set ? made.set : made.get;
  return nullptr;
}

void addPickledMembers(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  if (info.base && !info.base->home.empty() && !info.home.empty())
    addPickledMembers(context, *info.base, cls);
  for (const sema::ExtensionFieldInfo &field : info.fields) {
    const types::FieldInfo &attribute = *field.field;
    ir::PickledMember member{attribute.name.str().str(),
                             (info.type->object_struct + "::" + attribute.cname).str(), nullptr,
                             nullptr};
    const Type *type = types::canonical(attribute.type);
    if (!llvm::isa<types::IntegerType, types::FloatType>(type)) {
      member.get = accessorOf(cls, member.name, /*is_set=*/false);
      if (!member.get)
        member.get = newAccessor(context, info, attribute, /*is_set=*/false);
      member.set = accessorOf(cls, member.name, /*is_set=*/true);
      if (!member.set)
        member.set = newAccessor(context, info, attribute, /*is_set=*/true);
    }
    cls.pickled_members.push_back(std::move(member));
  }
}

void addPickling(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  cls.has_pickling = info.pickling != sema::Pickling::None;
  cls.unpicklable = info.unpicklable;
  if (!info.is_pickled)
    return;
  // Those of a base that another module makes are this module's to save, too.
  if (info.base && !info.base->home.empty())
    addPickledMembers(context, *info.base, cls);
  addPickledMembers(context, info, cls);
}

} // namespace

void addClassAttributes(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  addAccessors(context, info, cls);
  addSpecialMethods(context, info, cls);
  addPickling(context, info, cls);
}

} // namespace nogilc::lower
