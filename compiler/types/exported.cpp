#include "types/exported.h"

#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringExtras.h>

namespace nogilc::types {

namespace {

std::string qualified(llvm::StringRef prefix, llvm::StringRef module, Name name) {
  return (prefix + mangledModule(module) + name.str()).str();
}

/// The C name of a type that no declaration has to tell.
std::string plainName(const Type *type) {
  switch (type->kind) {
  case TypeKind::Object:
    return "PyObject";
  case TypeKind::Extension: {
    const auto *extension = llvm::cast<ExtensionType>(type);
    return extension->c_struct.empty()
               ? qualified("struct __pyx_obj_", extension->module, extension->name)
               : extension->c_struct.str();
  }
  case TypeKind::Struct: {
    const auto *record = llvm::cast<StructType>(type);
    if (record->is_extern)
      return record->cname.str();
    return qualified(record->is_union ? "union __pyx_t_" : "struct __pyx_t_", record->module,
                     record->name);
  }
  case TypeKind::Enum: {
    const auto *enumeration = llvm::cast<EnumType>(type);
    if (enumeration->is_extern || !enumeration->name)
      return enumeration->cname.empty() ? "int" : enumeration->cname.str();
    return qualified("enum __pyx_t_", enumeration->module, enumeration->name);
  }
  case TypeKind::Typedef: {
    const auto *alias = llvm::cast<TypedefType>(type);
    return alias->is_extern ? alias->cname.str()
                            : qualified("__pyx_t_", alias->module, alias->name);
  }
  case TypeKind::Complex: {
    std::string component =
        llvm::cast<FloatType>(canonical(llvm::cast<ComplexType>(type)->component))->cpp_name.str();
    return "__pyx_t_" + llvm::join(llvm::split(component, ' '), "_") + "_complex";
  }
  case TypeKind::Integer: {
    const auto *integer = llvm::cast<IntegerType>(type);
    if (integer->integer == IntegerKind::LongLong)
      return "PY_LONG_LONG";
    if (integer->integer == IntegerKind::ULongLong)
      return "unsigned PY_LONG_LONG";
    return integer->cpp_name.str();
  }
  default:
    return cppDeclaration(type, "");
  }
}

std::string spell(const Type *type, std::string inner);

std::string spellFunction(const ExportedFunction &function, std::string inner) {
  const FunctionType &type = *function.type;
  // What Python's protocol for optional arguments passes instead of them is one struct.
  const size_t optional = function.name.empty() ? 0 : type.optional_count;
  llvm::SmallVector<std::string, 8> parameters;
  for (const Type *parameter : type.parameters.drop_back(optional))
    parameters.push_back(spell(parameter, ""));
  if (function.is_cpdef)
    parameters.push_back("int __pyx_skip_dispatch");
  if (optional)
    parameters.push_back(("struct __pyx_opt_args_" + mangledModule(function.module) +
                          function.name + " *__pyx_optional_args")
                             .str());
  if (type.has_c_varargs)
    parameters.push_back("...");
  if (llvm::StringRef(inner).starts_with("*"))
    inner = "(" + inner + ")";
  return spell(type.result,
               inner + "(" + (parameters.empty() ? "void" : llvm::join(parameters, ", ")) + ")");
}

/// `inner` is what has been said already.
std::string spell(const Type *type, std::string inner) {
  switch (type->kind) {
  case TypeKind::Pointer:
    return spell(llvm::cast<PointerType>(type)->pointee, "*" + inner);
  case TypeKind::Reference:
    return spell(llvm::cast<ReferenceType>(type)->referee, "&" + inner);
  case TypeKind::Array: {
    const auto *array = llvm::cast<ArrayType>(type);
    if (llvm::StringRef(inner).starts_with("*"))
      inner = "(" + inner + ")";
    return spell(array->element,
                 inner + "[" +
                     (array->size ? std::to_string(*array->size) : array->size_text.str()) + "]");
  }
  case TypeKind::Function:
    return spellFunction({llvm::cast<FunctionType>(type), false, {}, {}}, std::move(inner));
  case TypeKind::Qualified: {
    const auto *qualified = llvm::cast<QualifiedType>(type);
    return spell(qualified->inner, std::string(qualified->is_const ? "const " : "") +
                                       (qualified->is_volatile ? "volatile " : "") + inner);
  }
  default: {
    if (isObject(type))
      inner.insert(0, "*");
    std::string name = plainName(type);
    return inner.empty() ? name : name + " " + inner;
  }
  }
}

/// The named types in a type, each before those that mention it.
void collect(const Type *type, llvm::SetVector<const Type *> &found) {
  if (!type)
    return;
  if (const auto *pointer = llvm::dyn_cast<PointerType>(type))
    return collect(pointer->pointee, found);
  if (const auto *reference = llvm::dyn_cast<ReferenceType>(type))
    return collect(reference->referee, found);
  if (const auto *array = llvm::dyn_cast<ArrayType>(type))
    return collect(array->element, found);
  if (const auto *qualified = llvm::dyn_cast<QualifiedType>(type))
    return collect(qualified->inner, found);
  if (const auto *alias = llvm::dyn_cast<TypedefType>(type)) {
    found.insert(type);
    return collect(alias->underlying, found);
  }
  if (const auto *tuple = llvm::dyn_cast<CTupleType>(type))
    for (const Type *element : tuple->elements)
      collect(element, found);
  if (const auto *function = llvm::dyn_cast<FunctionType>(type)) {
    collect(function->result, found);
    for (const Type *parameter : function->parameters)
      collect(parameter, found);
  }
  if (llvm::isa<EnumType>(type))
    found.insert(type);
  if (const auto *record = llvm::dyn_cast<StructType>(type))
    if (found.insert(type))
      for (const FieldInfo &field : record->fields)
        collect(field.type, found);
}

std::string describe(const Type *type) {
  if (const auto *alias = llvm::dyn_cast<TypedefType>(type))
    return alias->is_extern
               ? ""
               : "ctypedef " + spelling(alias->underlying) + " " + alias->name.str().str();
  if (const auto *record = llvm::dyn_cast<StructType>(type)) {
    if (record->is_extern)
      return "";
    std::string text = record->is_packed ? "packed " : "";
    text += (record->is_union ? "union " : "struct ") + record->name.str().str() + " {";
    for (const FieldInfo &field : record->fields)
      text += " " + spelling(field.type) + " " + field.name.str().str() + ";";
    return text + " }";
  }
  const auto *enumeration = llvm::cast<EnumType>(type);
  if (enumeration->is_extern)
    return "";
  std::string text = "enum " + (enumeration->name ? enumeration->name.str().str() + " " : "") + "{";
  for (const EnumItemInfo &item : enumeration->items)
    text += " " + item.name.str().str() + (item.value.empty() ? "" : "=" + item.value.str()) + ";";
  return text + " }";
}

} // namespace

std::string mangledModule(llvm::StringRef module) {
  std::string text;
  for (llvm::StringRef part : llvm::split(module, '.'))
    text += std::to_string(part.size()) + part.str() + "_";
  return text;
}

std::string exportedSignature(const Type *type) { return spell(type, ""); }

std::string exportedSignature(const ExportedFunction &function) {
  return spellFunction(function, "");
}

std::string exportedContract(const Type *type) {
  llvm::SetVector<const Type *> named;
  collect(type, named);
  std::string text = spelling(type);
  for (const Type *mentioned : named)
    if (std::string part = describe(mentioned); !part.empty())
      text += "; " + part;
  return text;
}

} // namespace nogilc::types
