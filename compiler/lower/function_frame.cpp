#include "lower/function_frame.h"

#include "lower/gil_regions.h"
#include "lower/statements.h"

namespace nogilc::lower {

using types::ExceptionKind;

namespace {

const Expr *zeroOf(LowerContext &context, const Type *type) {
  const Type *plain = types::canonical(type);
  switch (plain->kind) {
  case types::TypeKind::Integer:
  case types::TypeKind::Bint:
  case types::TypeKind::Float:
  case types::TypeKind::Complex:
    return literal(context, "0", type);
  case types::TypeKind::Pointer:
    return literal(context, "nullptr", type);
  default: // structs, enums and whatever else C++ can make a zero of
    return initializer(context, {}, types::unqualified(type));
  }
}

void appendErrorExit(FunctionContext &fn, const ErrorExit &exit) {
  LowerContext &context = fn.module;
  if (exit.kind == ErrorExit::Kind::Unraisable) {
    fn.function.has_error_line = true;
    const bool is_shown = !fn.directives || fn.directives->unraisable_tracebacks;
    callRuntime(fn, byGil(fn, RuntimeEntry::unraisable, RuntimeEntry::unraisable_nogil),
                {boolLiteral(context, is_shown)}, {Construct::ExceptionPath, {}});
  } else if (exit.add_traceback) {
    fn.function.has_error_line = true;
    callRuntime(fn, byGil(fn, RuntimeEntry::add_traceback, RuntimeEntry::add_traceback_nogil), {},
                {Construct::ExceptionPath, {}});
  }
  emptyLocals(fn);
  Inst *leave = append(fn, InstKind::Return);
  leave->value = exit.value;
  leave->is_raising = exit.kind != ErrorExit::Kind::Unraisable;
}

} // namespace

void emptyLocals(FunctionContext &fn) {
  LowerContext &context = fn.module;
  // Most calls leave none of them full, and then the GIL is not asked for.
  const Expr *is_any_full = nullptr;
  for (const ir::Variable *variable : fn.emptied_locals) {
    const Expr *is_full = negation(context, isNull(context, reference(context, variable)));
    is_any_full =
        is_any_full ? binary(context, "||", is_any_full, is_full, context.bint()) : is_full;
  }
  if (!is_any_full)
    return;
  Inst *full = branch(fn, is_any_full);
  InBlock in(fn, full->body);
  withGilHeld(fn, {Construct::DropObject, {}}, [&] {
    for (ir::Variable *variable : fn.emptied_locals)
      drop(fn, variable, {Construct::DropObject, {}});
  });
}

ErrorExit errorExitOf(FunctionContext &fn, const types::FunctionType &type) {
  LowerContext &context = fn.module;
  ErrorExit exit;
  const bool is_void = types::isVoid(type.result);
  switch (type.exception.kind) {
  case ExceptionKind::Object:
    exit.value = nullObject(context);
    return exit;
  case ExceptionKind::Value:
  case ExceptionKind::CheckedValue:
    exit.value = namedValue(context, type.exception.value, type.result);
    return exit;
  case ExceptionKind::Always:
    exit.value = is_void ? nullptr : zeroOf(context, type.result);
    return exit;
  case ExceptionKind::None:
  case ExceptionKind::Cpp:
    break;
  }
  if (types::isObject(type.result)) {
    exit.value = nullObject(context);
    return exit;
  }
  exit.kind = ErrorExit::Kind::Unraisable;
  exit.value = is_void ? nullptr : zeroOf(context, type.result);
  return exit;
}

void lowerFrame(FunctionContext &fn, const ErrorExit &error_exit, llvm::function_ref<void()> body,
                llvm::function_ref<void()> fallthrough) {
  fn.module.frame_blocks[&fn.function] = fn.block;
  ir::Label *error = fn.newLabel(/*is_error_target=*/true);
  Inst *frame = labeled(fn, error);
  {
    InBlock in(fn, frame->body);
    Scoped scoped(fn.error, error);
    body();
    if (!isTerminated(*fn.block))
      fallthrough();
  }
  appendErrorExit(fn, error_exit);
}

} // namespace nogilc::lower
