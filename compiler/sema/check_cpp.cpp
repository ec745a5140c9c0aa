// What a C++ class is used for: members, calls of one of several functions, operators, `new`, and
// loops over what has `begin()` and `end()`.
#include "sema/check.h"

#include "support/suggest.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace nogilc::sema {

using namespace types;

namespace {

const Type *inOwner(Context &ctx, const Type *type, const CppClassType *owner) {
  return owner ? ctx.types.substitute(type, owner->declaration->arguments, owner->arguments) : type;
}

/// What the parameters of a template have to be for `pattern` to be `type`; those known stay.
void deduce(const Type *pattern, const Type *type, llvm::ArrayRef<const Type *> parameters,
            llvm::MutableArrayRef<const Type *> found) {
  if (!pattern || !type || !isDependent(pattern))
    return;
  if (auto *reference = llvm::dyn_cast<ReferenceType>(pattern))
    return deduce(reference->referee, unqualified(type), parameters, found);
  if (auto *qualified = llvm::dyn_cast<QualifiedType>(pattern))
    return deduce(qualified->inner, unqualified(type), parameters, found);
  for (size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i] == pattern) {
      const Type *value = unqualified(type);
      if (llvm::isa<ArrayType>(canonical(value)) || isVoid(value))
        return;
      if (!found[i])
        found[i] = value;
      return;
    }
  if (auto *pointer = llvm::dyn_cast<PointerType>(pattern)) {
    const Type *element = elementOf(type);
    if (!element)
      return;
    return deduce(pointer->pointee,
                  llvm::isa<QualifiedType>(pointer->pointee) ? unqualified(element) : element,
                  parameters, found);
  }
  if (auto *function = llvm::dyn_cast<FunctionType>(pattern)) {
    const FunctionType *other = calledFunction(type);
    if (!other || other->parameters.size() != function->parameters.size())
      return;
    deduce(function->result, other->result, parameters, found);
    for (size_t i = 0; i < other->parameters.size(); ++i)
      deduce(function->parameters[i], other->parameters[i], parameters, found);
    return;
  }
  auto *cls = llvm::dyn_cast<CppClassType>(pattern);
  const CppClassType *other = cppClass(type);
  if (cls && other && cls->declaration == other->declaration)
    for (size_t i = 0; i < cls->arguments.size() && i < other->arguments.size(); ++i)
      deduce(cls->arguments[i], other->arguments[i], parameters, found);
  else if (cls && other)
    for (const Type *base : other->declaration->bases)
      deduce(pattern,
             other->context->substitute(base, other->declaration->arguments, other->arguments),
             parameters, found);
}

/// `{"x": 1}` for a struct, `(1, 2)` for a C tuple.
bool isDisplayFor(const syntax::Expr *expr, const Type *target) {
  if (!expr)
    return false;
  return llvm::isa<StructType>(target)
             ? llvm::isa<syntax::DictExpr>(expr)
             : llvm::isa<CTupleType>(target) && llvm::isa<syntax::TupleExpr>(expr);
}

/// Text and containers of Python.
bool isNoNumber(const Type *type) {
  auto *object = llvm::dyn_cast<ObjectType>(type);
  return object && llvm::is_contained({ObjectKind::Str, ObjectKind::Bytes, ObjectKind::ByteArray,
                                       ObjectKind::List, ObjectKind::Tuple, ObjectKind::Dict,
                                       ObjectKind::Set, ObjectKind::FrozenSet},
                                      object->object);
}

bool isPromotion(const Type *from, const Type *to) {
  auto *a = llvm::dyn_cast<IntegerType>(from);
  auto *b = llvm::dyn_cast<IntegerType>(to);
  if (b && b->integer == IntegerKind::Int)
    return from->kind == TypeKind::Enum || from->kind == TypeKind::Bint || (a && a->rank < b->rank);
  auto *x = llvm::dyn_cast<FloatType>(from);
  auto *y = llvm::dyn_cast<FloatType>(to);
  return x && y && y->floating == FloatKind::Double && x->rank <= y->rank;
}

} // namespace

// ---------------------------------------------------------------------------------------------
// Overloads
// ---------------------------------------------------------------------------------------------

