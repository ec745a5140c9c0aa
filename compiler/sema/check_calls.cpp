// Calls: of C functions and pointers to them, of Python objects, and of struct names.
#include "sema/check.h"

#include "support/suggest.h"

namespace nogilc::sema {

using namespace types;

const Type *Checker::pythonCall(const syntax::CallExpr &node, ExprInfo &info) {
  info.form = ExprForm::PythonCall;
  coerceToObject(*node.callee);
  elements(node.args);
  for (const syntax::Keyword *keyword : node.keywords)
    object(*keyword->value);
  Symbol *symbol = ctx_.info(*node.callee).symbol;
  if (symbol && symbol->kind == SymbolKind::Builtin) {
    // What these return is known; a star argument changes nothing about it.
    llvm::StringRef name = symbol->name.str();
    if (name == "list" || name == "sorted")
      return ctx_.types.object(ObjectKind::List);
    if (name == "tuple")
      return ctx_.types.object(ObjectKind::Tuple);
    if (name == "dict")
      return ctx_.types.object(ObjectKind::Dict);
    if (name == "set")
      return ctx_.types.object(ObjectKind::Set);
    if (name == "frozendict")
      return ctx_.types.object(ObjectKind::FrozenDict);
    if (name == "frozenset")
      return ctx_.types.object(ObjectKind::FrozenSet);
    if (name == "bytearray")
      return ctx_.types.object(ObjectKind::ByteArray);
    if (name == "str" && (!node.args.empty() || node.keywords.empty()))
      return ctx_.types.object(ObjectKind::Str);
    if (name == "chr" || name == "repr" || name == "ascii" || name == "hex" || name == "oct" ||
        name == "bin")
      return ctx_.types.object(ObjectKind::Str);
    if (name == "float")
      return ctx_.types.object(ObjectKind::Float);
  }
  return ctx_.types.object();
}

/// What the callee takes is not known: its arguments may be anything.
void Checker::lookAtArguments(const syntax::CallExpr &node) {
  for (const syntax::Expr *arg : node.args) {
    auto *starred = llvm::dyn_cast<syntax::StarredExpr>(arg);
    type(starred ? *starred->value : *arg);
    if (!starred)
      becomesUnknown(*arg);
  }
  for (const syntax::Keyword *keyword : node.keywords) {
    type(*keyword->value);
    becomesUnknown(*keyword->value);
  }
}

/// A display that goes where nothing is known may become a C struct, tuple or array: it is no
/// object for sure.
void Checker::becomesUnknown(const syntax::Expr &expr) {
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr, syntax::DictExpr>(expr))
    ctx_.info(expr).type = error();
}

/// Whether an optional argument is left out before one that is given: tables of methods have
/// entries for the first arguments only.
static bool skipsArgument(const syntax::CallExpr &call, llvm::ArrayRef<Name> names) {
  const auto given =
      names.take_front(std::min(names.size(), call.args.size() + call.keywords.size()));
  return llvm::any_of(call.keywords, [&](const syntax::Keyword *keyword) {
    return llvm::is_contained(names, keyword->name.name) &&
           !llvm::is_contained(given, keyword->name.name);
  });
}

