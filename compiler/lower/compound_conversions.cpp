#include "lower/compound_conversions.h"

#include "lower/arrays.h"
#include "lower/c_calls.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/function_frame.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::lower {

namespace {

std::string functionName(LowerContext &context, llvm::StringRef verb, const Type *type) {
  std::string name = (verb + "_").str();
  for (char c : types::spelling(type))
    name += llvm::isAlnum(c) ? c : '_';
  return uniqueModuleName(context, name);
}

/// The type as C++ knows it: of a number that a header defines, only the header knows the width.
const Type *cppType(const Type *type) {
  const Type *plain = types::canonical(type);
  if (!types::isArithmetic(plain))
    return plain;
  for (const Type *at = types::unqualified(type); at != plain;) {
    const auto *name = llvm::dyn_cast<types::TypedefType>(at);
    if (!name)
      break;
    if (name->is_extern)
      return name;
    at = types::unqualified(name->underlying);
  }
  return plain;
}

/// A function without a place in the source: an error that leaves it is one of the line that
/// called.
struct ConversionFunction {
  ir::Function *function;
  FunctionContext fn;
  llvm::SmallVector<const Expr *, 3> parameters;

  ConversionFunction(LowerContext &context, std::string name, const types::FunctionType &type,
                     llvm::ArrayRef<llvm::StringRef> names)
      : function(context.newFunction()), fn(context, *function, nullptr) {
    function->role = ir::FunctionRole::C;
    function->name = std::move(name);
    function->source_name = function->name;
    function->type = &type;
    fn.return_type = type.result;
    for (size_t i = 0; i != type.parameters.size(); ++i) {
      ir::Variable *variable = context.newVariable();
      variable->name = fn.uniqueName(names[i]);
      variable->type = type.parameters[i];
      variable->storage = ir::Storage::Parameter;
      variable->holding =
          types::isObject(variable->type) ? ir::Holding::Borrowed : ir::Holding::Value;
      function->parameters.push_back(variable);
      parameters.push_back(reference(context, variable));
    }
  }

  void fill(llvm::function_ref<void()> body) {
    ErrorExit exit;
    exit.add_traceback = false;
    exit.value = types::isObject(function->type->result) ? nullObject(fn.module)
                                                         : boolLiteral(fn.module, false);
    lowerFrame(fn, exit, body,
               [&] { append(fn, InstKind::Return)->value = boolLiteral(fn.module, true); });
    fn.module.module.functions.push_back(function);
  }
};

const types::FunctionType *functionType(LowerContext &context, const Type *result,
                                        llvm::ArrayRef<const Type *> parameters) {
  types::FunctionType parts{};
  parts.kind = types::TypeKind::Function;
  parts.result = result;
  parts.parameters = parameters;
  if (types::isObject(result))
    parts.exception.kind = types::ExceptionKind::Object;
  else
    parts.exception = {types::ExceptionKind::Value, "0", {}};
  return context.types.function(parts);
}

/// Nothing of it is the user's: the checker says what was converted, not what was called.
Value callConversion(FunctionContext &fn, const LowerContext::Conversion &conversion,
                     llvm::ArrayRef<const Expr *> args, Reason reason) {
  return callC(fn, namedValue(fn.module, conversion.name, conversion.type), *conversion.type, args,
               nullptr, reason);
}

llvm::StringRef memberName(const types::FieldInfo &field) {
  return field.cname.empty() ? field.name.str() : field.cname;
}

/// The value of an object in a C place.
void storeFrom(FunctionContext &fn, const Expr *place, const Value &object) {
  if (llvm::isa<types::ArrayType>(types::canonical(place->type)))
    assignArray(fn, place, object);
  else
    store(fn, place, convert(fn, object, types::unqualified(place->type)).expr);
}

void structFromMapping(FunctionContext &fn, const types::StructType &record, const Expr *object,
                       const Expr *target) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::FromPython, record.name.str()};
  callRuntime(fn, RuntimeEntry::require_mapping, {object}, reason);
  for (const types::FieldInfo &info : record.fields) {
    const Value item = callRuntime(fn, RuntimeEntry::struct_item,
                                   {object, nameConstant(context, info.name.str())}, reason);
    storeFrom(fn, field(context, target, memberName(info), /*is_arrow=*/true, info.type), item);
  }
}

