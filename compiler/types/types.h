// Types: interned, immutable, compared by pointer. What a type *is*; how one turns into another
// stands in conversion.h, how a written type becomes one of these is sema's matter.
//
// Nominal types (structs, enums, typedefs, extension types, C++ classes) are made once by sema for
// their declaration; all others are found or made by TypeContext from their parts.
#pragma once

#include "support/name.h"
#include "support/span.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Casting.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace nogilc::types {

enum class TypeKind : uint8_t {
  Error, ///< of a mistake already reported; converts to and from everything in silence
  Void,
  Bint, ///< C int that is a bool to Python
  Integer,
  Float,
  Complex,
  Object,    ///< `object` and the builtin Python types
  Extension, ///< a `cdef class`
  Pointer,
  Reference,
  Array,
  Function,
  Struct, ///< struct or union
  Enum,
  Typedef,
  Qualified, ///< const and/or volatile around another
  CTuple,
  Fused,
  MemoryView,
  Buffer,
  CppClass,
  TemplateParameter,
  Opaque, ///< a C type known by name only (`Py_buffer`, `va_list`, `cython.pymutex`)
};

enum class IntegerKind : uint8_t {
#define NOGILC_INTEGER(Kind, DialectName, CppName, IsSigned, Rank) Kind,
#include "types/type_kinds.def"
};
enum class FloatKind : uint8_t {
#define NOGILC_FLOAT(Kind, DialectName, CppName, Rank) Kind,
#include "types/type_kinds.def"
};
enum class ObjectKind : uint8_t {
#define NOGILC_OBJECT(Kind, PythonName, TypeObject) Kind,
#include "types/type_kinds.def"
};

struct Type {
  TypeKind kind;
};

#define NOGILC_TYPE_BODY(Kind)                                                                     \
  static bool classof(const Type *type) { return type->kind == TypeKind::Kind; }

struct IntegerType : Type {
  NOGILC_TYPE_BODY(Integer)
  IntegerKind integer;
  bool is_signed;
  uint8_t rank;
  llvm::StringRef dialect_name;
  llvm::StringRef cpp_name;
};

struct FloatType : Type {
  NOGILC_TYPE_BODY(Float)
  FloatKind floating;
  uint8_t rank;
  llvm::StringRef dialect_name;
  llvm::StringRef cpp_name;
};

struct ComplexType : Type {
  NOGILC_TYPE_BODY(Complex)
  const Type *component; ///< a FloatType or IntegerType
  bool is_soft;          ///< what `a ** b` of C doubles is: real unless it has an imaginary part
};

struct ObjectType : Type {
  NOGILC_TYPE_BODY(Object)
  ObjectKind object;
  llvm::StringRef python_name;
  llvm::StringRef type_object;
};

struct PointerType : Type {
  NOGILC_TYPE_BODY(Pointer)
  const Type *pointee;
  bool is_null; ///< the type of `NULL`, which becomes any pointer; `pointee` is void
};

struct ReferenceType : Type {
  NOGILC_TYPE_BODY(Reference)
  const Type *referee;
  bool is_rvalue;
};

struct ArrayType : Type {
  NOGILC_TYPE_BODY(Array)
  const Type *element;
  std::optional<uint64_t> size; ///< absent: `[]`, or a size only the C++ compiler knows
  /// The size as C++ when it is a name of an extern constant; beside a size: it was written as a
  /// name, and what differs from it shows at run time.
  llvm::StringRef size_text;
};

struct QualifiedType : Type {
  NOGILC_TYPE_BODY(Qualified)
  const Type *inner; ///< never itself Qualified
  bool is_const;
  bool is_volatile;
};

enum class ExceptionKind : uint8_t {
  None,         ///< cannot raise: `noexcept`, extern without a clause
  Value,        ///< returns `value` if and only if it raised
  CheckedValue, ///< returns `value` if it raised, and perhaps otherwise
  Always,       ///< nothing in the result tells; the caller asks for a pending exception
  Object,       ///< returns an object: null means raised
  Cpp           ///< throws C++ exceptions that the call translates
};

