#include "lower/c_calls.h"

#include "lower/attributes.h"
#include "lower/c_types.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/defaults.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/gil_regions.h"
#include "lower/items.h"
#include "lower/linkage.h"
#include "lower/locks.h"
#include "lower/operands.h"

#include <llvm/Support/Path.h>

namespace nogilc::lower {

using types::ExceptionKind;

namespace {

ir::ErrorCheck errorCheckOf(const FunctionContext &fn, const types::FunctionType &type) {
  const bool is_held = fn.isGilHeld();
  switch (type.exception.kind) {
  case ExceptionKind::None:
    return types::isObject(type.result) ? ir::ErrorCheck::Null : ir::ErrorCheck::None;
  case ExceptionKind::Value:
    return ir::ErrorCheck::Value;
  case ExceptionKind::CheckedValue:
    return is_held ? ir::ErrorCheck::CheckedValue : ir::ErrorCheck::CheckedValueNogil;
  case ExceptionKind::Always:
    return is_held ? ir::ErrorCheck::Always : ir::ErrorCheck::AlwaysNogil;
  case ExceptionKind::Object:
    return ir::ErrorCheck::Null;
  case ExceptionKind::Cpp:
    return ir::ErrorCheck::Cpp;
  }
  return ir::ErrorCheck::None;
}

llvm::StringRef calleeName(const syntax::CallExpr &call) {
  if (const auto *name = llvm::dyn_cast<syntax::NameExpr>(call.callee))
    return name->name.str();
  if (const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(call.callee))
    return attribute->attribute.name.str();
  return {};
}

/// The package whose .pxd declares it.
llvm::StringRef packageOf(const LowerContext &context, const sema::Symbol &symbol) {
  if (!symbol.is_extern || !symbol.span.isValid())
    return {};
  return llvm::sys::path::filename(
      llvm::sys::path::parent_path(context.sources.file(symbol.span.file).path()));
}

/// Nothing in `libc` and `posix` knows of Python.
bool isOfCLibrary(llvm::StringRef package) { return package == "libc" || package == "posix"; }

/// An argument of `...`: C's own promotions apply; text and bytes are pointers.
Value variadicArgument(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr);
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(typeOf(fn, expr)));
  const bool is_text = text && text->string_kind != syntax::StringKind::Unicode &&
                       text->string_kind != syntax::StringKind::Char;
  if (is_text || (object && object->object == types::ObjectKind::Bytes))
    return lowerTo(fn, expr,
                   context.types.pointer(
                       context.types.qualified(context.types.integer(types::IntegerKind::Char),
                                               /*is_const=*/true, false)));
  return lowerExpr(fn, expr);
}

/// A parameter of a header that is declared `type` is a PyTypeObject* there; one of an extension
/// type a pointer to its struct, or a PyObject*; a `void *` may be any pointer, as in C, where the
/// declarations are not `is_exact`.
const Expr *asHeaderWants(LowerContext &context, const Expr *arg, const Type *type, bool is_exact) {
  if (const auto *extension = llvm::dyn_cast<types::ExtensionType>(types::canonical(type)))
    return pureCall(
        context, context.string(("ng::instance_argument<" + extension->object_struct + ">").str()),
        {cast(context, arg, context.object())}, type);
  if (types::isPointer(types::canonical(type)) &&
      types::isVoid(types::unqualified(types::canonical(types::elementOf(types::canonical(type))))))
    return is_exact ? arg : pureCall(context, "ng::any_pointer", {arg}, type);
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(type));
  if (!object || object->object != types::ObjectKind::Type)
    return arg;
  return pureCall(context, "reinterpret_cast<PyTypeObject *>",
                  {cast(context, arg, context.object())}, type);
}

/// No function, no object of C++: what C converts without a word if a `const` is missing.
bool isPointerToValues(const Type *type) {
  const Type *plain = types::canonical(type);
  if (!types::isPointer(plain))
    return false;
  const Type *pointee = types::canonical(types::elementOf(plain));
  return !llvm::isa<types::FunctionType>(pointee) && !types::cppClass(pointee);
}

/// `api.f` of a struct that a header defines.
bool isFieldOfHeader(FunctionContext &fn, const syntax::Expr &callee) {
  const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&callee);
  if (!attribute || infoOf(fn, callee).form != sema::ExprForm::StructField)
    return false;
  const Type *base = types::canonical(typeOf(fn, *attribute->base));
  if (types::isPointer(base))
    base = types::canonical(types::elementOf(base));
  const auto *record = llvm::dyn_cast<types::StructType>(types::unqualified(base));
  return record && record->is_extern;
}

} // namespace

