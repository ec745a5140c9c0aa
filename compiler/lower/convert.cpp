#include "lower/convert.h"

#include "lower/c_strings.h"
#include "lower/compound_conversions.h"
#include "lower/cpp_objects.h"
#include "lower/enums.h"
#include "lower/extension_types.h"
#include "lower/function_objects.h"
#include "types/conversion.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::lower {

using types::ConversionKind;
using types::ObjectKind;
using types::TypeKind;

namespace {

Value withType(Value value, const Type *type) {
  value.type = type;
  return value;
}

/// The truth of a builtin container or float without a call and without the GIL; null for the
/// others.
const Expr *builtinTruth(LowerContext &context, const Value &value) {
  const auto *type = llvm::dyn_cast<types::ObjectType>(types::canonical(value.type));
  if (!type || value.expr->kind != ir::ExprKind::VariableRef)
    return nullptr;
  RuntimeEntry entry;
  switch (type->object) {
  case ObjectKind::List:
  case ObjectKind::Tuple:
  case ObjectKind::Bytes:
  case ObjectKind::ByteArray:
    entry = RuntimeEntry::sized_is_filled;
    break;
  case ObjectKind::Dict:
    entry = RuntimeEntry::dict_is_filled;
    break;
  case ObjectKind::Set:
  case ObjectKind::FrozenSet:
    entry = RuntimeEntry::set_is_filled;
    break;
  case ObjectKind::Str:
    entry = RuntimeEntry::str_is_filled;
    break;
  default: // types whose truth is not a size
    return nullptr;
  }
  return pureCall(context, entry, {value.expr}, context.bint());
}

Value truthOf(FunctionContext &fn, const Value &value) {
  if (const Expr *truth = builtinTruth(fn.module, value))
    return evaluate(fn, truth);
  return callRuntime(fn, RuntimeEntry::is_true, {value.expr}, {Construct::TruthTest, {}});
}

Value fromObject(FunctionContext &fn, const Value &value, const Type *type) {
  LowerContext &context = fn.module;
  const std::string name = types::spelling(type);
  const Reason reason{Construct::FromPython, name};
  const Type *plain = types::canonical(type);
  if (plain->kind == TypeKind::Bint)
    return withType(truthOf(fn, value), type);
  if (types::isUnicodeCharacter(type))
    return withType(callRuntime(fn, RuntimeEntry::ucs4_from_py, {value.expr}, reason), type);
  if (auto *integer = llvm::dyn_cast<types::IntegerType>(plain);
      integer && (integer->integer == types::IntegerKind::SSize ||
                  integer->integer == types::IntegerKind::Hash))
    return withType(callRuntime(fn, RuntimeEntry::ssize_from_py, {value.expr}, reason), type);
  if (isCppObject(plain)) {
    context.module.converts_cpp = true;
    Value made = withType(
        callRuntime(fn, RuntimeEntry::cpp_from_py, {value.expr}, reason, types::unqualified(type)),
        types::unqualified(type));
    if (made.expr->kind == ir::ExprKind::VariableRef)
      made.owner = const_cast<ir::Variable *>(made.expr->variable);
    return made;
  }
  if (types::isArithmetic(plain))
    return withType(
        callRuntime(fn, RuntimeEntry::from_py, {value.expr}, reason, types::unqualified(type)),
        type);
  return compoundFromObject(fn, value, type);
}

} // namespace

/// Extension and builtin types: how C++ names the type object, as a PyObject*.
const Expr *typeObject(LowerContext &context, const Type *type) {
  llvm::StringRef name;
  if (const auto *object = llvm::dyn_cast<types::ObjectType>(type))
    name = object->type_object;
  else
    name = llvm::cast<types::ExtensionType>(type)->type_object;
  noteUse(context, type);
  return namedValue(context, ("reinterpret_cast<PyObject *>(&" + name + ")").str(),
                    context.object());
}

bool mustBeExact(const Type *type) {
  const auto *object = llvm::dyn_cast<types::ObjectType>(type);
  return object && object->object != ObjectKind::Object && object->object != ObjectKind::Type &&
         object->object != ObjectKind::BaseException && object->object != ObjectKind::Exception;
}