Checker::CppCandidates Checker::cppCandidates(Symbol &first, const CppClassType *owner,
                                              llvm::ArrayRef<const Type *> template_arguments) {
  CppCandidates candidates;
  const auto add = [&](Symbol *symbol) {
    const Type *type = inOwner(ctx_, symbol->type, owner);
    if (!template_arguments.empty()) {
      if (symbol->template_parameters.size() < template_arguments.size())
        return;
      type = ctx_.types.substitute(
          type, symbol->template_parameters.take_front(template_arguments.size()),
          template_arguments);
    }
    if (auto *function = llvm::dyn_cast<FunctionType>(canonical(type)))
      candidates.push_back({symbol, function, owner, template_arguments});
  };
  add(&first);
  for (Symbol *symbol : first.overloads)
    add(symbol);
  return candidates;
}

/// How far the arguments are from what the function takes, worst first: conversions of objects,
/// of other kinds, of numbers, to `void *`, of pointers, to a base. Absent: they do not fit.
std::optional<std::array<unsigned, 6>> Checker::cppCost(const FunctionType &function,
                                                        llvm::ArrayRef<CppArgument> args) {
  const size_t most = function.parameters.size();
  if (args.size() + function.optional_count < most ||
      (args.size() > most && !function.has_c_varargs))
    return std::nullopt;
  std::array<unsigned, 6> cost{};
  for (size_t i = 0; i < args.size() && i < most; ++i) {
    const Type *from = canonical(args[i].type);
    const Type *to = canonical(function.parameters[i]);
    if (isError(from) || isError(to) || isSame(from, to))
      continue;
    auto *literal = llvm::dyn_cast_or_null<syntax::StringLiteral>(args[i].expr);
    if (literal && isCharPointer(to) && literal->string_kind != syntax::StringKind::Unicode)
      continue;
    if (literal && isCppText(to) && literal->string_kind != syntax::StringKind::Unicode) {
      ++cost[1];
      continue;
    }
    if (literal && isInteger(to) && isObject(from)) {
      const bool was_quiet = std::exchange(ctx_.is_quiet, true);
      ExprInfo &info = ctx_.info(*args[i].expr);
      const ExprInfo saved = info;
      const bool is_character = adaptLiteral(*args[i].expr, to);
      info = saved;
      ctx_.is_quiet = was_quiet;
      if (!is_character)
        return std::nullopt;
      ++cost[1];
      continue;
    }
    if (isDisplayFor(args[i].expr, to)) {
      ++cost[0];
      continue;
    }
    if (isArithmetic(to) && isNoNumber(from))
      return std::nullopt;
    const Conversion conversion =
        implicitConversion(from, function.parameters[i], ctx_.analysis.text_rules);
    if (conversion.kind == ConversionKind::Impossible) {
      // A large constant is an object until it is known what it is for.
      const bool is_number = args[i].expr && ctx_.info(*args[i].expr).constant && isArithmetic(to);
      if (!is_number)
        return std::nullopt;
    }
    auto *a = llvm::dyn_cast<IntegerType>(from);
    auto *b = llvm::dyn_cast<IntegerType>(to);
    auto *x = llvm::dyn_cast<FloatType>(from);
    auto *y = llvm::dyn_cast<FloatType>(to);
    const CppClassType *derived = isPointer(from) ? cppClass(elementOf(from)) : cppClass(from);
    const CppClassType *base = isPointer(to) ? cppClass(elementOf(to)) : cppClass(to);
    if (isObject(from) || isObject(to))
      ++cost[0];
    else if (isPromotion(from, to))
      ++cost[2];
    else if (a && b)
      cost[2] += 1 + static_cast<unsigned>(
                         std::abs((b->rank * 2 + !b->is_signed) - (a->rank * 2 + !a->is_signed)));
    else if (x && y)
      cost[2] += 1 + static_cast<unsigned>(std::abs(y->rank - x->rank));
    else if (isPointer(from) && isPointer(to) && isVoid(elementOf(to)))
      ++cost[3];
    else if (derived && base && isDerived(derived, base))
      cost[5] += *baseDistance(derived, base);
    else if (isPointer(from) && isPointer(to))
      ++cost[4];
    else
      ++cost[1];
  }
  return cost;
}

