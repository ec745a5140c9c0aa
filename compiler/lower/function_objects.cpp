#include "lower/function_objects.h"

#include "lower/c_calls.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/extension_types.h"
#include "lower/function_frame.h"
#include "lower/statements.h"

namespace nogilc::lower {

namespace {

/// As an annotation: what Python calls the type, or in quotes what C calls it.
std::string annotation(const Type *type) {
  const Type *plain = types::canonical(type);
  if (const auto *object = llvm::dyn_cast<types::ObjectType>(plain))
    return object->object == types::ObjectKind::Object ? "" : object->python_name.str();
  if (plain->kind == types::TypeKind::Bint)
    return "bool";
  if (const auto *number = llvm::dyn_cast<types::FloatType>(plain);
      number && number->floating == types::FloatKind::Double)
    return "float";
  return "'" + types::spelling(type) + "'";
}

std::string docstringOf(const types::FunctionType &type, llvm::ArrayRef<std::string> names) {
  std::string text = "wrap(";
  for (size_t i = 0; i != names.size(); ++i) {
    const std::string written = annotation(type.parameters[i]);
    text += (i ? ", " : "") + names[i] + (written.empty() ? "" : ": " + written);
  }
  const std::string result = annotation(type.result);
  return text + ")" + (result.empty() ? "" : " -> " + result);
}

Value convertArgument(FunctionContext &fn, const Type *type, const ir::Variable &argument) {
  LowerContext &context = fn.module;
  Value given = borrowed(reference(context, &argument));
  const Type *plain = types::canonical(type);
  if (!types::isObject(type) || plain == context.object())
    return convert(fn, given, type);
  const std::string name = types::spelling(type);
  callRuntime(fn, RuntimeEntry::require_argument_type,
              {given.expr, typeObject(context, plain),
               literal(context, "\"" + argument.source_name + "\"",
                       context.types.pointer(context.types.qualified(
                           context.types.integer(types::IntegerKind::Char), true, false))),
               boolLiteral(context, true), boolLiteral(context, mustBeExact(plain))},
              {Construct::TypeTest, name});
  return given;
}

struct Callable {
  ir::PythonFunction *python = nullptr;
  /// Holds the pointer, or the object of a bound method; null for a function by name.
  const ir::ScopeLayout *layout = nullptr;
};

/// What the callable was made with.
const Expr *storedValue(FunctionContext &fn, const ir::ScopeLayout &layout) {
  LowerContext &context = fn.module;
  ir::Variable *scope = fn.newTemporary(context.object(), ir::Holding::Borrowed);
  scope->scope_layout = &layout;
  declare(fn, scope);
  callRuntimeInto(fn, scope, RuntimeEntry::function_closure,
                  {namedValue(context, ir::kSelfName, context.object())}, {Construct::None, {}});
  ir::Variable *field = context.newVariable();
  *field = *layout.fields.front();
  field->scope = scope;
  return reference(context, field);
}

/// How the C function is called: by its name, by the pointer that the callable holds, or as the
/// method of the object that it holds.
struct Callee {
  const Expr *by_name = nullptr;
  const sema::Symbol *method = nullptr;
};

void lowerBody(FunctionContext &fn, const types::FunctionType &type, const Callee &callee,
               const ir::ScopeLayout *layout, llvm::StringRef name) {
  LowerContext &context = fn.module;
  ir::Label *raised_inside = fn.newLabel();
  Inst *whole = labeled(fn, raised_inside);
  ErrorExit exit;
  exit.value = nullObject(context);
  {
    InBlock in(fn, whole->body);
    lowerFrame(
        fn, exit,
        [&] {
          const Expr *stored = callee.by_name ? callee.by_name : storedValue(fn, *layout);
          llvm::SmallVector<const Expr *, 8> args;
          if (callee.method)
            args.push_back(stored);
          for (size_t i = 0; i != type.parameters.size(); ++i)
            args.push_back(
                convertArgument(fn, type.parameters[i], *fn.function.parameters[i]).expr);
          Value result;
          {
            Scoped error(fn.error, raised_inside);
            result = callee.method
                         ? callMethod(fn, *callee.method, args)
                         : callC(fn, stored, type, args, nullptr, {Construct::CallC, name});
          }
          jumpReturn(fn, toObject(fn, result));
        },
        [] {});
  }
  append(fn, InstKind::Return)->value = nullObject(context);
}

Callable makeCallable(FunctionContext &user, const types::FunctionType &type,
                      const sema::Symbol *symbol, const Callee &callee) {
  LowerContext &context = user.module;
  Callable made;
  const std::string name = symbol ? symbol->name.str().str() : "wrap";
  llvm::SmallVector<std::string, 4> names;
  const size_t self_count = callee.method ? 1 : 0;
  for (size_t i = 0; i != type.parameters.size(); ++i) {
    const bool is_named = symbol && i + self_count < symbol->parameter_names.size() &&
                          symbol->parameter_names[i + self_count];
    names.push_back(is_named ? symbol->parameter_names[i + self_count].str().str()
                             : "arg" + std::to_string(i));
  }
  if (!callee.by_name) {
    ir::ScopeLayout *layout = context.newScopeLayout();
    layout->name = uniqueModuleName(context, callee.method ? "scope_bound" : "scope_pointer");
    ir::Variable *field = context.newVariable();
    field->name = callee.method ? "object" : "function";
    field->type = callee.method ? context.object() : context.types.pointer(&type);
    field->storage = ir::Storage::ScopeField;
    field->holding = callee.method ? ir::Holding::Owned : ir::Holding::Value;
    layout->fields.push_back(field);
    context.module.scopes.push_back(layout);
    made.layout = layout;
  }
  const Span span = symbol && symbol->span.isValid() ? symbol->span : user.span;
  ir::PythonFunction *python = context.newPythonFunction();
  python->name = python->qualname = name;
  python->docstring = docstringOf(type, names);
  for (const std::string &parameter : names)
    python->parameters.push_back({parameter, context.internedName(parameter)});
  python->positional_count = static_cast<uint32_t>(names.size());
  python->line = context.sources.begin(span).line;
  python->file = context.sources.file(span.file).path().str();
  python->cname = uniqueModuleName(context, "info_c_" + name);
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::Python;
  function->name = uniqueModuleName(context, "py_c_" + name);
  function->source_name = name;
  function->span = span;
  python->body = function;
  made.python = python;

  FunctionContext fn(context, *function, nullptr);
  fn.span = span;
  fn.statement = user.statement;
  fn.return_type = context.object();
  for (const std::string &parameter : names) {
    ir::Variable *variable = context.newVariable();
    variable->name = fn.uniqueName("arg_" + parameter);
    variable->type = context.object();
    variable->storage = ir::Storage::Parameter;
    variable->holding = ir::Holding::Borrowed;
    variable->source_name = parameter;
    function->parameters.push_back(variable);
  }
  lowerBody(fn, type, callee, made.layout, name);
  context.module.functions.push_back(function);
  context.module.python_functions.push_back(python);
  return made;
}

} // namespace

namespace {

/// The Python object; `value` is what its scope holds.
Value makeObject(FunctionContext &fn, const ir::PythonFunction &python,
                 const ir::ScopeLayout *layout, const Value &value, Reason reason) {
  LowerContext &context = fn.module;
  const Expr *scope = nullObject(context);
  if (layout) {
    ir::Variable *holder = fn.newTemporary(context.object(), ir::Holding::Owned);
    holder->scope_layout = layout;
    declare(fn, holder);
    callRuntimeInto(fn, holder, RuntimeEntry::new_scope_bytes, {}, reason);
    ir::Variable *field = context.newVariable();
    *field = *layout->fields.front();
    field->scope = holder;
    if (field->holding == ir::Holding::Owned)
      storeObject(fn, reference(context, field), value, reason);
    else
      store(fn, reference(context, field), value.expr);
    scope = reference(context, holder);
  }
  const Expr *none_given = nullObject(context);
  return callRuntime(fn, RuntimeEntry::make_function,
                     {namedValue(context, python.cname, context.object()), scope, none_given,
                      none_given, none_given},
                     reason);
}

} // namespace

Value methodToObject(FunctionContext &fn, const sema::Symbol &method, const Value &object) {
  LowerContext &context = fn.module;
  types::FunctionType bound = *llvm::cast<types::FunctionType>(method.type);
  bound.parameters = bound.parameters.drop_front();
  auto &known = context.function_objects["." + method.cname + method.cls->cname];
  if (!known.first) {
    const Callable made =
        makeCallable(fn, *context.types.function(bound), &method, {nullptr, &method});
    known = {made.python, made.layout};
  }
  const auto [python, layout] = known;
  return makeObject(fn, *python, layout, object, {Construct::ToPython, method.name.str()});
}

Value functionToObject(FunctionContext &fn, const Value &function) {
  LowerContext &context = fn.module;
  const types::FunctionType &type = *types::calledFunction(function.type);
  const std::string spelled = types::spelling(function.type);
  const Reason reason{Construct::ToPython, spelled};
  const bool is_by_name = function.expr->kind == ir::ExprKind::NamedValue;
  const sema::Symbol *symbol =
      is_by_name ? context.c_functions_by_name.lookup(function.expr->text) : nullptr;
  const std::string key =
      is_by_name ? function.expr->text.str() + (symbol ? " " + symbol->name.str().str() : "")
                 : "*" + types::cppDeclaration(&type, "");
  auto &known = context.function_objects[key];
  if (!known.first) {
    const Callable made =
        makeCallable(fn, type, symbol, {is_by_name ? function.expr : nullptr, nullptr});
    known = {made.python, made.layout};
  }
  const auto [python, layout] = known;
  return makeObject(fn, *python, layout, function, reason);
}

void makePythonExterns(FunctionContext &fn) {
  LowerContext &context = fn.module;
  for (const sema::Symbol &symbol : context.analysis.symbol_storage) {
    const bool is_wanted = symbol.kind == sema::SymbolKind::CFunction && symbol.is_extern &&
                           symbol.is_cpdef && symbol.scope == context.analysis.module_scope;
    if (!is_wanted || types::isError(symbol.type))
      continue;
    At at(fn, symbol.span);
    context.c_functions_by_name[symbol.cname] = &symbol;
    Inst *block = labeled(fn, fn.newLabel());
    InBlock in(fn, block->body);
    const Value callable =
        functionToObject(fn, cValue(namedValue(context, symbol.cname, symbol.type)));
    callRuntime(fn, RuntimeEntry::store_global,
                {nameConstant(context, symbol.name.str()), callable.expr},
                {Construct::WriteGlobal, symbol.name.str()});
  }
}

} // namespace nogilc::lower
