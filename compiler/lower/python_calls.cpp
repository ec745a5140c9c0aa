#include "lower/python_calls.h"

#include "lower/attributes.h"
#include "lower/c_strings.h"
#include "lower/closures.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/local_names.h"
#include "lower/names.h"
#include "lower/operands.h"

#include <llvm/ADT/StringSet.h>

namespace nogilc::lower {

namespace {

/// What a call is of, for messages: the callee's own name.
llvm::StringRef calleeName(const syntax::Expr &callee) {
  if (const auto *name = llvm::dyn_cast<syntax::NameExpr>(&callee))
    return name->name.str();
  if (const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&callee))
    return attribute->attribute.name.str();
  return {};
}

Reason reasonOf(const syntax::CallExpr &call) {
  const bool is_method = llvm::isa<syntax::AttributeExpr>(call.callee);
  return {is_method ? Construct::CallMethod : Construct::CallPython, calleeName(*call.callee)};
}

bool hasStars(const syntax::CallExpr &call) {
  for (const syntax::Expr *arg : call.args)
    if (arg->kind == syntax::NodeKind::StarredExpr)
      return true;
  for (const syntax::Keyword *keyword : call.keywords)
    if (!keyword->name)
      return true;
  return false;
}

/// Whether the evaluation of an argument can neither fail nor run code that somebody could notice:
/// then it does not matter whether a method is looked up before it or behind it.
bool isUnnoticeable(const FunctionContext &fn, const syntax::Expr &expr) {
  switch (expr.kind) {
  case syntax::NodeKind::ConstantExpr:
  case syntax::NodeKind::IntLiteral:
  case syntax::NodeKind::FloatLiteral:
  case syntax::NodeKind::ImaginaryLiteral:
  case syntax::NodeKind::StringLiteral:
    return true;
  case syntax::NodeKind::NameExpr: {
    const sema::Symbol *symbol = infoOf(fn, expr).symbol;
    return symbol &&
           (symbol->kind == sema::SymbolKind::Local ||
            symbol->kind == sema::SymbolKind::Parameter) &&
           !symbol->may_be_unbound;
  }
  default:
    return false;
  }
}

/// A method that the builtin type of its object has for sure: looking it up finds the same thing
/// whatever runs before.
bool isBuiltinMethod(const FunctionContext &fn, const syntax::AttributeExpr &method) {
  using types::ObjectKind;
  const auto *type =
      llvm::dyn_cast_or_null<types::ObjectType>(types::canonical(typeOf(fn, *method.base)));
  if (!type)
    return false;
  static const llvm::StringSet<> dict = {"get",   "pop",    "setdefault", "update", "keys",
                                         "items", "values", "copy",       "clear"};
  static const llvm::StringSet<> list = {"append", "extend", "insert",  "pop",  "remove", "index",
                                         "count",  "sort",   "reverse", "copy", "clear"};
  static const llvm::StringSet<> set = {"add",   "discard",      "remove",     "update", "pop",
                                        "union", "intersection", "difference", "copy",   "clear"};
  static const llvm::StringSet<> text = {"join",  "split",  "startswith", "endswith", "replace",
                                         "strip", "lstrip", "rstrip",     "find",     "rfind",
                                         "index", "count",  "lower",      "upper"};
  const llvm::StringRef name = method.attribute.name.str();
  switch (type->object) {
  case ObjectKind::Dict:
    return dict.contains(name);
  case ObjectKind::List:
    return list.contains(name);
  case ObjectKind::Set:
    return set.contains(name);
  case ObjectKind::Str:
    return text.contains(name) || name == "format" || name == "encode";
  case ObjectKind::Bytes:
    return text.contains(name) || name == "decode";
  default: // types of which less is known
    return false;
  }
}

bool areUnnoticeable(const FunctionContext &fn, const syntax::CallExpr &call) {
  for (const syntax::Expr *arg : call.args)
    if (!isUnnoticeable(fn, *arg))
      return false;
  for (const syntax::Keyword *keyword : call.keywords)
    if (!isUnnoticeable(fn, *keyword->value))
      return false;
  return true;
}

const Expr *keywordNames(FunctionContext &fn, llvm::ArrayRef<syntax::Keyword *> keywords) {
  llvm::SmallVector<const ir::Constant *, 4> names;
  for (const syntax::Keyword *keyword : keywords)
    names.push_back(fn.module.internedName(keyword->name.name.str()));
  return constantRef(fn.module, fn.module.tupleConstant(names));
}

void addArguments(FunctionContext &fn, Operands &operands, const syntax::CallExpr &call) {
  for (const syntax::Expr *arg : call.args)
    operands.add(lowerObject(fn, *arg));
  for (const syntax::Keyword *keyword : call.keywords)
    operands.add(lowerObject(fn, *keyword->value));
}

/// A class of this module with nothing but `type` above it.
bool isOwnClass(const FunctionContext &fn, const syntax::Expr &callee) {
  const sema::Symbol *symbol = infoOf(fn, callee).symbol;
  if (!llvm::isa<syntax::NameExpr>(callee) || !symbol || symbol->kind != sema::SymbolKind::Type)
    return false;
  const auto *type = llvm::dyn_cast<types::ExtensionType>(types::canonical(symbol->type));
  const sema::ClassInfo *cls = type ? fn.module.analysis.class_of.lookup(type) : nullptr;
  const ir::Class *made = cls ? fn.module.classes.lookup(cls) : nullptr;
  return made && !made->is_imported && !made->is_late;
}

/// The call with all operands there: callee (and name of the method) first.
Value emitCall(FunctionContext &fn, const syntax::CallExpr &call, const Operands &operands,
               const Expr *method_name) {
  At at(fn, call.span);
  llvm::SmallVector<const Expr *, 8> args = operands.exprs();
  auto behind_callee = args.begin() + 1;
  if (!call.keywords.empty())
    behind_callee = args.insert(behind_callee, keywordNames(fn, call.keywords));
  if (method_name)
    args.insert(behind_callee, method_name);
  RuntimeEntry entry = RuntimeEntry::call;
  if (method_name)
    entry = call.keywords.empty() ? RuntimeEntry::call_method : RuntimeEntry::call_method_kw;
  else if (isOwnClass(fn, *call.callee))
    entry = call.keywords.empty() ? RuntimeEntry::call_type : RuntimeEntry::call_type_kw;
  else if (!call.keywords.empty())
    entry = RuntimeEntry::call_kw;
  return callRuntime(fn, entry, args, reasonOf(call));
}

// ---------------------------------------------------------------------------------------------
// `*args` and `**kwargs`
// ---------------------------------------------------------------------------------------------

/// The positional arguments as a tuple. Each starred one is spread when it has been evaluated.
Value lowerPositional(FunctionContext &fn, const syntax::CallExpr &call, const Expr *callee) {
  const Reason reason = reasonOf(call);
  bool has_star = false;
  for (const syntax::Expr *arg : call.args)
    has_star |= arg->kind == syntax::NodeKind::StarredExpr;
  if (!has_star) {
    Operands operands(fn);
    for (const syntax::Expr *arg : call.args)
      operands.add(lowerObject(fn, *arg));
    operands.settle();
    return callRuntime(fn, RuntimeEntry::make_tuple, operands.exprs(), reason);
  }
  Value list = callRuntime(fn, RuntimeEntry::make_list, {}, reason);
  for (const syntax::Expr *arg : call.args) {
    const auto *starred = llvm::dyn_cast<syntax::StarredExpr>(arg);
    const Value value = lowerObject(fn, starred ? *starred->value : *arg);
    At at(fn, arg->span);
    // Among others it is spread as in a display, and an error does not name the function.
    if (starred && call.args.size() > 1)
      callRuntime(fn, RuntimeEntry::list_extend, {list.expr, value.expr}, reason);
    else if (starred)
      callRuntime(fn, RuntimeEntry::star_extend, {callee, list.expr, value.expr}, reason);
    else
      callRuntime(fn, RuntimeEntry::list_append, {list.expr, value.expr}, reason);
  }
  return callRuntime(fn, RuntimeEntry::list_to_tuple, {list.expr}, reason);
}

/// The keyword arguments as a dict; Nothing without any. Names between two `**` are added together,
/// behind the evaluation of the last of their values.
Value lowerKeywordDict(FunctionContext &fn, const syntax::CallExpr &call, const Expr *callee) {
  if (call.keywords.empty())
    return {};
  LowerContext &context = fn.module;
  const Reason reason = reasonOf(call);
  Value dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
  llvm::ArrayRef<syntax::Keyword *> left = call.keywords;
  while (!left.empty()) {
    if (!left.front()->name) {
      const Value mapping = lowerObject(fn, *left.front()->value);
      At at(fn, left.front()->span);
      callRuntime(fn, RuntimeEntry::star_merge, {callee, dict.expr, mapping.expr}, reason);
      left = left.drop_front();
      continue;
    }
    const auto run =
        left.take_while([](const syntax::Keyword *keyword) { return bool(keyword->name); });
    Operands values(fn);
    for (const syntax::Keyword *keyword : run)
      values.add(lowerObject(fn, *keyword->value));
    values.settle();
    for (size_t i = 0; i != run.size(); ++i) {
      At at(fn, run[i]->span);
      callRuntime(
          fn, RuntimeEntry::star_keyword,
          {callee, dict.expr, nameConstant(context, run[i]->name.name.str()), values[i].expr},
          reason);
    }
    left = left.drop_front(run.size());
  }
  return dict;
}

Value lowerStarCall(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  Value callee = lowerObject(fn, *call.callee);
  // It is named again and again below: what the arguments run must not change it.
  if (callee.kind == ValueKind::Borrowed && callee.expr->kind != ir::ExprKind::ConstantRef)
    callee = own(fn, callee, {Construct::HoldObject, calleeName(*call.callee)});
  const Value positional = lowerPositional(fn, call, callee.expr);
  const Value keywords = lowerKeywordDict(fn, call, callee.expr);
  At at(fn, call.span);
  return callRuntime(
      fn, RuntimeEntry::call_star,
      {callee.expr, positional.expr, keywords.expr ? keywords.expr : nullObject(context)},
      reasonOf(call));
}

// ---------------------------------------------------------------------------------------------
// `super()`
// ---------------------------------------------------------------------------------------------

/// `super()` with the class from its cell and the function's first argument; Nothing if the call is
/// none of those.
Value lowerSuper(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const sema::Symbol *cell = infoOf(fn, call).symbol;
  const auto *callee = llvm::dyn_cast<syntax::NameExpr>(call.callee);
  if (!callee || callee->name != "super" || !call.args.empty() || !call.keywords.empty() || !cell ||
      (cell->name != "__class__" && cell->kind != sema::SymbolKind::Type) || !fn.info)
    return {};
  const sema::Symbol *callee_symbol = infoOf(fn, *callee).symbol;
  if (!callee_symbol || callee_symbol->kind != sema::SymbolKind::Builtin)
    return {};
  const Expr *first = nullObject(context);
  if (!fn.info->parameters.empty()) {
    const sema::ParameterInfo &parameter = fn.info->parameters.front();
    const bool is_positional = parameter.passing == syntax::ParameterKind::PositionalOnly ||
                               parameter.passing == syntax::ParameterKind::Normal;
    if (is_positional && types::isObject(parameter.symbol->type))
      first = reference(context, fn.variableOf(parameter.symbol));
  }
  if (cell->kind == sema::SymbolKind::Type) { // the class of an extension type needs no cell
    const Value super = readBuiltin(fn, "super");
    const Reason reason{Construct::CallBuiltin, "super"};
    const Expr *type = typeObject(context, cell->type);
    if (fn.info->parameters.empty())
      return callRuntime(fn, RuntimeEntry::call, {super.expr, type}, reason);
    return callRuntime(fn, RuntimeEntry::call, {super.expr, type, first}, reason);
  }
  const Expr *cell_place = reference(context, fn.variableOf(cell));
  return callRuntime(fn, RuntimeEntry::super_object, {cell_place, first},
                     {Construct::CallBuiltin, "super"});
}

} // namespace

