// The conversion table. Rules as language.md's peer applies them: no implicit narrowing from float
// to integer, no implicit `void *` to `T *`, pointers to functions only where the
// function promises at least as much as the pointer.
#include "types/conversion.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::types {

namespace {

constexpr Conversion kImpossible{};
constexpr Conversion kIdentity{ConversionKind::Identity, false, false};
constexpr Conversion kArithmetic{ConversionKind::CArithmetic, false, false};
constexpr Conversion kPointer{ConversionKind::CPointer, false, false};

Conversion withGil(ConversionKind kind) { return {kind, true, true}; }

bool isGenericObject(const Type *type) { return isObjectKind(type, ObjectKind::Object); }

bool isSubtype(const Type *type, const Type *base) {
  while (type) {
    if (type == base)
      return true;
    if (isObjectKind(type, ObjectKind::Exception) && isObjectKind(base, ObjectKind::BaseException))
      return true;
    auto *extension = llvm::dyn_cast<ExtensionType>(type);
    type = extension ? extension->base : nullptr;
  }
  return isGenericObject(base);
}

struct StandardClassInfo {
  llvm::StringLiteral name;
  ObjectKind python;
  size_t arguments;
};
constexpr StandardClassInfo kStandardClasses[] = {
#define NOGILC_STANDARD_CLASS(Kind, CppName, PythonType, Arguments)                                \
  {CppName, ObjectKind::PythonType, Arguments},
#include "types/standard_classes.def"
};

size_t convertedArguments(const CppClassType *type) {
  return kStandardClasses[static_cast<size_t>(standardClass(type)) - 1].arguments;
}

/// What C++ cannot tell from a number, and Python can: `bint` is an `int` there, unless it is C++'s
/// own `bool`, an enum with a class has members, a character is text.
bool isMoreThanNumber(const Type *type) {
  const Type *plain = canonical(type);
  if (plain->kind == TypeKind::Bint) {
    for (auto *alias = llvm::dyn_cast<TypedefType>(unqualified(type)); alias;
         alias = llvm::dyn_cast<TypedefType>(unqualified(alias->underlying)))
      if (alias->cname == "bool")
        return false;
    return true;
  }
  auto *enumeration = llvm::dyn_cast<EnumType>(plain);
  return isUnicodeCharacter(plain) || (enumeration && enumeration->is_cpdef);
}

/// Values of the type have a Python equivalent, in both directions.
bool hasPythonForm(const Type *type) {
  type = canonical(type);
  if (isArithmetic(type) || isObject(type) || isError(type))
    return true;
  if (isCharPointer(type))
    return true;
  if (auto *record = llvm::dyn_cast<StructType>(type)) {
    if (!record->is_complete && record->fields.empty())
      return false;
    for (const FieldInfo &field : record->fields)
      if (!hasPythonForm(field.type))
        return false;
    return true;
  }
  if (auto *cls = llvm::dyn_cast<CppClassType>(type)) {
    if (!pythonKind(cls) || cls->arguments.size() < convertedArguments(cls))
      return false;
    for (const Type *argument : cls->arguments.take_front(convertedArguments(cls))) {
      const Type *plain = canonical(argument);
      // What the templates of the runtime convert.
      if (isMoreThanNumber(argument))
        return false;
      if (!(isArithmetic(plain) && !isComplex(plain)) && !llvm::isa<CppClassType>(plain))
        return false;
      if (!hasPythonForm(plain))
        return false;
    }
    return llvm::all_of(
        cls->arguments.drop_front(convertedArguments(cls)),
        [](const Type *argument) { return llvm::isa<TemplateParameterType>(argument); });
  }
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return (array->size || !array->size_text.empty()) && hasPythonForm(array->element);
  if (auto *tuple = llvm::dyn_cast<CTupleType>(type)) {
    for (const Type *element : tuple->elements)
      if (!hasPythonForm(element))
        return false;
    return true;
  }
  return false;
}

/// Which member of a union holds a value only the program knows: reading a number out of whatever
/// is there is harmless, following a pointer is not.
bool isSafeToRead(const Type *type) {
  auto *record = llvm::dyn_cast<StructType>(type);
  if (!record || !record->is_union)
    return true;
  const Type *pointer = nullptr;
  bool has_other = false;
  for (const FieldInfo &field : record->fields) {
    if (!isPointer(canonical(field.type))) {
      has_other = true;
      continue;
    }
    if (has_other || (pointer && !isSame(pointer, field.type)))
      return false;
    pointer = field.type;
  }
  return !(pointer && has_other);
}

/// A member that is `const` can only be given a value where the struct is made.
bool hasConstField(const Type *type) {
  type = canonical(type);
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return isConst(array->element) || hasConstField(array->element);
  auto *record = llvm::dyn_cast<StructType>(type);
  return record && llvm::any_of(record->fields, [](const FieldInfo &field) {
           return isConst(field.type) || hasConstField(field.type);
         });
}

/// `cdef extern class builtins.list` and the type `list` of the dialect.
bool isDeclarationOf(const Type *declared, const Type *builtin) {
  auto *extension = llvm::dyn_cast<ExtensionType>(declared);
  auto *object = llvm::dyn_cast<ObjectType>(builtin);
  return extension && object && extension->is_extern && extension->module == "builtins" &&
         extension->name.str() == object->python_name;
}

Conversion objectToObject(const Type *from, const Type *to) {
  if (isSubtype(from, to) || isDeclarationOf(to, from))
    return {ConversionKind::ObjectUpcast, false, false};
  // Of two classes without a common subclass only None passes, and that may be meant.
  if (isGenericObject(from) || isSubtype(to, from) || isDeclarationOf(from, to) ||
      (llvm::isa<ExtensionType>(from) && llvm::isa<ExtensionType>(to)))
    return withGil(ConversionKind::ObjectTest);
  // bool is a subclass of int in Python; the table of kinds is flat.
  if (isObjectKind(from, ObjectKind::Bool) && isObjectKind(to, ObjectKind::Int))
    return {ConversionKind::ObjectUpcast, false, false};
  return kImpossible;
}

Conversion toObject(const Type *from, const Type *to) {
  if (isArithmetic(from) &&
      llvm::isa<ExtensionType>(to)) // as an object, which never passes the test
    return withGil(ConversionKind::ToObject);
  const bool is_generic = isGenericObject(to);
  if (from->kind == TypeKind::Bint)
    return is_generic || isObjectKind(to, ObjectKind::Bool) || isObjectKind(to, ObjectKind::Int)
               ? Conversion{ConversionKind::ToObject, true, false}
               : kImpossible;
  if (isUnicodeCharacter(from))
    return is_generic || isObjectKind(to, ObjectKind::Str) ? withGil(ConversionKind::ToObject)
                                                           : kImpossible;
  if (isInteger(from))
    return is_generic || isObjectKind(to, ObjectKind::Int) ? withGil(ConversionKind::ToObject)
                                                           : kImpossible;
  if (isFloat(from))
    return is_generic || isObjectKind(to, ObjectKind::Float) ? withGil(ConversionKind::ToObject)
                                                             : kImpossible;
  if (from->kind == TypeKind::Complex)
    return is_generic || isObjectKind(to, ObjectKind::Complex) ? withGil(ConversionKind::ToObject)
                                                               : kImpossible;
  if (isCharPointer(from))
    return is_generic || isObjectKind(to, ObjectKind::Bytes) ||
                   isObjectKind(to, ObjectKind::ByteArray)
               ? withGil(ConversionKind::CharPtrToBytes)
               : kImpossible;
  if (auto *array = llvm::dyn_cast<ArrayType>(from)) {
    auto *element = llvm::dyn_cast<IntegerType>(canonical(array->element));
    if (element && element->rank == 1)
      return is_generic || isObjectKind(to, ObjectKind::Bytes)
                 ? withGil(ConversionKind::CharPtrToBytes)
                 : kImpossible;
    if (hasPythonForm(from) &&
        (is_generic || isObjectKind(to, ObjectKind::List) || isObjectKind(to, ObjectKind::Tuple)))
      return withGil(ConversionKind::ArrayToList);
    return kImpossible;
  }
  if (llvm::isa<StructType>(from) && hasPythonForm(from) && isSafeToRead(from))
    return is_generic || isObjectKind(to, ObjectKind::Dict) ? withGil(ConversionKind::ToObject)
                                                            : kImpossible;
  if (auto *cls = llvm::dyn_cast<CppClassType>(from)) {
    const auto made = pythonKind(cls);
    return hasPythonForm(from) && made && (is_generic || isObjectKind(to, *made))
               ? withGil(ConversionKind::ToObject)
               : kImpossible;
  }
  if (llvm::isa<CTupleType>(from) && hasPythonForm(from))
    return is_generic || isObjectKind(to, ObjectKind::Tuple) ? withGil(ConversionKind::ToObject)
                                                             : kImpossible;
  return kImpossible;
}

Conversion fromObject(const Type *from, const Type *to) {
  if (to->kind == TypeKind::Bint)
    return withGil(ConversionKind::ObjectTruth);
  if (isArithmetic(to))
    return withGil(ConversionKind::FromObject);
  if (isCharPointer(to)) {
    const bool has_bytes = isGenericObject(from) || isObjectKind(from, ObjectKind::Bytes) ||
                           isObjectKind(from, ObjectKind::ByteArray);
    return has_bytes ? withGil(ConversionKind::BytesToCharPtr) : kImpossible;
  }
  if (llvm::isa<StructType, CTupleType>(to) && hasPythonForm(to) && !hasConstField(to))
    return withGil(ConversionKind::FromObject);
  if (auto *cls = llvm::dyn_cast<CppClassType>(to))
    return standardClass(cls) != StandardClass::StringView && hasPythonForm(to)
               ? withGil(ConversionKind::FromObject)
               : kImpossible;
  if (llvm::isa<ArrayType>(to) && hasPythonForm(to) && !hasConstField(to))
    return withGil(ConversionKind::ObjectToArray);
  return kImpossible;
}

/// Whether a pointer of exception spec `to` may point at a function of spec `from`: the caller
/// through the pointer must see every exception that the function reports.
bool acceptsExceptions(const ExceptionSpec &to, const ExceptionSpec &from) {
  if (from.kind == ExceptionKind::Cpp || to.kind == ExceptionKind::Cpp)
    return from == to;
  switch (to.kind) {
  case ExceptionKind::Always:
  case ExceptionKind::Object:
    return true;
  case ExceptionKind::CheckedValue:
    return from.kind == ExceptionKind::None ||
           ((from.kind == ExceptionKind::Value || from.kind == ExceptionKind::CheckedValue) &&
            from.value == to.value);
  case ExceptionKind::Value:
    return from.kind == ExceptionKind::Value && from.value == to.value;
  case ExceptionKind::None:
    return from.kind == ExceptionKind::None;
  case ExceptionKind::Cpp:
    break;
  }
  return false;
}

bool acceptsFunction(const FunctionType &to, const FunctionType &from) {
  if (to.is_nogil && !from.is_nogil)
    return false;
  if (to.parameters.size() != from.parameters.size() || to.has_c_varargs != from.has_c_varargs ||
      to.optional_count != from.optional_count)
    return false;
  if (!isSame(to.result, from.result))
    return false;
  for (size_t i = 0; i < to.parameters.size(); ++i)
    if (!isSame(to.parameters[i], from.parameters[i]))
      return false;
  return acceptsExceptions(to.exception, from.exception);
}

/// `const char **` and `char **`.
bool isSameButForConst(const Type *a, const Type *b) {
  auto *inner = llvm::dyn_cast<PointerType>(canonical(a));
  auto *other = llvm::dyn_cast<PointerType>(canonical(b));
  if (inner && other && !calledFunction(inner) && !calledFunction(other))
    return isSameButForConst(inner->pointee, other->pointee);
  // Two names of one type: C's and Python's.
  auto *number = llvm::dyn_cast<IntegerType>(canonical(a));
  auto *same = llvm::dyn_cast<IntegerType>(canonical(b));
  const auto isSize = [](const IntegerType *type) {
    return type && (type->integer == IntegerKind::SSize || type->integer == IntegerKind::CSSize);
  };
  if (isSize(number) && isSize(same))
    return true;
  return isSame(a, b);
}

Conversion toPointer(const Type *from, const PointerType &to) {
  const Type *target = to.pointee;
  if (auto *function = llvm::dyn_cast<FunctionType>(canonical(target))) {
    if (auto *pointer = llvm::dyn_cast<PointerType>(from)) {
      if (pointer->is_null)
        return kPointer;
    }
    const FunctionType *source = calledFunction(from);
    return source && acceptsFunction(*function, *source) ? kPointer : kImpossible;
  }
  if (auto *pointer = llvm::dyn_cast<PointerType>(from); pointer && pointer->is_null)
    return kPointer;
  const Type *source = elementOf(from);
  if (!source)
    return kImpossible;
  // C lets `const` go, with a warning; much of what is declared of its libraries relies on that.
  if (isVoid(target))
    return llvm::isa<FunctionType>(canonical(source)) ? kImpossible : kPointer;
  if (const CppClassType *derived = cppClass(source))
    if (const CppClassType *base = cppClass(target); base && isDerived(derived, base))
      return kPointer;
  return isSameButForConst(source, target) ? kPointer : kImpossible;
}

/// Arrays are assigned by value, from an array of the same length or from what a pointer points at.
Conversion toArray(const Type *from, const ArrayType &to) {
  const Type *source = elementOf(from);
  if (!source || !isSame(source, to.element) || isConst(to.element))
    return kImpossible;
  auto *array = llvm::dyn_cast<ArrayType>(from);
  const bool is_named = !to.size_text.empty() || (array && !array->size_text.empty());
  if (array && array->size && to.size && *array->size != *to.size && !is_named)
    return kImpossible;
  return kPointer;
}

} // namespace

