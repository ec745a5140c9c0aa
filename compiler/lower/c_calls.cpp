#include "lower/c_calls.h"

#include "lower/c_types.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/linkage.h"
#include "lower/extension_types.h"
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

/// Declared in the packages `libc` and `posix`: nothing there knows of Python.
bool isOfCLibrary(const LowerContext &context, const sema::Symbol &symbol) {
  if (!symbol.is_extern || !symbol.span.isValid())
    return false;
  const llvm::StringRef package = llvm::sys::path::filename(
      llvm::sys::path::parent_path(context.sources.file(symbol.span.file).path()));
  return package == "libc" || package == "posix";
}

/// An argument of `...`: C's own promotions apply; text and bytes are pointers.
Value variadicArgument(FunctionContext &fn, const syntax::Expr &expr) {
  LowerContext &context = fn.module;
  const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr);
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(typeOf(fn, expr)));
  if ((text && text->string_kind != syntax::StringKind::Unicode) ||
      (object && object->object == types::ObjectKind::Bytes))
    return lowerTo(fn, expr,
                   context.types.pointer(
                       context.types.qualified(context.types.integer(types::IntegerKind::Char),
                                               /*is_const=*/true, false)));
  return lowerExpr(fn, expr);
}

/// A parameter of a header that is declared `type` is a PyTypeObject* there.
const Expr *asHeaderWants(LowerContext &context, const Expr *arg, const Type *type) {
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(type));
  if (!object || object->object != types::ObjectKind::Type)
    return arg;
  return pureCall(context, "reinterpret_cast<PyTypeObject *>",
                  {cast(context, arg, context.object())}, type);
}

/// The arguments in the order of the parameters; empty where one is missing and has no default
/// here.
struct Arguments {
  llvm::SmallVector<const syntax::Expr *, 8> exprs;
};

Arguments arrangeArguments(FunctionContext &fn, const syntax::CallExpr &call,
                           const types::FunctionType &type, const sema::FunctionInfo *callee) {
  Arguments result;
  for (const syntax::Expr *arg : call.args)
    result.exprs.push_back(arg);
  if (!call.keywords.empty()) {
    result.exprs.resize(std::max(result.exprs.size(), type.parameters.size()), nullptr);
    for (const syntax::Keyword *keyword : call.keywords) {
      bool is_found = false;
      if (callee)
        for (size_t i = 0; i != callee->parameters.size(); ++i)
          if (callee->parameters[i].symbol &&
              callee->parameters[i].symbol->name == keyword->name.name) {
            result.exprs[i] = keyword->value;
            is_found = true;
          }
      if (!is_found)
        fn.module.unsupported(keyword->span, "a keyword argument of this C function");
    }
  }
  return result;
}

} // namespace

Value callC(FunctionContext &fn, const Expr *callee, const types::FunctionType &type,
            llvm::ArrayRef<const Expr *> args, const ir::Function *function, Reason reason,
            bool keeps_word) {
  ir::Variable *result = nullptr;
  const bool is_object = types::isObject(type.result);
  if (!types::isVoid(type.result))
    result = fn.newTemporary(types::unqualified(type.result),
                             is_object ? ir::Holding::Owned : ir::Holding::Value);
  Inst *inst = append(fn, InstKind::CallFunction, reason);
  const Expr **copy = fn.module.module.arena.Allocate<const Expr *>(args.size());
  std::uninitialized_copy(args.begin(), args.end(), copy);
  inst->args = {copy, args.size()};
  inst->callee = callee;
  inst->callee_type = &type;
  inst->callee_function = function;
  inst->error_check = errorCheckOf(fn, type);
  inst->is_opaque = !function && !keeps_word && inst->error_check == ir::ErrorCheck::None;
  if (type.exception.kind == ExceptionKind::Value ||
      type.exception.kind == ExceptionKind::CheckedValue)
    inst->error_value = type.exception.value;
  if (inst->error_check != ir::ErrorCheck::None)
    inst->on_error = fn.error;
  inst->result = result;
  inst->result_declares = result && result->storage == ir::Storage::Temporary;
  if (!result)
    return {};
  const Expr *value = reference(fn.module, result);
  if (is_object)
    return {ValueKind::Owned, value, type.result, result};
  Value made = cValue(value);
  made.type = type.result;
  return made;
}

Value lowerCCall(FunctionContext &fn, const syntax::CallExpr &call) {
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
  Arguments arguments = arrangeArguments(fn, call, *type, callee_info);
  // Keyword arguments may be written in another order than they are passed in; with none, this is
  // the written order.
  for (size_t i = 0; i != arguments.exprs.size(); ++i) {
    const syntax::Expr *arg = arguments.exprs[i];
    if (!arg)
      continue;
    if (llvm::isa<syntax::StarredExpr>(arg)) {
      context.unsupported(arg->span, "`*` in a call of a C function");
      return cValue(literal(context, "{}", type->result));
    }
    operands.add(i < type->parameters.size() ? lowerTo(fn, *arg, type->parameters[i])
                                             : variadicArgument(fn, *arg));
  }
  if (is_by_name && symbol->home) { // which knows its own defaults
    operands.settle();
    At at(fn, call.span);
    return callImported(fn, *symbol, operands.exprs());
  }
  // Defaults are computed at each call, behind the arguments.
  for (size_t i = 0; i != type->parameters.size(); ++i) {
    if (i < arguments.exprs.size() && arguments.exprs[i])
      continue;
    const syntax::Expr *value = callee_info && i < callee_info->parameters.size()
                                    ? callee_info->parameters[i].default_value
                                    : nullptr;
    if (!value) {
      context.unsupported(call.span, "leaving out an optional argument whose default is elsewhere");
      return cValue(literal(context, "{}", type->result));
    }
    operands.add(lowerTo(fn, *value, type->parameters[i]));
  }
  operands.settle();
  At at(fn, call.span);
  llvm::SmallVector<const Expr *, 8> args = operands.exprs();
  if (is_by_name && symbol->is_extern)
    for (size_t i = 0; i != std::min(args.size(), type->parameters.size()); ++i)
      args[i] = asHeaderWants(context, args[i], type->parameters[i]);
  const Expr *callee = nullptr;
  if (is_by_name) {
    callee = namedValue(context, symbol->cname, callee_type);
  } else {
    callee = args.front();
    args.erase(args.begin());
  }
  const ir::Function *function = callee_info ? context.functions.lookup(callee_info) : nullptr;
  return callC(fn, callee, *type, args, function, {Construct::CallC, calleeName(call)},
               is_by_name && isOfCLibrary(context, *symbol));
}

} // namespace nogilc::lower