const Type *Checker::cCall(const syntax::CallExpr &node, const FunctionType &function,
                           ExprInfo &info) {
  info.form = ExprForm::CCall;
  const ExprInfo &callee = ctx_.info(*node.callee);
  // `f()(x)`: what is called has no name, although `f` has one.
  const bool is_named = callee.form != ExprForm::CCall &&
                        callee.form != ExprForm::ExtensionProperty && callee.symbol &&
                        callee.symbol->kind == SymbolKind::CFunction;
  info.symbol = is_named ? callee.symbol : nullptr;
  bool is_plain = true;
  for (const syntax::Expr *arg : node.args)
    is_plain &= !llvm::isa<syntax::StarredExpr>(arg);
  for (const syntax::Keyword *keyword : node.keywords)
    is_plain &= static_cast<bool>(keyword->name.name);
  // How many there are shows at run time: by way of a Python object.
  if (!is_plain) {
    info.symbol = nullptr;
    return pythonCall(node, info);
  }
  if (!node.keywords.empty()) {
    llvm::ArrayRef<Name> names = parameterNames(*node.callee);
    if (names.size() >= function.parameters.size()) {
      names = names.take_back(function.parameters.size());
      // Whatever stands in the table of a cpdef method, Python code can be asked for it.
      if (info.symbol && info.symbol->cls && info.symbol->is_cpdef && skipsArgument(node, names)) {
        info.symbol = nullptr;
        return pythonCall(node, info);
      }
      return keywordCall(node, function, names);
    }
    ctx_.report(Diag::InvalidParameter, node.keywords.front()->span)
        .arg("the parameters of this C function have no names");
    lookAtArguments(node);
    return function.result;
  }
  const size_t given = node.args.size();
  const size_t most = function.parameters.size();
  const size_t least = most - function.optional_count;
  for (size_t i = 0; i < given; ++i)
    if (i >= most || !displayAs(*node.args[i], function.parameters[i]))
      type(*node.args[i]);
  if (given < least || (given > most && !function.has_c_varargs)) {
    auto report = ctx_.report(Diag::WrongArgumentCount, node.span);
    const bool is_range = function.optional_count != 0 || function.has_c_varargs;
    const size_t wanted = given < least ? least : most;
    const llvm::StringRef bound = given < least && is_range                   ? "at least "
                                  : given >= least && function.optional_count ? "at most "
                                                                              : "";
    report.arg((bound + llvm::Twine(wanted) + (wanted == 1 ? " argument" : " arguments")).str())
        .arg(static_cast<uint64_t>(given));
    if (info.symbol && info.symbol->span.isValid())
      report.note(info.symbol->span, "declared as `" + spelling(&function) + "`");
    return function.result;
  }
  for (size_t i = 0; i < given; ++i) {
    if (i < most) {
      cppReference(*node.args[i], function.parameters[i]);
      coerce(*node.args[i], function.parameters[i]);
      continue;
    }
    // What C promotes in `...`: text and bytes become pointers, other objects have no
    // meaning.
    const Type *promoted_type = ctx_.info(*node.args[i]).type;
    const auto *promoted_object = llvm::dyn_cast<ObjectType>(canonical(promoted_type));
    const bool is_bytes = promoted_object && promoted_object->object == ObjectKind::Bytes;
    if ((llvm::isa<syntax::StringLiteral>(node.args[i]) && isObject(promoted_type)) || is_bytes) {
      coerce(*node.args[i], ctx_.types.pointer(ctx_.types.qualified(
                                ctx_.types.integer(IntegerKind::Char), true, false)));
    } else if (isObject(promoted_type) || isVoid(promoted_type)) {
      ctx_.report(Diag::TypeMismatch, node.args[i]->span)
          .arg(spelling(promoted_type))
          .arg("...")
          .note("arguments behind `...` are passed as C values: cast to the type that is meant");
    }
  }
  return function.result;
}

/// The names of the parameters of what is called, `self` of a method among them; empty if it has
/// none.
llvm::ArrayRef<Name> Checker::parameterNames(const syntax::Expr &callee) {
  const ExprInfo &info = ctx_.info(callee);
  const bool is_call = info.form == ExprForm::CCall || info.form == ExprForm::ExtensionProperty;
  if (info.symbol && !is_call && !info.symbol->parameter_names.empty())
    return info.symbol->parameter_names;
  for (const Type *type = unqualified(info.type); type;) {
    if (auto found = ctx_.parameter_names_of.find(type); found != ctx_.parameter_names_of.end())
      return found->second;
    auto *name = llvm::dyn_cast<TypedefType>(type);
    auto *pointer = llvm::dyn_cast<PointerType>(type);
    type = name ? unqualified(name->underlying) : pointer ? unqualified(pointer->pointee) : nullptr;
  }
  return {};
}