StandardClass standardClass(const CppClassType *type) {
  if (type && !type->outer)
    for (size_t i = 0; i < std::size(kStandardClasses); ++i)
      if (type->cname == kStandardClasses[i].name)
        return static_cast<StandardClass>(i + 1);
  return StandardClass::None;
}

bool isCppText(const Type *type) {
  const StandardClass found = standardClass(llvm::dyn_cast_or_null<CppClassType>(type));
  return found == StandardClass::String || found == StandardClass::StringView;
}

std::optional<ObjectKind> pythonKind(const CppClassType *type) {
  const StandardClass found = standardClass(type);
  if (found == StandardClass::None)
    return std::nullopt;
  return kStandardClasses[static_cast<size_t>(found) - 1].python;
}

Conversion implicitConversion(const Type *from, const Type *to) {
  if (!from || !to || isError(from) || isError(to))
    return kIdentity;
  const Type *source = canonical(from);
  const Type *target = canonical(to);
  if (source == target)
    return source->kind == TypeKind::Void || !isCopyable(source) ? kImpossible : kIdentity;
  if (isObject(target))
    return isObject(source) ? objectToObject(source, target) : toObject(source, target);
  if (isObject(source))
    return fromObject(source, target);
  switch (target->kind) {
  case TypeKind::Bint:
  case TypeKind::Integer:
    return isInteger(source) ? kArithmetic : kImpossible;
  case TypeKind::Float:
    if (isSoftComplex(source))
      return {ConversionKind::SoftToReal, false, true};
    return isInteger(source) || isFloat(source) ? kArithmetic : kImpossible;
  case TypeKind::Complex:
    return isArithmetic(source) ? kArithmetic : kImpossible;
  case TypeKind::Enum: {
    // An integer has to be cast. A header's enum may be declared in several places.
    auto *enumeration = llvm::dyn_cast<EnumType>(source);
    const auto &wanted = *llvm::cast<EnumType>(target);
    const bool is_same = enumeration && enumeration->is_extern && wanted.is_extern &&
                         enumeration->cname == wanted.cname;
    return is_same ? kArithmetic : kImpossible;
  }
  case TypeKind::Pointer:
    return toPointer(source, *llvm::cast<PointerType>(target));
  case TypeKind::Array:
    return toArray(source, *llvm::cast<ArrayType>(target));
  case TypeKind::CTuple:
  case TypeKind::Function:
    return isSame(source, target) ? kIdentity : kImpossible;
  case TypeKind::CppClass: {
    const CppClassType *from_class = cppClass(source);
    const CppClassType *to_class = cppClass(target);
    if (isSame(source, target) || (from_class && isDerived(from_class, to_class)))
      return {ConversionKind::CStruct, false, false};
    // `cdef string s = p` of a `char *`: C++ converts.
    return isCharPointer(source) && isCppText(to_class)
               ? Conversion{ConversionKind::CppText, false, true}
               : kImpossible;
  }
  default:
    return kImpossible;
  }
}

