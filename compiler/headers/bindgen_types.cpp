// How bindgen writes types. A declaration is built from the inside out, as C reads it: the name
// first, around it pointers, arrays and parameters, and the type's name in front in the end.
#include "headers/bindgen_context.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSwitch.h>

namespace nogilc::headers {

namespace {

/// Types that the dialect has by itself.
bool isWordOfDialect(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("size_t", "ptrdiff_t", "ssize_t", "Py_ssize_t", "Py_hash_t", "Py_UCS4", true)
      .Default(false);
}

/// What C calls a list of variable arguments; systems give it different types.
bool isVaList(llvm::StringRef name) {
  return name == "va_list" || name == "__builtin_va_list" || name == "__gnuc_va_list";
}

/// The struct that everything begins with which is a Python object.
bool isObjectRecord(const clang::RecordDecl &record, unsigned depth = 0) {
  const llvm::StringRef name = record.getIdentifier() ? record.getName() : "";
  if (name == "_object" || name == "_typeobject")
    return true;
  const clang::RecordDecl *definition = record.getDefinition();
  if (!definition || depth > 8 || definition->field_empty() || definition->isDependentContext())
    return false;
  const clang::RecordDecl *first = definition->field_begin()->getType()->getAsRecordDecl();
  return first && isObjectRecord(*first, depth + 1);
}

bool isInner(llvm::StringRef declarator) {
  return declarator.starts_with("*") || declarator.starts_with("(") ||
         declarator.starts_with("&") || declarator.ends_with("]");
}

std::string joined(llvm::StringRef base, llvm::StringRef declarator) {
  return declarator.empty() ? base.str() : (base + " " + declarator).str();
}

} // namespace

bool isObjectPointer(clang::QualType type) {
  const auto *pointer = type->getAs<clang::PointerType>();
  const clang::RecordDecl *record =
      pointer ? pointer->getPointeeType()->getAsRecordDecl() : nullptr;
  return record && record->getIdentifier() && record->getName() == "_object";
}

bool mentionsObject(clang::QualType type) {
  for (;;) {
    if (type->isAnyPointerType() || type->isReferenceType())
      type = type->getPointeeType();
    else if (const clang::ArrayType *array = type->getAsArrayTypeUnsafe())
      type = array->getElementType();
    else
      break;
  }
  if (const auto *function = type->getAs<clang::FunctionProtoType>()) {
    if (mentionsObject(function->getReturnType()))
      return true;
    for (const clang::QualType parameter : function->param_types())
      if (mentionsObject(parameter))
        return true;
    return false;
  }
  const clang::RecordDecl *record = type->getAsRecordDecl();
  return record && isObjectRecord(*record);
}

std::string cimportKnown(BindContext &ctx, llvm::StringRef c_name) {
  const auto found = ctx.known.find(c_name);
  if (found == ctx.known.end())
    return "";
  const cfacts::KnownType &type = *found->second;
  std::string &name = ctx.cimported[c_name];
  if (name.empty()) {
    name = ctx.names.claimFree(type.name);
    ctx.cimports[type.module].insert(name == type.name ? name : type.name + " as " + name);
  }
  return name;
}

std::string TypeWriter::fail(const llvm::Twine &reason) {
  if (problem_.empty())
    problem_ = reason.str();
  return "";
}

std::string TypeWriter::builtin(const clang::BuiltinType &type, bool is_inner) {
  switch (type.getKind()) {
  case clang::BuiltinType::Void:
    return "void";
  case clang::BuiltinType::Bool: {
    // A `bint` is an `int` to whoever has its address.
    if (!ctx_.isCpp() && !is_inner)
      return "bint";
    const std::string name = cimportKnown(ctx_, "bool");
    return name.empty() ? "bint" : name;
  }
  case clang::BuiltinType::NullPtr: {
    const std::string name = cimportKnown(ctx_, "decltype(nullptr)");
    return name.empty() ? fail("the type of `nullptr`") : name;
  }
  case clang::BuiltinType::Char_S:
  case clang::BuiltinType::Char_U:
    return "char";
  case clang::BuiltinType::SChar:
    return "signed char";
  case clang::BuiltinType::UChar:
    return "unsigned char";
  case clang::BuiltinType::Short:
    return "short";
  case clang::BuiltinType::UShort:
    return "unsigned short";
  case clang::BuiltinType::Int:
    return "int";
  case clang::BuiltinType::UInt:
    return "unsigned int";
  case clang::BuiltinType::Long:
    return "long";
  case clang::BuiltinType::ULong:
    return "unsigned long";
  case clang::BuiltinType::LongLong:
    return "long long";
  case clang::BuiltinType::ULongLong:
    return "unsigned long long";
  case clang::BuiltinType::Float:
    return "float";
  case clang::BuiltinType::Double:
    return "double";
  case clang::BuiltinType::LongDouble:
    return "long double";
  case clang::BuiltinType::WChar_S:
  case clang::BuiltinType::WChar_U: {
    const std::string name = cimportKnown(ctx_, "wchar_t");
    return name.empty() ? fail("the type `wchar_t`") : name;
  }
  default: {
    const clang::PrintingPolicy policy(ctx_.ast.getLangOpts());
    return fail("the type `" + type.getName(policy) + "`");
  }
  }
}

std::string TypeWriter::typedefName(const clang::TypedefNameDecl &decl) {
  const llvm::StringRef name = decl.getName();
  if (isVaList(name)) {
    const std::string known = cimportKnown(ctx_, "va_list");
    return known.empty() ? fail("the type `va_list`") : known;
  }
  const bool is_selected = ctx_.headers.isSelected(decl.getLocation());
  const std::string qualified = qualifiedName(decl);
  if (isWordOfDialect(name) && (qualified == name || qualified == "std::" + name.str()))
    return name.str();
  if (!is_selected || ctx_.request.is_for_module)
    if (const std::string known = cimportKnown(ctx_, qualified); !known.empty())
      return known;
  if (decl.getUnderlyingType()->isNullPtrType())
    return "";
  // What the system's headers are made of; what only a class can see.
  if ((name.starts_with("__") && !is_selected) ||
      llvm::isa<clang::RecordDecl>(decl.getDeclContext()))
    return "";
  return needTypedef(ctx_, decl);
}

std::string TypeWriter::functionType(const clang::FunctionType &type, std::string name,
                                     TypeUse use) {
  std::string list;
  if (const auto *prototype = llvm::dyn_cast<clang::FunctionProtoType>(&type)) {
    for (const clang::QualType parameter : prototype->param_types())
      list += (list.empty() ? "" : ", ") + declaration(parameter.getUnqualifiedType(), "");
    if (prototype->isVariadic())
      list += list.empty() ? "..." : ", ...";
  }
  const bool is_nogil = use == TypeUse::Field && !mentionsObject(clang::QualType(&type, 0));
  return declaration(type.getReturnType(),
                     name + "(" + list + ") noexcept" + (is_nogil ? " nogil" : ""));
}

std::string TypeWriter::declaration(clang::QualType type, std::string name, TypeUse use) {
  std::string qualifiers;
  for (;;) {
    const bool is_const = type.isLocalConstQualified();
    const bool is_volatile = type.isLocalVolatileQualified();
    const clang::Type *bare = type.getTypePtr();
    if (const auto *decayed = llvm::dyn_cast<clang::DecayedType>(bare)) {
      const auto *original = decayed->getOriginalType()->getAs<clang::TypedefType>();
      if (original && isVaList(original->getDecl()->getName()))
        return joined(typedefName(*original->getDecl()), name);
    }
    if (const auto *pointer = llvm::dyn_cast<clang::PointerType>(bare)) {
      const clang::QualType pointee = pointer->getPointeeType();
      name = "*" + std::string(is_const ? "const " : "") + name;
      const clang::Type *inner = pointee.IgnoreParens().getTypePtr();
      while (llvm::isa<clang::AttributedType, clang::MacroQualifiedType, clang::ParenType>(inner))
        inner = inner->getLocallyUnqualifiedSingleStepDesugaredType().getTypePtr();
      if (llvm::isa<clang::FunctionType, clang::ArrayType>(inner))
        name = "(" + llvm::StringRef(name).rtrim().str() + ")";
      type = pointee;
      continue;
    }
    if (const auto *reference = llvm::dyn_cast<clang::ReferenceType>(bare)) {
      name = (reference->isRValueReferenceType() ? "&&" : "&") + name;
      type = reference->getPointeeTypeAsWritten();
      continue;
    }
    if (const auto *array = llvm::dyn_cast<clang::ArrayType>(bare)) {
      if (const auto *fixed = llvm::dyn_cast<clang::ConstantArrayType>(array))
        name += "[" + llvm::toString(fixed->getSize(), 10, false) + "]";
      else if (llvm::isa<clang::IncompleteArrayType>(array))
        name += "[]";
      else
        return fail("an array of variable size");
      type = ctx_.ast.getQualifiedType(array->getElementType(), type.getLocalQualifiers());
      continue;
    }
    if (const auto *function = llvm::dyn_cast<clang::FunctionType>(bare))
      return functionType(*function, llvm::StringRef(name).rtrim().str(), use);
    qualifiers += is_const ? "const " : "";
    qualifiers += is_volatile ? "volatile " : "";
    name = llvm::StringRef(name).rtrim().str();
    if (const auto *simple = llvm::dyn_cast<clang::BuiltinType>(bare))
      return joined(qualifiers + builtin(*simple, isInner(name)), name);
    if (const auto *complex = llvm::dyn_cast<clang::ComplexType>(bare)) {
      if (const auto *part = complex->getElementType()->getAs<clang::BuiltinType>();
          part && part->isFloatingPoint())
        return joined(qualifiers + builtin(*part, true) + " complex", name);
      return fail("a complex type of integers");
    }
    if (const auto *alias = llvm::dyn_cast<clang::TypedefType>(bare)) {
      if (const std::string text = typedefName(*alias->getDecl()); !text.empty())
        return joined(qualifiers + text, name);
      if (!problem_.empty())
        return "";
      type = ctx_.ast.getQualifiedType(alias->desugar(), type.getLocalQualifiers());
      qualifiers.clear();
      continue;
    }
    if (const std::string text = templateType(*bare); !text.empty() || !problem_.empty())
      return joined(qualifiers + text, name);
    if (const auto *tag = llvm::dyn_cast<clang::TagType>(bare)) {
      const std::string text = needTag(ctx_, *tag->getDecl());
      return text.empty() ? fail("a type without a name") : joined(qualifiers + text, name);
    }
    if (llvm::isa<clang::AtomicType>(bare))
      return fail("an atomic type");
    const clang::QualType next = bare->getLocallyUnqualifiedSingleStepDesugaredType();
    if (next.getTypePtr() == bare)
      return fail("the type `" + type.getAsString(clang::PrintingPolicy(ctx_.ast.getLangOpts())) +
                  "`");
    type = ctx_.ast.getQualifiedType(next, type.getLocalQualifiers());
    qualifiers.clear();
  }
}

std::string TypeWriter::parameter(const clang::ParmVarDecl &parameter, llvm::StringRef name) {
  const clang::QualType type = parameter.getType().getUnqualifiedType();
  std::string text = name.str();
  if (isReservedWord(text))
    text += '_';
  if (isObjectPointer(type))
    return joined("object", text);
  return declaration(type, text, TypeUse::Parameter);
}

std::string TypeWriter::parameters(const clang::FunctionDecl &function, unsigned count) {
  std::string list;
  for (unsigned i = 0; i < count; ++i) {
    const clang::ParmVarDecl &one = *function.getParamDecl(i);
    if (one.isParameterPack())
      return fail("any number of parameters");
    list += (list.empty() ? "" : ", ") + parameter(one, one.getName());
  }
  if (function.isVariadic())
    list += list.empty() ? "..." : ", ...";
  return list;
}

} // namespace nogilc::headers