const Checker::CppCandidate *Checker::resolveOverload(const CppCandidates &candidates,
                                                      llvm::ArrayRef<CppArgument> args, Span span,
                                                      llvm::StringRef name) {
  if (llvm::any_of(candidates, [](const CppCandidate &one) { return isError(one.type); }))
    return nullptr;
  const CppCandidate *best = nullptr;
  const CppCandidate *other = nullptr;
  std::array<unsigned, 6> least{};
  for (const CppCandidate &candidate : candidates) {
    if (isDependent(candidate.type)) // a parameter that the arguments do not tell
      continue;
    const auto cost = cppCost(*candidate.type, args);
    if (!cost)
      continue;
    // A function that is no template comes before one that is.
    const bool is_more_special = best && *cost == least &&
                                 !best->symbol->template_parameters.empty() &&
                                 candidate.symbol->template_parameters.empty();
    const bool is_less_special = best && *cost == least &&
                                 best->symbol->template_parameters.empty() &&
                                 !candidate.symbol->template_parameters.empty();
    if (!best || *cost < least || is_more_special) {
      best = &candidate;
      least = *cost;
      other = nullptr;
    } else if (*cost == least && !is_less_special) {
      // The constant and the other of two methods: C++ takes the one for the object at hand.
      const bool is_twin =
          candidate.type->parameters.size() == best->type->parameters.size() &&
          llvm::all_of(
              llvm::zip(candidate.type->parameters, best->type->parameters),
              [](const auto &pair) { return isSame(std::get<0>(pair), std::get<1>(pair)); });
      if (!is_twin)
        other = &candidate;
    }
  }
  if (best && !other)
    return best;
  std::string given;
  for (const CppArgument &arg : args) {
    if (isError(arg.type))
      return nullptr;
    given += (given.empty() ? "" : ", ") + spelling(arg.type);
  }
  auto report = ctx_.report(best ? Diag::AmbiguousOverload : Diag::NoOverload, span);
  report.arg(name).arg(given);
  if (best)
    report.note(best->symbol->span, "it may be `" + spelling(best->type) + "`")
        .note(other->symbol->span, "or `" + spelling(other->type) + "`");
  else
    for (const CppCandidate &candidate : candidates)
      report.note(candidate.symbol->span, "declared as `" + spelling(candidate.type) + "`");
  return nullptr;
}

/// Whether the value stands somewhere that outlives the expression.
bool Checker::isPlace(const syntax::Expr &expr) {
  const ExprInfo &info = ctx_.info(expr);
  switch (info.form) {
  case ExprForm::SymbolRead:
    return info.symbol &&
           (info.symbol->kind == SymbolKind::Local || info.symbol->kind == SymbolKind::Parameter ||
            info.symbol->kind == SymbolKind::ModuleVariable ||
            info.symbol->kind == SymbolKind::ExternVariable);
  case ExprForm::StructField:
  case ExprForm::ExtensionField:
  case ExprForm::PointerIndex:
    return true;
  case ExprForm::CppCall:
  case ExprForm::CppOperator: {
    auto *function = llvm::dyn_cast_or_null<FunctionType>(info.operand_type);
    auto *reference = function ? llvm::dyn_cast<ReferenceType>(function->result) : nullptr;
    return reference && !reference->is_rvalue;
  }
  default:
    return false;
  }
}

/// What a reference to something that can be changed is bound to has to be of its very type.
void Checker::cppReference(const syntax::Expr &expr, const Type *parameter) {
  auto *reference = llvm::dyn_cast<ReferenceType>(parameter);
  const Type *given = ctx_.info(expr).type;
  if (!reference || reference->is_rvalue || isConst(reference->referee) || isError(given) ||
      isSame(given, reference->referee))
    return;
  const CppClassType *derived = cppClass(given);
  const CppClassType *base = cppClass(reference->referee);
  if (derived && base && isDerived(derived, base))
    return;
  if (isPlace(expr) && !isObject(given))
    mismatch(expr.span, given, parameter);
}