bool isCText(const Type *type) {
  type = canonical(type);
  if (isCharPointer(type))
    return true;
  auto *array = llvm::dyn_cast<ArrayType>(type);
  auto *element = array ? llvm::dyn_cast<IntegerType>(canonical(array->element)) : nullptr;
  return element && element->rank == 1;
}

namespace {

bool holdsCppText(const CppClassType *cls) {
  return llvm::any_of(cls->arguments, [](const Type *argument) {
    const CppClassType *part = cppClass(argument);
    return part && (isCppText(part) || holdsCppText(part));
  });
}

/// What the rules of a module change.
std::optional<Conversion> textConversion(const Type *from, const Type *to, const TextRules &rules) {
  from = canonical(from);
  to = canonical(to);
  // Containers of text have a form of their own only where that is bytes.
  if (auto *cls = llvm::dyn_cast<CppClassType>(from); cls && !isCppText(cls) && isObject(to) &&
                                                      rules.object != ObjectKind::Bytes &&
                                                      holdsCppText(cls))
    return kImpossible;
  if (isCText(from) || isCppText(from)) {
    const bool is_str = isObjectKind(to, ObjectKind::Str) ||
                        (isGenericObject(to) && rules.object == ObjectKind::Str);
    const bool is_array =
        isObjectKind(to, ObjectKind::ByteArray) ||
        (isGenericObject(to) && rules.object == ObjectKind::ByteArray && isCppText(from));
    if (!is_str && !is_array)
      return std::nullopt;
    return is_str && rules.encoding.empty() ? kImpossible : withGil(ConversionKind::CharPtrToBytes);
  }
  if (isCharPointer(to) && isObjectKind(from, ObjectKind::Str) && rules.takes_str)
    return withGil(ConversionKind::BytesToCharPtr);
  return std::nullopt;
}

} // namespace

