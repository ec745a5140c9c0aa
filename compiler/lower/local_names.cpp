#include "lower/local_names.h"

#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/names.h"
#include "lower/operands.h"
#include "syntax/visit.h"
#include "types/conversion.h"

#include <llvm/ADT/SetVector.h>

namespace nogilc::lower {

namespace {

using Symbols = llvm::SmallSetVector<const sema::Symbol *, 8>;

bool isAround(const sema::FunctionInfo &info, const sema::FunctionInfo *owner) {
  for (const sema::FunctionInfo *outer = info.outer; outer; outer = outer->outer)
    if (outer == owner)
      return true;
  return false;
}

/// The function's own names, then those of enclosing functions that it or a function inside it
/// uses.
Symbols localSymbols(const FunctionContext &fn) {
  Symbols symbols;
  const sema::FunctionInfo &info = *fn.info;
  for (const sema::Symbol *symbol : info.locals)
    if (symbol->scope == info.scope)
      symbols.insert(symbol);
  if (!info.node)
    return symbols;
  syntax::walk(*info.node, [&](const syntax::Node &node) {
    if (node.kind == syntax::NodeKind::NameExpr)
      if (const sema::Symbol *symbol = infoOf(fn, node).symbol)
        if (symbol->is_captured && symbol->scope && isAround(info, symbol->scope->function) &&
            symbol->scope->kind == sema::ScopeKind::Function)
          symbols.insert(symbol);
    return true;
  });
  return symbols;
}

/// What `__class__` is in the function or in one inside of it, if it is the class around them.
const sema::Symbol *namedClass(const FunctionContext &fn) {
  const sema::Symbol *found = nullptr;
  if (fn.info->node)
    syntax::walk(*fn.info->node, [&](const syntax::Node &node) {
      const auto *name = llvm::dyn_cast<syntax::NameExpr>(&node);
      if (name && name->name == "__class__")
        if (const sema::Symbol *symbol = infoOf(fn, node).symbol;
            symbol &&
            (symbol->cls || (symbol->scope && symbol->scope->kind == sema::ScopeKind::PythonClass)))
          found = symbol;
      return true;
    });
  if (!found && fn.info->uses_super_cell && fn.info->cell_class)
    found = fn.info->cell_class->class_cell; // `super()`
  return found;
}

/// A dict with the variables that are bound now; C values as objects, where they can be.
Value makeLocals(FunctionContext &fn, Reason reason) {
  LowerContext &context = fn.module;
  Value dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
  if (const sema::Symbol *cls = namedClass(fn)) {
    const Value value = readSymbol(fn, *cls, "__class__");
    callRuntime(fn, RuntimeEntry::dict_set,
                {dict.expr, nameConstant(context, "__class__"), value.expr}, reason);
  }
  for (const sema::Symbol *symbol : localSymbols(fn)) {
    const Expr *name = nameConstant(context, symbol->name.str());
    const Expr *place = reference(context, fn.variableOf(symbol));
    if (types::isObject(symbol->type)) {
      Inst *bound = branch(fn, binary(context, "!=", place, nullObject(context), context.bint()));
      InBlock in(fn, bound->body);
      callRuntime(fn, RuntimeEntry::dict_set, {dict.expr, name, place}, reason);
      continue;
    }
    if (types::implicitConversion(symbol->type, context.object()).kind ==
        types::ConversionKind::Impossible)
      continue;
    Value value = cValue(place);
    value.type = symbol->type;
    callRuntime(fn, RuntimeEntry::dict_set, {dict.expr, name, toObject(fn, value).expr}, reason);
  }
  return dict;
}

Value lowerLocals(FunctionContext &fn, Reason reason) {
  if (fn.class_namespace)
    return borrowed(fn.class_namespace);
  if (fn.function.role == ir::FunctionRole::ModuleExec || !fn.info)
    return callRuntime(fn, RuntimeEntry::globals_dict, {}, reason);
  return makeLocals(fn, reason);
}

} // namespace

Value lowerLocalsCall(FunctionContext &fn, const syntax::CallExpr &call, llvm::StringRef name) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::CallBuiltin, name};
  auto builtin = [&](llvm::StringRef function) {
    return constantRef(context, context.constant(ir::Constant::Kind::Builtin, function));
  };
  if (name == "locals" || name == "vars")
    return lowerLocals(fn, reason);
  if (name == "dir")
    return callRuntime(fn, RuntimeEntry::call, {builtin("sorted"), lowerLocals(fn, reason).expr},
                       reason);
  const Value code = lowerObject(fn, *call.args[0]);
  Operands operands(fn);
  operands.add(code);
  operands.add(callRuntime(fn, RuntimeEntry::globals_dict, {}, reason));
  operands.add(lowerLocals(fn, reason));
  operands.settle();
  return callRuntime(fn, RuntimeEntry::call,
                     {builtin(name), operands[0].expr, operands[1].expr, operands[2].expr}, reason);
}

void lowerExec(FunctionContext &fn, const syntax::ExecStmt &stmt) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::CallBuiltin, "exec"};
  Operands operands(fn);
  operands.add(
      borrowed(constantRef(context, context.constant(ir::Constant::Kind::Builtin, "exec"))));
  operands.add(lowerObject(fn, *stmt.code));
  if (stmt.globals) {
    operands.add(lowerObject(fn, *stmt.globals));
    if (stmt.locals)
      operands.add(lowerObject(fn, *stmt.locals));
  } else {
    operands.add(callRuntime(fn, RuntimeEntry::globals_dict, {}, reason));
    operands.add(lowerLocals(fn, reason));
  }
  operands.settle();
  callRuntime(fn, RuntimeEntry::call, operands.exprs(), reason);
}

} // namespace nogilc::lower