llvm::SmallVector<Argument, 8> writtenArguments(const LowerContext &context,
                                                const syntax::CallExpr &call, size_t first) {
  llvm::SmallVector<Argument, 8> written;
  for (const syntax::Expr *arg : call.args)
    written.push_back({arg, first + written.size()});
  for (const syntax::Keyword *keyword : call.keywords) // sema has found them all
    written.push_back({keyword->value, context.analysis.keyword_positions.lookup(keyword->id)});
  return written;
}

llvm::SmallVector<const Expr *, 8> argumentsInOrder(FunctionContext &fn,
                                                    const syntax::CallExpr &call,
                                                    const Operands &operands,
                                                    llvm::ArrayRef<size_t> positions) {
  llvm::SmallVector<const Expr *, 8> args(positions.size());
  for (size_t i = 0; i != positions.size(); ++i) {
    if (positions[i] >= args.size()) {
      fn.module.unsupported(call.span,
                            "leaving out an optional argument before others that are given");
      return {};
    }
    args[positions[i]] = operands[i].expr;
  }
  return args;
}

Value lowerArgument(FunctionContext &fn, const syntax::Expr &expr, const Type *type,
                    const sema::FunctionInfo *info, size_t position) {
  if (types::isReference(type) || types::cppClass(type))
    return lowerCppArgument(fn, expr, type);
  Value value = lowerTo(fn, expr, type);
  const sema::Symbol *symbol = info && position < info->parameters.size() && types::isObject(type)
                                   ? info->parameters[position].symbol
                                   : nullptr;
  if (!symbol || symbol->is_none_allowed || isSelf(fn, expr))
    return value;
  // Only a variable can be tested and used.
  if (value.expr->kind != ir::ExprKind::VariableRef)
    value = fn.isGilHeld() ? own(fn, value, {Construct::HoldObject, {}}) : borrow(fn, value.expr);
  At at(fn, expr.span);
  withGilHeld(fn, {Construct::TypeTest, symbol->name.str()}, [&] {
    requireNotNone(fn, value,
                   "cannot pass None into a C function argument that is declared 'not None'");
  });
  return value;
}

static const types::ReferenceType *referenceOf(const Type *type) {
  while (const auto *alias = llvm::dyn_cast<types::TypedefType>(type))
    type = alias->underlying;
  return llvm::dyn_cast<types::ReferenceType>(type);
}

Value callC(FunctionContext &fn, const Expr *callee, const types::FunctionType &type,
            llvm::ArrayRef<const Expr *> args, const ir::Function *function, Reason reason,
            Promise promise) {
  ir::Variable *result = nullptr;
  const bool is_object = types::isObject(type.result);
  const auto *referred = referenceOf(type.result);
  const bool is_pointed = referred && !referred->is_rvalue;
  if (!types::isVoid(type.result)) {
    const Type *kept = is_pointed ? fn.module.types.pointer(referred->referee)
                       : referred ? static_cast<const Type *>(referred)
                                  : types::unqualified(type.result);
    result = fn.newTemporary(kept, is_object ? ir::Holding::Owned : ir::Holding::Value);
    const bool is_cpp = !is_pointed && types::cppClass(type.result);
    result->is_made_later = is_cpp && !referred && type.exception.kind == ExceptionKind::Cpp;
    if ((is_cpp || referred) && result->storage == ir::Storage::ScopeField)
      fn.module.unsupported(fn.span, "a C++ object in a generator or coroutine");
    if (referred && referred->is_rvalue && type.exception.kind == ExceptionKind::Cpp)
      fn.module.unsupported(fn.span, "a result `T &&` of a function that is `except +`");
  }
  Inst *inst = append(fn, InstKind::CallFunction, reason);
  const Expr **copy = fn.module.module.arena.Allocate<const Expr *>(args.size());
  std::uninitialized_copy(args.begin(), args.end(), copy);
  inst->args = {copy, args.size()};
  inst->callee = callee;
  inst->callee_type = &type;
  inst->callee_function = function;
  inst->error_check = promise == Promise::Status ? ir::ErrorCheck::Status : errorCheckOf(fn, type);
  inst->is_opaque =
      !function && promise == Promise::None && inst->error_check == ir::ErrorCheck::None;
  if (promise != Promise::Status && (type.exception.kind == ExceptionKind::Value ||
                                     type.exception.kind == ExceptionKind::CheckedValue))
    inst->error_value = type.exception.value;
  if (inst->error_check != ir::ErrorCheck::None)
    inst->on_error = fn.error;
  inst->result = result;
  inst->result_declares = result && result->storage == ir::Storage::Temporary;
  fn.module.module.catches_cpp |= inst->error_check == ir::ErrorCheck::Cpp;
  inst->takes_address = is_pointed;
  if (!result)
    return {};
  const Expr *value = reference(fn.module, result);
  if (is_pointed)
    return cValue(unary(fn.module, "*", value, referred->referee));
  if (is_object)
    return {ValueKind::Owned, value, type.result, result};
  Value made = cValue(value);
  made.type = types::unqualified(type.result);
  if (const types::CppClassType *cls = types::cppClass(type.result)) {
    made.owner = result;
    if (!referred)
      noteDestroyed(fn, cls);
  }
  return made;
}