/// How a function reports an exception.
struct ExceptionSpec {
  ExceptionKind kind = ExceptionKind::None;
  /// As C++, for Value and CheckedValue: `-1`, `NULL`, `MY_ERROR`. The result type may be unsigned
  /// or narrow: cast the value to it before comparing.
  llvm::StringRef value;
  llvm::StringRef cpp_handler; ///< Cpp: the handler's C++ name, `*`, or empty
  friend bool operator==(const ExceptionSpec &, const ExceptionSpec &) = default;
};

struct FunctionType : Type {
  NOGILC_TYPE_BODY(Function)
  const Type *result;
  llvm::ArrayRef<const Type *> parameters;
  uint32_t optional_count; ///< of the last parameters, may be left out by callers
  bool has_c_varargs;
  bool is_nogil;    ///< may be called without the GIL
  bool is_with_gil; ///< takes the GIL itself; implies is_nogil
  ExceptionSpec exception;
  llvm::StringRef calling_convention;
};

struct FieldInfo {
  Name name;
  llvm::StringRef cname;
  const Type *type;
  Span span;
};

/// Nominal. `fields` is filled in when the body has been seen.
struct StructType : Type {
  NOGILC_TYPE_BODY(Struct)
  Name name;
  llvm::StringRef cname;   ///< what C++ calls it, with `struct ` in front where it must stand
  llvm::StringRef initial; ///< what a variable of it has to hold from the start; empty: anything
  bool is_union;
  bool is_packed;
  bool is_typedef; ///< its name alone means the type in C
  bool is_extern;  ///< the header defines it
  bool is_complete;
  llvm::ArrayRef<FieldInfo> fields;
  Span span;
  llvm::StringRef module; ///< dotted name of the module that declares it
  bool is_public;         ///< a header of the module defines it for C, under its own name
};

/// `value` is C++ text; empty: one more than the item before.
struct EnumItemInfo {
  Name name;
  llvm::StringRef cname;
  llvm::StringRef value;
};

struct EnumType : Type {
  NOGILC_TYPE_BODY(Enum)
  Name name; ///< empty: anonymous; its constants are of type `int`
  llvm::StringRef cname;
  bool is_extern;
  bool is_scoped;
  bool is_cpdef;
  const Type *underlying;             ///< of a scoped one; null for others
  llvm::ArrayRef<EnumItemInfo> items; ///< in order; what a definition needs
  Span span;
  llvm::StringRef module; ///< dotted name of the module that declares it
  bool is_public;         ///< a header of the module defines it for C, under its own name
};

/// `ctypedef int my_int`. For `is_extern` the true width may differ from `underlying`'s: only the
/// C++ compiler knows.
struct TypedefType : Type {
  NOGILC_TYPE_BODY(Typedef)
  Name name;
  llvm::StringRef cname;
  const Type *underlying;
  bool is_extern;
  Span span;
  llvm::StringRef module; ///< dotted name of the module that declares it
  bool is_public;         ///< a header of the module defines it for C, under its own name
};

struct ExtensionType : Type {
  NOGILC_TYPE_BODY(Extension)
  Name name;
  llvm::StringRef object_struct; ///< C++ name of the instance struct
  llvm::StringRef type_object;   ///< C++ lvalue of the type object
  llvm::StringRef c_struct; ///< the struct as C spells it: of extern and public ones; else empty
  const Type *instance;     ///< that struct as a type: what a reference is cast to for a field
  const Type *base;         ///< ExtensionType or ObjectType
  llvm::ArrayRef<FieldInfo> fields;
  bool is_extern;
  bool is_public; ///< `public` or `api`: a header of this module defines the struct
  bool is_final;  ///< has no subclasses
  Span span;
  llvm::StringRef module; ///< dotted name of the module that declares it
};

struct CTupleType : Type {
  NOGILC_TYPE_BODY(CTuple)
  llvm::ArrayRef<const Type *> elements;
  llvm::ArrayRef<FieldInfo> fields; ///< `f0`, `f1` … of the struct that C++ gets
};