bool lowerDiscardedAppend(FunctionContext &fn, const syntax::CallExpr &call) {
  const auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call.callee);
  if (!method || infoOf(fn, call).form != sema::ExprForm::PythonCall || hasStars(call) ||
      call.args.size() != 1 || !call.keywords.empty() || method->attribute.name.str() != "append" ||
      infoOf(fn, *method).form != sema::ExprForm::PythonAttribute || infoOf(fn, *method).constant ||
      !areUnnoticeable(fn, call))
    return false;
  Operands operands(fn);
  operands.add(lowerObject(fn, *method->base));
  addArguments(fn, operands, call);
  operands.settle();
  At at(fn, call.span);
  callRuntime(fn, RuntimeEntry::append, operands.exprs(), reasonOf(call));
  return true;
}

Value lowerPythonCall(FunctionContext &fn, const syntax::CallExpr &call) {
  if (Value text = lowerCStringDecode(fn, call))
    return text;
  LowerContext &context = fn.module;
  if (Value value = lowerSuper(fn, call))
    return value;
  if (hasStars(call))
    return lowerStarCall(fn, call);
  const auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call.callee);
  // The interpreter looks the method up before it evaluates the arguments.
  const bool is_builtin = method && isBuiltinMethod(fn, *method);
  const bool is_method = method && infoOf(fn, *method).form == sema::ExprForm::PythonAttribute &&
                         !infoOf(fn, *method).constant && (areUnnoticeable(fn, call) || is_builtin);
  Operands operands(fn);
  operands.add(lowerObject(fn, is_method ? *method->base : *call.callee));
  if (is_builtin && !areUnnoticeable(fn, call)) {
    // Only None could be noticed: it has no such method, and says so before the arguments run.
    const Expr *object = operands[0].expr;
    Inst *is_none = branch(fn, binary(context, "==", object, none(context), context.bint()));
    InBlock in(fn, is_none->body);
    const llvm::StringRef name = method->attribute.name.str();
    callRuntime(fn, RuntimeEntry::raise_none_attribute, {nameConstant(context, name)},
                {Construct::GetAttribute, name});
  }
  addArguments(fn, operands, call);
  operands.settle();
  if (!is_method)
    return emitCall(fn, call, operands, nullptr);
  return emitCall(fn, call, operands, nameConstant(context, pythonAttributeName(fn, *method)));
}