const Type *Checker::keywordCall(const syntax::CallExpr &node, const FunctionType &function,
                                 llvm::ArrayRef<Name> names) {
  // `self` stands before the parameters that a bound method takes.
  const auto &callee = ctx_.info(*node.callee);
  const bool is_bound = callee.form == ExprForm::ExtensionMethod;
  llvm::SmallVector<bool, 8> is_given(function.parameters.size(), false);
  for (size_t i = 0; i < std::min(node.args.size(), is_given.size()); ++i)
    is_given[i] = true;
  for (const syntax::Keyword *keyword : node.keywords) {
    size_t at = 0;
    while (at < is_given.size() && names[at] != keyword->name.name)
      ++at;
    if (at == is_given.size()) {
      ctx_.report(Diag::NoSuchMember, keyword->span)
          .arg(callee.symbol ? callee.symbol->name.str().str() : spelling(callee.type))
          .arg(keyword->name.name);
      lookAtArguments(node);
      return function.result;
    }
    if (is_given[at]) {
      ctx_.report(Diag::DuplicateArgument, keyword->span).arg(keyword->name.name);
      return function.result;
    }
    is_given[at] = true;
    ctx_.analysis.keyword_positions[keyword->id] = static_cast<uint32_t>(at + is_bound);
    valueAs(*keyword->value, function.parameters[at]);
  }
  for (size_t i = 0; i < node.args.size(); ++i)
    if (i < function.parameters.size())
      valueAs(*node.args[i], function.parameters[i]);
    else
      type(*node.args[i]);
  size_t missing = 0;
  for (size_t i = 0; i + function.optional_count < function.parameters.size(); ++i)
    missing += !is_given[i];
  if (missing != 0 || node.args.size() > function.parameters.size())
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg(std::to_string(function.parameters.size()) + " arguments")
        .arg(static_cast<uint64_t>(node.args.size() + node.keywords.size()));
  return function.result;
}

const Type *Checker::constructStruct(const syntax::CallExpr &node, const StructType &record,
                                     const Type *named, ExprInfo &info) {
  info.form = ExprForm::StructConstruct;
  info.operand_type = named;
  if (record.is_union && node.args.size() + node.keywords.size() > 1) {
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg("at most 1 argument")
        .arg(static_cast<uint64_t>(node.args.size() + node.keywords.size()))
        .note("a union has the value of one of its members");
    return named;
  }
  if (node.args.size() > record.fields.size()) {
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg("at most " + std::to_string(record.fields.size()) + " arguments")
        .arg(static_cast<uint64_t>(node.args.size()));
    return named;
  }
  llvm::SmallVector<bool, 8> is_set(record.fields.size(), false);
  for (size_t i = 0; i < node.args.size(); ++i) {
    if (llvm::isa<syntax::StarredExpr>(node.args[i])) {
      ctx_.unsupported(node.args[i]->span, "starred arguments of a struct");
      return named;
    }
    valueAs(*node.args[i], record.fields[i].type);
    is_set[i] = true;
  }
  for (const syntax::Keyword *keyword : node.keywords) {
    bool is_found = false;
    for (size_t i = 0; i < record.fields.size(); ++i)
      if (record.fields[i].name == keyword->name.name) {
        is_found = true;
        if (is_set[i])
          ctx_.report(Diag::DuplicateArgument, keyword->span).arg(keyword->name.name);
        is_set[i] = true;
        valueAs(*keyword->value, record.fields[i].type);
      }
    if (!is_found) {
      type(*keyword->value);
      ctx_.report(Diag::NoSuchMember, keyword->span)
          .arg(spelling(named))
          .arg(keyword->name ? keyword->name.name.str() : llvm::StringRef("**"));
    }
  }
  return named;
}

const Type *Checker::construct(const syntax::CallExpr &node, const Type *type, ExprInfo &info) {
  this->type(*node.callee);
  pythonCall(node, info);
  return type;
}

const Type *Checker::constructBare(const syntax::CallExpr &node, ExprInfo &info) {
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(node.callee);
  if (!attribute || attribute->attribute.name != "__new__" || node.args.size() != 1 ||
      !node.keywords.empty() || llvm::isa<syntax::StarredExpr>(node.args[0]))
    return nullptr;
  Symbol *base = resolveDotted(ctx_, scope_, *attribute->base);
  Symbol *argument = resolveDotted(ctx_, scope_, *node.args[0]);
  if (!base || base != argument || base->kind != SymbolKind::Type ||
      !extensionClass(ctx_, base->type))
    return nullptr;
  object(*node.args[0]);
  type(*attribute->base);
  ctx_.info(*node.callee).type = ctx_.types.object();
  info.form = ExprForm::ExtensionNew;
  return base->type;
}

bool Checker::resolvesToModule(const syntax::Expr &expr) {
  const Symbol *symbol = resolveDotted(ctx_, scope_, expr);
  return symbol && (symbol->module || symbol->kind == SymbolKind::CModule ||
                    symbol->kind == SymbolKind::Type || symbol->kind == SymbolKind::CythonModule);
}