const Type *Checker::cppCall(const syntax::CallExpr &node, Symbol &first, const CppClassType *owner,
                             llvm::ArrayRef<const Type *> template_arguments, ExprInfo &info) {
  info.form = ExprForm::CppCall;
  llvm::SmallVector<CppArgument, 6> args;
  bool is_known = true;
  for (const syntax::Expr *arg : node.args) {
    if (llvm::isa<syntax::StarredExpr>(arg)) {
      ctx_.unsupported(arg->span, "a starred argument of a C++ function");
      is_known = false;
      continue;
    }
    const Type *found = type(*arg);
    is_known &= !isError(found);
    args.push_back({arg, found});
  }
  if (!node.keywords.empty()) {
    ctx_.report(Diag::InvalidParameter, node.keywords.front()->span)
        .arg("a C++ function takes no keyword arguments");
    lookAtArguments(node);
    return error();
  }
  CppCandidates candidates = cppCandidates(first, owner, template_arguments);
  for (CppCandidate &candidate : candidates) {
    const auto parameters = candidate.symbol->template_parameters;
    if (parameters.size() <= template_arguments.size())
      continue;
    llvm::SmallVector<const Type *, 4> found(parameters.size(), nullptr);
    std::copy(template_arguments.begin(), template_arguments.end(), found.begin());
    for (size_t i = 0; i < args.size() && i < candidate.type->parameters.size(); ++i) {
      // `T &&` of a parameter `T` takes a place as what it is.
      if (auto *reference = llvm::dyn_cast<ReferenceType>(candidate.type->parameters[i]);
          reference && reference->is_rvalue && isPlace(*args[i].expr))
        for (size_t at = 0; at < parameters.size(); ++at)
          if (parameters[at] == reference->referee && !found[at])
            found[at] = ctx_.types.reference(args[i].type);
      deduce(candidate.type->parameters[i],
             llvm::isa<FunctionType>(canonical(args[i].type)) ? ctx_.types.pointer(args[i].type)
                                                              : args[i].type,
             parameters, found);
    }
    if (llvm::is_contained(found, nullptr))
      continue;
    candidate.template_arguments = ctx_.types.list(found);
    candidate.type = llvm::cast<FunctionType>(
        ctx_.types.substitute(candidate.type, parameters, candidate.template_arguments));
  }
  const bool is_new = llvm::isa<syntax::NewExpr>(node.callee);
  const llvm::StringRef name =
      first.name == kConstructor && owner ? owner->name.str() : first.name.str();
  if (!is_known) {
    becomesUnknown(node);
    return candidates.size() == 1 && !isDependent(candidates[0].type) && !is_new
               ? candidates[0].type->result
               : error();
  }
  const CppCandidate *best = resolveOverload(candidates, args, node.span, name);
  if (!best)
    return error();
  info.symbol = best->symbol;
  info.operand_type = best->type;
  info.cpp_owner = best->owner;
  info.template_arguments = best->template_arguments;
  for (size_t i = 0; i < args.size() && i < best->type->parameters.size(); ++i) {
    const Type *wanted = unqualified(best->type->parameters[i]);
    if (isDisplayFor(args[i].expr, canonical(wanted))) {
      valueAs(*args[i].expr, wanted);
      continue;
    }
    cppReference(*args[i].expr, best->type->parameters[i]);
    coerce(*args[i].expr, best->type->parameters[i]);
    checkKept(*args[i].expr, unqualified(best->type->parameters[i]));
  }
  return best->type->result;
}

// ---------------------------------------------------------------------------------------------
// Members
// ---------------------------------------------------------------------------------------------

const Type *Checker::cppMember(const syntax::AttributeExpr &node, const Type *object,
                               ExprInfo &info) {
  const CppClassType *cls = cppClass(object);
  const llvm::StringRef name = node.attribute.name.str();
  const CppMember member = findCppMember(ctx_.analysis, ctx_.types, cls, name);
  // `s.decode('utf-8')`: that of the bytes that Python makes of it.
  if (!member.symbol && name == "decode" && !isPointer(ctx_.info(*node.base).type) &&
      pythonKind(cls) == ObjectKind::Bytes) {
    coerceToObject(*node.base);
    info.form = ExprForm::PythonAttribute;
    return ctx_.types.object();
  }
  if (!member.symbol) {
    auto report = ctx_.report(Diag::NoSuchMember, node.attribute.span);
    report.arg(spelling(cls)).arg(node.attribute.name);
    if (const CppClassInfo *known = ctx_.analysis.cpp_class_of.lookup(cls->declaration)) {
      Suggestion suggestion(name);
      for (const auto &[other, symbol] : known->scope->symbols)
        suggestion.offer(other.str());
      if (!suggestion.best().empty())
        report.fix(node.attribute.span, suggestion.best(),
                   "did you mean `" + suggestion.best() + "`?", Applicability::Unsafe);
      else if (known->scope->symbols.empty())
        report.note(cls->span, "its members are not declared");
    }
    return error();
  }
  Symbol &symbol = *member.symbol;
  ctx_.reportUnsupported(symbol, node.attribute.span);
  if (isError(symbol.type))
    return error();
  info.symbol = &symbol;
  info.cpp_owner = member.owner;
  const Type *type = inOwner(ctx_, symbol.type, member.owner);
  switch (symbol.kind) {
  case SymbolKind::CFunction:
    info.form = ExprForm::CppMethod;
    return type;
  case SymbolKind::ExternVariable: {
    info.form = ExprForm::StructField;
    const FieldInfo field{symbol.name, ctx_.types.string(symbol.cname), type, symbol.span};
    info.field = ctx_.types.fields(field).data();
    info.symbol = nullptr;
    return isConst(object) ? ctx_.types.qualified(unqualified(type), true, false) : type;
  }
  case SymbolKind::EnumConstant:
    info.form = ExprForm::SymbolRead;
    return type;
  default:
    ctx_.report(Diag::NotAValue, node.span).arg(symbol.name).arg("a type");
    return error();
  }
}

