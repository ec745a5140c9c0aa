#include "lower/extension_types.h"

#include "lower/annotations.h"
#include "lower/attributes.h"
#include "lower/c_calls.h"
#include "lower/c_functions.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/defaults.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/method_tables.h"
#include "lower/names.h"
#include "lower/operands.h"
#include "lower/python_functions.h"
#include "lower/statements.h"
#include "sema/special_methods.h"

namespace nogilc::lower {

using sema::ClassInfo;
using sema::FunctionInfo;
using sema::FunctionKind;
using sema::MethodInfo;

// ---------------------------------------------------------------------------------------------
// Functions
// ---------------------------------------------------------------------------------------------

namespace {

/// A special method or an accessor: a C function whose arguments are what the slot gives.
bool isSlotFunction(const FunctionInfo &info) {
  return info.kind == FunctionKind::Def && info.type && !info.isResumable();
}

void declareSlotFunction(LowerContext &context, const FunctionInfo &info) {
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->name = uniqueModuleName(context, "s_" + info.qualname);
  function->source_name = info.name;
  function->qualified_name = info.qualname;
  function->type = info.type;
  function->span = info.node->span;
  context.functions[&info] = function;
  context.module.functions.push_back(function);
}

void makeSlotArguments(FunctionContext &fn) {
  const FunctionInfo &info = *fn.info;
  for (size_t i = 0; i != info.type->parameters.size(); ++i) {
    const sema::Symbol &symbol = *info.parameters[i].symbol;
    const Type *type = info.type->parameters[i];
    const bool is_itself =
        types::isObject(symbol.type) && !symbol.is_assigned && !symbol.is_captured;
    ir::Variable *variable = fn.module.newVariable();
    variable->name =
        fn.uniqueName(is_itself ? symbol.name.str().str() : "arg_" + symbol.name.str().str());
    variable->type = type;
    variable->storage = ir::Storage::Parameter;
    variable->holding = types::isObject(type) ? ir::Holding::Borrowed : ir::Holding::Value;
    variable->span = symbol.span;
    variable->source_name = symbol.name.str().str();
    fn.function.parameters.push_back(variable);
  }
}

void lowerSlotFunction(LowerContext &context, const FunctionInfo &info) {
  FunctionContext fn(context, *context.functions.lookup(&info), &info);
  fn.span = info.node->span;
  fn.statement = info.node->id;
  fn.directives = info.directives;
  const Type *result = info.type->result;
  fn.return_type = types::isVoid(result) ? nullptr : result;
  if (info.needs_outer_scope)
    context.unsupported(
        info.node->span,
        "a special method that uses a variable of a comprehension around its class");
  makeSlotArguments(fn);
  lowerFrame(
      fn, errorExitOf(fn, *info.type),
      [&] {
        enterScopes(fn);
        bindParameters(fn);
        lowerBody(fn, llvm::cast<syntax::FunctionDef>(info.node)->body);
      },
      [&] {
        if (!fn.return_type)
          jumpReturn(fn, {});
        else if (types::isObject(fn.return_type))
          jumpReturn(fn, borrowed(none(context)));
        else
          jumpReturn(fn, cValue(literal(context, "0", fn.return_type)));
      });
}

// ---------------------------------------------------------------------------------------------
// cpdef methods that Python classes may override
// ---------------------------------------------------------------------------------------------

void declareDispatcher(LowerContext &context, const FunctionInfo &info) {
  ir::Function *function = context.newFunction();
  const ir::Function &body = *context.functions.lookup(&info);
  function->role = ir::FunctionRole::C;
  function->name = uniqueModuleName(context, "d_" + info.qualname);
  function->source_name = info.name;
  function->type = info.type;
  function->span = body.span;
  function->nogil_span = body.nogil_span;
  function->entry_state = body.entry_state;
  context.dispatchers[&info] = function;
  context.module.functions.push_back(function);
}

/// The body of a function that stands in front of another: `inner` returns. What the function
/// behind it raised has its line in the traceback already, and goes to the label that `inner` is
/// given.
void lowerForwarder(FunctionContext &fn, const types::FunctionType &type,
                    llvm::function_ref<void(ir::Label *)> inner) {
  const auto body = [&] {
    ir::Label *raised_inside = fn.newLabel();
    Inst *whole = labeled(fn, raised_inside);
    {
      InBlock in(fn, whole->body);
      lowerFrame(fn, errorExitOf(fn, type), [&] { inner(raised_inside); }, [] {});
    }
    const ErrorExit exit = errorExitOf(fn, type);
    Inst *leave = append(fn, InstKind::Return);
    leave->value = exit.value;
    leave->is_raising = exit.kind != ErrorExit::Kind::Unraisable;
  };
  if (!type.is_with_gil) {
    body();
    return;
  }
  Inst *region = append(fn, InstKind::AcquireGil);
  region->body = fn.newBlock();
  InBlock in(fn, region->body);
  Scoped gil(fn.gil, ir::GilState::Held);
  body();
}

/// The parameters of such a function.
llvm::SmallVector<const Expr *, 8> makeParameters(FunctionContext &fn, llvm::ArrayRef<Name> names,
                                                  llvm::ArrayRef<const Type *> types) {
  llvm::SmallVector<const Expr *, 8> args;
  for (size_t i = 0; i != types.size(); ++i) {
    ir::Variable *variable = fn.module.newVariable();
    const bool is_named = i < names.size() && names[i];
    variable->name = fn.uniqueName(is_named ? names[i].str() : "unnamed");
    variable->type = types[i];
    variable->storage = ir::Storage::Parameter;
    variable->holding =
        types::isObject(variable->type) ? ir::Holding::Borrowed : ir::Holding::Value;
    fn.function.parameters.push_back(variable);
    args.push_back(reference(fn.module, variable));
  }
  return args;
}

void returnConverted(FunctionContext &fn, const types::FunctionType &type, const Value &result) {
  if (types::isVoid(type.result))
    jumpReturn(fn, {});
  else
    jumpReturn(fn, convert(fn, result, type.result));
}

void lowerDispatcher(LowerContext &context, const FunctionInfo &info) {
  FunctionContext fn(context, *context.dispatchers.lookup(&info), nullptr);
  const types::FunctionType &type = *info.type;
  fn.directives = info.directives;
  fn.span = fn.function.span;
  fn.statement = info.node->id;
  fn.gil = fn.function.entry_state;
  fn.return_type = types::isVoid(type.result) ? nullptr : type.result;
  const llvm::SmallVector<const Expr *, 8> args =
      makeParameters(fn, info.symbol->parameter_names, type.parameters);
  lowerForwarder(fn, type, [&](ir::Label *raised_inside) {
    const Reason reason{Construct::CallMethod, info.name};
    Inst *may_be =
        branch(fn, pureCall(context, RuntimeEntry::may_be_overridden, {args[0]}, context.bint()));
    {
      InBlock in_branch(fn, may_be->body);
      const Value found = callRuntime(
          fn, RuntimeEntry::find_override,
          {args[0], nameConstant(context, info.name),
           namedValue(context, context.python_functions.lookup(&info)->cname, context.object())},
          {Construct::FindOverride, info.name});
      Inst *is_found = branch(fn, negation(context, isNull(context, found.expr)));
      InBlock in_found(fn, is_found->body);
      llvm::SmallVector<const Expr *, 8> objects = {found.expr};
      for (size_t i = 1; i != args.size(); ++i)
        objects.push_back(
            toObject(fn, types::isObject(type.parameters[i]) ? borrowed(args[i]) : cValue(args[i]))
                .expr);
      Value result = callRuntime(fn, RuntimeEntry::call, objects, reason);
      result.type = context.object();
      returnConverted(fn, type, result);
    }
    Value result;
    {
      Scoped error(fn.error, raised_inside);
      result = callC(fn, namedValue(context, info.cname, info.symbol->type), type, args,
                     context.functions.lookup(&info), {Construct::CallC, info.name});
    }
    returnConverted(fn, type, result);
  });
}

} // namespace

void declareMethod(LowerContext &context, const FunctionInfo &info) {
  if (isSlotFunction(info)) {
    declareSlotFunction(context, info);
    return;
  }
  if (info.kind == FunctionKind::Def) {
    declarePythonFunction(context, info);
    return;
  }
  declareCFunction(context, info);
  if (info.kind != FunctionKind::CpDef)
    return;
  declarePythonFunction(context, info);
  if (const MethodInfo *method = methodOf(info); method && needsDispatcher(*method))
    declareDispatcher(context, info);
}

void lowerMethod(LowerContext &context, const FunctionInfo &info) {
  if (isSlotFunction(info)) {
    lowerSlotFunction(context, info);
    return;
  }
  if (info.kind == FunctionKind::Def) {
    lowerPythonFunction(context, info);
    return;
  }
  lowerCFunction(context, info);
  if (info.kind == FunctionKind::CpDef)
    lowerCpdefWrapper(context, info);
  if (context.dispatchers.contains(&info))
    lowerDispatcher(context, info);
}

// ---------------------------------------------------------------------------------------------
// Calls
// ---------------------------------------------------------------------------------------------

namespace {

/// What stands in a table is made by this compiler: `noexcept` is kept, and what may raise says so.
Promise promiseOf(const MethodInfo &introducing) {
  return types::hasStatusForm(*typeOf(introducing)) ? Promise::Status : Promise::Kept;
}

/// The member of the instance's table.
const Expr *tableEntry(LowerContext &context, const Expr *object, const MethodInfo &method,
                       size_t count, const types::FunctionType &type) {
  const ir::Class &declaring = *context.classes.lookup(introducing(method, count).symbol->cls);
  const ir::Class &owner = *declaring.vtable_owner;
  const Type *opaque = context.types.pointer(context.types.voidType());
  const Expr *table = field(context, instanceOf(context, object, owner.type), "ng_table",
                            /*is_arrow=*/true, opaque);
  if (&declaring != &owner)
    table =
        pureCall(context, context.string("reinterpret_cast<const " + declaring.cname + "_table *>"),
                 {table}, opaque);
  return field(context, table, context.string(entryName(method, count)), /*is_arrow=*/true, &type);
}

} // namespace

Value callImportedMethod(FunctionContext &fn, const syntax::Expr &written,
                         const sema::Symbol &symbol, llvm::ArrayRef<const Expr *> args) {
  LowerContext &context = fn.module;
  // The class that was named may have another method of the name than the base that declares it,
  // without a word in the .pxd: its table knows.
  const ClassInfo *named = symbol.cls;
  if (const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&written))
    if (const sema::Symbol *base = infoOf(fn, *attribute->base).symbol; base && base->cls)
      named = base->cls;
  while (!isImported(*named))
    named = named->base;
  const MethodInfo &method = *findMethod(*symbol.cls, symbol.name);
  const auto &type = *llvm::cast<types::FunctionType>(symbol.type);
  noteUse(context, named->type);
  const types::FunctionType &entry = *entryType(context, type, args.size());
  const MethodInfo &declaring = introducing(method, args.size());
  const Type *opaque = context.types.pointer(context.types.voidType());
  const Expr *table = pureCall(
      context,
      context.string("reinterpret_cast<const " +
                     context.classes.lookup(declaring.symbol->cls)->cname + "_table *>"),
      {namedValue(context, context.classes.lookup(named)->cname + "_methods", opaque)}, opaque);
  return callC(fn,
               field(context, table,
                     context.string(entryName(method, args.size(), hasDirectEntry(declaring))),
                     /*is_arrow=*/true, &entry),
               entry, args, nullptr, {Construct::CallC, symbol.name.str()}, promiseOf(declaring));
}

