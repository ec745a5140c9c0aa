// TypeContext: makes types and finds those that exist already. Equal structural types are one
// object, so the rest of the compiler compares pointers.
#include "types/types.h"

#include "support/arena.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/Hashing.h>
#include <llvm/ADT/SmallVector.h>

#include <array>

namespace nogilc::types {

namespace {
constexpr size_t kIntegerCount = 0
#define NOGILC_INTEGER(Kind, DialectName, CppName, IsSigned, Rank) +1
#include "types/type_kinds.def"
    ;
constexpr size_t kFloatCount = 0
#define NOGILC_FLOAT(Kind, DialectName, CppName, Rank) +1
#include "types/type_kinds.def"
    ;
constexpr size_t kObjectCount = 0
#define NOGILC_OBJECT(Kind, PythonName, TypeObject) +1
#include "types/type_kinds.def"
    ;

/// Types of one kind by the hash of their parts. `same` tells equal ones apart from collisions.
template <typename T> class Table {
public:
  template <typename Same, typename Make>
  const T *findOrMake(llvm::hash_code hash, Same same, Make make) {
    auto &bucket = buckets_[static_cast<uint64_t>(static_cast<size_t>(hash)) >> 1];
    for (const T *candidate : bucket)
      if (same(*candidate))
        return candidate;
    bucket.push_back(make());
    return bucket.back();
  }

private:
  llvm::DenseMap<uint64_t, llvm::SmallVector<const T *, 1>> buckets_;
};
} // namespace

struct TypeContext::Storage {
  Arena arena;
  ErrorType error{{TypeKind::Error}, nullptr};
  Type void_type{TypeKind::Void};
  Type bint{TypeKind::Bint};
  PointerType null_pointer{{TypeKind::Pointer}, nullptr, true};
  std::array<IntegerType, kIntegerCount> integers{{
#define NOGILC_INTEGER(Kind, DialectName, CppName, IsSigned, Rank)                                 \
  IntegerType{{TypeKind::Integer}, IntegerKind::Kind, IsSigned, Rank, DialectName, CppName},
#include "types/type_kinds.def"
  }};
  std::array<FloatType, kFloatCount> floats{{
#define NOGILC_FLOAT(Kind, DialectName, CppName, Rank)                                             \
  FloatType{{TypeKind::Float}, FloatKind::Kind, Rank, DialectName, CppName},
#include "types/type_kinds.def"
  }};
  std::array<ObjectType, kObjectCount> objects{{
#define NOGILC_OBJECT(Kind, PythonName, TypeObject)                                                \
  ObjectType{{TypeKind::Object}, ObjectKind::Kind, PythonName, TypeObject},
#include "types/type_kinds.def"
  }};
  Table<ComplexType> complexes;
  Table<PointerType> pointers;
  Table<ReferenceType> references;
  Table<ArrayType> arrays;
  Table<QualifiedType> qualified;
  Table<FunctionType> functions;
  Table<CTupleType> ctuples;
  Table<CppClassType> cpp_instances;
  Table<MemoryViewType> memory_views;
  Table<ErrorType> unsupported;

