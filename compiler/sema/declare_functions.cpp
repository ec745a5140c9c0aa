// C functions and variables: `cdef`, `cpdef`, extern declarations, forward declarations and their
// definitions, and pure mode's `@cython.cfunc`.
#include "sema/context.h"

namespace nogilc::sema {

using namespace types;

namespace {

std::string externName(const DeclarationPlace &place, const syntax::NameDeclarator &name) {
  if (!name.cname.empty())
    return name.cname.str();
  std::string text = name.name.name.str().str();
  return place.cpp_namespace.empty() ? text : place.cpp_namespace.str() + "::" + text;
}

/// `public` and `api` of one of the module's own C functions and variables: its name in C.
void notePublic(Context &ctx, const DeclarationPlace &place, const syntax::DeclFlags &flags,
                const syntax::NameDeclarator &written, Symbol &symbol) {
  if (place.in_extern || !isOwnModule(ctx, place))
    return;
  symbol.is_public |= flags.visibility == syntax::Visibility::Public;
  symbol.is_api |= flags.is_api;
  if (!written.cname.empty())
    symbol.public_name = written.cname.str();
  else if (symbol.is_public && symbol.public_name.empty())
    symbol.public_name = symbol.name.str().str();
}

/// The part of two signatures that must agree between declaration and definition.
bool isSameSignature(const FunctionType &a, const FunctionType &b) {
  if (a.parameters.size() != b.parameters.size() || a.has_c_varargs != b.has_c_varargs ||
      a.optional_count != b.optional_count || a.is_nogil != b.is_nogil ||
      !isSame(a.result, b.result))
    return false;
  for (size_t i = 0; i < a.parameters.size(); ++i)
    if (!isSame(a.parameters[i], b.parameters[i]))
      return false;
  return true;
}

/// C++ tells overloads by their parameters alone, and a reference from a value.
bool isSameCpp(const FunctionType &a, const FunctionType &b) {
  if (!isSameSignature(a, b))
    return false;
  for (size_t i = 0; i < a.parameters.size(); ++i)
    if (isReference(a.parameters[i]) != isReference(b.parameters[i]) ||
        (a.parameters[i] != b.parameters[i] && isDependent(a.parameters[i])) ||
        isConst(a.parameters[i]) != isConst(b.parameters[i]))
      return false;
  return true;
}

/// A definition may be more exact than its declaration in a .pxd, which had no clause.
bool agree(const ExceptionSpec &declared, const ExceptionSpec &defined) {
  return declared == defined ||
         (declared.kind == ExceptionKind::Always && defined.kind != ExceptionKind::Cpp);
}

/// The symbol of a C function of this name, checked against an earlier declaration.
Symbol *functionSymbol(Context &ctx, const DeclarationPlace &place, const syntax::Ident &name,
                       const FunctionType *type, bool is_definition) {
  auto found = place.scope->symbols.find(name.name);
  if (found == place.scope->symbols.end()) {
    Symbol *symbol = ctx.newSymbol(SymbolKind::CFunction, name.name, name.span, place.scope);
    symbol->type = type;
    symbol->is_declared = true;
    place.scope->symbols[name.name] = symbol;
    return symbol;
  }
  Symbol &earlier = *found->second;
  if (isError(earlier.type))
    return nullptr;
  auto *declared = llvm::dyn_cast_or_null<FunctionType>(earlier.type);
  if (earlier.kind != SymbolKind::CFunction || !declared || (is_definition && earlier.function)) {
    ctx.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(earlier.span, "first declared here");
    return nullptr;
  }
  if (place.in_extern && earlier.is_extern) {
    const auto isSaid = [&](const Symbol *one) {
      auto *known = llvm::dyn_cast<FunctionType>(one->type);
      return known && isSameCpp(*known, *type);
    };
    if (isSaid(&earlier) || llvm::any_of(earlier.overloads, isSaid))
      return &earlier;
    Symbol *symbol = ctx.newSymbol(SymbolKind::CFunction, name.name, name.span, place.scope);
    symbol->type = type;
    symbol->is_declared = true;
    earlier.overloads.push_back(symbol);
    return symbol;
  }
  const bool is_known = !mentionsError(declared) && !mentionsError(type);
  if (is_known && (!isSameSignature(*declared, *type) ||
                   (is_definition ? !agree(declared->exception, type->exception)
                                  : !agree(declared->exception, type->exception) &&
                                        !agree(type->exception, declared->exception)))) {
    ctx.report(Diag::SignatureMismatch, name.span)
        .arg(name.name)
        .label(name.span, "`" + spelling(type) + "`")
        .note(earlier.span, "declared as `" + spelling(declared) + "`");
    ctx.awaiting_definition.remove(&earlier); // this was meant to be it
    return nullptr;
  }
  if (is_definition) {
    earlier.type = type;
    earlier.span = name.span;
  }
  return &earlier;
}

void checkVariableType(Context &ctx, const DeclarationPlace &place, const Type *&type, Span span) {
  const Type *plain = canonical(type);
  auto reject = [&](const llvm::Twine &what) {
    ctx.report(Diag::InvalidType, span).arg(what);
    type = ctx.types.error();
  };
  if (plain->kind == TypeKind::Void)
    return reject("a variable of type `void`");
  if (place.in_extern)
    return;
  if (auto *record = llvm::dyn_cast<StructType>(plain);
      record && !record->is_complete && !record->is_extern)
    return reject("a variable of the incomplete type `" + spelling(type) + "`");
  if (auto *array = llvm::dyn_cast<ArrayType>(plain);
      array && !array->size && array->size_text.empty())
    return reject("an array without a size");
}

} // namespace

void checkCallable(Context &ctx, const FunctionType &type, Span span, llvm::StringRef what) {
  const std::string called = ("a `cpdef` " + what + " is also called from Python, ").str();
  for (const Type *parameter : type.parameters)
    if (!mentionsError(parameter) &&
        implicitConversion(ctx.types.object(), parameter).kind == ConversionKind::Impossible)
      ctx.report(Diag::TypeMismatch, span)
          .arg("object")
          .arg(spelling(parameter))
          .note(called + "with Python objects");
  if (type.has_c_varargs)
    ctx.report(Diag::InvalidParameter, span)
        .arg(("a `cpdef` " + what + " cannot take `...`").str());
  if (!isVoid(type.result) && !mentionsError(type.result) &&
      implicitConversion(type.result, ctx.types.object()).kind == ConversionKind::Impossible)
    ctx.report(Diag::TypeMismatch, span)
        .arg(spelling(type.result))
        .arg("object")
        .note(called + "which gets a Python object");
}

/// What `@cython.locals` says among the decorators of a C function.
static llvm::SmallVector<std::pair<Name, const Type *>, 4>
typesOfLocals(Context &ctx, const DeclarationPlace &place, List<syntax::Expr *> decorators) {
  llvm::SmallVector<std::pair<Name, const Type *>, 4> types;
  for (const syntax::Expr *decorator : decorators) {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(decorator);
    if (!call || cythonName(ctx, place.scope, *call->callee) != "locals")
      continue;
    for (const syntax::Keyword *keyword : call->keywords)
      if (const Type *type = typeOfLocal(ctx, place.scope, *keyword->value))
        types.push_back({keyword->name.name, type});
  }
  return types;
}

/// `cdef const int LIMIT = 5` in a .pxd: each module that knows it has the number itself. Null: the
/// value is none that is known when a module is compiled.
static Symbol *sharedConstant(Context &ctx, const DeclarationPlace &place,
                              const syntax::Ident &name, const Type *type,
                              const syntax::Expr &initializer) {
  const ConstantValue *value = foldForC(ctx, place.scope, initializer);
  const bool is_fraction = value && std::holds_alternative<double>(value->value);
  if (!value || isComplex(type) || !(isFloat(type) || (isInteger(type) && !is_fraction)))
    return nullptr;
  const std::string text = constantText(*value);
  if (text.empty())
    return nullptr;
  Symbol *symbol = ctx.newSymbol(SymbolKind::EnumConstant, name.name, name.span, place.scope);
  symbol->type = type;
  symbol->constant = value;
  symbol->is_declared = true;
  symbol->cname = "static_cast<" + cppDeclaration(unqualified(type), "") + ">(" + text + ")";
  place.scope->symbols[name.name] = symbol;
  return symbol;
}

/// What the member is found by: constructors and the destructor are called by no name.
static syntax::Ident cppMemberName(Context &ctx, const CppClassInfo &cls,
                                   const syntax::Ident &written) {
  syntax::Ident name = written;
  const llvm::StringRef text = written.name.str();
  if (written.name == cls.type->name)
    name.name = ctx.name(kConstructor);
  else if (text == "__dealloc__" || text == ("~" + cls.type->name.str()).str())
    name.name = ctx.name(kDestructor);
  return name;
}

static bool isStatic(Context &ctx, const DeclarationPlace &place, List<syntax::Expr *> decorators) {
  return llvm::any_of(decorators, [&](const syntax::Expr *decorator) {
    auto *name = llvm::dyn_cast<syntax::NameExpr>(decorator);
    return (name && name->name == "staticmethod") ||
           cythonName(ctx, place.scope, *decorator) == "staticmethod";
  });
}

void declareVariables(Context &ctx, const DeclarationPlace &place, const syntax::CVarDecl &decl,
                      FunctionInfo *function) {
  DeclarationPlace signature_place = place;
  llvm::ArrayRef<const Type *> template_parameters;
  const syntax::Declarator *opened = nullptr;
  if (!function && place.in_extern && decl.declarators.size() == 1 &&
      !functionTemplate(*decl.declarators[0]).empty())
    opened = openTemplate(ctx, signature_place, *decl.declarators[0], template_parameters);
  // A constructor gives its class; nothing is written in front of it.
  const Type *base = !decl.base && place.cpp_class ? place.cpp_class->type
                                                   : resolveCType(ctx, signature_place, decl.base);
  if (!function)
    ctx.analysis.stmts[decl.id].is_declaration_only = true;
  const auto parameter_types = typesOfLocals(ctx, place, decl.decorators);
  signature_place.parameter_types = parameter_types;
  for (const syntax::Declarator *declarator : decl.declarators) {
    if (opened)
      declarator = opened;
    Declared declared = applyDeclarator(ctx, signature_place, base, declarator, !place.in_pxd);
    const syntax::NameDeclarator &written = *declared.name;
    const syntax::Ident name = place.cpp_class && declared.function
                                   ? cppMemberName(ctx, *place.cpp_class, written.name)
                                   : written.name;
    if (!name) {
      if (!isError(declared.type))
        ctx.report(Diag::InvalidType, declarator->span).arg("a declaration without a name");
      continue;
    }
    const Type *type = declared.type;
    if (declared.function) {
      if (function) {
        ctx.report(Diag::MisplacedDeclaration, declarator->span);
        continue;
      }
      if (written.initializer)
        ctx.report(Diag::InvalidType, written.initializer->span)
            .arg("an initial value of a function");
      auto *function_type = llvm::dyn_cast<FunctionType>(canonical(type));
      Symbol *symbol = nullptr;
      if (function_type) {
        symbol = functionSymbol(ctx, place, name, function_type, false);
      } else { // its type was reported: known by name, silent
        symbol = ctx.newSymbol(SymbolKind::CFunction, name.name, name.span, place.scope);
        symbol->type = ctx.types.error();
        place.scope->symbols.insert({name.name, symbol});
      }
      if (!symbol)
        continue;
      ctx.analysis.bindings[written.id] = symbol;
      if (!decl.decorators.empty())
        ctx.declaration_decorators[symbol] = decl.decorators;
      notePublic(ctx, place, decl.flags, written, *symbol);
      if (symbol->parameter_names.empty())
        symbol->parameter_names = parameterNames(*declared.function->parameters);
      symbol->is_cpdef |= decl.flags.is_cpdef;
      symbol->is_inline |= decl.flags.is_inline;
      if (place.in_extern) {
        if (place.is_header_missing && !symbol->is_extern)
          ctx.analysis.extern_alone.push_back(symbol);
        symbol->is_extern = true;
        symbol->template_parameters = template_parameters;
        symbol->cpp_class = place.cpp_class;
        symbol->is_static_method |= place.cpp_class && isStatic(ctx, place, decl.decorators);
        symbol->is_in_cpython_header = place.in_cpython_header;
        if (decl.flags.is_cpdef && isOwnModule(ctx, place) && function_type)
          checkCallable(ctx, *function_type, name.span, "function");
        symbol->cname = externName(place, written);
      } else if (place.in_pxd && !isOwnModule(ctx, place)) {
        symbol->home = place.module;
      } else if (!symbol->function) {
        if (place.in_pxd)
          symbol->exported_type = symbol->type;
        ctx.awaiting_definition.insert(symbol);
        if (symbol->cname.empty()) {
          symbol->cname = uniqueCname(ctx, "f_", name.name.str());
          ctx.analysis.c_functions_declared.push_back(symbol);
        }
      }
      continue;
    }
    checkVariableType(ctx, place, type, declarator->span);
    if (place.is_header_missing && isObject(type))
      ctx.report(Diag::InvalidType, declarator->span)
          .arg("an extern Python object: no C code defines one by that name");
    if (decl.flags.is_cpdef && !place.in_extern)
      ctx.report(Diag::InvalidType, declarator->span).arg("a `cpdef` variable");
    if (place.in_pxd && !place.in_extern && written.initializer && isConst(type) &&
        !place.scope->symbols.contains(name.name))
      if (Symbol *symbol = sharedConstant(ctx, place, name, type, *written.initializer)) {
        ctx.analysis.bindings[written.id] = symbol;
        continue;
      }
    if (function) {
      Symbol *symbol =
          declareLocal(ctx, place.scope, name.name, name.span, SymbolKind::Local, type);
      if (!symbol)
        continue;
      if (declared.pointed)
        symbol->parameter_names = parameterNames(*declared.pointed->parameters);
      ctx.analysis.bindings[written.id] = symbol;
      continue;
    }
    auto found = place.scope->symbols.find(name.name);
    if (found != place.scope->symbols.end()) {
      Symbol &earlier = *found->second;
      const bool is_again =
          earlier.is_declared && isSame(earlier.type, type) &&
          (earlier.kind == SymbolKind::ExternVariable ||
           (earlier.kind == SymbolKind::ModuleVariable && earlier.span.file != name.span.file));
      if (!is_again) {
        ctx.report(Diag::DuplicateDeclaration, name.span)
            .arg(name.name)
            .label(earlier.span, "first declared here");
        continue;
      }
      notePublic(ctx, place, decl.flags, written, earlier);
      ctx.analysis.bindings[written.id] = &earlier;
      continue;
    }
    Symbol *symbol =
        ctx.newSymbol(place.in_extern ? SymbolKind::ExternVariable : SymbolKind::ModuleVariable,
                      name.name, name.span, place.scope);
    symbol->type = type;
    symbol->is_declared = true;
    symbol->is_extern = place.in_extern;
    symbol->cpp_class = place.cpp_class;
    if (declared.pointed)
      symbol->parameter_names = parameterNames(*declared.pointed->parameters);
    place.scope->symbols[name.name] = symbol;
    ctx.analysis.bindings[written.id] = symbol;
    notePublic(ctx, place, decl.flags, written, *symbol);
    if (place.in_extern) {
      symbol->cname = externName(place, written);
      if (place.is_header_missing)
        ctx.analysis.extern_alone.push_back(symbol);
    } else if (place.in_pxd && !isOwnModule(ctx, place)) {
      symbol->home = place.module;
      symbol->may_be_unbound = isObject(type);
    } else {
      if (place.in_pxd)
        symbol->exported_type = type;
      symbol->cname = uniqueCname(ctx, "g_", name.name.str());
      symbol->may_be_unbound = isObject(type); // None from the start, but `del` may come
      ctx.analysis.module_variables.push_back(symbol);
    }
    if (isConst(type) && !written.initializer && !place.in_extern)
      ctx.unset_constants.insert(symbol);
    if (written.initializer) {
      if (place.in_extern) {
        // The parser has reported it.
      } else if (place.in_pxd && !isConst(type)) {
        ctx.report(Diag::IgnoredStatement, written.initializer->span)
            .arg("the value in a declaration of a .pxd file");
      } else if (place.in_pxd) {
        if (isOwnModule(ctx, place)) // who cimports it gets the value from that module
          ctx.unsupported(written.initializer->span,
                          "a `const` variable with its value in the .pxd");
      } else {
        ctx.analysis.stmts[decl.id].is_declaration_only = false;
      }
    }
  }
}

void checkInlineInPxd(Context &ctx, const DeclarationPlace &place,
                      const syntax::CFunctionDef &node) {
  if (!place.in_pxd)
    return;
  const syntax::DeclFlags &flags = node.flags;
  const bool is_public = flags.visibility == syntax::Visibility::Public || flags.is_api;
  if (flags.is_inline && !is_public)
    return;
  ctx.report(Diag::MisplacedStatement, declaredName(*node.declarator).name.span)
      .arg("a .pxd file")
      .note(is_public ? "each module has its own copy of an inline function: it cannot be `public` "
                        "or `api`"
                      : "here functions are declared; one with a body has to be `cdef inline`");
}

/// A `nogil` function that returns an object. For its callers it counts as `with gil`: what they do
/// is no second mistake.
static void rejectObjectResult(Context &ctx, Symbol &symbol, const FunctionType &type,
                               Span nogil_span) {
  auto report = ctx.report(Diag::NogilObjectResult, symbol.span);
  report.arg(symbol.name)
      .note("without the GIL no reference to an object can be made; return a C type, or declare "
            "the function `with gil`");
  if (nogil_span.isValid())
    report.label(nogil_span, "declared `nogil` here");
  FunctionType parts = type;
  parts.is_with_gil = true;
  symbol.type = ctx.types.function(parts);
}

/// The decorators of a definition, then those that stand at its declaration in the .pxd.
static llvm::SmallVector<syntax::Expr *, 4> allDecorators(Context &ctx,
                                                          const DeclarationPlace &place, Name name,
                                                          List<syntax::Expr *> decorators) {
  llvm::SmallVector<syntax::Expr *, 4> all(decorators.begin(), decorators.end());
  if (auto found = place.scope->symbols.find(name); found != place.scope->symbols.end())
    if (auto more = ctx.declaration_decorators.find(found->second);
        more != ctx.declaration_decorators.end())
      all.append(more->second.begin(), more->second.end());
  return all;
}

void declareCFunction(Context &ctx, const DeclarationPlace &place,
                      const syntax::CFunctionDef &node) {
  checkInlineInPxd(ctx, place, node);
  const Type *base = resolveCType(ctx, place, node.base);
  FunctionInfo &info = ctx.analysis.function_storage.emplace_back();
  const auto decorators =
      allDecorators(ctx, place, declaredName(*node.declarator).name.name, node.decorators);
  info.directives = functionDirectives(ctx, place, decorators, node, info.decorators);
  const auto parameter_types = typesOfLocals(ctx, place, decorators);
  DeclarationPlace signature_place = place;
  signature_place.parameter_types = parameter_types;
  signature_place.directives = info.directives;
  // An inline function of a .pxd is defined there: its exceptions have a value as in a .pyx.
  signature_place.in_pxd = false;
  Declared declared = applyDeclarator(ctx, signature_place, base, node.declarator, true);
  const syntax::Ident &name = declared.name->name;
  const auto *type = llvm::dyn_cast<FunctionType>(canonical(declared.type));
  const bool is_broken = type == nullptr;
  if (is_broken) { // reported; its body is analysed all the same, with a signature of objects
    FunctionType parts{};
    parts.kind = TypeKind::Function;
    parts.result = ctx.types.error();
    llvm::SmallVector<const Type *, 4> parameters(
        declared.function ? declared.function->parameters->parameters.size() : 0,
        ctx.types.error());
    parts.parameters = parameters;
    type = ctx.types.function(parts);
  }
  if (!info.decorators.empty()) {
    for (const syntax::Expr *decorator : info.decorators)
      ctx.report(Diag::InvalidDecorator, decorator->span).arg("a C function");
    info.decorators.clear();
  }
  Symbol *symbol = functionSymbol(ctx, place, name, type, true);
  if (!symbol) { // a second definition: analysed under a symbol that nobody finds
    symbol = ctx.newSymbol(SymbolKind::CFunction, name.name, name.span, place.scope);
    symbol->type = is_broken ? ctx.types.error() : type;
  } else if (is_broken) {
    symbol->type = ctx.types.error();
  }
  ctx.awaiting_definition.remove(symbol);
  symbol->function = &info;
  notePublic(ctx, place, node.flags, *declared.name, *symbol);
  if (declared.function)
    symbol->parameter_names = parameterNames(*declared.function->parameters);
  symbol->is_cpdef |= node.flags.is_cpdef;
  symbol->is_inline |= node.flags.is_inline;
  if (symbol->cname.empty()) {
    symbol->cname = uniqueCname(ctx, "f_", name.name.str());
    ctx.analysis.c_functions_declared.push_back(symbol);
  }
  info.kind = node.flags.is_cpdef ? FunctionKind::CpDef : FunctionKind::CDef;
  info.is_from_pxd = place.in_pxd;
  info.node = &node;
  info.symbol = symbol;
  info.type = type;
  info.name = name.name.str().str();
  info.qualname = info.name;
  info.cname = symbol->cname;
  info.docstring = docstringOf(node.body);
  info.scope = ctx.newScope(ScopeKind::Function, place.scope, &info);
  ctx.analysis.bindings[declared.name->id] = symbol;
  ctx.analysis.bindings[node.id] = symbol;
  ctx.analysis.stmts[node.id].function = &info;
  ctx.analysis.stmts[node.id].is_declaration_only = !node.flags.is_cpdef;
  if (type->is_nogil && !type->is_with_gil && isObject(type->result))
    rejectObjectResult(ctx, *symbol, *type,
                       declared.function ? declared.function->nogil_span : Span());
  if (info.kind == FunctionKind::CpDef)
    checkCallable(ctx, *type, name.span, "function");
  ctx.analysis.functions.push_back(&info);
  if (declared.function)
    declareParameters(ctx, info, place, *declared.function->parameters, type);
  PendingBody body;
  body.scope = info.scope;
  body.function = &info;
  body.body = node.body;
  body.place = place;
  body.place.scope = info.scope;
  body.place.directives = info.directives;
  body.place.in_pxd = false;
  ctx.pending.push_back(std::move(body));
}

/// The type of a pure function's parameter by what stands at the definition; null if nothing does.
static const Type *writtenType(Context &ctx, const DeclarationPlace &place,
                               const Context::FunctionTraits &traits,
                               const syntax::Parameter &parameter) {
  if (parameter.ctype)
    return applyDeclarator(ctx, place, resolveCType(ctx, place, parameter.ctype),
                           parameter.declarator, false)
        .type;
  for (const syntax::CallExpr *locals : traits.locals)
    for (const syntax::Keyword *keyword : locals->keywords)
      if (keyword->name.name == parameter.name.name)
        if (const Type *type = typeOfLocal(ctx, place.scope, *keyword->value))
          return type;
  if (parameter.annotation && place.directives->annotation_typing)
    return typeOfExpression(ctx, place.scope, *parameter.annotation);
  return nullptr;
}

/// Of `@cython.returns(T)`.
static const Type *typeReturned(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (const Type *type = typeOfLocal(ctx, scope, expr))
    return type;
  ctx.report(Diag::NotAType, expr.span).arg("the argument of `returns`");
  return ctx.types.error();
}

/// The signature of a pure function. What the .pxd declares comes before what decorators and
/// annotations say.
const FunctionType *pureSignature(Context &ctx, const DeclarationPlace &place,
                                  const syntax::FunctionDef &node,
                                  const Context::FunctionTraits &traits,
                                  const FunctionType *declared) {
  FunctionType parts{};
  parts.kind = TypeKind::Function;
  llvm::SmallVector<const Type *, 6> parameters;
  for (const syntax::Parameter *parameter : node.parameters->parameters) {
    if (parameter->passing != syntax::ParameterKind::Normal &&
        parameter->passing != syntax::ParameterKind::PositionalOnly) {
      ctx.report(Diag::InvalidParameter, parameter->span)
          .arg("a C function cannot take `*args`, `**kwargs` or keyword-only arguments");
      continue;
    }
    const Type *type = writtenType(ctx, place, traits, *parameter);
    if (!type && declared && parameters.size() < declared->parameters.size())
      type = declared->parameters[parameters.size()];
    parameters.push_back(type ? type : ctx.types.object());
    if (parameter->default_value)
      ++parts.optional_count;
  }
  parts.parameters = parameters;
  const Type *result = nullptr;
  if (traits.returns)
    result = typeReturned(ctx, place.scope, *traits.returns);
  else if (node.return_annotation && place.directives->annotation_typing) {
    auto *none = llvm::dyn_cast<syntax::ConstantExpr>(node.return_annotation);
    if (!(none && none->value == syntax::Constant::None)) {
      checkAnnotation(ctx, place.scope, *node.return_annotation);
      result = typeOfExpression(ctx, place.scope, *node.return_annotation);
    }
  }
  if (declared) {
    parts.result = result ? result : declared->result;
    parts.is_with_gil = declared->is_with_gil;
    parts.is_nogil = declared->is_nogil;
    parts.exception = declared->exception;
    return ctx.types.function(parts);
  }
  parts.result = result ? result : ctx.types.object();
  parts.is_with_gil = traits.is_with_gil;
  parts.is_nogil = traits.is_nogil || traits.is_with_gil;
  parts.exception =
      pureExceptionSpec(ctx, place, traits.exceptval, parts.result, result != nullptr);
  return ctx.types.function(parts);
}

void declarePureCFunction(Context &ctx, const DeclarationPlace &place,
                          const syntax::FunctionDef &node, const Symbol *declared) {
  FunctionInfo &info = ctx.analysis.function_storage.emplace_back();
  info.directives =
      functionDirectives(ctx, place, allDecorators(ctx, place, node.name.name, node.decorators),
                         node, info.decorators);
  const Context::FunctionTraits traits = ctx.traits[&node];
  if (traits.is_cfunc && traits.is_ccall)
    ctx.report(Diag::InvalidDecorator, node.decorators.front()->span)
        .arg("this function")
        .note("`cfunc` makes a function for C only, `ccall` one for C and Python: it can be one of "
              "them");
  DeclarationPlace signature_place = place;
  signature_place.directives = info.directives;
  const FunctionType *type =
      pureSignature(ctx, signature_place, node, traits,
                    declared ? llvm::dyn_cast<FunctionType>(declared->type) : nullptr);
  const bool is_cpdef = declared ? declared->is_cpdef : traits.is_ccall;

  Symbol *symbol = functionSymbol(ctx, place, node.name, type, true);
  if (!symbol) {
    symbol = ctx.newSymbol(SymbolKind::CFunction, node.name.name, node.name.span, place.scope);
    symbol->type = type;
  }
  ctx.awaiting_definition.remove(symbol);
  symbol->function = &info;
  symbol->parameter_names.clear();
  for (const syntax::Parameter *parameter : node.parameters->parameters)
    symbol->parameter_names.push_back(parameter->name.name);
  symbol->is_cpdef |= is_cpdef;
  symbol->is_inline |= traits.is_inline;
  if (symbol->cname.empty()) {
    symbol->cname = uniqueCname(ctx, "f_", node.name.name.str());
    ctx.analysis.c_functions_declared.push_back(symbol);
  }
  for (const syntax::Expr *decorator : info.decorators)
    ctx.report(Diag::InvalidDecorator, decorator->span).arg("a C function");
  info.decorators.clear();
  info.kind = is_cpdef ? FunctionKind::CpDef : FunctionKind::CDef;
  info.node = &node;
  info.symbol = symbol;
  info.type = type;
  info.name = node.name.name.str().str();
  info.qualname = info.name;
  info.cname = symbol->cname;
  info.docstring = docstringOf(node.body);
  info.scope = ctx.newScope(ScopeKind::Function, place.scope, &info);
  ctx.analysis.bindings[node.id] = symbol;
  ctx.analysis.stmts[node.id].function = &info;
  ctx.analysis.stmts[node.id].is_declaration_only = !is_cpdef;
  if (type->is_nogil && !type->is_with_gil && isObject(type->result))
    rejectObjectResult(ctx, *symbol, *type, Span());
  ctx.analysis.functions.push_back(&info);
  declareParameters(ctx, info, place, *node.parameters, type);
  PendingBody body;
  body.scope = info.scope;
  body.function = &info;
  body.body = node.body;
  body.place = place;
  body.place.scope = info.scope;
  body.place.directives = info.directives;
  ctx.pending.push_back(std::move(body));
}

} // namespace nogilc::sema
