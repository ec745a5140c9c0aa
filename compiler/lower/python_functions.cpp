#include "lower/python_functions.h"

#include "lower/annotations.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/defaults.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/generators.h"
#include "lower/items.h"
#include "lower/locks.h"
#include "lower/operands.h"
#include "lower/signatures.h"
#include "lower/statements.h"
#include "lower/targets.h"
#include "sema/special_methods.h"

namespace nogilc::lower {

using syntax::ParameterKind;

// ---------------------------------------------------------------------------------------------
// The description
// ---------------------------------------------------------------------------------------------

llvm::SmallVector<const sema::ParameterInfo *, 8>
parametersInOrder(const sema::FunctionInfo &info) {
  llvm::SmallVector<const sema::ParameterInfo *, 8> ordered;
  auto take = [&](auto... kinds) {
    for (const sema::ParameterInfo &parameter : info.parameters)
      if (((parameter.passing == kinds) || ...))
        ordered.push_back(&parameter);
  };
  take(ParameterKind::PositionalOnly, ParameterKind::Normal);
  take(ParameterKind::KeywordOnly);
  take(ParameterKind::VarArgs);
  take(ParameterKind::VarKeywords);
  return ordered;
}

namespace {

/// What a traceback and `__name__` show.
llvm::StringRef nameOf(const sema::FunctionInfo &info) {
  switch (info.kind) {
  case sema::FunctionKind::Lambda:
    return "<lambda>";
  case sema::FunctionKind::GeneratorExpression:
    return "<genexpr>";
  default:
    return info.name;
  }
}

void describeParameters(LowerContext &context, const sema::FunctionInfo &info,
                        ir::PythonFunction &python) {
  for (const sema::ParameterInfo &parameter : info.parameters) {
    const std::string name = parameter.symbol->name.str().str();
    switch (parameter.passing) {
    case ParameterKind::PositionalOnly:
      ++python.positional_only_count;
      ++python.positional_count;
      break;
    case ParameterKind::Normal:
      ++python.positional_count;
      break;
    case ParameterKind::VarArgs:
      python.has_varargs = true;
      python.varargs_name = name;
      continue;
    case ParameterKind::KeywordOnly:
      break;
    case ParameterKind::VarKeywords:
      python.has_varkeywords = true;
      python.varkeywords_name = name;
      continue;
    }
    python.parameters.push_back({name, context.internedName(name)});
  }
  // `always_allow_keywords=False`: a single argument is passed as it comes.
  if (info.directives && !info.directives->always_allow_keywords && info.parameters.size() == 1 &&
      python.positional_count == 1 && !info.parameters.front().default_value)
    python.positional_only_count = 1;
}

} // namespace

void declarePythonFunction(LowerContext &context, const sema::FunctionInfo &info) {
  const llvm::StringRef name = nameOf(info);
  ir::PythonFunction *python = context.newPythonFunction();
  python->name = name.str();
  python->qualname = info.qualname.empty() ? name.str() : info.qualname;
  python->docstring = shownDocstring(context, info);
  describeParameters(context, info, *python);
  python->is_generator = info.is_generator;
  python->is_async = info.is_async;
  const Span span = info.node->span;
  python->line = context.sources.begin(span).line;
  python->file = context.sources.file(span.file).path().str();
  const std::string base = info.qualname.empty() ? name.str() : info.qualname;
  python->cname = uniqueModuleName(context, "info_" + base);

  // A generator expression makes its object where it stands: there is no callable, only the body.
  const bool is_expression = info.kind == sema::FunctionKind::GeneratorExpression;
  ir::Function *function = context.newFunction();
  function->role = is_expression ? ir::FunctionRole::Generator : ir::FunctionRole::Python;
  function->name = uniqueModuleName(context, (is_expression ? "resume_" : "py_") + base);
  function->source_name = name;
  if (info.kind == sema::FunctionKind::Def)
    function->qualified_name = base;
  if (!is_expression && !info.parameters.empty() && info.parameters[0].symbol->is_self)
    function->self_type =
        llvm::dyn_cast<types::ExtensionType>(types::canonical(info.parameters[0].symbol->type));
  // Small enough, it becomes a part of what makes the instance.
  function->is_inline = info.special && (info.special->kind == sema::SpecialKind::CInit ||
                                         info.special->kind == sema::SpecialKind::Init);
  function->span = span;
  python->body = function;
  context.module.functions.push_back(function);
  context.module.python_functions.push_back(python);
  context.python_functions[&info] = python;
  // The C body of a cpdef function is what calls name.
  context.functions.try_emplace(&info, function);
}

// ---------------------------------------------------------------------------------------------
// The body
// ---------------------------------------------------------------------------------------------

void makeArgumentVariables(FunctionContext &fn) {
  for (const sema::ParameterInfo *parameter : parametersInOrder(*fn.info)) {
    const sema::Symbol &symbol = *parameter->symbol;
    ir::Variable *variable = fn.module.newVariable();
    // An argument that stays as it came is the parameter's variable itself.
    const bool is_itself =
        types::isObject(symbol.type) && !symbol.is_assigned && !symbol.is_captured;
    variable->name =
        fn.uniqueName(is_itself ? symbol.name.str().str() : "arg_" + symbol.name.str().str());
    variable->type = types::isObject(symbol.type) ? symbol.type : fn.module.object();
    variable->storage = ir::Storage::Parameter;
    variable->holding = ir::Holding::Borrowed;
    variable->span = symbol.span;
    variable->source_name = symbol.name.str().str();
    fn.function.parameters.push_back(variable);
  }
}

Value convertArgument(FunctionContext &fn, const sema::ParameterInfo &parameter,
                      const ir::Variable *argument) {
  LowerContext &context = fn.module;
  const sema::Symbol &symbol = *parameter.symbol;
  At at(fn, symbol.span);
  if (!types::isObject(argument->type)) // of a special method whose slot gives a C value
    return convert(fn, cValue(reference(context, argument)), symbol.type);
  Value given = borrowed(reference(context, argument));
  // Whoever calls a slot of the type has an instance; for functions the runtime tests it.
  if (symbol.is_self && types::isObject(symbol.type) && symbol.type != context.object()) {
    given.type = symbol.type;
    return given;
  }
  const bool is_collecting = parameter.passing == ParameterKind::VarArgs ||
                             parameter.passing == ParameterKind::VarKeywords;
  if (types::isObject(symbol.type)) {
    if (is_collecting)
      return given;
    if (types::canonical(symbol.type) == context.object()) {
      if (!symbol.is_none_allowed && !symbol.is_self)
        requireNotNone(fn, given, "Argument '" + symbol.name.str().str() + "' must not be None");
      return given;
    }
    const std::string name = types::spelling(symbol.type);
    const std::string quoted = "\"" + symbol.name.str().str() + "\"";
    const Type *text = context.types.pointer(context.types.qualified(
        context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
    callRuntime(fn, RuntimeEntry::require_argument_type,
                {given.expr, typeObject(context, types::canonical(symbol.type)),
                 literal(context, quoted, text), boolLiteral(context, symbol.is_none_allowed),
                 boolLiteral(context, mustBeExact(types::canonical(symbol.type)))},
                {Construct::TypeTest, name});
    return given;
  }
  given.type = context.object();
  return convert(fn, given, symbol.type);
}

void bindParameters(FunctionContext &fn) {
  LowerContext &context = fn.module;
  const auto ordered = parametersInOrder(*fn.info);
  for (size_t i = 0; i != ordered.size(); ++i) {
    const sema::Symbol &symbol = *ordered[i]->symbol;
    ir::Variable *argument = fn.function.parameters[i];
    if (types::mentionsError(symbol.type))
      continue;
    const Value value = convertArgument(fn, *ordered[i], argument);
    if (types::isObject(symbol.type) && types::isObject(argument->type) && !symbol.is_assigned &&
        !symbol.is_captured) {
      fn.variables[&symbol] = argument;
      continue;
    }
    At at(fn, symbol.span);
    const Expr *place = reference(context, fn.variableOf(&symbol));
    if (types::isObject(symbol.type))
      storeObject(fn, place, value, {Construct::AssignObject, symbol.name.str()});
    else
      store(fn, place, value.expr);
  }
}

void lowerPythonFunction(LowerContext &context, const sema::FunctionInfo &info) {
  if (info.isResumable()) {
    lowerGenerator(context, info);
    return;
  }
  FunctionContext fn(context, *context.functions.lookup(&info), &info);
  fn.span = info.node->span;
  fn.statement = info.node->id;
  fn.directives = info.directives;
  fn.return_type = context.object();
  makeArgumentVariables(fn);
  ErrorExit exit;
  exit.value = nullObject(context);
  lowerFrame(
      fn, exit,
      [&] {
        enterScopes(fn);
        bindParameters(fn);
        if (const auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(info.node))
          jumpReturn(fn, lowerObject(fn, *lambda->body));
        else
          lowerFunctionBody(fn, llvm::cast<syntax::FunctionDef>(info.node)->body);
      },
      [&] { append(fn, InstKind::ReturnRef)->value = none(context); });
}

// ---------------------------------------------------------------------------------------------
// The object
// ---------------------------------------------------------------------------------------------

namespace {

/// A default as the callable will get it: of the parameter's C type, and an object again.
Value lowerDefault(FunctionContext &fn, const sema::ParameterInfo &parameter) {
  const Type *type = parameter.symbol->type;
  if (const Expr *kept = keptDefault(fn.module, parameter))
    return toObject(fn, types::isObject(type) ? borrowed(kept) : cValue(kept));
  if (!type || types::isObject(type) || types::isError(type))
    return lowerObject(fn, *parameter.default_value);
  const Value value = lowerTo(fn, *parameter.default_value, type);
  At at(fn, parameter.default_value->span);
  return toObject(fn,
                  cValue(types::isPointer(type) ? value.expr : cast(fn.module, value.expr, type)));
}

Value makeAnnotations(FunctionContext &fn, const sema::FunctionInfo &info) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::DefineFunction, info.name};
  Value dict;
  auto add = [&](llvm::StringRef name, const syntax::Expr &annotation) {
    if (!dict)
      dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
    callRuntime(fn, RuntimeEntry::dict_set,
                {dict.expr, nameConstant(context, name),
                 constantRef(context, context.constant(ir::Constant::Kind::Str,
                                                       annotationText(context, annotation)))},
                reason);
  };
  // As CPython orders them: positional ones, `*args`, keyword-only ones, `**kwargs`, `return`.
  for (const sema::ParameterInfo &parameter : info.parameters)
    if (parameter.annotation)
      add(parameter.symbol->name.str(), *parameter.annotation);
  if (const auto *def = llvm::dyn_cast<syntax::FunctionDef>(info.node))
    if (def->return_annotation)
      add("return", *def->return_annotation);
  return dict;
}

Reason definitionOf(const sema::FunctionInfo &info) {
  if (info.kind == sema::FunctionKind::Lambda)
    return {Construct::Lambda, {}};
  return {Construct::DefineFunction, nameOf(info)};
}

/// What make_function gets: evaluates defaults and annotations.
llvm::SmallVector<const Expr *, 5> partsOfFunction(FunctionContext &fn,
                                                   const sema::FunctionInfo &info) {
  LowerContext &context = fn.module;
  const Reason reason = definitionOf(info);
  Operands positional(fn);
  // All positional defaults are evaluated first, then those of keyword-only parameters.
  for (const sema::ParameterInfo &parameter : info.parameters)
    if (parameter.default_value && parameter.passing != ParameterKind::KeywordOnly)
      positional.add(lowerDefault(fn, parameter));
  positional.settle();
  Value defaults;
  if (positional.size())
    defaults = callRuntime(fn, RuntimeEntry::make_tuple, positional.exprs(), reason);
  Value keyword_defaults;
  for (const sema::ParameterInfo &parameter : info.parameters)
    if (parameter.default_value && parameter.passing == ParameterKind::KeywordOnly) {
      Value value = lowerDefault(fn, parameter);
      if (!keyword_defaults)
        keyword_defaults = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
      callRuntime(
          fn, RuntimeEntry::dict_set,
          {keyword_defaults.expr, nameConstant(context, parameter.symbol->name.str()), value.expr},
          reason);
    }
  const Value annotations = makeAnnotations(fn, info);
  const Expr *scope = scopeFor(fn, info);
  auto orNull = [&](const Expr *expr) { return expr ? expr : nullObject(context); };
  return {namedValue(context, context.python_functions.lookup(&info)->cname, context.object()),
          orNull(scope), orNull(defaults.expr), orNull(keyword_defaults.expr),
          orNull(annotations.expr)};
}

} // namespace

Value makeFunctionObject(FunctionContext &fn, const sema::FunctionInfo &info) {
  return callRuntime(fn, RuntimeEntry::make_function, partsOfFunction(fn, info),
                     definitionOf(info));
}

void defineFunction(FunctionContext &fn, const sema::FunctionInfo &info, const Place &place) {
  const bool is_global = place.kind == Place::Kind::Global;
  if (!is_global && place.kind != Place::Kind::ClassName)
    return writePlace(fn, place, makeFunctionObject(fn, info));
  llvm::SmallVector<const Expr *, 8> args;
  if (!is_global)
    args.push_back(place.base.expr);
  args.push_back(nameConstant(fn.module, place.name));
  llvm::append_range(args, partsOfFunction(fn, info));
  callRuntime(fn, is_global ? RuntimeEntry::define_global : RuntimeEntry::define_member, args,
              definitionOf(info));
}

Value decorated(FunctionContext &fn, const sema::FunctionInfo &info,
                llvm::function_ref<Value()> make) {
  llvm::SmallVector<Value, 2> decorators;
  for (const syntax::Expr *decorator : info.decorators) {
    const Value value = lowerObject(fn, *decorator);
    decorators.push_back(value.kind == ValueKind::Owned
                             ? value
                             : own(fn, value, {Construct::HoldObject, info.name}));
  }
  Value function = make();
  for (size_t i = decorators.size(); i-- != 0;) {
    At at(fn, info.decorators[i]->span);
    function = callRuntime(fn, RuntimeEntry::call, {decorators[i].expr, function.expr},
                           {Construct::CallPython, {}});
  }
  return function;
}

void lowerFunctionDef(FunctionContext &fn, const syntax::FunctionDef &def) {
  LowerContext &context = fn.module;
  const sema::StmtInfo &stmt = context.analysis.stmt(def);
  const sema::FunctionInfo *info = stmt.function;
  // A `cdef` function by decorators; what sema had nothing to say about was diagnosed.
  if (!info || !context.python_functions.lookup(info))
    return;
  const sema::Symbol *symbol = stmt.symbol ? stmt.symbol : info->symbol;
  if (symbol && info->decorators.empty())
    return defineFunction(fn, *info, placeOfSymbol(fn, *symbol));
  const Value function = decorated(fn, *info, [&] { return makeFunctionObject(fn, *info); });
  if (symbol)
    assignSymbol(fn, symbol, function);
}

Value lowerLambda(FunctionContext &fn, const syntax::LambdaExpr &lambda) {
  const sema::FunctionInfo *info = infoOf(fn, lambda).function;
  if (!info) {
    fn.module.unsupported(lambda.span, "this lambda");
    return borrowed(none(fn.module));
  }
  return makeFunctionObject(fn, *info);
}

} // namespace nogilc::lower
