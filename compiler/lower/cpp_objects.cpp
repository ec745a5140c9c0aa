#include "lower/cpp_objects.h"

#include "lower/c_calls.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/loops.h"
#include "lower/names.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::lower {

using sema::ImplicitCall;

static const types::FunctionType *implicitOf(FunctionContext &fn, const types::CppClassType *cls,
                                             ImplicitCall what) {
  return sema::implicitCall(fn.module.analysis, fn.module.types, cls, what);
}

static void noteImplicit(FunctionContext &fn, const types::CppClassType *cls, ImplicitCall what,
                         Construct construct) {
  const types::FunctionType *function = implicitOf(fn, cls, what);
  if (!function || function->is_nogil)
    return;
  const std::string name = types::spelling(cls);
  append(fn, InstKind::NeedGil, {construct, name});
}

void noteDestroyed(FunctionContext &fn, const types::CppClassType *cls) {
  noteImplicit(fn, cls, ImplicitCall::Destroy, Construct::CppDestroy);
}

namespace {

/// The text of the class itself, without `const`: what constructors and static methods begin with.
std::string classText(const Type *type) {
  return types::cppDeclaration(types::unqualified(type), "");
}

std::string templateText(llvm::ArrayRef<const Type *> arguments) {
  std::string text;
  for (const Type *argument : arguments)
    text += (text.empty() ? "<" : ", ") + types::cppDeclaration(argument, "");
  return text.empty() ? text : text + ">";
}

const Expr *addressOf(LowerContext &context, const Expr *place) {
  if (place->kind == ir::ExprKind::Unary && place->text == "*")
    return place->operands[0];
  return unary(context, "&", place, context.types.pointer(place->type));
}

bool isPlace(const Expr &expr) {
  return expr.kind == ir::ExprKind::VariableRef || expr.kind == ir::ExprKind::Field ||
         expr.kind == ir::ExprKind::Index ||
         (expr.kind == ir::ExprKind::Unary && expr.text == "*") ||
         (expr.kind == ir::ExprKind::Conditional && isCppObject(expr.type) &&
          isPlace(*expr.operands[1]) && isPlace(*expr.operands[2]));
}

Value placeValue(const Value &value) {
  Value place = value;
  place.is_place = true;
  if (value.expr->kind == ir::ExprKind::VariableRef)
    const_cast<ir::Variable *>(value.expr->variable)->is_escaping = true;
  return place;
}

/// The object that a method is called of, where it stands.
Value lowerReceiver(FunctionContext &fn, const syntax::Expr &expr) {
  const Value value = lowerExpr(fn, expr);
  return value.expr && isCppObject(value.type) && isPlace(*value.expr) ? placeValue(value) : value;
}

/// The call that was made last: notes on what C++ does by itself may follow it.
Inst &lastCall(FunctionContext &fn) {
  size_t i = fn.block->size();
  while ((*fn.block)[i - 1]->kind != InstKind::CallFunction)
    --i;
  return *(*fn.block)[i - 1];
}

Value callCpp(FunctionContext &fn, ir::CallForm form, const Expr *callee,
              const types::FunctionType &type, llvm::ArrayRef<const Expr *> args, Reason reason) {
  const Value result = callC(fn, callee, type, args, nullptr, reason, Promise::None);
  lastCall(fn).call_form = form;
  return result;
}

/// A function of the class's own `type`, with `parameters` as they are given.
const types::FunctionType &withParameters(LowerContext &context, const types::FunctionType &type,
                                          llvm::ArrayRef<const Type *> parameters) {
  types::FunctionType parts = type;
  parts.parameters = parameters;
  parts.optional_count = 0;
  return *context.types.function(parts);
}

} // namespace

bool isCppObject(const Type *type) { return type && types::cppClass(type) != nullptr; }

const Expr *movable(FunctionContext &fn, const Value &value) {
  if (value.kind != ValueKind::C || !value.owner || !isCppObject(value.type))
    return value.expr;
  return pureCall(fn.module, "std::move", {value.expr}, value.type);
}

Value copied(FunctionContext &fn, Value value) {
  if (value.owner) {
    value.expr = movable(fn, value);
    return value;
  }
  const types::CppClassType *cls = types::cppClass(value.type);
  if (!cls) // of which an error was reported
    return value;
  const types::FunctionType *copy = implicitOf(fn, cls, ImplicitCall::Copy);
  noteImplicit(fn, cls, ImplicitCall::Copy, Construct::CppCopy);
  if (!copy || copy->exception.kind != types::ExceptionKind::Cpp)
    return placeValue(value);
  const std::string name = types::spelling(cls);
  Value made = callCpp(fn, ir::CallForm::Construct, namedValue(fn.module, classText(cls), copy),
                       *copy, {value.expr}, {Construct::CppCopy, name});
  made.expr = movable(fn, made);
  return made;
}

