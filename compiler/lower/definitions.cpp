#include "lower/definitions.h"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/SmallString.h>

namespace nogilc::lower {

namespace {

std::string includeLine(llvm::StringRef header) {
  if (header.starts_with("<"))
    return ("#include " + header).str();
  return ("#include \"" + header + "\"").str();
}

std::string structText(const types::StructType &type) {
  llvm::StringRef name = type.cname;
  const bool has_tag = name.consume_front("struct ") || name.consume_front("union ");
  const std::string kind = type.is_union ? "union " : "struct ";
  std::string text = kind;
  if (type.is_packed)
    text += "__attribute__((packed)) ";
  text += name;
  if (type.is_complete) {
    text += " {\n";
    for (const types::FieldInfo &field : type.fields) {
      const llvm::StringRef own = field.cname.empty() ? field.name.str() : field.cname;
      text += "  " + types::cppDeclaration(field.type, own) + ";\n";
    }
    text += "}";
  }
  text += ";";
  // In C the word alone is no type.
  if (type.is_public && !has_tag)
    text = "typedef " + kind + name.str() + " " + name.str() + ";\n" + text;
  return text;
}

std::string ctupleText(const types::CTupleType &type) {
  std::string text = "struct " + types::cppDeclaration(&type, "") + " {\n";
  for (const types::FieldInfo &field : type.fields)
    text += "  " + types::cppDeclaration(types::unqualified(field.type), field.cname) + ";\n";
  return text + "};";
}

std::string enumText(const types::EnumType &type) {
  llvm::StringRef name = type.cname;
  name.consume_front("enum ");
  std::string text = (type.is_scoped ? "enum class " : "enum ") + name.str();
  if (type.underlying)
    text += " : " + types::cppDeclaration(type.underlying, "");
  text += " {\n";
  for (const types::EnumItemInfo &item : type.items) {
    llvm::StringRef enumerator = item.cname;
    if (type.is_scoped)
      enumerator = enumerator.substr(enumerator.rfind(':') + 1);
    text += "  " + enumerator.str();
    if (!item.value.empty())
      text += " = " + item.value.str();
    text += ",\n";
  }
  text += "};";
  if (type.is_public && name == type.cname && !name.empty())
    text += "\ntypedef enum " + name.str() + " " + name.str() + ";";
  return text;
}

/// Declares the structs that a type mentions before they are defined: they can be pointed at.
void declareMentioned(LowerContext &context, const Type *type,
                      llvm::SmallPtrSetImpl<const Type *> &known) {
  if (!type)
    return;
  if (const auto *record = llvm::dyn_cast<types::StructType>(type)) {
    if (record->is_extern || !known.insert(type).second)
      return;
    llvm::StringRef name = record->cname;
    name.consume_front("struct ");
    name.consume_front("union ");
    const std::string text = (record->is_union ? "union " : "struct ") + name.str() + ";";
    if (record->is_public)
      context.module.public_types.push_back({text, false});
    else
      context.module.type_definitions.push_back(text);
  } else if (const auto *pointer = llvm::dyn_cast<types::PointerType>(type)) {
    declareMentioned(context, pointer->pointee, known);
  } else if (const auto *array = llvm::dyn_cast<types::ArrayType>(type)) {
    declareMentioned(context, array->element, known);
  } else if (const auto *qualified = llvm::dyn_cast<types::QualifiedType>(type)) {
    declareMentioned(context, qualified->inner, known);
  } else if (const auto *function = llvm::dyn_cast<types::FunctionType>(type)) {
    declareMentioned(context, function->result, known);
    for (const Type *parameter : function->parameters)
      declareMentioned(context, parameter, known);
  }
}

/// Whether the type needs a definition that Python.h does not give.
bool mentionsNamed(const Type *type) {
  if (const auto *pointer = llvm::dyn_cast<types::PointerType>(type))
    return mentionsNamed(pointer->pointee);
  if (const auto *array = llvm::dyn_cast<types::ArrayType>(type))
    return !array->size || mentionsNamed(array->element);
  if (const auto *qualified = llvm::dyn_cast<types::QualifiedType>(type))
    return mentionsNamed(qualified->inner);
  if (const auto *function = llvm::dyn_cast<types::FunctionType>(type))
    return mentionsNamed(function->result) || llvm::any_of(function->parameters, mentionsNamed);
  return !types::isVoid(type) && !types::isObject(type) && type->kind != types::TypeKind::Bint &&
         !llvm::isa<types::IntegerType, types::FloatType>(type);
}

} // namespace

/// What the checker compares with what CPython allows.
static void listNogilDeclarations(LowerContext &context) {
  for (const sema::Symbol &symbol : context.analysis.symbol_storage) {
    if (symbol.kind != sema::SymbolKind::CFunction || !symbol.is_extern)
      continue;
    const types::FunctionType *type = types::calledFunction(symbol.type);
    if (!type || !type->is_nogil || type->is_with_gil)
      continue;
    context.module.nogil_declarations.push_back(
        {context.string(symbol.cname), context.string(symbol.name.str()), symbol.span,
         symbol.scope == context.analysis.module_scope, symbol.is_in_cpython_header});
  }
}

void lowerDefinitions(LowerContext &context) {
  ir::Module &module = context.module;
  for (const sema::ExternInclude &include : context.analysis.includes) {
    if (!include.header.empty())
      module.includes.push_back(includeLine(include.header));
    if (!include.verbatim.empty())
      module.includes.push_back(include.verbatim);
  }
  listNogilDeclarations(context);
  for (const sema::Symbol *symbol : context.analysis.extern_alone)
    if (!types::isError(symbol->type))
      (mentionsNamed(symbol->type) ? module.extern_declarations : module.first_extern_declarations)
          .push_back(types::cppDeclaration(symbol->type, symbol->cname) + ";");
  llvm::SmallPtrSet<const Type *, 16> known;
  for (const Type *type : context.analysis.defined_types) {
    known.insert(type);
    if (const auto *record = llvm::dyn_cast<types::StructType>(type))
      for (const types::FieldInfo &field : record->fields)
        declareMentioned(context, field.type, known);
    else if (const auto *tuple = llvm::dyn_cast<types::CTupleType>(type))
      for (const types::FieldInfo &field : tuple->fields)
        declareMentioned(context, field.type, known);
    else if (const auto *name = llvm::dyn_cast<types::TypedefType>(type))
      declareMentioned(context, name->underlying, known);
    std::string text;
    bool is_public = false;
    if (const auto *record = llvm::dyn_cast<types::StructType>(type)) {
      text = structText(*record);
      is_public = record->is_public;
    } else if (const auto *enumeration = llvm::dyn_cast<types::EnumType>(type)) {
      text = enumText(*enumeration);
      is_public = enumeration->is_public;
    } else if (const auto *tuple = llvm::dyn_cast<types::CTupleType>(type)) {
      text = ctupleText(*tuple);
    } else if (const auto *name = llvm::dyn_cast<types::TypedefType>(type)) {
      text = "typedef " + types::cppDeclaration(name->underlying, name->cname) + ";";
      is_public = name->is_public;
    }
    if (is_public)
      module.public_types.push_back({text, context.analysis.api_types.contains(type)});
    else
      module.type_definitions.push_back(text);
  }
}

} // namespace nogilc::lower