namespace {

/// `min` and `max` of C values: the first of equal ones, and what a NaN does, as Python has it.
/// Of a signed number and an unsigned one, as mathematics compares them.
Value lowerMixedMinMax(FunctionContext &fn, const syntax::CallExpr &call, const Type *common,
                       bool is_min) {
  LowerContext &context = fn.module;
  const Type *type = infoOf(fn, call).type;
  Operands operands(fn);
  for (const syntax::Expr *arg : call.args)
    operands.add(lowerTo(fn, *arg, infoOf(fn, *arg).type));
  operands.settle();
  const bool is_first_signed = types::isSigned(infoOf(fn, *call.args[0]).type);
  // Each value is named twice.
  const Expr *with_sign = evaluate(fn, operands[is_first_signed ? 0 : 1].expr).expr;
  const Expr *without = evaluate(fn, operands[is_first_signed ? 1 : 0].expr).expr;
  const Expr *is_less =
      binary(context, "||", binary(context, "<", with_sign, intLiteral(context, 0), context.bint()),
             binary(context, "<", cast(context, with_sign, common), without, context.bint()),
             context.bint());
  const Expr *less = cast(context, is_min ? with_sign : without, type);
  const Expr *other = cast(context, is_min ? without : with_sign, type);
  Value result = cValue(conditional(context, is_less, less, other, type));
  result.type = type;
  return result;
}

Value lowerMinMax(FunctionContext &fn, const syntax::CallExpr &call, const Type *type,
                  llvm::StringRef less) {
  LowerContext &context = fn.module;
  Operands operands(fn);
  for (const syntax::Expr *arg : call.args)
    operands.add(convertExactly(fn, lowerTo(fn, *arg, type), type));
  operands.settle();
  const Expr *best = nullptr;
  for (size_t i = 0; i != operands.size(); ++i) {
    // Each value is named twice.
    const Expr *value = operands[i].expr;
    if (value->kind != ir::ExprKind::Literal && value->kind != ir::ExprKind::VariableRef)
      value = evaluate(fn, value).expr;
    if (!best) {
      best = value;
      continue;
    }
    const Expr *is_better = binary(context, less, value, best, context.bint());
    best = conditional(context, is_better, value, best, type);
    if (i + 1 != operands.size())
      best = evaluate(fn, best).expr;
  }
  Value result = cValue(best);
  result.type = type;
  return result;
}

} // namespace