Value lowerCCall(FunctionContext &fn, const syntax::CallExpr &call) {
  if (infoOf(fn, *call.callee).form == sema::ExprForm::LockMethod)
    return lowerLockCall(fn, call);
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, call);
  if (const auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call.callee);
      method && infoOf(fn, *method).form == sema::ExprForm::ExtensionMethod)
    return lowerMethodCall(fn, call, *method);
  const sema::Symbol *symbol = info.symbol;
  const bool is_by_name = symbol != nullptr;
  const Type *callee_type = is_by_name ? symbol->type : typeOf(fn, *call.callee);
  const types::FunctionType *type = types::calledFunction(callee_type);
  if (!type) {
    context.unsupported(call.span, "calling this C value");
    return cValue(literal(context, "0", typeOf(fn, call)));
  }
  const sema::FunctionInfo *callee_info = is_by_name ? symbol->function : nullptr;
  Operands operands(fn);
  if (!is_by_name)
    operands.add(lowerExpr(fn, *call.callee));
  const size_t first = operands.size();
  llvm::SmallVector<size_t, 8> positions;
  for (const Argument &argument : writtenArguments(context, call, 0)) {
    operands.add(argument.position < type->parameters.size()
                     ? lowerArgument(fn, *argument.expr, type->parameters[argument.position],
                                     callee_info, argument.position)
                     : variadicArgument(fn, *argument.expr));
    positions.push_back(argument.position);
  }
  const bool is_by_table = is_by_name && isCalledByTable(*symbol);
  if (is_by_table || (is_by_name && symbol->home)) { // which knows its own defaults
    operands.settle();
    At at(fn, call.span);
    const auto args = argumentsInOrder(fn, call, operands, positions);
    if (args.empty() && !positions.empty())
      return cValue(literal(context, "{}", type->result));
    return is_by_table ? callImportedMethod(fn, *call.callee, *symbol, args)
                       : callImported(fn, *symbol, args);
  }
  for (size_t i = 0; i != type->parameters.size(); ++i) {
    if (llvm::is_contained(positions, i))
      continue;
    if (i < type->parameters.size() - type->optional_count) // reported
      return cValue(literal(context, "{}", type->result));
    if (!callee_info || i >= callee_info->parameters.size() ||
        !callee_info->parameters[i].default_value) {
      context.unsupported(call.span, "leaving out an optional argument whose default is elsewhere");
      return cValue(literal(context, "{}", type->result));
    }
    operands.add(lowerDefaultArgument(fn, callee_info->parameters[i], type->parameters[i]));
    positions.push_back(i);
  }
  operands.settle();
  At at(fn, call.span);
  llvm::SmallVector<const Expr *, 8> args = operands.exprs();
  for (size_t i = 0; i != positions.size(); ++i) // as the parameters stand
    args[first + positions[i]] = operands[first + i].expr;
  const llvm::StringRef package = is_by_name ? packageOf(context, *symbol) : llvm::StringRef();
  const bool is_exact = isOfCLibrary(package) || package == "cpython";
  if (is_by_name ? symbol->is_extern : isFieldOfHeader(fn, *call.callee))
    for (size_t i = 0; i != type->parameters.size() && first + i != args.size(); ++i)
      args[first + i] = asHeaderWants(context, args[first + i], type->parameters[i], is_exact);
  const Expr *callee = nullptr;
  if (is_by_name) {
    callee = namedValue(context, symbol->cname, callee_type);
  } else {
    callee = args.front();
    args.erase(args.begin());
  }
  const ir::Function *function = callee_info ? context.functions.lookup(callee_info) : nullptr;
  const Value result =
      callC(fn, callee, *type, args, function, {Construct::CallC, calleeName(call)},
            isOfCLibrary(package) ? Promise::Kept : Promise::None);
  fn.block->back()->is_of_header = is_by_name && symbol->is_extern && !is_exact &&
                                   type->exception.kind != ExceptionKind::Cpp &&
                                   isPointerToValues(type->result);
  return result;
}

} // namespace nogilc::lower