void unionFromMapping(FunctionContext &fn, const types::StructType &record, const Expr *object,
                      const Expr *target) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::FromPython, record.name.str()};
  callRuntime(fn, RuntimeEntry::require_mapping, {object}, reason);
  llvm::SmallVector<const ir::Constant *, 8> names;
  for (const types::FieldInfo &info : record.fields)
    names.push_back(context.internedName(info.name.str()));
  const Value member =
      callRuntime(fn, RuntimeEntry::union_member,
                  {object, constantRef(context, context.tupleConstant(names))}, reason);
  int64_t number = 0;
  for (const types::FieldInfo &info : record.fields) {
    Inst *is_it = branch(
        fn, binary(context, "==", member.expr, intLiteral(context, number++), context.bint()));
    InBlock in(fn, is_it->body);
    const Value item = callRuntime(fn, RuntimeEntry::struct_item,
                                   {object, nameConstant(context, info.name.str())}, reason);
    storeFrom(fn, field(context, target, memberName(info), /*is_arrow=*/true, info.type), item);
  }
}

void ctupleFromSequence(FunctionContext &fn, const types::CTupleType &tuple, const Expr *object,
                        const Expr *target) {
  LowerContext &context = fn.module;
  const std::string name = types::spelling(&tuple);
  const Reason reason{Construct::FromPython, name};
  const Value items = callRuntime(
      fn, RuntimeEntry::ctuple_items,
      {object, intLiteral(context, static_cast<int64_t>(tuple.elements.size()))}, reason);
  for (size_t i = 0; i != tuple.elements.size(); ++i) {
    const Value item =
        callRuntime(fn, RuntimeEntry::tuple_item,
                    {items.expr, intLiteral(context, static_cast<int64_t>(i))}, reason);
    storeFrom(fn,
              field(context, target, "f" + std::to_string(i), /*is_arrow=*/true, tuple.elements[i]),
              item);
  }
}

void counted(FunctionContext &fn, const Expr *length, llvm::function_ref<void(const Expr *)> body) {
  LowerContext &context = fn.module;
  ir::Variable *at = fn.newTemporary(context.ssize(), ir::Holding::Value);
  declare(fn, at);
  const Expr *position = reference(context, at);
  store(fn, position, intLiteral(context, 0));
  Inst *each = loop(fn, binary(context, "<", position, length, context.bint()), /*with_step=*/true);
  {
    InBlock in(fn, each->step);
    store(fn, position, binary(context, "+", position, intLiteral(context, 1), context.ssize()));
  }
  InBlock in(fn, each->body);
  body(position);
}

/// `bool from(PyObject *object, T *target)`, for an array `bool from(object, T *first, length)`.
LowerContext::Conversion fromFunction(LowerContext &context, const Type *type, bool is_array) {
  type = cppType(type);
  const auto key =
      std::make_pair(type, is_array ? ConversionForm::FromSequence : ConversionForm::FromObject);
  if (auto found = context.conversions.find(key); found != context.conversions.end())
    return found->second;
  llvm::SmallVector<const Type *, 3> parameters = {context.object(), context.types.pointer(type)};
  if (is_array)
    parameters.push_back(context.ssize());
  const types::FunctionType *signature = functionType(context, context.bint(), parameters);
  const std::string name = functionName(context, is_array ? "array_from" : "from", type);
  context.conversions[key] = {context.string(name), signature};
  ConversionFunction made(context, name, *signature, {"object", "target", "length"});
  FunctionContext &fn = made.fn;
  const Expr *object = made.parameters[0];
  const Expr *target = made.parameters[1];
  made.fill([&] {
    if (is_array) {
      const Reason reason{Construct::FromPython, {}};
      const Value items =
          callRuntime(fn, RuntimeEntry::array_items, {object, made.parameters[2]}, reason);
      counted(fn, made.parameters[2], [&](const Expr *at) {
        const Value item = callRuntime(fn, RuntimeEntry::tuple_item, {items.expr, at}, reason);
        storeFrom(fn, index(context, target, at, type), item);
      });
    } else if (const auto *tuple = llvm::dyn_cast<types::CTupleType>(type)) {
      ctupleFromSequence(fn, *tuple, object, target);
    } else {
      const auto &record = *llvm::cast<types::StructType>(type);
      record.is_union ? unionFromMapping(fn, record, object, target)
                      : structFromMapping(fn, record, object, target);
    }
  });
  return context.conversions[key];
}