/// `C.f`: a static method, or a constant of an enum.
const Type *Checker::cppStatic(const syntax::AttributeExpr &node, const CppClassType &cls,
                               ExprInfo &info) {
  const Type *type = cppMember(node, &cls, info);
  if (isError(type) || info.form == ExprForm::SymbolRead)
    return type;
  if (info.form != ExprForm::CppMethod || !info.symbol->is_static_method) {
    ctx_.report(Diag::NotAValue, node.span)
        .arg(node.attribute.name)
        .arg("a member of the objects of a class");
    return error();
  }
  return type;
}

const Type *Checker::cppConstruct(const syntax::CallExpr &node, const CppClassType &cls,
                                  ExprInfo &info) {
  const CppMember constructor = findCppMember(ctx_.analysis, ctx_.types, &cls, kConstructor);
  const bool is_open = llvm::any_of(cls.ownArguments(), [&](const Type *argument) {
    return llvm::is_contained(cls.declaration->arguments, argument) && isDependent(argument);
  });
  if (is_open) {
    ctx_.report(Diag::NotAValue, node.callee->span)
        .arg(cls.name)
        .arg("a template: its arguments stand in brackets");
    lookAtArguments(node);
    return error();
  }
  if (constructor.symbol) {
    if (isError(constructor.symbol->type)) {
      ctx_.reportUnsupported(*constructor.symbol, node.span);
      lookAtArguments(node);
      return error();
    }
    const bool is_copy = node.args.size() == 1 && node.keywords.empty() &&
                         !llvm::isa<syntax::StarredExpr>(node.args[0]) &&
                         isSame(unqualified(type(*node.args[0])), &cls);
    if (!is_copy)
      return cppCall(node, *constructor.symbol, constructor.owner, {}, info);
  }
  // C++ makes these itself.
  info.form = ExprForm::CppCall;
  info.symbol = nullptr;
  info.cpp_owner = &cls;
  if (node.args.size() > 1 || !node.keywords.empty() ||
      (node.args.size() == 1 && llvm::isa<syntax::StarredExpr>(node.args[0]))) {
    lookAtArguments(node);
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg("no arguments")
        .arg(static_cast<uint64_t>(node.args.size() + node.keywords.size()));
    return error();
  }
  const FunctionType *made =
      implicitCall(ctx_.analysis, ctx_.types, &cls,
                   node.args.empty() ? ImplicitCall::Construct : ImplicitCall::Copy);
  if (!made) {
    ctx_.report(Diag::NoDefaultConstructor, node.span).arg(spelling(&cls));
    return error();
  }
  info.operand_type = made;
  if (!node.args.empty()) {
    if (isError(type(*node.args[0])))
      return error();
    coerce(*node.args[0], &cls);
  }
  return &cls;
}

const Type *Checker::cppNew(const syntax::CallExpr &node, const syntax::NewExpr &created,
                            ExprInfo &info) {
  const Type *made = resolveCType(ctx_, place(), created.type);
  ctx_.info(created).type = made;
  if (isError(made)) {
    lookAtArguments(node);
    return error();
  }
  const CppClassType *cls = cppClass(made);
  if (!cls) {
    lookAtArguments(node);
    ctx_.report(Diag::NotAType, created.span)
        .arg("what stands behind `new`, which makes objects of C++ classes,");
    return error();
  }
  const Type *result = cppConstruct(node, *cls, info);
  return isError(result) ? result : ctx_.types.pointer(made);
}

