#include "lower/c_functions.h"

#include "lower/builder.h"
#include "lower/c_calls.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/gil_regions.h"
#include "lower/locks.h"
#include "lower/python_functions.h"
#include "lower/statements.h"

namespace nogilc::lower {

namespace {

llvm::ArrayRef<syntax::Stmt *> bodyOf(const sema::FunctionInfo &info) {
  if (const auto *c_function = llvm::dyn_cast<syntax::CFunctionDef>(info.node))
    return c_function->body;
  return llvm::cast<syntax::FunctionDef>(info.node)->body;
}

/// The FunctionDeclarator inside, of which there is exactly one.
const syntax::FunctionDeclarator *functionDeclarator(const syntax::Declarator *declarator) {
  while (declarator) {
    if (const auto *function = llvm::dyn_cast<syntax::FunctionDeclarator>(declarator))
      return function;
    if (const auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(declarator))
      declarator = pointer->inner;
    else if (const auto *referred = llvm::dyn_cast<syntax::ReferenceDeclarator>(declarator))
      declarator = referred->inner;
    else if (const auto *array = llvm::dyn_cast<syntax::ArrayDeclarator>(declarator))
      declarator = array->inner;
    else
      return nullptr;
  }
  return nullptr;
}

std::string parameterName(FunctionContext &fn, const sema::FunctionInfo &info, size_t number) {
  if (number < info.parameters.size() && info.parameters[number].symbol) {
    const sema::Symbol &symbol = *info.parameters[number].symbol;
    return fn.uniqueName(symbol.cname.empty() ? symbol.name.str() : symbol.cname);
  }
  return fn.uniqueName("unnamed");
}

/// An object that the function assigns to needs an owned variable: parameters are borrowed.
void makeParameterOwned(FunctionContext &fn, const sema::Symbol &symbol, ir::Variable *parameter) {
  ir::Variable *owned = fn.newLocal(symbol.type, ir::Holding::Owned, parameter->name);
  owned->source_name = parameter->source_name;
  owned->span = parameter->span;
  const Reason reason{Construct::HoldObject, symbol.name.str()};
  withGilHeld(fn, reason, [&] {
    storeObject(fn, reference(fn.module, owned), borrowed(reference(fn.module, parameter)), reason);
  });
  fn.variables[&symbol] = owned;
}

ir::Variable *newParameter(FunctionContext &fn, const Type *type, std::string name) {
  ir::Variable *variable = fn.module.newVariable();
  variable->name = std::move(name);
  variable->type = type;
  variable->storage = ir::Storage::Parameter;
  variable->holding = types::isObject(type) ? ir::Holding::Borrowed : ir::Holding::Value;
  fn.function.parameters.push_back(variable);
  return variable;
}

/// Whether objects are held by variables of a function that may run without the GIL.
bool hasObjectVariables(const sema::FunctionInfo &info) {
  return llvm::any_of(info.locals, [](const sema::Symbol *symbol) {
    return types::isObject(symbol->type) && !symbol->is_captured &&
           (symbol->kind != sema::SymbolKind::Parameter || symbol->is_assigned);
  });
}

void lowerCBody(FunctionContext &fn, const sema::FunctionInfo &info) {
  LowerContext &context = fn.module;
  const types::FunctionType &type = *info.type;
  const auto prologue = [&] {
    enterScopes(fn);
    for (size_t i = 0; i != info.parameters.size() && i < fn.function.parameters.size(); ++i) {
      const sema::Symbol *symbol = info.parameters[i].symbol;
      // Who calls without the GIL cannot hold the object that it read from an attribute.
      if (symbol && (symbol->is_assigned || type.is_with_gil) && !symbol->is_captured &&
          types::isObject(symbol->type))
        makeParameterOwned(fn, *symbol, fn.function.parameters[i]);
    }
  };
  const auto returnNothing = [&] {
    // The end is reached without a `return`.
    if (!fn.return_type)
      jumpReturn(fn, {});
    else if (types::isObject(fn.return_type))
      jumpReturn(fn, borrowed(none(context)));
    else
      jumpReturn(fn, cValue(llvm::isa<types::StructType, types::CTupleType, types::OpaqueType>(
                                types::canonical(fn.return_type))
                                ? initializer(context, {}, fn.return_type)
                                : literal(context, "0", fn.return_type)));
  };
  lowerFrame(
      fn, errorExitOf(fn, type),
      [&] {
        if (!fn.empties_locals) {
          prologue();
          lowerFunctionBody(fn, bodyOf(info));
          return;
        }
        fn.return_label = fn.newLabel();
        Inst *whole = labeled(fn, fn.return_label);
        {
          InBlock in(fn, whole->body);
          prologue();
          lowerFunctionBody(fn, bodyOf(info));
          if (!isTerminated(*fn.block))
            returnNothing();
        }
        fn.return_label = nullptr;
        emptyLocals(fn);
        if (fn.return_type && !fn.return_slot)
          returnNothing(); // it always raises: nobody comes here
        else
          resumeReturn(fn);
      },
      returnNothing);
}

} // namespace

void declareCFunction(LowerContext &context, const sema::FunctionInfo &info) {
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->name = info.cname;
  function->source_name = info.name;
  function->qualified_name = info.qualname.empty() ? info.name : info.qualname;
  function->type = info.type;
  function->span = info.symbol ? info.symbol->span : info.node->span;
  function->is_inline = info.symbol && info.symbol->is_inline;
  function->is_in_pxd = info.symbol && info.symbol->exported_type;
  function->entry_state =
      info.type->is_nogil || info.type->is_with_gil ? ir::GilState::Either : ir::GilState::Held;
  if (const auto *node = llvm::dyn_cast<syntax::CFunctionDef>(info.node)) {
    if (const auto *declarator = functionDeclarator(node->declarator))
      function->nogil_span = declarator->nogil_span;
  }
  function->is_static = !info.symbol || !info.symbol->is_public;
  context.functions[&info] = function;
  context.module.functions.push_back(function);
}

void lowerCFunction(LowerContext &context, const sema::FunctionInfo &info) {
  ir::Function *function = context.functions.lookup(&info);
  FunctionContext fn(context, *function, &info);
  fn.directives = info.directives;
  fn.span = function->span;
  fn.statement = info.node->id;
  fn.gil = function->entry_state;
  // A `nogil` function that returns an object was reported: its returns are no second mistake.
  const Type *result = info.type->result;
  const bool is_without_gil = info.type->is_nogil && !info.type->is_with_gil;
  const bool has_no_result = types::isVoid(result) || types::isError(result) ||
                             (is_without_gil && types::isObject(result));
  fn.return_type = has_no_result ? nullptr : result;
  for (size_t i = 0; i != info.type->parameters.size(); ++i) {
    ir::Variable *variable = newParameter(fn, info.type->parameters[i], parameterName(fn, info, i));
    if (i >= info.parameters.size() || !info.parameters[i].symbol)
      continue;
    const sema::Symbol *symbol = info.parameters[i].symbol;
    variable->span = symbol->span;
    variable->source_name = symbol->name.str().str();
    variable->is_escaping = symbol->is_address_taken;
    if (!symbol->is_captured)
      fn.variables[symbol] = variable;
  }
  if (!info.type->is_with_gil) {
    fn.empties_locals = info.type->is_nogil && hasObjectVariables(info);
    lowerCBody(fn, info);
    return;
  }
  // `with gil`: the whole body, the error exit included, holds it.
  Inst *region = append(fn, InstKind::AcquireGil);
  region->body = fn.newBlock();
  fn.gil_block = region->body;
  InBlock in(fn, region->body);
  Scoped gil(fn.gil, ir::GilState::Held);
  lowerCBody(fn, info);
}

void lowerCpdefWrapper(LowerContext &context, const sema::FunctionInfo &info) {
  const ir::PythonFunction *python = context.python_functions.lookup(&info);
  if (context.isPoisoned(*info.node)) // it only converts what the signature says
    return;
  // The description owns its body: only callers see it as const.
  FunctionContext fn(context, const_cast<ir::Function &>(*python->body), &info);
  fn.directives = info.directives;
  fn.span = python->body->span;
  fn.statement = info.node->id;
  fn.return_type = context.object();
  makeArgumentVariables(fn);
  // What the C body raised has its line in the traceback already; a failed conversion has not.
  ir::Label *raised_inside = fn.newLabel();
  Inst *whole = labeled(fn, raised_inside);
  ErrorExit exit;
  exit.value = nullObject(context);
  {
    InBlock in(fn, whole->body);
    lowerFrame(
        fn, exit,
        [&] {
          llvm::SmallVector<const Expr *, 8> args;
          for (size_t i = 0; i != info.parameters.size(); ++i)
            args.push_back(convertArgument(fn, info.parameters[i], fn.function.parameters[i]).expr);
          Value result;
          {
            Scoped error(fn.error, raised_inside);
            result = callC(fn, namedValue(context, info.cname, info.symbol->type), *info.type, args,
                           context.functions.lookup(&info), {Construct::CallC, info.name});
          }
          jumpReturn(fn, toObject(fn, result));
        },
        [] {});
  }
  append(fn, InstKind::Return)->value = nullObject(context);
}

} // namespace nogilc::lower