Value lowerCppArgument(FunctionContext &fn, const syntax::Expr &expr, const Type *parameter) {
  LowerContext &context = fn.module;
  const Type *plain = parameter;
  while (auto *alias = llvm::dyn_cast<types::TypedefType>(plain))
    plain = alias->underlying;
  const auto *reference = llvm::dyn_cast<types::ReferenceType>(plain);
  if (!reference) { // an object by value
    Value value = lowerTo(fn, expr, types::unqualified(parameter));
    if (!value.expr)
      return value;
    At at(fn, expr.span);
    return copied(fn, value);
  }
  const Type *wanted = types::unqualified(reference->referee);
  // A literal takes the type that is wanted of it; all else is made once and converted.
  const bool is_literal = llvm::isa<syntax::StringLiteral>(expr) || infoOf(fn, expr).constant;
  Value value = is_literal ? lowerTo(fn, expr, wanted) : lowerExpr(fn, expr);
  At at(fn, expr.span);
  if (!value.expr)
    return value;
  const auto *given = types::cppClass(value.type);
  const auto *base = types::cppClass(wanted);
  const bool fits =
      types::isSame(value.type, wanted) || (given && base && types::isDerived(given, base));
  if (reference->is_rvalue) {
    if (!fits)
      value = convert(fn, value, wanted);
    if (value.owner && isCppObject(value.type))
      value.expr = movable(fn, value);
    else { // a copy, which nobody else has
      const Value copy = evaluate(
          fn, types::isArithmetic(wanted) ? cast(context, value.expr, wanted) : value.expr);
      value.expr = pureCall(context, "std::move", {placeValue(copy).expr}, wanted);
    }
    return value;
  }
  if (fits && !value.isObject() && isPlace(*value.expr))
    return placeValue(value);
  value = convert(fn, value, wanted);
  if (!value.expr || value.isObject())
    return value;
  // What the function keeps a reference to lives as long as the statement.
  if (value.expr->kind != ir::ExprKind::VariableRef || !value.owner) {
    const Expr *exact =
        types::isArithmetic(wanted) ? cast(context, value.expr, wanted) : value.expr;
    value = evaluate(fn, exact);
    value.type = wanted;
  }
  return placeValue(value);
}

namespace {

Value argumentFor(FunctionContext &fn, const syntax::Expr &expr, const Type *parameter) {
  if (types::isReference(parameter) || isCppObject(parameter))
    return lowerCppArgument(fn, expr, parameter);
  Value value = lowerTo(fn, expr, types::unqualified(parameter));
  // C++ chooses the function by the types of what it is given.
  if (value.kind == ValueKind::C && types::isArithmetic(parameter) &&
      types::canonical(value.expr->type) != types::canonical(parameter))
    return cValue(cast(fn.module, value.expr, types::unqualified(parameter)));
  return value;
}

} // namespace