/// `f[int]`, `x.f[int]`: a template with its arguments, to be called.
const Type *Checker::cppTemplate(const syntax::IndexExpr &node, ExprInfo &info) {
  llvm::SmallVector<syntax::Expr *, 2> written = {node.index};
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(node.index))
    written.assign(tuple->elements.begin(), tuple->elements.end());
  const auto arguments = templateArguments(ctx_, scope_, written);
  if (!arguments || llvm::any_of(*arguments, isError))
    return error();
  const ExprInfo &base = ctx_.info(*node.base);
  info.form = ExprForm::CppMethod;
  info.symbol = base.symbol;
  info.cpp_owner = base.cpp_owner;
  info.template_arguments = ctx_.types.list(*arguments);
  return base.type;
}

bool Checker::checkDefaultConstructor(const Type *type, Span span) {
  const CppClassType *cls = cppClass(type);
  if (!cls || isPointer(type) || isReference(type) ||
      implicitCall(ctx_.analysis, ctx_.types, cls, ImplicitCall::Construct))
    return true;
  ctx_.report(Diag::NoDefaultConstructor, span).arg(spelling(type));
  return false;
}

// ---------------------------------------------------------------------------------------------
// Operators
// ---------------------------------------------------------------------------------------------

const Type *Checker::cppOperator(llvm::StringRef op, llvm::ArrayRef<CppArgument> operands,
                                 Span span, ExprInfo &info) {
  if (llvm::none_of(operands,
                    [](const CppArgument &one) {
                      return cppClass(one.type) || llvm::isa<EnumType>(canonical(one.type));
                    }) ||
      llvm::none_of(operands, [](const CppArgument &one) { return cppClass(one.type); }))
    return nullptr;
  const std::string name = ("operator" + op).str();
  CppCandidates candidates;
  const auto add = [&](Symbol *first, const CppClassType *owner, bool is_left = true) {
    if (!first || first->kind != SymbolKind::CFunction)
      return;
    for (CppCandidate candidate : cppCandidates(*first, owner, {})) {
      if (!is_left && candidate.type->parameters.size() != operands.size())
        continue;
      if (owner && candidate.type->parameters.size() < operands.size()) {
        FunctionType bound = *candidate.type;
        llvm::SmallVector<const Type *, 2> parameters = {ctx_.types.reference(owner)};
        parameters.append(bound.parameters.begin(), bound.parameters.end());
        bound.parameters = parameters;
        candidate.type = ctx_.types.function(bound);
      }
      // The `int` of `x++` tells it from `++x`, and is no operand.
      const auto parameters = candidate.symbol->template_parameters;
      if (!parameters.empty()) {
        llvm::SmallVector<const Type *, 4> found(parameters.size(), nullptr);
        for (size_t i = 0; i < operands.size() && i < candidate.type->parameters.size(); ++i)
          deduce(candidate.type->parameters[i], operands[i].type, parameters, found);
        if (llvm::is_contained(found, nullptr))
          continue;
        candidate.type =
            llvm::cast<FunctionType>(ctx_.types.substitute(candidate.type, parameters, found));
      }
      candidates.push_back(candidate);
    }
  };
  if (const CppClassType *left = cppClass(operands.front().type)) {
    const CppMember member = findCppMember(ctx_.analysis, ctx_.types, left, name);
    ctx_.reportUnsupported(member.symbol ? *member.symbol : Symbol(), span);
    if (member.symbol && isError(member.symbol->type))
      return error();
    add(member.symbol, member.owner);
  }
  // One that takes the other side first may be declared in the class as well.
  if (operands.size() == 2 && operands[1].expr)
    if (const CppClassType *right = cppClass(operands[1].type);
        right && !isSame(right, operands[0].type)) {
      const CppMember member = findCppMember(ctx_.analysis, ctx_.types, right, name);
      add(member.symbol, member.owner, /*is_left=*/false);
    }
  llvm::SmallPtrSet<Symbol *, 4> seen;
  const Name key = ctx_.name(name);
  const auto addFree = [&](Symbol *symbol) {
    if (symbol && seen.insert(symbol).second)
      add(symbol, nullptr);
  };
  addFree(lookup(ctx_, scope_, key));
  for (const CppArgument &operand : operands)
    if (const CppClassType *cls = cppClass(operand.type))
      if (const CppClassInfo *known = ctx_.analysis.cpp_class_of.lookup(cls->declaration))
        if (const auto found = known->scope->parent->symbols.find(key);
            found != known->scope->parent->symbols.end())
          addFree(found->second);
  if (candidates.empty())
    return nullptr;
  const CppCandidate *best = resolveOverload(candidates, operands, span, name);
  if (!best)
    return error();
  info.form = ExprForm::CppOperator;
  info.text = ctx_.types.string(op);
  info.symbol = best->symbol;
  info.cpp_owner = best->owner;
  info.operand_type = best->type;
  for (size_t i = 0; i < operands.size() && i < best->type->parameters.size(); ++i)
    if (operands[i].expr) {
      cppReference(*operands[i].expr, best->type->parameters[i]);
      coerce(*operands[i].expr, best->type->parameters[i]);
    }
  return best->type->result;
}