/// `divmod(a, b)` of C numbers: a C tuple of what `//` and `%` give in Python.
static Value lowerDivmod(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const Type *number = infoOf(fn, call).operand_type;
  const auto *tuple = llvm::cast<types::CTupleType>(types::canonical(infoOf(fn, call).type));
  Operands operands(fn);
  for (const syntax::Expr *arg : call.args)
    operands.add(lowerTo(fn, *arg, number));
  operands.settle();
  At at(fn, call.span);
  const Reason reason{Construct::Arithmetic, "divmod"};
  const Expr *a = evaluate(fn, convertExactly(fn, operands[0], number).expr).expr;
  const Expr *b = evaluate(fn, convertExactly(fn, operands[1], number).expr).expr;
  b = callRuntime(fn,
                  byGil(fn, RuntimeEntry::c_divisor_checked, RuntimeEntry::c_divisor_checked_nogil),
                  {b}, reason, number)
          .expr;
  const Value remainder =
      callRuntime(fn, byGil(fn, RuntimeEntry::c_mod_checked, RuntimeEntry::c_mod_checked_nogil),
                  {a, b}, reason, number);
  const Value quotient = callRuntime(
      fn, byGil(fn, RuntimeEntry::c_floordiv_checked, RuntimeEntry::c_floordiv_checked_nogil),
      {a, b}, reason, number);
  const Value parts[] = {quotient, remainder};
  ir::Variable *pair = fn.newTemporary(tuple, ir::Holding::Value);
  declare(fn, pair);
  const Expr *result = reference(context, pair);
  for (size_t i = 0; i != 2; ++i)
    store(fn, field(context, result, tuple->fields[i].cname, /*is_arrow=*/false, number),
          parts[i].expr);
  return cValue(result);
}