bool isCalledByTable(const sema::Symbol &symbol) {
  if (!symbol.cls || !isImported(*symbol.cls))
    return false;
  const MethodInfo *method = findMethod(*symbol.cls, symbol.name);
  return !method || !isKnown(*method);
}

Value callProperty(FunctionContext &fn, const sema::Symbol &symbol,
                   llvm::ArrayRef<const Expr *> args) {
  const LowerContext &context = fn.module;
  return callC(fn, namedValue(fn.module, symbol.cname, symbol.type),
               *llvm::cast<types::FunctionType>(symbol.type), args,
               context.functions.lookup(symbol.function), {Construct::CallC, symbol.name.str()});
}

/// The parameter, if it has a default that is known here.
static const sema::ParameterInfo *optionalParameter(const FunctionInfo *info, size_t number) {
  return info && number < info->parameters.size() && info->parameters[number].default_value
             ? &info->parameters[number]
             : nullptr;
}

static const MethodInfo *hiddenMethod(const FunctionContext &fn, const Type *type,
                                      llvm::StringRef name) {
  const auto *extension = llvm::dyn_cast<types::ExtensionType>(types::canonical(type));
  const ClassInfo *cls = extension ? fn.module.analysis.class_of.lookup(extension) : nullptr;
  for (; cls; cls = cls->base)
    for (const MethodInfo &method : cls->methods)
      if (method.symbol->name == name) {
        const types::FunctionType *method_type = typeOf(method);
        const bool is_hidden = !method.symbol->is_cpdef && method_type &&
                               method_type->parameters.size() == 1 &&
                               (!isKnown(method) || functionOf(fn.module, method));
        return is_hidden ? &method : nullptr;
      }
  return nullptr;
}