const Type *Checker::call(const syntax::CallExpr &node, ExprInfo &info) {
  const std::string dotted = cythonName(ctx_, scope_, *node.callee);
  if (!dotted.empty())
    return cythonCall(node, dotted, info);
  if (const Type *made = constructBare(node, info))
    return made;
  if (auto *created = llvm::dyn_cast<syntax::NewExpr>(node.callee))
    return cppNew(node, *created, info);
  if (llvm::isa<syntax::IndexExpr, syntax::AttributeExpr, syntax::TypeNameExpr>(node.callee))
    if (const Type *named = typeOfExpression(ctx_, scope_, *node.callee)) {
      if (isError(named)) {
        lookAtArguments(node);
        return error();
      }
      if (const CppClassType *cls = cppClass(named); cls && !isPointer(named)) {
        ctx_.info(*node.callee).type = named;
        return cppConstruct(node, *cls, info);
      }
    }
  if (Symbol *symbol = resolveDotted(ctx_, scope_, *node.callee)) {
    // `from cpython cimport bool`: the Python type itself.
    if (auto *builtin = llvm::dyn_cast_or_null<ObjectType>(symbol->type);
        builtin && symbol->kind == SymbolKind::Type)
      symbol = builtinSymbol(ctx_, ctx_.name(builtin->python_name));
    if (symbol->kind == SymbolKind::Type) {
      const Type *plain = canonical(symbol->type);
      if (isError(plain)) {
        elements(node.args);
        return error();
      }
      if (llvm::isa<ExtensionType>(plain))
        return construct(node, symbol->type, info);
      if (const CppClassType *cls = cppClass(plain)) {
        ctx_.info(*node.callee).type = symbol->type;
        return cppConstruct(node, *cls, info);
      }
      if (auto *record = llvm::dyn_cast<StructType>(plain))
        return constructStruct(node, *record, symbol->type, info);
      if ((isArithmetic(plain) || isPointer(plain)) && node.args.size() == 1 &&
          node.keywords.empty()) {
        info.form = ExprForm::TypeConvert;
        info.operand_type = symbol->type;
        return castTo(symbol->type, *node.args[0], node.span, false);
      }
      ctx_.report(Diag::NotCallable, node.callee->span).arg(spelling(symbol->type));
      return error();
    }
    if (symbol->kind == SymbolKind::Builtin && llvm::isa<syntax::NameExpr>(node.callee)) {
      type(*node.callee);
      if (const Type *result = builtinCall(node, symbol->name.str(), info))
        return result;
      return pythonCall(node, info);
    }
  }
  // `z.conjugate()` of a C complex number
  if (auto *method = llvm::dyn_cast<syntax::AttributeExpr>(node.callee);
      method && method->attribute.name == "conjugate" && node.args.empty() &&
      node.keywords.empty() && cythonName(ctx_, scope_, *method->base).empty() &&
      !resolvesToModule(*method->base)) {
    const Type *number = type(*method->base);
    if (isComplex(number)) {
      info.form = ExprForm::BuiltinCall;
      info.text = "conjugate";
      info.operand_type = unqualified(number);
      return info.operand_type;
    }
  }
  const Type *callee = type(*node.callee);
  if (isError(callee)) {
    lookAtArguments(node);
    return error();
  }
  if (ctx_.info(*node.callee).form == ExprForm::CppMethod) {
    const ExprInfo method = ctx_.info(*node.callee);
    return cppCall(node, *method.symbol, method.cpp_owner, method.template_arguments, info);
  }
  if (const FunctionType *function = calledFunction(callee))
    return cCall(node, *function, info);
  if (cppClass(callee)) {
    const CppMember member =
        findCppMember(ctx_.analysis, ctx_.types, cppClass(callee), "operator()");
    if (member.symbol && !isError(member.symbol->type)) {
      ctx_.info(node).cpp_owner = member.owner;
      return cppCall(node, *member.symbol, member.owner, {}, info);
    }
  }
  if (!isObject(callee)) {
    ctx_.report(Diag::NotCallable, node.callee->span).arg(spelling(callee));
    return error();
  }
  return pythonCall(node, info);
}

} // namespace nogilc::sema
