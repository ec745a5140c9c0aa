// Questions about one type or two, with typedef names, const and references looked through.
#include "types/types.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace nogilc::types {

const Type *canonical(const Type *type) {
  while (type) {
    if (auto *qualified = llvm::dyn_cast<QualifiedType>(type))
      type = qualified->inner;
    else if (auto *reference = llvm::dyn_cast<ReferenceType>(type))
      type = reference->referee;
    else if (auto *alias = llvm::dyn_cast<TypedefType>(type))
      type = alias->underlying;
    else
      break;
  }
  return type;
}

const Type *unqualified(const Type *type) {
  while (type) {
    if (auto *qualified = llvm::dyn_cast<QualifiedType>(type))
      type = qualified->inner;
    else if (auto *reference = llvm::dyn_cast<ReferenceType>(type))
      type = reference->referee;
    else
      break;
  }
  return type;
}

static TypeKind kindOf(const Type *type) {
  type = canonical(type);
  return type ? type->kind : TypeKind::Error;
}

bool isObject(const Type *type) {
  const TypeKind kind = kindOf(type);
  return kind == TypeKind::Object || kind == TypeKind::Extension;
}

bool isInteger(const Type *type) {
  const TypeKind kind = kindOf(type);
  return kind == TypeKind::Integer || kind == TypeKind::Bint || kind == TypeKind::Enum;
}

bool isObjectKind(const Type *type, ObjectKind kind) {
  auto *object = llvm::dyn_cast<ObjectType>(canonical(type));
  return object && object->object == kind;
}

bool isOfHeader(const Type *type) {
  while (auto *name = llvm::dyn_cast_or_null<TypedefType>(unqualified(type))) {
    if (name->is_extern)
      return true;
    type = name->underlying;
  }
  return false;
}

bool isUnicodeCharacter(const Type *type) {
  auto *integer = llvm::dyn_cast<IntegerType>(canonical(type));
  return integer &&
         (integer->integer == IntegerKind::UCS4 || integer->integer == IntegerKind::Unicode);
}

bool isFloat(const Type *type) { return kindOf(type) == TypeKind::Float; }

bool isArithmetic(const Type *type) {
  return isInteger(type) || isFloat(type) || kindOf(type) == TypeKind::Complex;
}

bool isPointer(const Type *type) { return kindOf(type) == TypeKind::Pointer; }
bool isVoid(const Type *type) { return kindOf(type) == TypeKind::Void; }
bool isError(const Type *type) { return kindOf(type) == TypeKind::Error; }
const MemoryViewType *unsupportedView(const Type *type) {
  const auto *error = type ? llvm::dyn_cast<ErrorType>(canonical(type)) : nullptr;
  return error ? error->view : nullptr;
}

namespace {
/// The types that a type is written with: what it points to, its parameters and result, its
/// arguments. The fields of a struct are not written in it.
llvm::SmallVector<const Type *, 4> partsOf(const Type *type) {
  if (auto *pointer = llvm::dyn_cast<PointerType>(type))
    return {pointer->pointee};
  if (auto *reference = llvm::dyn_cast<ReferenceType>(type))
    return {reference->referee};
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return {array->element};
  if (auto *qualified = llvm::dyn_cast<QualifiedType>(type))
    return {qualified->inner};
  if (auto *tuple = llvm::dyn_cast<CTupleType>(type))
    return llvm::SmallVector<const Type *, 4>(tuple->elements);
  if (auto *cls = llvm::dyn_cast<CppClassType>(type))
    return llvm::SmallVector<const Type *, 4>(cls->arguments);
  if (auto *function = llvm::dyn_cast<FunctionType>(type)) {
    llvm::SmallVector<const Type *, 4> parts(function->parameters);
    parts.push_back(function->result);
    return parts;
  }
  return {};
}

bool mentionsError(const Type *type, llvm::SmallPtrSetImpl<const Type *> &seen) {
  type = canonical(type);
  if (!type || type->kind == TypeKind::Error)
    return true;
  if (!seen.insert(type).second)
    return false;
  const auto isIn = [&](const Type *part) { return mentionsError(part, seen); };
  if (auto *record = llvm::dyn_cast<StructType>(type))
    return llvm::any_of(record->fields, [&](const FieldInfo &field) { return isIn(field.type); });
  return llvm::any_of(partsOf(type), isIn);
}
} // namespace

bool mentionsError(const Type *type) {
  llvm::SmallPtrSet<const Type *, 8> seen;
  return mentionsError(type, seen);
}

bool isSigned(const Type *type) {
  type = canonical(type);
  if (auto *integer = llvm::dyn_cast_or_null<IntegerType>(type))
    return integer->is_signed;
  return true; // bint, enums, floats
}

bool isConst(const Type *type) {
  while (type) {
    if (auto *qualified = llvm::dyn_cast<QualifiedType>(type)) {
      if (qualified->is_const)
        return true;
      type = qualified->inner;
    } else if (auto *reference = llvm::dyn_cast<ReferenceType>(type)) {
      type = reference->referee;
    } else if (auto *alias = llvm::dyn_cast<TypedefType>(type)) {
      type = alias->underlying;
    } else {
      break;
    }
  }
  return false;
}