bool hasHiddenMethod(const FunctionContext &fn, const Type *type, llvm::StringRef name) {
  return hiddenMethod(fn, type, name) != nullptr;
}

Value callHiddenMethod(FunctionContext &fn, const Type *type, llvm::StringRef name,
                       const Value &object) {
  return callMethod(fn, *hiddenMethod(fn, type, name)->symbol, {object.expr});
}

Value lowerMethodCall(FunctionContext &fn, const syntax::CallExpr &call,
                      const syntax::AttributeExpr &attribute) {
  LowerContext &context = fn.module;
  const sema::Symbol &symbol = *infoOf(fn, attribute).symbol;
  const MethodInfo *method = findMethod(*symbol.cls, symbol.name);
  const auto &type = *llvm::cast<types::FunctionType>(symbol.type);
  Operands operands(fn);
  const Value object = lowerExpr(fn, *attribute.base);
  {
    At at(fn, attribute.span);
    checkNotNone(fn, attribute, object);
  }
  operands.add(object);
  llvm::SmallVector<size_t, 8> positions = {0};
  for (const Argument &argument : writtenArguments(context, call, 1)) {
    operands.add(lowerArgument(fn, *argument.expr, type.parameters[argument.position],
                               symbol.function, argument.position));
    positions.push_back(argument.position);
  }
  const bool is_known = isKnown(*method);
  if (is_known)
    for (size_t i = 1; i < type.parameters.size(); ++i) {
      if (llvm::is_contained(positions, i))
        continue;
      const sema::ParameterInfo *parameter = optionalParameter(symbol.function, i);
      if (i < type.parameters.size() - type.optional_count) // reported
        return cValue(literal(context, "{}", type.result));
      if (!parameter) {
        context.unsupported(call.span,
                            "leaving out an optional argument whose default is elsewhere");
        return cValue(literal(context, "{}", type.result));
      }
      operands.add(lowerDefaultArgument(fn, *parameter, type.parameters[i]));
      positions.push_back(i);
    }
  operands.settle();
  At at(fn, call.span);
  const auto args = argumentsInOrder(fn, call, operands, positions);
  return args.empty() ? cValue(literal(context, "{}", type.result)) : callMethod(fn, symbol, args);
}

