#include "lower/names.h"

#include "lower/c_types.h"
#include "lower/convert.h"
#include "lower/enums.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/linkage.h"

#include <llvm/ADT/StringSet.h>

namespace nogilc::lower {

using sema::SymbolKind;

namespace {

/// Builtins that are there in every Python from 3.8 on: read once, when the module starts.
bool isStableBuiltin(llvm::StringRef name) {
  static const llvm::StringSet<> kNames = {"ArithmeticError",
                                           "AssertionError",
                                           "AttributeError",
                                           "BaseException",
                                           "BlockingIOError",
                                           "BrokenPipeError",
                                           "BufferError",
                                           "BytesWarning",
                                           "ChildProcessError",
                                           "ConnectionAbortedError",
                                           "ConnectionError",
                                           "ConnectionRefusedError",
                                           "ConnectionResetError",
                                           "DeprecationWarning",
                                           "EOFError",
                                           "Ellipsis",
                                           "EnvironmentError",
                                           "Exception",
                                           "FileExistsError",
                                           "FileNotFoundError",
                                           "FloatingPointError",
                                           "FutureWarning",
                                           "GeneratorExit",
                                           "IOError",
                                           "ImportError",
                                           "ImportWarning",
                                           "IndentationError",
                                           "IndexError",
                                           "InterruptedError",
                                           "IsADirectoryError",
                                           "KeyError",
                                           "KeyboardInterrupt",
                                           "LookupError",
                                           "MemoryError",
                                           "ModuleNotFoundError",
                                           "NameError",
                                           "NotADirectoryError",
                                           "NotImplemented",
                                           "NotImplementedError",
                                           "OSError",
                                           "OverflowError",
                                           "PendingDeprecationWarning",
                                           "PermissionError",
                                           "ProcessLookupError",
                                           "RecursionError",
                                           "ReferenceError",
                                           "ResourceWarning",
                                           "RuntimeError",
                                           "RuntimeWarning",
                                           "StopAsyncIteration",
                                           "StopIteration",
                                           "SyntaxError",
                                           "SyntaxWarning",
                                           "SystemError",
                                           "SystemExit",
                                           "TabError",
                                           "TimeoutError",
                                           "TypeError",
                                           "UnboundLocalError",
                                           "UnicodeDecodeError",
                                           "UnicodeEncodeError",
                                           "UnicodeError",
                                           "UnicodeTranslateError",
                                           "UnicodeWarning",
                                           "UserWarning",
                                           "ValueError",
                                           "Warning",
                                           "ZeroDivisionError",
                                           "abs",
                                           "all",
                                           "any",
                                           "ascii",
                                           "bin",
                                           "bool",
                                           "breakpoint",
                                           "bytearray",
                                           "bytes",
                                           "callable",
                                           "chr",
                                           "classmethod",
                                           "compile",
                                           "complex",
                                           "delattr",
                                           "dict",
                                           "dir",
                                           "divmod",
                                           "enumerate",
                                           "eval",
                                           "exec",
                                           "filter",
                                           "float",
                                           "format",
                                           "frozenset",
                                           "getattr",
                                           "globals",
                                           "hasattr",
                                           "hash",
                                           "hex",
                                           "id",
                                           "input",
                                           "int",
                                           "isinstance",
                                           "issubclass",
                                           "iter",
                                           "len",
                                           "list",
                                           "locals",
                                           "map",
                                           "max",
                                           "memoryview",
                                           "min",
                                           "next",
                                           "object",
                                           "oct",
                                           "open",
                                           "ord",
                                           "pow",
                                           "print",
                                           "property",
                                           "range",
                                           "repr",
                                           "reversed",
                                           "round",
                                           "set",
                                           "setattr",
                                           "slice",
                                           "sorted",
                                           "staticmethod",
                                           "str",
                                           "sum",
                                           "super",
                                           "tuple",
                                           "type",
                                           "vars",
                                           "zip",
                                           "__import__",
                                           "__build_class__"};
  return kNames.contains(name);
}

/// An object in a place that other code may rebind: count a reference while it is used.
Value readShared(FunctionContext &fn, const Expr *place, llvm::StringRef name) {
  // Without the GIL nothing may count references; who holds none there borrows.
  if (!fn.isGilHeld())
    return borrowed(place);
  return own(fn, borrowed(place), {Construct::HoldObject, name});
}

Value readVariable(FunctionContext &fn, const sema::Symbol &symbol, llvm::StringRef name) {
  ir::Variable *variable = fn.variableOf(&symbol);
  const Expr *place = reference(fn.module, variable);
  // `__class__` in a method: the variable holds the cell that the class's creation fills.
  if (name == "__class__" && symbol.scope && symbol.scope->kind == sema::ScopeKind::PythonClass)
    return callRuntime(fn, RuntimeEntry::cell_get, {place}, {Construct::ReadGlobal, name});
  if (variable->holding == ir::Holding::Value) {
    Value value = cValue(place);
    // Reading through a C++ reference reads what it refers to.
    value.type = types::unqualified(symbol.type);
    return value;
  }
  if (symbol.may_be_unbound)
    checkBound(fn, symbol, *variable);
  if (isPrivate(*variable))
    return borrowed(place);
  return readShared(fn, place, name);
}

Value readCFunction(FunctionContext &fn, const sema::Symbol &symbol, llvm::StringRef name,
                    const Type *wanted) {
  LowerContext &context = fn.module;
  if (symbol.cls && wanted && types::isObject(wanted) && symbol.is_cpdef)
    return callRuntime(fn, RuntimeEntry::getattr,
                       {typeObject(context, symbol.cls->type), nameConstant(context, name)},
                       {Construct::GetAttribute, name});
  if (isCalledByTable(symbol)) {
    context.unsupported(fn.span, "a C method of another module's class as a value");
    return cValue(literal(context, "{}", symbol.type));
  }
  if (wanted && types::isObject(wanted)) {
    if (symbol.is_cpdef && !symbol.home)
      return callRuntime(fn, RuntimeEntry::load_global, {nameConstant(context, name)},
                         {Construct::ReadGlobal, name});
  }
  if (!symbol.home) {
    context.c_functions_by_name[symbol.cname] = &symbol;
    return cValue(namedValue(context, symbol.cname, symbol.type));
  }
  if (hasOwnBoundary(symbol)) {
    context.unsupported(fn.span, "a pointer to a `cpdef` function, or one with optional arguments, "
                                 "of another module");
    return cValue(literal(context, "nullptr", context.types.nullPointer()));
  }
  return cValue(unary(context, "*",
                      namedValue(context, symbol.cname, context.types.pointer(symbol.type)),
                      symbol.type));
}

Value readType(FunctionContext &fn, const sema::Symbol &symbol, llvm::StringRef name) {
  LowerContext &context = fn.module;
  if (llvm::isa_and_nonnull<types::ObjectType>(symbol.type))
    return readBuiltin(fn, name);
  // One that the class statement makes is found where that has put it.
  const ir::Class *made = context.classes.lookup(symbol.cls);
  if (made && made->is_late && !made->is_internal) {
    Value value = callRuntime(fn, RuntimeEntry::load_global, {nameConstant(context, name)},
                              {Construct::ReadGlobal, name});
    value.type = context.types.object(types::ObjectKind::Type);
    return value;
  }
  if (llvm::isa_and_nonnull<types::ExtensionType>(symbol.type)) {
    Value value = borrowed(typeObject(context, symbol.type));
    value.type = context.types.object(types::ObjectKind::Type);
    return value;
  }
  if (const auto *enumeration = llvm::dyn_cast_or_null<types::EnumType>(symbol.type);
      enumeration && enumeration->is_cpdef)
    return readEnumClass(fn, *enumeration);
  context.unsupported(fn.span, "the type `" + types::spelling(symbol.type) + "` as a value");
  return borrowed(none(context));
}

} // namespace

void checkBound(FunctionContext &fn, const sema::Symbol &symbol, const ir::Variable &variable) {
  LowerContext &context = fn.module;
  const llvm::StringRef name = symbol.name.str();
  Inst *unbound = branch(fn, isNull(context, reference(context, &variable)));
  InBlock in(fn, unbound->body);
  const bool is_free =
      symbol.is_captured && symbol.scope && fn.info && symbol.scope->function != fn.info;
  const RuntimeEntry entry = is_free ? RuntimeEntry::raise_unbound_free
                                     : byGil(fn, RuntimeEntry::raise_unbound_local,
                                             RuntimeEntry::raise_unbound_local_nogil);
  callRuntime(fn, entry, {nameConstant(context, name)}, {Construct::UnboundCheck, name});
}

Value readBuiltin(FunctionContext &fn, llvm::StringRef name) {
  if (name == "frozendict") { // no name of older Pythons
    Value value =
        borrowed(typeObject(fn.module, fn.module.types.object(types::ObjectKind::FrozenDict)));
    value.type = fn.module.object();
    return value;
  }
  LowerContext &context = fn.module;
  if (isStableBuiltin(name)) {
    Value value =
        borrowed(constantRef(context, context.constant(ir::Constant::Kind::Builtin, name)));
    value.type = context.object();
    return value;
  }
  return callRuntime(fn, RuntimeEntry::load_builtin, {nameConstant(context, name)},
                     {Construct::ReadGlobal, name});
}

Value readSymbol(FunctionContext &fn, const sema::Symbol &symbol, llvm::StringRef name) {
  LowerContext &context = fn.module;
  switch (symbol.kind) {
  case SymbolKind::PythonGlobal:
    return callRuntime(fn, RuntimeEntry::load_global, {nameConstant(context, name)},
                       {Construct::ReadGlobal, name});
  case SymbolKind::Builtin:
    return readBuiltin(fn, symbol.name.str()); // `unicode` is written, `str` is meant
  case SymbolKind::ClassName:
    if (!fn.class_namespace)
      return callRuntime(fn, RuntimeEntry::load_global, {nameConstant(context, name)},
                         {Construct::ReadGlobal, name});
    return callRuntime(fn, RuntimeEntry::load_class_name,
                       {fn.class_namespace, nameConstant(context, name)},
                       {Construct::ReadGlobal, name});
  case SymbolKind::Local:
  case SymbolKind::Parameter:
  case SymbolKind::ModuleVariable:
  case SymbolKind::ExternVariable:
    return readVariable(fn, symbol, name);
  case SymbolKind::CFunction:
    return readCFunction(fn, symbol, name, nullptr);
  case SymbolKind::EnumConstant:
    return cValue(namedValue(context, symbol.cname, symbol.type));
  case SymbolKind::Type:
    return readType(fn, symbol, name);
  case SymbolKind::CompileTime:
    if (symbol.constant)
      return borrowed(none(context)); // folded: the expression carries the constant
    if (symbol.expression)
      return lowerExpr(fn, *symbol.expression);
    break;
  case SymbolKind::CModule:
  case SymbolKind::CythonModule:
    break;
  }
  context.unsupported(fn.span, ("`" + name + "` as a value").str());
  return borrowed(none(context));
}

Value lowerName(FunctionContext &fn, const syntax::NameExpr &expr) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, expr);
  if (const auto *pointer = llvm::dyn_cast_or_null<types::PointerType>(types::canonical(info.type));
      pointer && pointer->is_null)
    return cValue(literal(context, "nullptr", info.type));
  if (!info.symbol) {
    context.unsupported(expr.span, ("the name `" + expr.name.str() + "` here").str());
    return borrowed(none(context));
  }
  if (info.symbol->kind == SymbolKind::CFunction)
    return readCFunction(fn, *info.symbol, expr.name.str(), info.type);
  Value value = readSymbol(fn, *info.symbol, expr.name.str());
  return types::isSoftComplex(value.type) && types::isObject(info.type) ? toObject(fn, value)
                                                                        : value;
}

} // namespace nogilc::lower