/// The `T` of `cppclass vector[T]` or of a function template: stands for what it is replaced with.
struct TemplateParameterType : Type {
  NOGILC_TYPE_BODY(TemplateParameter)
  Name name;
  bool is_optional; ///< `T=*`: C++ knows what it is when nobody says so
};

/// A C++ class. That of a declaration is nominal; an instance of a template is found by its
/// declaration and arguments. What it has is known to sema by its declaration, in terms of the
/// declaration's parameters: `substitute` makes it what the instance has.
struct CppClassType : Type {
  NOGILC_TYPE_BODY(CppClass)
  Name name;
  llvm::StringRef cname;           ///< without arguments, and without a template around it
  const CppClassType *declaration; ///< itself, if it is no instance
  const CppClassType *outer;       ///< the template around it, with its arguments; or null
  /// Of the templates around it and its own; those of a declaration are its parameters. An optional
  /// one that nobody said is the parameter itself.
  llvm::ArrayRef<const Type *> arguments;
  llvm::ArrayRef<const Type *> bases; ///< of a declaration
  class TypeContext *context;         ///< that made it: bases of instances are found there
  bool is_complete;                   ///< of a declaration: its body was seen
  Span span;
  llvm::StringRef module; ///< dotted name of the module that declares it

  llvm::ArrayRef<const Type *> ownArguments() const {
    return outer ? arguments.drop_front(outer->arguments.size()) : arguments;
  }
};

struct FusedType : Type {
  NOGILC_TYPE_BODY(Fused)
  Name name;
  llvm::ArrayRef<const Type *> alternatives;
};

struct MemoryViewType : Type {
  NOGILC_TYPE_BODY(MemoryView)
  const Type *element;
  uint8_t ndim;
};

/// See TypeKind::Error. Of a mistake that is only that nogilc does not support it yet, what the
/// source says may be known all the same.
struct ErrorType : Type {
  NOGILC_TYPE_BODY(Error)
  const MemoryViewType *view; ///< null: nothing is known
};

enum class LockKind : uint8_t { None, Mutex, ThreadLock };

struct OpaqueType : Type {
  NOGILC_TYPE_BODY(Opaque)
  Name name;
  llvm::StringRef cname;
  LockKind lock; ///< `cython.pymutex`, `cython.pythread_type_lock`
};

/// Makes and owns types.
class TypeContext {
public:
  TypeContext();
  ~TypeContext();
  TypeContext(const TypeContext &) = delete;
  TypeContext &operator=(const TypeContext &) = delete;

  const Type *error() const;
  /// An error type that is known to be a memoryview.
  const Type *unsupported(const MemoryViewType *view);
  const Type *voidType() const;
  const Type *bint() const;
  const IntegerType *integer(IntegerKind kind) const;
  const FloatType *floating(FloatKind kind) const;
  const ObjectType *object(ObjectKind kind = ObjectKind::Object) const;
  const ComplexType *complex(const Type *component, bool is_soft = false);
  const ComplexType *softComplex() { return complex(floating(FloatKind::Double), true); }
  const PointerType *pointer(const Type *pointee);
  const PointerType *nullPointer() const; ///< of `NULL`; not the same as `void *`
  const ReferenceType *reference(const Type *referee, bool is_rvalue = false);
  const ArrayType *array(const Type *element, std::optional<uint64_t> size,
                         llvm::StringRef size_text = {});
  const Type *qualified(const Type *inner, bool is_const, bool is_volatile);
  const FunctionType *function(const FunctionType &parts);
  const CppClassType *instance(const CppClassType *declaration,
                               llvm::ArrayRef<const Type *> arguments);
  /// `type` with `arguments` in place of `parameters`.
  const Type *substitute(const Type *type, llvm::ArrayRef<const Type *> parameters,
                         llvm::ArrayRef<const Type *> arguments);
  const CTupleType *ctuple(llvm::ArrayRef<const Type *> elements);
  const MemoryViewType *memoryView(const Type *element, uint8_t ndim);

  // Nominal types: a new one at each call; the caller fills it in.
  StructType *newStruct();
  EnumType *newEnum();
  TypedefType *newTypedef();
  ExtensionType *newExtension();
  FusedType *newFused();
  OpaqueType *newOpaque();
  CppClassType *newCppClass();
  TemplateParameterType *newTemplateParameter();