Value callMethod(FunctionContext &fn, const sema::Symbol &symbol,
                 llvm::ArrayRef<const Expr *> args) {
  LowerContext &context = fn.module;
  const MethodInfo *method = findMethod(*symbol.cls, symbol.name);
  const auto &type = *llvm::cast<types::FunctionType>(symbol.type);
  if (isKnown(*method)) {
    const ir::Function *function = functionOf(context, *method);
    if (!function)
      return cValue(literal(context, "{}", type.result));
    return callC(fn, namedValue(context, function->name, &type), type, args, function,
                 {Construct::CallC, symbol.name.str()});
  }
  const types::FunctionType &entry = *entryType(context, type, args.size());
  return callC(fn, tableEntry(context, args[0], *method, args.size(), entry), entry, args, nullptr,
               {Construct::CallC, symbol.name.str()}, promiseOf(introducing(*method, args.size())));
}

/// The entries of tables say with their result whether they raised, and take fewer arguments: a
/// pointer gets a function that looks the method up when it is called.
static const ir::Function *newMethodCaller(LowerContext &context, const sema::Symbol &symbol) {
  const auto &type = *llvm::cast<types::FunctionType>(symbol.type);
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->name =
      uniqueModuleName(context, "m_" + symbol.cls->name + "_" + symbol.name.str().str());
  function->source_name = symbol.name.str().str();
  function->type = &type;
  function->span = symbol.span;
  function->entry_state =
      type.is_nogil || type.is_with_gil ? ir::GilState::Either : ir::GilState::Held;
  context.module.functions.push_back(function);

  FunctionContext fn(context, *function, nullptr);
  fn.span = function->span;
  fn.gil = function->entry_state;
  fn.return_type = types::isVoid(type.result) ? nullptr : type.result;
  const llvm::SmallVector<const Expr *, 8> args =
      makeParameters(fn, symbol.parameter_names, type.parameters);
  lowerForwarder(fn, type, [&](ir::Label *raised_inside) {
    Value result;
    {
      Scoped error(fn.error, raised_inside);
      result = callMethod(fn, symbol, args);
    }
    returnConverted(fn, type, result);
  });
  return function;
}