bool isCharPointer(const Type *type) {
  auto *pointer = llvm::dyn_cast_or_null<PointerType>(canonical(type));
  if (!pointer)
    return false;
  auto *integer = llvm::dyn_cast<IntegerType>(canonical(pointer->pointee));
  return integer &&
         (integer->integer == IntegerKind::Char || integer->integer == IntegerKind::SChar ||
          integer->integer == IntegerKind::UChar);
}

const FunctionType *calledFunction(const Type *type) {
  type = canonical(type);
  if (auto *pointer = llvm::dyn_cast_or_null<PointerType>(type))
    type = canonical(pointer->pointee);
  return llvm::dyn_cast_or_null<FunctionType>(type);
}

bool hasStatusForm(const FunctionType &function) {
  const ExceptionKind kind = function.exception.kind;
  return (kind == ExceptionKind::Always || kind == ExceptionKind::CheckedValue) &&
         !llvm::isa<ReferenceType>(canonical(function.result));
}

bool isComplex(const Type *type) { return llvm::isa_and_nonnull<ComplexType>(canonical(type)); }

bool isSoftComplex(const Type *type) {
  auto *complex = llvm::dyn_cast_or_null<ComplexType>(canonical(type));
  return complex && complex->is_soft;
}

const CppClassType *cppClass(const Type *type) {
  return llvm::dyn_cast_or_null<CppClassType>(canonical(type));
}

bool isReference(const Type *type) {
  while (auto *alias = llvm::dyn_cast_or_null<TypedefType>(type))
    type = alias->underlying;
  return llvm::isa_and_nonnull<ReferenceType>(type);
}

std::optional<unsigned> baseDistance(const CppClassType *derived, const CppClassType *base) {
  if (isSame(derived, base))
    return 0;
  const CppClassType *declaration = derived->declaration;
  std::optional<unsigned> nearest;
  for (const Type *one : declaration->bases) {
    const Type *made =
        derived->context->substitute(one, declaration->arguments, derived->arguments);
    if (const CppClassType *cls = cppClass(made); cls && cls != derived)
      if (const auto further = baseDistance(cls, base))
        nearest = std::min(nearest.value_or(~0u), *further + 1);
  }
  return nearest;
}

bool isDerived(const CppClassType *derived, const CppClassType *base) {
  return baseDistance(derived, base).value_or(0) != 0;
}

bool isDependent(const Type *type) {
  if (!type)
    return false;
  if (auto *parameter = llvm::dyn_cast<TemplateParameterType>(type))
    return !parameter->is_optional;
  if (auto *alias = llvm::dyn_cast<TypedefType>(type))
    return isDependent(alias->underlying);
  return llvm::any_of(partsOf(type), isDependent);
}

bool isFunctionPointer(const Type *type) {
  return isPointer(type) && calledFunction(type) != nullptr;
}

const Type *privateType(const Type *type) {
  if (auto *record = llvm::dyn_cast<StructType>(type))
    return record->is_extern || record->is_public ? nullptr : type;
  if (auto *enumeration = llvm::dyn_cast<EnumType>(type))
    return enumeration->is_extern || enumeration->is_public || !enumeration->name ? nullptr : type;
  if (auto *alias = llvm::dyn_cast<TypedefType>(type))
    return alias->is_extern || alias->is_public ? nullptr : type;
  if (auto *extension = llvm::dyn_cast<ExtensionType>(type))
    return extension->is_extern || extension->is_public ? nullptr : type;
  if (llvm::isa<CTupleType>(type))
    return type;
  for (const Type *part : partsOf(type))
    if (const Type *found = privateType(part))
      return found;
  return nullptr;
}

const Type *elementOf(const Type *type) {
  type = canonical(type);
  if (auto *pointer = llvm::dyn_cast_or_null<PointerType>(type))
    return pointer->pointee;
  if (auto *array = llvm::dyn_cast_or_null<ArrayType>(type))
    return array->element;
  return nullptr;
}