namespace {

Value testType(FunctionContext &fn, const Value &value, const Type *type, bool is_none_allowed) {
  LowerContext &context = fn.module;
  const Type *plain = types::canonical(type);
  const std::string name = types::spelling(type);
  // A temporary would be tested and then read: the same expression twice.
  callRuntime(fn, RuntimeEntry::require_type,
              {value.expr, typeObject(context, plain), boolLiteral(context, is_none_allowed),
               boolLiteral(context, mustBeExact(plain))},
              {Construct::TypeTest, name});
  return withType(value, type);
}

bool isFloating(const Type *type) { return types::canonical(type)->kind == TypeKind::Float; }

} // namespace

/// As the runtime's templates make it: text becomes bytes, whatever C text is to the module.
static Value cppToObject(FunctionContext &fn, const Value &value) {
  fn.module.module.converts_cpp = true;
  const std::string name = types::spelling(value.type);
  Value made = callRuntime(fn, RuntimeEntry::cpp_to_py, {value.expr}, {Construct::ToPython, name});
  if (const auto *cls = types::cppClass(value.type))
    if (const auto kind = types::pythonKind(cls))
      made.type = fn.module.types.object(*kind);
  return made;
}

Value toObject(FunctionContext &fn, const Value &value) {
  LowerContext &context = fn.module;
  if (value.isObject())
    return value;
  if (value.kind == ValueKind::Nothing)
    return borrowed(none(context));
  const Type *type = types::canonical(value.type);
  const std::string name = types::spelling(value.type);
  const Reason reason{Construct::ToPython, name};
  switch (type->kind) {
  case TypeKind::Bint:
    return callRuntime(fn, RuntimeEntry::bint_to_py, {value.expr}, reason);
  case TypeKind::Integer:
    if (types::isUnicodeCharacter(type))
      return callRuntime(fn, RuntimeEntry::ucs4_to_py, {value.expr}, reason);
    return callRuntime(fn, RuntimeEntry::to_py, {value.expr}, reason);
  case TypeKind::Enum:
    return enumToObject(fn, value);
  case TypeKind::Complex:
    if (types::isSoftComplex(type))
      return callRuntime(fn, RuntimeEntry::soft_to_py, {value.expr}, reason);
    [[fallthrough]];
  case TypeKind::Float:
    return callRuntime(fn, RuntimeEntry::to_py, {value.expr}, reason);
  case TypeKind::Function:
    return functionToObject(fn, value);
  case TypeKind::Pointer:
    if (types::calledFunction(type))
      return functionToObject(fn, value);
    return cTextToObject(fn, value.expr, context.object());
  case TypeKind::Array: {
    const auto *array = llvm::cast<types::ArrayType>(type);
    if (types::isCText(type))
      return cTextToObject(fn, value.expr, context.object());
    return elementsToList(fn, value.expr, arrayLength(context, *array));
  }
  case TypeKind::Struct:
  case TypeKind::CTuple:
    return compoundToObject(fn, value);
  case TypeKind::Error:
    return borrowed(none(context));
  case TypeKind::CppClass:
    if (types::isCppText(type) &&
        types::implicitConversion(value.type, context.object(), context.analysis.text_rules).kind ==
            ConversionKind::CharPtrToBytes)
      return cTextToObject(fn, value.expr, context.object());
    if (types::implicitConversion(value.type, context.object()).kind == ConversionKind::Impossible)
      break;
    return cppToObject(fn, value);
  case TypeKind::Void:
  case TypeKind::Object:
  case TypeKind::Extension:
  case TypeKind::Reference:
  case TypeKind::Typedef:
  case TypeKind::Qualified:
  case TypeKind::Fused:
  case TypeKind::MemoryView:
  case TypeKind::Buffer:
  case TypeKind::TemplateParameter:
  case TypeKind::Opaque:
    break;
  }
  context.unsupported(fn.span, "converting `" + name + "` to a Python object");
  return borrowed(none(context));
}