  /// Copies into the context's memory.
  llvm::StringRef string(llvm::StringRef text);
  llvm::ArrayRef<FieldInfo> fields(llvm::ArrayRef<FieldInfo> fields);
  llvm::ArrayRef<const Type *> list(llvm::ArrayRef<const Type *> types);
  llvm::ArrayRef<EnumItemInfo> enumItems(llvm::ArrayRef<EnumItemInfo> items);

private:
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

/// Without const/volatile, references and typedefs at the top: what arithmetic looks at.
const Type *canonical(const Type *type);
/// Without const/volatile and references at the top; keeps typedef names (C++ text needs them).
const Type *unqualified(const Type *type);

bool isObject(const Type *type); ///< a reference-counted Python object of any type
bool isObjectKind(const Type *type, ObjectKind kind);
bool isInteger(const Type *type);    ///< integers, bint and enums
bool isArithmetic(const Type *type); ///< integers, bint, enums, floats, complex
bool isPointer(const Type *type);
/// A lock of the dialect: is used where it stands, never copied.
bool isLock(const Type *type);
/// Whether its values may be copied: no lock is a part of it.
bool isCopyable(const Type *type);
bool isVoid(const Type *type);
bool isError(const Type *type);
/// The memoryview that an error type is known to be; null for all else.
const MemoryViewType *unsupportedView(const Type *type);
/// Whether the error type is a part of it: what is said about the whole may be wrong.
bool mentionsError(const Type *type);
bool isSigned(const Type *type);
/// A typedef of a header, or another name of one: its true width is known there only.
bool isOfHeader(const Type *type);
bool isUnicodeCharacter(const Type *type); ///< `Py_UCS4`, `Py_UNICODE`: a str to Python
bool isFloat(const Type *type);
/// A pointer to (possibly const) `char`, `signed char` or `unsigned char`: what bytes turn into.
bool isCharPointer(const Type *type);
bool isFunctionPointer(const Type *type);
/// The function type of a C function or of a pointer to one; null for all else.
const FunctionType *calledFunction(const Type *type);
bool isComplex(const Type *type);
bool isSoftComplex(const Type *type);
/// The C++ class that a type is, typedefs, const and references looked through; null for all else.
const CppClassType *cppClass(const Type *type);
bool isReference(const Type *type); ///< a C++ reference, typedefs looked through
/// Whether `derived` has `base` among its bases, however far up.
bool isDerived(const CppClassType *derived, const CppClassType *base);
/// How far up `base` stands; 0 for the class itself.
std::optional<unsigned> baseDistance(const CppClassType *derived, const CppClassType *base);
/// Whether a parameter of a template is a part of it.
bool isDependent(const Type *type);
/// Whether callers of the C function would have to ask the interpreter if it raised: such functions
/// have a second form, which says so beside its result.
bool hasStatusForm(const FunctionType &function);
/// What a pointer, array or reference to it gives: the element; null for all else.
const Type *elementOf(const Type *type);
/// A type of the module that no header defines, in a type that C is to see; null: there is none.
const Type *privateType(const Type *type);
bool isConst(const Type *type); ///< const at the top, typedefs looked through

/// Equal but for typedef names and for const/volatile at the top.
bool isSame(const Type *a, const Type *b);

/// C's usual arithmetic conversions over two arithmetic types, as Cython applies them (bint with
/// bint is int; enums count as int).
const Type *commonArithmetic(TypeContext &types, const Type *a, const Type *b);

/// As in a diagnostic: the dialect's spelling, `unsigned int`, `double *`, `int (*)(int) nogil`.
std::string spelling(const Type *type);
/// As C++ around a declared name (which may be empty): `int (*f)(int)`, `double a[3]`.
std::string cppDeclaration(const Type *type, llvm::StringRef name);
/// As C for a header: with the structs of classes that C knows, and `(void)`.
std::string cDeclaration(const Type *type, llvm::StringRef name);

} // namespace nogilc::types