Conversion implicitConversion(const Type *from, const Type *to, const TextRules &rules) {
  if (from && to && !isError(from) && !isError(to))
    if (auto conversion = textConversion(from, to, rules))
      return *conversion;
  return implicitConversion(from, to);
}

Conversion castConversion(const Type *from, const Type *to, const TextRules &rules) {
  if (auto conversion = textConversion(from, to, rules))
    return *conversion;
  return castConversion(from, to);
}

bool losesConst(const Type *from, const Type *to) {
  const Type *source = elementOf(from);
  const Type *target = elementOf(to);
  if (!source || !target)
    return false;
  return (isConst(source) && !isConst(target)) || (!isVoid(target) && !isSame(source, target));
}

Conversion castConversion(const Type *from, const Type *to) {
  const Conversion implicit = implicitConversion(from, to);
  const Type *source = canonical(from);
  const Type *target = canonical(to);
  if (isObject(source) && isObject(target)) // unchecked: the programmer knows
    return source == target ? kIdentity : Conversion{ConversionKind::ObjectUpcast, false, false};
  if (implicit.kind != ConversionKind::Impossible)
    return implicit;
  if (isObjectKind(target, ObjectKind::Bool) && isArithmetic(source)) // its truth
    return {ConversionKind::ToObject, true, false};
  if (source->kind == TypeKind::Void)
    return kImpossible;
  if (target->kind == TypeKind::Void)
    return kArithmetic;
  const bool is_address_source = llvm::isa<PointerType, ArrayType, FunctionType>(source);
  if (isObject(target)) // `<object>p`: the object that p points at
    return isPointer(source) && !isArithmetic(elementOf(source)) && !isFunctionPointer(source)
               ? kPointer
               : kImpossible;
  if (isObject(source)) // `<void*>o`: its address, borrowed
    return isPointer(target) && !isArithmetic(elementOf(target)) && !isFunctionPointer(target)
               ? kPointer
               : kImpossible;
  if (isArithmetic(target)) {
    if (isArithmetic(source))
      return source->kind == TypeKind::Complex && target->kind != TypeKind::Complex ? kImpossible
                                                                                    : kArithmetic;
    return isInteger(target) && is_address_source ? kPointer : kImpossible;
  }
  if (isPointer(target))
    return is_address_source || isInteger(source) ? kPointer : kImpossible;
  return kImpossible;
}

} // namespace nogilc::types