Value lowerBuiltinCall(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, call);
  const Reason reason{Construct::CallBuiltin, info.text};
  if (info.text == "super")
    if (Value value = lowerSuper(fn, call))
      return value;
  if (info.text == "locals" || info.text == "vars" || info.text == "dir" || info.text == "eval" ||
      info.text == "exec")
    return lowerLocalsCall(fn, call, info.text);
  if (info.text == "globals")
    return callRuntime(fn, RuntimeEntry::globals_dict, {}, reason);
  if (info.text == "min of mixed" || info.text == "max of mixed")
    return lowerMixedMinMax(fn, call, info.operand_type, info.text == "min of mixed");
  if (info.text == "min" || info.text == "max")
    return lowerMinMax(fn, call, info.operand_type, info.text == "min" ? "<" : ">");
  if (info.text == "isinstance") {
    Operands operands(fn);
    for (const syntax::Expr *arg : call.args)
      operands.add(lowerObject(fn, *arg));
    operands.settle();
    const sema::Symbol *tested = infoOf(fn, *call.args[1]).symbol;
    const bool is_extension = tested && tested->kind == sema::SymbolKind::Type &&
                              llvm::isa_and_nonnull<types::ExtensionType>(tested->type);
    return callRuntime(fn, is_extension ? RuntimeEntry::is_instance_of : RuntimeEntry::isinstance,
                       operands.exprs(), reason);
  }
  if (info.text == "len") {
    const Type *measured = types::isCText(typeOf(fn, *call.args[0]))
                               ? fn.module.types.object(types::ObjectKind::Bytes)
                               : fn.module.object();
    return callRuntime(fn, RuntimeEntry::length, {lowerTo(fn, *call.args[0], measured).expr},
                       reason);
  }
  if (info.text == "hash")
    return callRuntime(fn, RuntimeEntry::hash, {lowerObject(fn, *call.args[0]).expr}, reason);
  if (info.text == "divmod")
    return lowerDivmod(fn, call);
  if (info.text == "ord")
    return callRuntime(fn, RuntimeEntry::ucs4_ord, {lowerObject(fn, *call.args[0]).expr}, reason);
  if (info.text == "abs") {
    const Type *type = info.operand_type;
    const Value value = convertExactly(fn, lowerTo(fn, *call.args[0], type), type);
    const Expr *absolute = pureCall(context, RuntimeEntry::c_abs, {value.expr}, type);
    return cValue(types::isComplex(type) ? unary(context, "__real__ ", absolute, info.type)
                                         : absolute);
  }
  if (info.text == "conjugate") {
    const Type *type = info.operand_type;
    const auto &method = *llvm::cast<syntax::AttributeExpr>(call.callee);
    const Value value = convertExactly(fn, lowerExpr(fn, *method.base), type);
    return cValue(pureCall(context, RuntimeEntry::c_conjugate, {value.expr}, type));
  }
  return lowerPythonCall(fn, call); // `range` where no loop counts it
}

} // namespace nogilc::lower