Value convert(FunctionContext &fn, const Value &value, const Type *type) {
  LowerContext &context = fn.module;
  if (value.type == type || types::isError(type) || types::isError(value.type))
    return value;
  if (!value.isObject() && types::isObject(type) && types::calledFunction(value.type))
    return withType(functionToObject(fn, value), type);
  const types::TextRules &rules = context.analysis.text_rules;
  const types::Conversion conversion = types::implicitConversion(value.type, type, rules);
  switch (conversion.kind) {
  case ConversionKind::Identity:
  case ConversionKind::CStruct:
  case ConversionKind::ObjectUpcast:
    return withType(value, type);
  case ConversionKind::CArithmetic:
    if (types::canonical(type)->kind == TypeKind::Bint &&
        types::canonical(value.type)->kind == TypeKind::Float)
      return cValue(binary(context, "!=", value.expr, intLiteral(context, 0), context.bint()));
    return withType(value, type);
  case ConversionKind::CPointer:
    // C++ converts pointers to `void*` and from null, but never leaves out a `const`.
    if (types::losesConst(value.type, type))
      return cValue(cast(context, value.expr, types::unqualified(type)));
    return withType(value, type);
  case ConversionKind::ObjectTest:
    // None passes for any type.
    if (value.expr && value.expr->kind == ir::ExprKind::NamedValue && value.expr->text == "Py_None")
      return withType(value, type);
    return testType(fn, value, type, /*is_none_allowed=*/true);
  case ConversionKind::SoftToReal: {
    Value real =
        callRuntime(fn, RuntimeEntry::soft_to_real, {value.expr}, {Construct::Arithmetic, "**"});
    return types::canonical(real.type) == types::canonical(type)
               ? withType(real, type)
               : cValue(cast(context, real.expr, types::unqualified(type)));
  }
  case ConversionKind::CppText:
    return cppString(fn, value.expr, nullptr, type);
  case ConversionKind::CharPtrToBytes:
    return cTextToObject(fn, value.expr, type);
  case ConversionKind::ToObject:
  case ConversionKind::ArrayToList: {
    Value object = types::isCppText(types::canonical(value.type)) ? cppToObject(fn, value)
                                                                  : toObject(fn, value);
    // `to_py` of an int gives an exact int: no test for what is known from the C type.
    if (conversion.kind == ConversionKind::ArrayToList &&
        types::canonical(type) == context.types.object(ObjectKind::Tuple))
      return withType(
          callRuntime(fn, RuntimeEntry::list_to_tuple, {object.expr}, {Construct::BuildTuple, {}}),
          type);
    const bool is_known =
        types::implicitConversion(object.type, type).kind != ConversionKind::ObjectTest ||
        types::canonical(type)->kind == TypeKind::Object;
    return is_known ? withType(object, type) : testType(fn, object, type, true);
  }
  case ConversionKind::FromObject:
    return fromObject(fn, value, type);
  case ConversionKind::ObjectTruth:
    return withType(truthOf(fn, value), type);
  case ConversionKind::BytesToCharPtr: {
    const std::string name = types::spelling(type);
    Value text = cTextFromObject(fn, value, {Construct::FromPython, name});
    const Type *char_pointer = text.type;
    if (types::canonical(type) == types::canonical(char_pointer))
      return withType(text, type);
    return cValue(cast(context, text.expr, type));
  }
  case ConversionKind::ObjectToArray: {
    // Who has an array to fill does so; here a value is wanted.
    ir::Variable *array = fn.newLocal(types::unqualified(type), ir::Holding::Value, "array");
    assignArray(fn, reference(context, array), value);
    return cValue(reference(context, array));
  }
  case ConversionKind::Impossible:
    break;
  }
  context.unsupported(fn.span, "converting `" + types::spelling(value.type) + "` to `" +
                                   types::spelling(type) + "`");
  return value;
}

Value convertExactly(FunctionContext &fn, const Value &value, const Type *type) {
  Value converted = convert(fn, value, type);
  if (converted.kind != ValueKind::C ||
      types::canonical(converted.expr->type) == types::canonical(type) || types::isError(type))
    return converted;
  return cValue(cast(fn.module, converted.expr, types::unqualified(type)));
}