Value lowerCppCall(FunctionContext &fn, const syntax::CallExpr &call) {
  LowerContext &context = fn.module;
  const sema::ExprInfo &info = infoOf(fn, call);
  const auto &type = *llvm::cast<types::FunctionType>(info.operand_type);
  const sema::Symbol *symbol = info.symbol;
  const bool is_new = llvm::isa<syntax::NewExpr>(call.callee);
  const bool is_constructor = !symbol || symbol->name == sema::kConstructor;
  const bool is_call_operator = symbol && symbol->name == "operator()";
  const syntax::Expr *written = call.callee;
  if (const auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(written);
      subscript && !is_constructor && !is_call_operator)
    written = subscript->base; // `f[int](x)`
  const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(written);
  const bool is_method = symbol && symbol->cpp_class && !is_constructor &&
                         !symbol->is_static_method && !is_call_operator;
  const std::string arguments = templateText(info.template_arguments);

  Operands operands(fn);
  if (is_method && attribute)
    operands.add(lowerReceiver(fn, *attribute->base));
  else if (is_call_operator)
    operands.add(lowerReceiver(fn, *call.callee));
  const size_t first = operands.size();
  for (size_t i = 0; i != call.args.size(); ++i)
    operands.add(i < type.parameters.size() ? argumentFor(fn, *call.args[i], type.parameters[i])
                                            : lowerExpr(fn, *call.args[i]));
  operands.settle();
  At at(fn, call.span);
  llvm::SmallVector<const Expr *, 8> args;
  for (size_t i = first; i != operands.size(); ++i)
    args.push_back(operands[i].expr);
  if (llvm::is_contained(args, nullptr))
    return cValue(literal(context, "{}", typeOf(fn, call)));

  ir::CallForm form = ir::CallForm::Construct;
  const Expr *callee = nullptr;
  std::string subject = symbol ? symbol->name.str().str() : "";
  Construct construct = Construct::CallC;
  if (is_constructor) {
    const Type *made = typeOf(fn, call);
    if (is_new) {
      made = types::elementOf(types::canonical(made));
      form = ir::CallForm::New;
    }
    construct = call.args.size() == 1 && types::isSame(typeOf(fn, *call.args[0]), made)
                    ? Construct::CppCopy
                    : Construct::CppConstruct;
    subject = types::spelling(types::unqualified(made));
    callee = namedValue(context, classText(made), &type);
    types::FunctionType parts = type;
    parts.result = is_new ? typeOf(fn, call) : types::unqualified(made);
    return callCpp(fn, form, callee, *context.types.function(parts), args, {construct, subject});
  }
  if (is_call_operator) {
    callee = operands[0].expr;
    form = ir::CallForm::Function;
  } else if (is_method && attribute) {
    const Expr *object = operands[0].expr;
    const bool is_arrow = types::isPointer(types::canonical(operands[0].type));
    const std::string name = symbol->cname + arguments;
    callee = !is_arrow && object->kind == ir::ExprKind::Unary && object->text == "*"
                 ? field(context, object->operands[0], name, /*is_arrow=*/true, &type)
                 : field(context, object, name, is_arrow, &type);
    form = ir::CallForm::Function;
  } else {
    std::string name = symbol->cname + arguments;
    if (symbol->cpp_class && info.cpp_owner && name.find("::") == std::string::npos)
      name = classText(info.cpp_owner) + "::" + name;
    callee = namedValue(context, name, &type);
  }
  return callCpp(fn, form, callee, type, args, {construct, subject});
}

Value lowerCppOperator(FunctionContext &fn, const sema::ExprInfo &info,
                       llvm::ArrayRef<const syntax::Expr *> written) {
  LowerContext &context = fn.module;
  const auto &type = *llvm::cast<types::FunctionType>(info.operand_type);
  Operands operands(fn);
  for (size_t i = 0; i != written.size(); ++i)
    operands.add(i < type.parameters.size() ? argumentFor(fn, *written[i], type.parameters[i])
                                            : lowerReceiver(fn, *written[i]));
  operands.settle();
  const auto args = operands.exprs();
  if (llvm::is_contained(args, nullptr))
    return cValue(literal(context, "{}", type.result));
  llvm::SmallVector<const Type *, 2> parameters;
  for (size_t i = 0; i != args.size(); ++i)
    parameters.push_back(i < type.parameters.size() ? type.parameters[i] : operands[i].type);
  return callCpp(fn, ir::CallForm::Operator, namedValue(context, info.text, &type),
                 withParameters(context, type, parameters), args,
                 {Construct::CppOperator, info.text});
}

Value chooseCppObject(FunctionContext &fn, const Expr *condition, ir::Block *then_block,
                      const Value &then_value, ir::Block *else_block, const Value &else_value,
                      const Type *type) {
  LowerContext &context = fn.module;
  const auto lasts = [&](const Value &value) {
    return value.expr && isPlace(*value.expr) && !value.owner && types::isSame(value.type, type);
  };
  const bool is_place = lasts(then_value) && lasts(else_value);
  ir::Variable *result = fn.newTemporary(is_place ? context.types.pointer(types::unqualified(type))
                                                  : types::unqualified(type),
                                         ir::Holding::Value);
  result->is_made_later = !is_place;
  declare(fn, result);
  const Expr *place = reference(context, result);
  Inst *choice = append(fn, InstKind::If);
  choice->value = condition;
  choice->body = then_block;
  choice->else_body = else_block;
  for (const bool is_then : {true, false}) {
    InBlock in(fn, is_then ? then_block : else_block);
    const Value &value = is_then ? then_value : else_value;
    if (is_place)
      store(fn, place, addressOf(context, value.expr));
    else
      assignCppObject(fn, place, value);
  }
  if (is_place)
    return cValue(unary(context, "*", place, types::unqualified(type)));
  return {ValueKind::C, place, types::unqualified(type), result};
}