  template <typename T> T *fresh(TypeKind kind) {
    T *type = arena.make<T>();
    type->kind = kind;
    return type;
  }
};

TypeContext::TypeContext() : storage_(std::make_unique<Storage>()) {
  storage_->null_pointer.pointee = &storage_->void_type;
}
TypeContext::~TypeContext() = default;

const Type *TypeContext::error() const { return &storage_->error; }
const Type *TypeContext::voidType() const { return &storage_->void_type; }
const Type *TypeContext::bint() const { return &storage_->bint; }
const PointerType *TypeContext::nullPointer() const { return &storage_->null_pointer; }
const IntegerType *TypeContext::integer(IntegerKind kind) const {
  return &storage_->integers[static_cast<size_t>(kind)];
}
const FloatType *TypeContext::floating(FloatKind kind) const {
  return &storage_->floats[static_cast<size_t>(kind)];
}
const ObjectType *TypeContext::object(ObjectKind kind) const {
  return &storage_->objects[static_cast<size_t>(kind)];
}

const ComplexType *TypeContext::complex(const Type *component, bool is_soft) {
  return storage_->complexes.findOrMake(
      llvm::hash_combine(component, is_soft),
      [&](const ComplexType &t) { return t.component == component && t.is_soft == is_soft; },
      [&] {
        auto *type = storage_->fresh<ComplexType>(TypeKind::Complex);
        type->component = component;
        type->is_soft = is_soft;
        return type;
      });
}

const PointerType *TypeContext::pointer(const Type *pointee) {
  return storage_->pointers.findOrMake(
      llvm::hash_value(pointee), [&](const PointerType &t) { return t.pointee == pointee; },
      [&] {
        auto *type = storage_->fresh<PointerType>(TypeKind::Pointer);
        type->pointee = pointee;
        return type;
      });
}

const ReferenceType *TypeContext::reference(const Type *referee, bool is_rvalue) {
  return storage_->references.findOrMake(
      llvm::hash_combine(referee, is_rvalue),
      [&](const ReferenceType &t) { return t.referee == referee && t.is_rvalue == is_rvalue; },
      [&] {
        auto *type = storage_->fresh<ReferenceType>(TypeKind::Reference);
        type->referee = referee;
        type->is_rvalue = is_rvalue;
        return type;
      });
}

const ArrayType *TypeContext::array(const Type *element, std::optional<uint64_t> size,
                                    llvm::StringRef size_text) {
  return storage_->arrays.findOrMake(
      llvm::hash_combine(element, size.value_or(0), size.has_value(), size_text),
      [&](const ArrayType &t) {
        return t.element == element && t.size == size && t.size_text == size_text;
      },
      [&] {
        auto *type = storage_->fresh<ArrayType>(TypeKind::Array);
        type->element = element;
        type->size = size;
        type->size_text = string(size_text);
        return type;
      });
}

const Type *TypeContext::qualified(const Type *inner, bool is_const, bool is_volatile) {
  if (auto *already = llvm::dyn_cast<QualifiedType>(inner)) {
    is_const |= already->is_const;
    is_volatile |= already->is_volatile;
    inner = already->inner;
  }
  if (!is_const && !is_volatile)
    return inner;
  return storage_->qualified.findOrMake(
      llvm::hash_combine(inner, is_const, is_volatile),
      [&](const QualifiedType &t) {
        return t.inner == inner && t.is_const == is_const && t.is_volatile == is_volatile;
      },
      [&] {
        auto *type = storage_->fresh<QualifiedType>(TypeKind::Qualified);
        type->inner = inner;
        type->is_const = is_const;
        type->is_volatile = is_volatile;
        return type;
      });
}

const FunctionType *TypeContext::function(const FunctionType &parts) {
  const llvm::hash_code hash = llvm::hash_combine(
      parts.result, llvm::hash_combine_range(parts.parameters.begin(), parts.parameters.end()),
      parts.optional_count, parts.has_c_varargs, parts.is_nogil, parts.is_with_gil,
      static_cast<int>(parts.exception.kind), parts.exception.value, parts.calling_convention);
  return storage_->functions.findOrMake(
      hash,
      [&](const FunctionType &t) {
        return t.result == parts.result && t.parameters == parts.parameters &&
               t.optional_count == parts.optional_count && t.has_c_varargs == parts.has_c_varargs &&
               t.is_nogil == parts.is_nogil && t.is_with_gil == parts.is_with_gil &&
               t.exception == parts.exception && t.calling_convention == parts.calling_convention;
      },
      [&] {
        auto *type = storage_->arena.make<FunctionType>(parts);
        type->kind = TypeKind::Function;
        type->parameters = storage_->arena.copy(parts.parameters);
        type->exception.value = string(parts.exception.value);
        type->exception.cpp_handler = string(parts.exception.cpp_handler);
        type->calling_convention = string(parts.calling_convention);
        return type;
      });
}

const CppClassType *TypeContext::instance(const CppClassType *declaration,
                                          llvm::ArrayRef<const Type *> arguments) {
  if (declaration->arguments == arguments)
    return declaration;
  return storage_->cpp_instances.findOrMake(
      llvm::hash_combine(declaration, llvm::hash_combine_range(arguments.begin(), arguments.end())),
      [&](const CppClassType &t) {
        return t.declaration == declaration && t.arguments == arguments;
      },
      [&] {
        auto *type = storage_->arena.make<CppClassType>(*declaration);
        type->declaration = declaration;
        type->bases = {};
        type->arguments = storage_->arena.copy(arguments);
        if (declaration->outer)
          type->outer = instance(declaration->outer->declaration,
                                 arguments.take_front(declaration->outer->arguments.size()));
        return type;
      });
}

const Type *TypeContext::substitute(const Type *type, llvm::ArrayRef<const Type *> parameters,
                                    llvm::ArrayRef<const Type *> arguments) {
  if (!type || parameters.empty())
    return type;
  const auto part = [&](const Type *inner) { return substitute(inner, parameters, arguments); };
  const auto parts = [&](llvm::ArrayRef<const Type *> inner) {
    llvm::SmallVector<const Type *, 6> made;
    for (const Type *one : inner)
      made.push_back(part(one));
    return made;
  };
  switch (type->kind) {
  case TypeKind::TemplateParameter:
    for (size_t i = 0; i < parameters.size() && i < arguments.size(); ++i)
      if (parameters[i] == type)
        return arguments[i];
    return type;
  case TypeKind::Pointer:
    if (llvm::cast<PointerType>(type)->is_null)
      return type;
    return pointer(part(llvm::cast<PointerType>(type)->pointee));
  case TypeKind::Reference: {
    auto *reference = llvm::cast<ReferenceType>(type);
    const Type *referee = part(reference->referee);
    // `T&` of a `T` that is a reference is that reference.
    if (auto *inner = llvm::dyn_cast<ReferenceType>(referee))
      return inner->is_rvalue && !reference->is_rvalue ? this->reference(inner->referee) : inner;
    return this->reference(referee, reference->is_rvalue);
  }
  case TypeKind::Array: {
    auto *of = llvm::cast<ArrayType>(type);
    return array(part(of->element), of->size, of->size_text);
  }
  case TypeKind::Qualified: {
    auto *of = llvm::cast<QualifiedType>(type);
    return qualified(part(of->inner), of->is_const, of->is_volatile);
  }
  case TypeKind::Function: {
    FunctionType made = *llvm::cast<FunctionType>(type);
    const auto changed = parts(made.parameters);
    made.parameters = changed;
    made.result = part(made.result);
    return function(made);
  }
  case TypeKind::CppClass: {
    auto *cls = llvm::cast<CppClassType>(type);
    return cls->arguments.empty() ? cls : instance(cls->declaration, parts(cls->arguments));
  }
  case TypeKind::CTuple:
    return ctuple(parts(llvm::cast<CTupleType>(type)->elements));
  case TypeKind::Typedef: // of a template class: another name that only the class knows
    return isDependent(type) ? part(llvm::cast<TypedefType>(type)->underlying) : type;
  default:
    return type;
  }
}

const CTupleType *TypeContext::ctuple(llvm::ArrayRef<const Type *> elements) {
  return storage_->ctuples.findOrMake(
      llvm::hash_combine_range(elements.begin(), elements.end()),
      [&](const CTupleType &t) { return t.elements == elements; },
      [&] {
        auto *type = storage_->fresh<CTupleType>(TypeKind::CTuple);
        type->elements = storage_->arena.copy(elements);
        llvm::SmallVector<FieldInfo, 4> fields;
        for (const Type *element : elements)
          fields.push_back({{}, string("f" + std::to_string(fields.size())), element, {}});
        type->fields = this->fields(fields);
        return type;
      });
}

const MemoryViewType *TypeContext::memoryView(const Type *element, uint8_t ndim) {
  return storage_->memory_views.findOrMake(
      llvm::hash_combine(element, ndim),
      [&](const MemoryViewType &t) { return t.element == element && t.ndim == ndim; },
      [&] {
        auto *type = storage_->fresh<MemoryViewType>(TypeKind::MemoryView);
        type->element = element;
        type->ndim = ndim;
        return type;
      });
}

const Type *TypeContext::unsupported(const MemoryViewType *view) {
  return storage_->unsupported.findOrMake(
      llvm::hash_value(view), [&](const ErrorType &t) { return t.view == view; },
      [&] {
        auto *type = storage_->fresh<ErrorType>(TypeKind::Error);
        type->view = view;
        return type;
      });
}

StructType *TypeContext::newStruct() { return storage_->fresh<StructType>(TypeKind::Struct); }
EnumType *TypeContext::newEnum() { return storage_->fresh<EnumType>(TypeKind::Enum); }
TypedefType *TypeContext::newTypedef() { return storage_->fresh<TypedefType>(TypeKind::Typedef); }
ExtensionType *TypeContext::newExtension() {
  return storage_->fresh<ExtensionType>(TypeKind::Extension);
}
FusedType *TypeContext::newFused() { return storage_->fresh<FusedType>(TypeKind::Fused); }
OpaqueType *TypeContext::newOpaque() { return storage_->fresh<OpaqueType>(TypeKind::Opaque); }

llvm::StringRef TypeContext::string(llvm::StringRef text) {
  return text.empty() ? llvm::StringRef() : storage_->arena.copyText(text);
}

CppClassType *TypeContext::newCppClass() {
  auto *type = storage_->fresh<CppClassType>(TypeKind::CppClass);
  type->context = this;
  return type;
}
TemplateParameterType *TypeContext::newTemplateParameter() {
  return storage_->fresh<TemplateParameterType>(TypeKind::TemplateParameter);
}

llvm::ArrayRef<const Type *> TypeContext::list(llvm::ArrayRef<const Type *> types) {
  return storage_->arena.copy(types);
}

llvm::ArrayRef<FieldInfo> TypeContext::fields(llvm::ArrayRef<FieldInfo> fields) {
  return storage_->arena.copy(fields);
}

llvm::ArrayRef<EnumItemInfo> TypeContext::enumItems(llvm::ArrayRef<EnumItemInfo> items) {
  return storage_->arena.copy(items);
}

} // namespace nogilc::types