/// `PyObject *to(T value)`, for an array `PyObject *to(const T *first, Py_ssize_t length)`.
LowerContext::Conversion toFunction(LowerContext &context, const Type *type, bool is_array) {
  type = cppType(type);
  const auto key =
      std::make_pair(type, is_array ? ConversionForm::ToList : ConversionForm::ToObject);
  if (auto found = context.conversions.find(key); found != context.conversions.end())
    return found->second;
  llvm::SmallVector<const Type *, 2> parameters;
  if (is_array)
    // `int (*)[2]` does not become `const int (*)[2]` in every C++.
    parameters = {
        context.types.pointer(llvm::isa<types::ArrayType>(type)
                                  ? type
                                  : context.types.qualified(type, /*is_const=*/true, false)),
        context.ssize()};
  else
    parameters = {type};
  const types::FunctionType *signature = functionType(context, context.object(), parameters);
  const std::string name = functionName(context, is_array ? "array_to" : "to", type);
  context.conversions[key] = {context.string(name), signature};
  ConversionFunction made(context, name, *signature, {"value", "length"});
  FunctionContext &fn = made.fn;
  const Expr *value = made.parameters[0];
  const auto item = [&](const Expr *expr) {
    return types::isObject(expr->type) ? borrowed(expr) : toObject(fn, cValue(expr));
  };
  made.fill([&] {
    Value result;
    if (is_array) {
      result = callRuntime(fn, RuntimeEntry::make_list, {}, {Construct::BuildList, {}});
      counted(fn, made.parameters[1], [&](const Expr *at) {
        const Value element = item(index(context, value, at, type));
        callRuntime(fn, RuntimeEntry::list_append, {result.expr, element.expr},
                    {Construct::BuildList, {}});
      });
    } else if (const auto *tuple = llvm::dyn_cast<types::CTupleType>(type)) {
      llvm::SmallVector<const Expr *, 4> items;
      for (size_t i = 0; i != tuple->elements.size(); ++i)
        items.push_back(item(field(context, value, "f" + std::to_string(i), /*is_arrow=*/false,
                                   tuple->elements[i]))
                            .expr);
      result = callRuntime(fn, RuntimeEntry::make_tuple, items, {Construct::BuildTuple, {}});
    } else {
      result = callRuntime(fn, RuntimeEntry::make_dict, {}, {Construct::BuildDict, {}});
      for (const types::FieldInfo &info : llvm::cast<types::StructType>(type)->fields) {
        const Value member =
            item(field(context, value, memberName(info), /*is_arrow=*/false, info.type));
        callRuntime(fn, RuntimeEntry::dict_set,
                    {result.expr, nameConstant(context, info.name.str()), member.expr},
                    {Construct::BuildDict, {}});
      }
    }
    append(fn, InstKind::ReturnMoved)->value = result.expr;
  });
  return context.conversions[key];
}

} // namespace

Value compoundFromObject(FunctionContext &fn, const Value &object, const Type *type) {
  LowerContext &context = fn.module;
  const std::string name = types::spelling(type);
  type = types::unqualified(type);
  const LowerContext::Conversion conversion = fromFunction(context, type, /*is_array=*/false);
  ir::Variable *result = fn.newTemporary(type, ir::Holding::Value);
  declare(fn, result);
  const Expr *place = reference(context, result);
  callConversion(fn, conversion,
                 {object.expr, unary(context, "&", place, context.types.pointer(type))},
                 {Construct::FromPython, name});
  return cValue(place);
}

Value compoundToObject(FunctionContext &fn, const Value &value) {
  const std::string name = types::spelling(value.type);
  return callConversion(fn, toFunction(fn.module, value.type, /*is_array=*/false), {value.expr},
                        {Construct::ToPython, name});
}

Value elementsToList(FunctionContext &fn, const Expr *first, const Expr *length) {
  const std::string name = types::spelling(first->type);
  const Type *element = types::unqualified(types::elementOf(types::canonical(first->type)));
  Value list = callConversion(fn, toFunction(fn.module, element, /*is_array=*/true),
                              {first, length}, {Construct::ToPython, name});
  list.type = fn.module.types.object(types::ObjectKind::List);
  return list;
}

const Expr *arrayLength(LowerContext &context, const types::ArrayType &array) {
  return array.size ? intLiteral(context, static_cast<int64_t>(*array.size), context.ssize())
                    : namedValue(context, array.size_text, context.ssize());
}

void assignArray(FunctionContext &fn, const Expr *array, const Value &value) {
  LowerContext &context = fn.module;
  const auto &type = *llvm::cast<types::ArrayType>(types::canonical(array->type));
  if (!value.isObject()) {
    const auto *given = llvm::dyn_cast<types::ArrayType>(types::canonical(value.type));
    if (given && given->size && type.size && *given->size != *type.size) {
      // One of the sizes is a name, that of an enum: only then sema lets it pass.
      Inst *always = branch(fn, boolLiteral(context, true));
      InBlock in(fn, always->body);
      callRuntime(fn, RuntimeEntry::raise_slice_length,
                  {arrayLength(context, *given), arrayLength(context, type)},
                  {Construct::SetItem, {}});
      return;
    }
    copyElements(fn, array, value.expr, sizeOf(context, array->type));
    return;
  }
  const std::string name = types::spelling(array->type);
  callConversion(fn, fromFunction(context, types::unqualified(type.element), /*is_array=*/true),
                 {value.expr, array, arrayLength(context, type)}, {Construct::FromPython, name});
}

} // namespace nogilc::lower