void assignCppObject(FunctionContext &fn, const Expr *place, const Value &given) {
  LowerContext &context = fn.module;
  const types::CppClassType *cls = types::cppClass(place->type);
  const types::FunctionType *assign = nullptr;
  Value value = given;
  if (types::implicitConversion(given.type, cls).kind == types::ConversionKind::Impossible)
    assign = sema::assignmentOf(context.analysis, context.types, cls, given.type);
  value = convert(fn, given, assign ? types::unqualified(assign->parameters[0]) : cls);
  if (!assign)
    assign = implicitOf(fn, cls, ImplicitCall::Assign);
  if (!assign || !value.expr) {
    context.unsupported(fn.span, "assigning to a `" + types::spelling(cls) + "`");
    return;
  }
  const std::string name = types::spelling(cls);
  types::FunctionType parts = *assign;
  const Type *parameters[] = {context.types.reference(cls), value.type};
  parts.parameters = parameters;
  parts.optional_count = 0;
  parts.result = context.types.voidType();
  callCpp(fn, ir::CallForm::Operator, namedValue(context, "=", assign),
          *context.types.function(parts), {place, movable(fn, value)},
          {Construct::CppAssign, name});
}

const Expr *cppTruth(FunctionContext &fn, const Value &value) {
  LowerContext &context = fn.module;
  const sema::CppMember member = sema::findCppMember(context.analysis, context.types,
                                                     types::cppClass(value.type), "operator bool");
  const auto *type =
      member.symbol ? llvm::dyn_cast<types::FunctionType>(member.symbol->type) : nullptr;
  if (!type) {
    context.unsupported(fn.span, "this C++ object as a truth value");
    return boolLiteral(context, false);
  }
  types::FunctionType parts = *type;
  const Type *parameters[] = {value.type};
  parts.parameters = parameters;
  parts.result = context.bint();
  return callCpp(fn, ir::CallForm::Construct, namedValue(context, "static_cast<bool>", type),
                 *context.types.function(parts), {value.expr}, {Construct::CppOperator, "bool"})
      .expr;
}

Value cppString(FunctionContext &fn, const Expr *text, const Expr *length, const Type *type) {
  LowerContext &context = fn.module;
  types::FunctionType parts{};
  parts.kind = types::TypeKind::Function;
  parts.result = types::unqualified(type);
  parts.is_nogil = true;
  parts.exception.kind = types::ExceptionKind::Cpp;
  llvm::SmallVector<const Type *, 2> parameters = {text->type};
  llvm::SmallVector<const Expr *, 2> args = {text};
  if (length) {
    parameters.push_back(length->type);
    args.push_back(length);
  }
  parts.parameters = parameters;
  const types::FunctionType *function = context.types.function(parts);
  const std::string name = types::spelling(type);
  return callCpp(fn, ir::CallForm::Construct, namedValue(context, classText(type), function),
                 *function, args, {Construct::CppConstruct, name});
}

void deleteCppObject(FunctionContext &fn, const Expr *pointer) {
  LowerContext &context = fn.module;
  const types::CppClassType *cls =
      types::cppClass(types::elementOf(types::canonical(pointer->type)));
  const types::FunctionType *destroy = implicitOf(fn, cls, ImplicitCall::Destroy);
  types::FunctionType parts = *destroy;
  const Type *parameters[] = {pointer->type};
  parts.parameters = parameters;
  parts.result = context.types.voidType();
  const std::string name = types::spelling(cls);
  callCpp(fn, ir::CallForm::Delete, namedValue(context, "delete", destroy),
          *context.types.function(parts), {pointer}, {Construct::CppDestroy, name});
}