bool isSame(const Type *a, const Type *b) {
  a = canonical(a);
  b = canonical(b);
  if (a == b)
    return true;
  if (!a || !b || a->kind != b->kind)
    return false;
  if (auto *pointer = llvm::dyn_cast<PointerType>(a)) {
    auto *other = llvm::cast<PointerType>(b);
    return pointer->is_null == other->is_null &&
           isConst(pointer->pointee) == isConst(other->pointee) &&
           isSame(pointer->pointee, other->pointee);
  }
  if (auto *array = llvm::dyn_cast<ArrayType>(a)) {
    auto *other = llvm::cast<ArrayType>(b);
    return array->size == other->size && (array->size || array->size_text == other->size_text) &&
           isSame(array->element, other->element);
  }
  if (auto *function = llvm::dyn_cast<FunctionType>(a)) {
    auto *other = llvm::cast<FunctionType>(b);
    if (function->parameters.size() != other->parameters.size() ||
        function->optional_count != other->optional_count ||
        function->has_c_varargs != other->has_c_varargs || function->is_nogil != other->is_nogil ||
        function->is_with_gil != other->is_with_gil || !(function->exception == other->exception) ||
        !isSame(function->result, other->result))
      return false;
    for (size_t i = 0; i < function->parameters.size(); ++i)
      if (!isSame(function->parameters[i], other->parameters[i]))
        return false;
    return true;
  }
  // A struct of a header may be declared in several .pxd files.
  if (auto *record = llvm::dyn_cast<StructType>(a)) {
    auto *other = llvm::cast<StructType>(b);
    return record->is_extern && other->is_extern && record->cname == other->cname;
  }
  // What nobody says is whatever C++ takes.
  if (auto *parameter = llvm::dyn_cast<TemplateParameterType>(a))
    return parameter->is_optional && llvm::cast<TemplateParameterType>(b)->is_optional;
  // Arguments by another name, and a class of a header that several .pxd files declare.
  if (auto *cls = llvm::dyn_cast<CppClassType>(a)) {
    auto *other = llvm::cast<CppClassType>(b);
    if (cls->cname != other->cname || cls->arguments.size() != other->arguments.size() ||
        isDependent(cls) || isDependent(other))
      return false;
    for (size_t i = 0; i < cls->arguments.size(); ++i)
      if (!isSame(cls->arguments[i], other->arguments[i]))
        return false;
    return true;
  }
  if (auto *tuple = llvm::dyn_cast<CTupleType>(a)) {
    auto *other = llvm::cast<CTupleType>(b);
    if (tuple->elements.size() != other->elements.size())
      return false;
    for (size_t i = 0; i < tuple->elements.size(); ++i)
      if (!isSame(tuple->elements[i], other->elements[i]))
        return false;
    return true;
  }
  return false;
}

bool isLock(const Type *type) {
  auto *opaque = llvm::dyn_cast<OpaqueType>(canonical(type));
  return opaque && opaque->lock != LockKind::None;
}

bool isCopyable(const Type *type) {
  type = canonical(type);
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return isCopyable(array->element);
  if (auto *record = llvm::dyn_cast<StructType>(type))
    return llvm::all_of(record->fields,
                        [](const FieldInfo &field) { return isCopyable(field.type); });
  if (auto *tuple = llvm::dyn_cast<CTupleType>(type))
    return llvm::all_of(tuple->elements, isCopyable);
  return !isLock(type);
}

namespace {
struct Rank {
  bool is_float;
  int rank;
};
Rank rankOf(const Type *type) {
  if (auto *floating = llvm::dyn_cast<FloatType>(type))
    return {true, floating->rank};
  if (auto *integer = llvm::dyn_cast<IntegerType>(type))
    return {false, integer->rank};
  return {false, 4}; // bint and enums
}
} // namespace

const Type *commonArithmetic(TypeContext &types, const Type *a, const Type *b) {
  const Type *ca = canonical(a);
  const Type *cb = canonical(b);
  auto *complex_a = llvm::dyn_cast<ComplexType>(ca);
  auto *complex_b = llvm::dyn_cast<ComplexType>(cb);
  if (complex_a || complex_b) {
    // Beside real numbers it stays real as long as it can.
    if ((!complex_a || complex_a->is_soft) && (!complex_b || complex_b->is_soft))
      return types.softComplex();
    const Type *pa = complex_a ? complex_a->component : ca;
    const Type *pb = complex_b ? complex_b->component : cb;
    const Type *component = commonArithmetic(types, pa, pb);
    return types.complex(canonical(component));
  }
  // Py_UCS4 counts as the number that it is in C.
  auto number = [&](const Type *type, const Type *whole) -> const Type * {
    if (auto *integer = llvm::dyn_cast<IntegerType>(type)) {
      if (integer->integer == IntegerKind::UCS4)
        return types.integer(IntegerKind::UInt);
      if (integer->integer == IntegerKind::Unicode)
        return types.integer(IntegerKind::Int);
      if (integer->rank < 4)
        return types.integer(IntegerKind::Int);
      return unqualified(whole);
    }
    if (llvm::isa<FloatType>(type))
      return unqualified(whole);
    return types.integer(IntegerKind::Int);
  };
  a = number(ca, a);
  b = number(cb, b);
  const Rank ra = rankOf(canonical(a));
  const Rank rb = rankOf(canonical(b));
  if (ra.is_float != rb.is_float)
    return ra.is_float ? a : b;
  if (ra.rank != rb.rank)
    return ra.rank > rb.rank ? a : b;
  if (isSigned(a) != isSigned(b))
    return isSigned(a) ? b : a;
  // Of two equals a typedef name tells more: its true width may be known to the header only.
  return llvm::isa<TypedefType>(a) || !llvm::isa<TypedefType>(b) ? a : b;
}

} // namespace nogilc::types