const Expr *methodAsFunction(LowerContext &context, const sema::Symbol &symbol) {
  const MethodInfo *method = findMethod(*symbol.cls, symbol.name);
  const ir::Function *function = isKnown(*method) ? functionOf(context, *method) : nullptr;
  if (!function) {
    const ir::Function *&made = context.method_callers[&symbol];
    if (!made)
      made = newMethodCaller(context, symbol);
    function = made;
  }
  return namedValue(context, function->name, symbol.type);
}

// ---------------------------------------------------------------------------------------------
// The class statement
// ---------------------------------------------------------------------------------------------

/// A class with several bases becomes a type here, where they are known.
static void makeLateType(FunctionContext &fn, const ClassInfo &cls, const Expr *type,
                         Reason reason) {
  LowerContext &context = fn.module;
  const Expr *bases = nullObject(context);
  if (!cls.other_bases.empty()) {
    Operands operands(fn);
    operands.add(lowerObject(fn, *cls.first_base));
    for (const syntax::Expr *base : cls.other_bases)
      operands.add(lowerObject(fn, *base));
    operands.settle();
    bases = callRuntime(fn, RuntimeEntry::make_tuple, operands.exprs(), reason).expr;
  }
  callRuntime(fn, RuntimeEntry::class_ready, {type, bases}, reason);
}

/// The runtime makes `Field` objects of what the class body has put into `__dataclass_fields__`.
static void lowerDataclassFields(FunctionContext &fn, const ClassInfo &cls, const Expr *type) {
  LowerContext &context = fn.module;
  const sema::DataclassInfo &info = *cls.dataclass;
  const auto text = [&](llvm::StringRef value) {
    return context.constant(ir::Constant::Kind::Str, value);
  };
  llvm::SmallVector<const ir::Constant *, 8> names, types_written;
  std::string kinds;
  for (const sema::DataclassField &field : info.fields) {
    if (field.is_inherited || field.is_private)
      continue;
    names.push_back(context.internedName(field.name.str()));
    types_written.push_back(text(field.annotation ? annotationText(context, *field.annotation)
                                                  : types::spelling(field.type)));
    kinds += field.is_init_var ? (field.is_kw_only ? 'I' : 'i') : field.is_kw_only ? 'F' : 'f';
  }
  int options = 0;
  for (const bool is_set : {info.init, info.repr, info.eq, info.order, info.unsafe_hash,
                            info.frozen, info.match_args, info.kw_only})
    options = options * 2 + (is_set ? 1 : 0);
  callRuntime(fn, RuntimeEntry::dataclass_fields,
              {type, constantRef(context, context.tupleConstant(names)),
               constantRef(context, context.tupleConstant(types_written)),
               constantRef(context, text(kinds)), intLiteral(context, options)},
              {Construct::DefineClass, cls.name});
}

