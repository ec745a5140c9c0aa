#include "lower/definitions.h"

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
  name.consume_front("struct ");
  name.consume_front("union ");
  std::string text = type.is_union ? "union " : "struct ";
  if (type.is_packed)
    text += "__attribute__((packed)) ";
  text += name;
  if (!type.is_complete)
    return text + ";";
  text += " {\n";
  for (const types::FieldInfo &field : type.fields)
    text +=
        "  " +
        types::cppDeclaration(field.type, field.cname.empty() ? field.name.str() : field.cname) +
        ";\n";
  return text + "};";
}

std::string enumText(const types::EnumType &type) {
  llvm::StringRef name = type.cname;
  name.consume_front("enum ");
  std::string text = (type.is_scoped ? "enum class " : "enum ") + name.str() + " {\n";
  for (const types::EnumItemInfo &item : type.items) {
    llvm::StringRef enumerator = item.cname;
    if (type.is_scoped)
      enumerator = enumerator.substr(enumerator.rfind(':') + 1);
    text += "  " + enumerator.str();
    if (!item.value.empty())
      text += " = " + item.value.str();
    text += ",\n";
  }
  return text + "};";
}

} // namespace

void lowerDefinitions(LowerContext &context) {
  ir::Module &module = context.module;
  for (const sema::ExternInclude &include : context.analysis.includes) {
    if (!include.header.empty())
      module.includes.push_back(includeLine(include.header));
    if (!include.verbatim.empty())
      module.includes.push_back(include.verbatim);
  }
  for (const Type *type : context.analysis.defined_types) {
    if (const auto *record = llvm::dyn_cast<types::StructType>(type))
      module.type_definitions.push_back(structText(*record));
    else if (const auto *enumeration = llvm::dyn_cast<types::EnumType>(type))
      module.type_definitions.push_back(enumText(*enumeration));
    else if (const auto *name = llvm::dyn_cast<types::TypedefType>(type))
      module.type_definitions.push_back("typedef " +
                                        types::cppDeclaration(name->underlying, name->cname) + ";");
  }
}

} // namespace nogilc::lower