/// The rank of the smallest integer type with room for an address, `long`.
constexpr int kPointerRank = 5;

Value convertByCast(FunctionContext &fn, const Value &value, const Type *type, bool is_checked) {
  LowerContext &context = fn.module;
  if (types::isError(type) || types::isError(value.type))
    return value;
  const bool to_object = types::isObject(type);
  if (value.isObject() && to_object) {
    if (!is_checked || types::canonical(type) == context.object())
      return withType(value, type);
    return testType(fn, value, type, /*is_none_allowed=*/false);
  }
  const TypeKind from_kind = types::canonical(value.type)->kind;
  const TypeKind to_kind = types::canonical(type)->kind;
  if (value.isObject()) {
    // `<void*>o` is the object's address; every other C type is a conversion.
    if (to_kind == TypeKind::Pointer &&
        types::castConversion(value.type, type, context.analysis.text_rules).kind !=
            ConversionKind::BytesToCharPtr)
      return cValue(cast(context, value.expr, type));
    if (isFloating(type) || types::isInteger(type)) {
      Value number = convert(fn, value, type);
      return number;
    }
    return convert(fn, value, type);
  }
  if (to_object && types::calledFunction(value.type))
    return convert(fn, value, type);
  if (types::canonical(type) == context.types.object(ObjectKind::Bool) &&
      types::isArithmetic(value.type))
    return withType(
        callRuntime(fn, RuntimeEntry::bint_to_py,
                    {binary(context, "!=", value.expr, intLiteral(context, 0), context.bint())},
                    {Construct::ToPython, "bint"}),
        type);
  if (to_object) {
    // `<object>p` counts a reference of what the pointer points to; without the GIL it can only be
    // passed on.
    if (from_kind == TypeKind::Pointer &&
        types::castConversion(value.type, type, context.analysis.text_rules).kind !=
            ConversionKind::CharPtrToBytes)
      return !fn.isGilHeld()
                 ? borrowed(cast(context, value.expr, type))
                 : own(fn, borrowed(cast(context, value.expr, type)), {Construct::HoldObject, {}});
    return convert(fn, value, type);
  }
  // A field of a header may point to something else than its declaration says.
  const bool may_differ = from_kind == TypeKind::Pointer && value.expr->kind == ir::ExprKind::Field;
  if (value.type == type && !may_differ)
    return value;
  if (types::isSoftComplex(value.type) && types::isInteger(type))
    return convertByCast(fn, convert(fn, value, context.types.floating(types::FloatKind::Double)),
                         type, is_checked);
  if (types::isSoftComplex(value.type) && isFloating(type))
    return convert(fn, value, type);
  const bool is_address = from_kind == TypeKind::Pointer || from_kind == TypeKind::Array ||
                          from_kind == TypeKind::Function;
  if (is_address && to_kind == TypeKind::Bint)
    return cValue(binary(context, "!=", value.expr, literal(context, "nullptr", value.type), type));
  // C++ makes no small number of an address at once.
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  if (is_address && types::isInteger(type) && !(integer && integer->rank >= kPointerRank))
    return cValue(cast(
        context, cast(context, value.expr, context.types.integer(types::IntegerKind::Size)), type));
  return cValue(cast(context, value.expr, type));
}

const Expr *toCondition(FunctionContext &fn, const Value &value) {
  if (!value.isObject() && isCppObject(value.type))
    return cppTruth(fn, value);
  if (!value.isObject() && llvm::isa<types::CTupleType>(types::canonical(value.type)))
    return toCondition(fn, toObject(fn, value));
  if (value.isObject())
    if (const Expr *truth = builtinTruth(fn.module, value))
      return truth;
  if (value.isObject())
    return callRuntime(fn, RuntimeEntry::is_true, {value.expr}, {Construct::TruthTest, {}}).expr;
  if (!value.expr)
    return boolLiteral(fn.module, false);
  if (types::isComplex(value.type))
    return binary(fn.module, "!=", value.expr, intLiteral(fn.module, 0), fn.module.bint());
  return value.expr;
}

} // namespace nogilc::lower