void constructCppLocals(FunctionContext &fn) {
  if (!fn.info)
    return;
  LowerContext &context = fn.module;
  for (const sema::Symbol *symbol : fn.info->locals) {
    if (const Type *element = symbol->type ? types::elementOf(symbol->type) : nullptr;
        element && !types::isPointer(symbol->type) && isCppObject(element)) {
      context.unsupported(symbol->span, "an array of C++ objects");
      continue;
    }
    if (!symbol->type || !(isCppObject(symbol->type) || types::isReference(symbol->type)))
      continue;
    At at(fn, symbol->span);
    if (symbol->is_captured || fn.info->isResumable()) {
      context.unsupported(symbol->span, symbol->is_captured
                                            ? "a C++ object that an inner function uses"
                                            : "a C++ object in a generator or coroutine");
      continue;
    }
    if (symbol->kind != sema::SymbolKind::Local) {
      if (isCppObject(symbol->type) && !types::isReference(symbol->type))
        noteDestroyed(fn, types::cppClass(symbol->type));
      continue;
    }
    if (types::isReference(symbol->type)) {
      context.unsupported(symbol->span, "a local variable that is a C++ reference");
      continue;
    }
    const types::CppClassType *cls = types::cppClass(symbol->type);
    const types::FunctionType *construct = implicitOf(fn, cls, ImplicitCall::Construct);
    if (!construct) // sema has reported what is declared
      continue;
    ir::Variable *variable = fn.variableOf(symbol);
    const std::string name = types::spelling(cls);
    if (construct->exception.kind != types::ExceptionKind::Cpp) {
      noteImplicit(fn, cls, ImplicitCall::Construct, Construct::CppConstruct);
      noteDestroyed(fn, cls);
    } else {
      variable->is_made_later = true;
      types::FunctionType parts = *construct;
      parts.result = types::unqualified(symbol->type);
      callCpp(fn, ir::CallForm::Construct, namedValue(context, classText(symbol->type), construct),
              *context.types.function(parts), {}, {Construct::CppConstruct, name});
      Inst &call = lastCall(fn);
      call.result = variable;
      call.result_declares = false;
    }
  }
}

void lowerCppLoop(FunctionContext &fn, const sema::CppLoop &loop_info,
                  const syntax::Expr &container, ir::Label *break_label,
                  llvm::function_ref<void(const Value &)> body) {
  LowerContext &context = fn.module;
  Value object = lowerReceiver(fn, container);
  At at(fn, container.span);
  if (!object.expr)
    return;
  // What the loop runs over has to last: a place is kept by its address.
  if (object.expr->kind != ir::ExprKind::VariableRef) {
    const Value address = evaluate(fn, addressOf(context, object.expr));
    object.expr = unary(context, "*", address.expr, object.type);
  }
  const auto method = [&](const sema::ExprInfo &info) {
    const auto &type = *llvm::cast<types::FunctionType>(info.operand_type);
    const bool is_arrow = object.expr->kind == ir::ExprKind::Unary && object.expr->text == "*";
    const Expr *callee = field(context, is_arrow ? object.expr->operands[0] : object.expr,
                               info.symbol->cname, is_arrow, &type);
    return callCpp(fn, ir::CallForm::Function, callee, type, {},
                   {Construct::CallC, info.symbol->name.str()});
  };
  const auto operation = [&](const sema::ExprInfo &info, llvm::ArrayRef<const Expr *> args) {
    const auto &type = *llvm::cast<types::FunctionType>(info.operand_type);
    llvm::SmallVector<const Type *, 2> parameters;
    for (const Expr *arg : args)
      parameters.push_back(arg->type);
    return callCpp(fn, ir::CallForm::Operator, namedValue(context, info.text, &type),
                   withParameters(context, type, parameters), args,
                   {Construct::CppOperator, info.text});
  };
  const Value begin = method(loop_info.begin);
  const Value end = method(loop_info.end);
  const bool is_pointer = types::isPointer(begin.type);
  const Expr *at_element = begin.expr;
  if (begin.expr->kind == ir::ExprKind::VariableRef)
    const_cast<ir::Variable *>(begin.expr->variable)->is_escaping = true;
  if (is_pointer) {
    at_element = evaluate(fn, begin.expr).expr;
    const_cast<ir::Variable *>(at_element->variable)->is_escaping = true;
  }
  Inst *each = loop(fn, nullptr);
  InBlock in(fn, each->body);
  {
    const Expr *differs = is_pointer ? binary(context, "!=", at_element, end.expr, context.bint())
                                     : operation(loop_info.differs, {at_element, end.expr}).expr;
    Inst *leave = branch(fn, negation(context, differs));
    InBlock inside(fn, leave->body);
    append(fn, InstKind::Break);
  }
  ir::Label *behind = fn.newLabel();
  Inst *run = labeled(fn, behind);
  {
    InBlock inside(fn, run->body);
    const Value element = is_pointer ? cValue(unary(context, "*", at_element,
                                                    types::elementOf(types::canonical(begin.type))))
                                     : operation(loop_info.dereference, {at_element});
    lowerLoopRound(fn, break_label, [&] { body(element); }, behind);
  }
  if (is_pointer)
    store(fn, at_element,
          binary(context, "+", at_element, intLiteral(context, 1), at_element->type));
  else
    operation(loop_info.step, {at_element});
}

} // namespace nogilc::lower