void lowerExtensionClass(FunctionContext &fn, const syntax::CClassDef &def) {
  LowerContext &context = fn.module;
  const sema::StmtInfo &stmt = context.analysis.stmt(def);
  const ClassInfo *cls = stmt.cls;
  if (!cls || !def.has_body || stmt.is_declaration_only)
    return;
  const Reason reason{Construct::DefineClass, cls->name};
  const Expr *type = typeObject(context, cls->type);
  if (context.classes.lookup(cls)->is_late)
    makeLateType(fn, *cls, type, reason);
  Value space = callRuntime(fn, RuntimeEntry::class_dict, {type}, reason);
  {
    Scoped class_namespace(fn.class_namespace, space.expr);
    const auto &body = llvm::cast<syntax::CClassDef>(cls->node)->body; // with what sema has added
    prepareAnnotations(fn, body);
    const size_t written = cls->dataclass ? cls->dataclass->first_made : body.size();
    lowerBody(fn, body.take_front(written));
    if (cls->dataclass)
      lowerDataclassFields(fn, *cls, type);
    lowerBody(fn, body.drop_front(written));
  }
  callRuntime(fn, RuntimeEntry::class_changed, {type}, reason);
}

void bindCpdefMethod(FunctionContext &fn, const FunctionInfo &info) {
  LowerContext &context = fn.module;
  if (!fn.class_namespace || !context.python_functions.lookup(&info))
    return;
  Place member;
  member.kind = Place::Kind::ClassName;
  member.base = borrowed(fn.class_namespace);
  member.name = info.symbol->name.str();
  member.type = context.object();
  if (info.binding != sema::MethodBinding::Static)
    return defineFunction(fn, info, member);
  const Value function = makeFunctionObject(fn, info);
  writePlace(fn, member,
             callRuntime(fn, RuntimeEntry::call,
                         {readBuiltin(fn, "staticmethod").expr, function.expr},
                         {Construct::DefineFunction, info.name}));
}

static void setClassFunction(FunctionContext &fn, const FunctionInfo &info) {
  LowerContext &context = fn.module;
  const bool has_function = info.special && info.special->shape == sema::SpecialShape::Arguments;
  if (!has_function || !context.python_functions.lookup(&info))
    return;
  const bool has_default = llvm::any_of(info.parameters, [](const sema::ParameterInfo &parameter) {
    return parameter.default_value != nullptr;
  });
  if (!has_default && !info.needs_outer_scope)
    return; // the type has made one for itself
  const Value object = makeFunctionObject(fn, info);
  callRuntime(fn, RuntimeEntry::class_set_function,
              {typeObject(context, info.cls->type), object.expr},
              {Construct::DefineFunction, info.name});
}

void bindSpecialMethod(FunctionContext &fn, const FunctionInfo &info) {
  LowerContext &context = fn.module;
  if (info.decorators.empty()) {
    setClassFunction(fn, info);
    return;
  }
  // The class has what stands for the slot; the decorators replace it.
  const Expr *name = nameConstant(context, info.name);
  const Value value = decorated(fn, info, [&] {
    setClassFunction(fn, info);
    return callRuntime(fn, RuntimeEntry::getitem, {fn.class_namespace, name},
                       {Construct::DefineFunction, info.name});
  });
  callRuntime(fn, RuntimeEntry::setitem, {fn.class_namespace, name, value.expr},
              {Construct::DefineFunction, info.name});
}
// ---------------------------------------------------------------------------------------------
// The functions of the tables
// ---------------------------------------------------------------------------------------------