// ---------------------------------------------------------------------------------------------
// Loops
// ---------------------------------------------------------------------------------------------

bool Checker::cppIterate(const syntax::Node &node, const syntax::Expr &target, const Type *of) {
  const CppClassType *cls = cppClass(of);
  if (!cls)
    return false;
  CppLoop loop;
  const auto fail = [&](llvm::StringRef what) {
    ctx_.report(Diag::NotIterable, node.span)
        .arg(spelling(of))
        .note("a loop over a C++ object needs " + what.str());
    assign(target, nullptr, error());
    return true;
  };
  const auto bind = [&](llvm::StringRef name, ExprInfo &info) -> const Type * {
    const CppMember member = findCppMember(ctx_.analysis, ctx_.types, cls, name);
    if (!member.symbol || isError(member.symbol->type))
      return nullptr;
    for (const CppCandidate &candidate : cppCandidates(*member.symbol, member.owner, {}))
      if (candidate.type->parameters.empty()) {
        info.form = ExprForm::CppCall;
        info.symbol = candidate.symbol;
        info.cpp_owner = candidate.owner;
        info.operand_type = candidate.type;
        return info.type = candidate.type->result;
      }
    return nullptr;
  };
  const Type *iterator = bind("begin", loop.begin);
  const Type *end = bind("end", loop.end);
  if (!iterator || !end) {
    if (implicitConversion(of, ctx_.types.object()).kind != ConversionKind::Impossible)
      return false;
    return fail("its methods `begin()` and `end()`");
  }
  iterator = unqualified(iterator);
  const Type *element = nullptr;
  if (isPointer(iterator)) {
    element = elementOf(iterator);
  } else {
    const bool was_quiet = std::exchange(ctx_.is_quiet, true);
    element = cppOperator("*", {{nullptr, iterator}}, node.span, loop.dereference);
    const Type *step = cppOperator("++", {{nullptr, iterator}}, node.span, loop.step);
    const Type *differs = cppOperator("!=", {{nullptr, iterator}, {nullptr, unqualified(end)}},
                                      node.span, loop.differs);
    ctx_.is_quiet = was_quiet;
    if (!element || isError(element))
      return fail("`operator*` of its iterator");
    if (!step || isError(step))
      return fail("`operator++` of its iterator");
    if (!differs || isError(differs))
      return fail("`operator!=` of its iterator");
    loop.dereference.type = element;
    loop.step.type = step;
    loop.differs.type = differs;
  }
  StmtInfo &info = ctx_.analysis.stmts[node.id];
  info.for_form = ForForm::CppIterators;
  info.type = element;
  if (!ctx_.is_quiet) {
    ctx_.analysis.cpp_loop_storage.push_back(loop);
    ctx_.analysis.stmts[node.id].cpp_loop = &ctx_.analysis.cpp_loop_storage.back();
  }
  assign(target, nullptr, unqualified(element));
  return true;
}

const Type *Checker::cppElement(const Type *of) {
  const CppClassType *cls = cppClass(of);
  const CppMember begin =
      cls ? findCppMember(ctx_.analysis, ctx_.types, cls, "begin") : CppMember();
  if (!begin.symbol)
    return nullptr;
  for (const CppCandidate &candidate : cppCandidates(*begin.symbol, begin.owner, {}))
    if (candidate.type->parameters.empty()) {
      const Type *iterator = unqualified(candidate.type->result);
      if (isPointer(iterator))
        return elementOf(iterator);
      ExprInfo scratch;
      const Type *element = cppOperator("*", {{nullptr, iterator}}, Span(), scratch);
      return element ? unqualified(element) : nullptr;
    }
  return nullptr;
}

} // namespace nogilc::sema