namespace {

/// A function that is given the first `count` arguments, and passes its default values for the
/// rest.
const ir::Function *newShorterFunction(LowerContext &context, const MethodInfo &method,
                                       const ir::Function &whole, size_t count) {
  const FunctionInfo &info = *method.symbol->function;
  const types::FunctionType &type = *entryType(context, *info.type, count);
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->name = uniqueModuleName(context, "n_" + info.qualname + "_" + std::to_string(count));
  function->source_name = info.name;
  function->type = &type;
  function->span = whole.span;
  function->nogil_span = whole.nogil_span;
  function->entry_state = whole.entry_state;
  context.module.functions.push_back(function);

  FunctionContext fn(context, *function, nullptr);
  fn.directives = info.directives;
  fn.span = function->span;
  fn.statement = info.node->id;
  fn.gil = function->entry_state;
  fn.return_type = types::isVoid(type.result) ? nullptr : type.result;
  const llvm::SmallVector<const Expr *, 8> given =
      makeParameters(fn, info.symbol->parameter_names, type.parameters);
  lowerForwarder(fn, type, [&](ir::Label *raised_inside) {
    Operands operands(fn);
    for (size_t i = 0; i != given.size(); ++i)
      operands.add(types::isObject(type.parameters[i]) ? borrowed(given[i]) : cValue(given[i]));
    for (size_t i = count; i != info.type->parameters.size(); ++i)
      operands.add(lowerDefaultArgument(fn, info.parameters[i], info.type->parameters[i]));
    operands.settle();
    const llvm::SmallVector<const Expr *, 8> args = operands.exprs();
    Value result;
    {
      Scoped error(fn.error, raised_inside);
      result = callC(fn, namedValue(context, whole.name, info.type), *info.type, args, &whole,
                     {Construct::CallC, info.name});
    }
    returnConverted(fn, type, result);
  });
  return function;
}

/// What the entry for this number of arguments holds in a class whose method this is.
const ir::Function *functionFor(LowerContext &context, const MethodInfo &method, size_t count,
                                bool is_direct, ShorterFunctions &made) {
  const ir::Function *whole = functionOf(context, method, is_direct);
  if (!whole || count == whole->type->parameters.size())
    return whole;
  for (size_t i = count; i != whole->type->parameters.size(); ++i)
    if (!optionalParameter(method.symbol->function, i))
      return nullptr; // it has an error
  const ir::Function *&function = made[{whole, count}];
  if (!function)
    function = newShorterFunction(context, method, *whole, count);
  return function;
}

} // namespace

void addTable(LowerContext &context, const ClassInfo &info, ir::Class &cls,
              ShorterFunctions &made) {
  llvm::SmallVector<const ClassInfo *, 4> chain;
  for (const ClassInfo *at = &info; at; at = at->base)
    chain.push_back(at);
  for (const ClassInfo *at : llvm::reverse(chain))
    for (const MethodInfo &method : at->methods) {
      if (!isInTable(method))
        continue;
      const types::FunctionType *type = typeOf(method);
      if (!type) // its signature has an error
        continue;
      const Arity arity = arityOf(method);
      for (size_t count = arity.least; count <= arity.most; ++count) {
        if (&introducing(method, count) != &method)
          continue;
        for (const bool is_direct : {false, true}) {
          if (is_direct && !hasDirectEntry(method))
            continue;
          if (at == &info)
            cls.new_methods.push_back({entryName(method, count, is_direct),
                                       method.symbol->name.str().str(),
                                       entryType(context, *type, count), is_direct});
          const MethodInfo &nearest = *findMethod(info, method.symbol->name);
          // The table of the base has those of its own inline methods, too.
          if (isImported(*nearest.symbol->cls))
            cls.methods.push_back(nullptr);
          else if (const ir::Function *function =
                       functionFor(context, nearest, count, is_direct, made))
            cls.methods.push_back(function);
        }
      }
    }
}

} // namespace nogilc::lower
