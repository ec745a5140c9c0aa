// C++ classes of headers: their names, parameters of templates, bases and members; function
// templates; and what is found in a class by its name. A member is declared once, in terms of the
// parameters of its class: what an instance has is substituted when it is looked up.
#include "sema/context.h"

namespace nogilc::sema {

using namespace types;

namespace {

/// Types for the names in brackets, in a scope of their own.
llvm::SmallVector<const Type *, 4>
declareParameters(Context &ctx, Scope *scope, List<syntax::Ident> names, List<bool> is_optional) {
  llvm::SmallVector<const Type *, 4> parameters;
  for (size_t i = 0; i < names.size(); ++i) {
    TemplateParameterType *parameter = ctx.types.newTemplateParameter();
    parameter->name = names[i].name;
    parameter->is_optional = i < is_optional.size() && is_optional[i];
    Symbol *symbol = ctx.newSymbol(SymbolKind::Type, names[i].name, names[i].span, scope);
    symbol->type = parameter;
    scope->symbols[names[i].name] = symbol;
    parameters.push_back(parameter);
  }
  return parameters;
}

/// The symbol of a parameter itself, not a typedef of one.
bool isParameter(const Symbol &symbol) {
  auto *parameter = symbol.kind == SymbolKind::Type && symbol.type
                        ? llvm::dyn_cast<TemplateParameterType>(symbol.type)
                        : nullptr;
  return parameter && parameter->name == symbol.name;
}

CppClassInfo *infoOf(const Analysis &analysis, const CppClassType *cls) {
  return analysis.cpp_class_of.lookup(cls->declaration);
}

class MemberDeclarer {
public:
  MemberDeclarer(Context &ctx, const DeclarationPlace &around, CppClassInfo &info)
      : ctx_(ctx), info_(info), place_(around) {
    place_.scope = info.scope;
    place_.cpp_class = &info;
    place_.cpp_namespace = {};
  }

  void declare(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      if (auto *cls = llvm::dyn_cast<syntax::CppClassDef>(stmt))
        declareCppClassName(ctx_, inside(), *cls);
    for (const syntax::Stmt *stmt : body) {
      ctx_.noted_unsupported.clear();
      declare(*stmt);
      if (!ctx_.noted_unsupported.empty())
        noteUnsupported(*stmt);
    }
    ctx_.noted_unsupported.clear();
  }

private:
  bool isTemplate() const { return !info_.type->arguments.empty(); }

  /// Where types of the class are declared: by its name in C++.
  DeclarationPlace inside() const {
    DeclarationPlace place = place_;
    place.cpp_class = nullptr;
    place.cpp_namespace = ctx_.types.string(cppDeclaration(info_.type, ""));
    return place;
  }

  void noteUnsupported(const syntax::Stmt &stmt) {
    auto *variables = llvm::dyn_cast<syntax::CVarDecl>(&stmt);
    if (!variables)
      return;
    for (const syntax::Declarator *declarator : variables->declarators) {
      const auto found = info_.scope->symbols.find(declaredName(*declarator).name.name);
      if (found == info_.scope->symbols.end())
        continue;
      found->second->unsupported = ctx_.noted_unsupported;
      found->second->type = ctx_.types.error();
      ctx_.has_unsupported = true;
    }
  }

  void declare(const syntax::Stmt &stmt) {
    using namespace syntax;
    switch (stmt.kind) {
    case NodeKind::DeclBlock:
      return declare(llvm::cast<DeclBlock>(stmt).body);
    case NodeKind::CVarDecl:
      return declareVariables(ctx_, place_, llvm::cast<CVarDecl>(stmt), nullptr);
    case NodeKind::CppClassDef:
      return declareCppClass(ctx_, inside(), llvm::cast<CppClassDef>(stmt));
    case NodeKind::CTypedef:
      return declareTypedef(llvm::cast<CTypedef>(stmt));
    case NodeKind::CEnumDef:
      return declareEnum(ctx_, inside(), llvm::cast<CEnumDef>(stmt));
    case NodeKind::CStructDef:
      return declareStruct(ctx_, inside(), llvm::cast<CStructDef>(stmt));
    case NodeKind::PassStmt:
    case NodeKind::ErrorStmt:
      return;
    case NodeKind::ExprStmt:
      if (llvm::isa<StringLiteral>(llvm::cast<ExprStmt>(stmt).value))
        return;
      break;
    default:
      break;
    }
    ctx_.unsupported(stmt.span, "this statement in a C++ class");
  }

  /// In a template the name only stands for the type: what it is depends on the arguments.
  void declareTypedef(const syntax::CTypedef &node) {
    if (!isTemplate())
      return sema::declareTypedef(ctx_, inside(), node);
    ctx_.analysis.stmts[node.id].is_declaration_only = true;
    const Type *base = resolveCType(ctx_, place_, node.base);
    const Declared declared = applyDeclarator(ctx_, place_, base, node.declarator, false);
    const syntax::Ident &name = declared.name->name;
    Symbol *symbol = ctx_.newSymbol(SymbolKind::Type, name.name, name.span, place_.scope);
    symbol->type = declared.type;
    symbol->is_extern = true;
    info_.scope->symbols.insert({name.name, symbol});
  }

  Context &ctx_;
  CppClassInfo &info_;
  DeclarationPlace place_;
};

/// A function as C++ makes it: no declaration says more.
const FunctionType *implicitFunction(TypeContext &types, const CppClassType *cls, ImplicitCall what,
                                     bool is_nogil) {
  FunctionType parts{};
  parts.kind = TypeKind::Function;
  const Type *other = types.reference(types.qualified(cls, true, false));
  llvm::SmallVector<const Type *, 1> parameters;
  if (what == ImplicitCall::Copy || what == ImplicitCall::Assign)
    parameters.push_back(other);
  parts.parameters = parameters;
  parts.result = what == ImplicitCall::Construct || what == ImplicitCall::Copy
                     ? static_cast<const Type *>(cls)
                     : types.voidType();
  parts.is_nogil = is_nogil;
  return types.function(parts);
}

/// The classes of the fields that are objects.
llvm::SmallVector<const CppClassType *, 4>
fieldClasses(const CppClassInfo &info, TypeContext &types, const CppClassType *cls) {
  llvm::SmallVector<const CppClassType *, 4> found;
  for (const auto &[name, symbol] : info.scope->symbols) {
    if (symbol->kind != SymbolKind::ExternVariable || !symbol->type || isReference(symbol->type))
      continue;
    const Type *type = types.substitute(symbol->type, cls->declaration->arguments, cls->arguments);
    while (const auto *array = llvm::dyn_cast_or_null<ArrayType>(canonical(type)))
      type = array->element;
    if (const CppClassType *field = cppClass(type))
      found.push_back(field);
  }
  return found;
}

} // namespace

Symbol *declareCppClassName(Context &ctx, const DeclarationPlace &place,
                            const syntax::CppClassDef &node) {
  auto found = place.scope->symbols.find(node.name.name);
  if (found != place.scope->symbols.end()) {
    Symbol &earlier = *found->second;
    if (earlier.kind == SymbolKind::Type && llvm::isa<CppClassType>(earlier.type))
      return &earlier;
    if (!isError(earlier.type))
      ctx.report(Diag::DuplicateDeclaration, node.name.span)
          .arg(node.name.name)
          .label(earlier.span, "first declared here");
    return nullptr;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, node.name.name, node.name.span, place.scope);
  symbol->is_extern = true;
  place.scope->symbols[node.name.name] = symbol;
  CppClassType *type = ctx.types.newCppClass();
  type->name = node.name.name;
  type->declaration = type;
  type->span = node.name.span;
  type->module = ctx.types.string(place.module ? place.module->name : ctx.options.module_name);
  CppClassInfo &info = ctx.analysis.cpp_class_storage.emplace_back();
  info.type = type;
  info.scope = ctx.newScope(ScopeKind::CppClass, place.scope, ctx.analysis.module_function);
  ctx.analysis.cpp_class_of[type] = &info;
  symbol->type = type;

  // A class in a template belongs to an instance of that.
  const CppClassInfo *around = nullptr;
  for (const CppClassInfo &other : ctx.analysis.cpp_class_storage)
    if (other.scope == place.scope)
      around = &other;
  llvm::SmallVector<const Type *, 4> arguments;
  if (around && !around->type->arguments.empty()) {
    type->outer = around->type;
    arguments.append(around->type->arguments.begin(), around->type->arguments.end());
  }
  arguments.append(
      declareParameters(ctx, info.scope, node.template_parameters, node.template_is_optional));
  type->arguments = ctx.types.list(arguments);
  const std::string name = node.cname.empty() ? node.name.name.str().str() : node.cname.str();
  const bool is_qualified = node.cname.empty() && !type->outer && !place.cpp_namespace.empty();
  type->cname = ctx.types.string(is_qualified ? place.cpp_namespace.str() + "::" + name : name);
  symbol->cname = type->cname.str();
  return symbol;
}

void declareCppClass(Context &ctx, const DeclarationPlace &place, const syntax::CppClassDef &node) {
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  Symbol *symbol = declareCppClassName(ctx, place, node);
  if (!symbol)
    return;
  ctx.analysis.bindings[node.id] = symbol;
  // The declaration owns the type until it is complete; afterwards nobody changes it.
  auto *type = const_cast<CppClassType *>(llvm::cast<CppClassType>(symbol->type));
  CppClassInfo &info = *ctx.analysis.cpp_class_of[type];
  if (!node.has_body || type->is_complete)
    return; // the header has it once, however often it is said
  type->is_complete = true;
  if (info.scope->symbols.empty() && !node.template_parameters.empty())
    return; // announced with other parameters
  DeclarationPlace inner = place;
  inner.scope = info.scope;
  llvm::SmallVector<const Type *, 2> bases;
  for (const syntax::CType *base : node.bases) {
    const Type *found = resolveCType(ctx, inner, base);
    if (cppClass(found))
      bases.push_back(canonical(found));
    else if (!isError(found))
      ctx.report(Diag::NotAType, base->span).arg(spelling(found));
  }
  type->bases = ctx.types.list(bases);
  MemberDeclarer(ctx, place, info).declare(node.body);
}

llvm::SmallVector<syntax::Ident, 2> functionTemplate(const syntax::Declarator &declarator) {
  const syntax::Declarator *current = &declarator;
  for (;;) {
    if (auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(current))
      current = pointer->inner;
    else if (auto *reference = llvm::dyn_cast<syntax::ReferenceDeclarator>(current))
      current = reference->inner;
    else
      break;
  }
  llvm::SmallVector<syntax::Ident, 2> names;
  auto *function = llvm::dyn_cast<syntax::FunctionDeclarator>(current);
  auto *brackets = function ? llvm::dyn_cast<syntax::ArrayDeclarator>(function->inner) : nullptr;
  if (!brackets || !brackets->dimension)
    return names;
  llvm::SmallVector<const syntax::Expr *, 2> written = {brackets->dimension};
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(brackets->dimension))
    written.assign(tuple->elements.begin(), tuple->elements.end());
  for (const syntax::Expr *one : written) {
    auto *name = llvm::dyn_cast<syntax::NameExpr>(one);
    if (!name)
      return {};
    names.push_back({name->name, name->span});
  }
  return names;
}

const syntax::Declarator *openTemplate(Context &ctx, DeclarationPlace &place,
                                       const syntax::Declarator &declarator,
                                       llvm::ArrayRef<const Type *> &parameters) {
  const auto names = functionTemplate(declarator);
  place.scope = ctx.newScope(ScopeKind::CppClass, place.scope, ctx.analysis.module_function);
  parameters = ctx.types.list(declareParameters(ctx, place.scope, names, {}));
  const auto opened = [&](const auto &self,
                          const syntax::Declarator *current) -> syntax::Declarator * {
    if (auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(current)) {
      auto *copy = ctx.ast.makePlain<syntax::PointerDeclarator>();
      *copy = *pointer;
      copy->inner = self(self, pointer->inner);
      return copy;
    }
    if (auto *reference = llvm::dyn_cast<syntax::ReferenceDeclarator>(current)) {
      auto *copy = ctx.ast.makePlain<syntax::ReferenceDeclarator>();
      *copy = *reference;
      copy->inner = self(self, reference->inner);
      return copy;
    }
    auto *copy = ctx.ast.makePlain<syntax::FunctionDeclarator>();
    *copy = *llvm::cast<syntax::FunctionDeclarator>(current);
    copy->inner = llvm::cast<syntax::ArrayDeclarator>(copy->inner)->inner;
    return copy;
  };
  return opened(opened, &declarator);
}

const Type *cppInstance(Context &ctx, const Type *base, llvm::ArrayRef<const Type *> arguments,
                        Span span) {
  const CppClassType *cls = cppClass(base);
  const CppClassType *declaration = cls->declaration;
  const auto parameters = declaration->ownArguments();
  size_t least = parameters.size();
  while (least != 0 && llvm::cast<TemplateParameterType>(parameters[least - 1])->is_optional)
    --least;
  if (arguments.size() < least || arguments.size() > parameters.size() ||
      cls->ownArguments() != parameters) {
    ctx.report(Diag::WrongArgumentCount, span)
        .arg((least != parameters.size() ? "at least " : "") + std::to_string(least) +
             (least == 1 ? " template argument" : " template arguments"))
        .arg(static_cast<uint64_t>(arguments.size()));
    return ctx.types.error();
  }
  if (llvm::any_of(arguments, isError))
    return ctx.types.error();
  if (llvm::any_of(arguments, isObject)) {
    ctx.report(Diag::InvalidType, span)
        .arg("a Python object as a template argument")
        .note("no C++ container counts references; `PyObject *` of `cpython.ref` is a pointer");
    return ctx.types.error();
  }
  llvm::SmallVector<const Type *, 4> all;
  if (cls->outer)
    all.append(cls->outer->arguments.begin(), cls->outer->arguments.end());
  all.append(arguments.begin(), arguments.end());
  // What nobody says stands for itself.
  all.append(parameters.begin() + static_cast<ptrdiff_t>(arguments.size()), parameters.end());
  return ctx.types.instance(declaration, all);
}

const Type *cppMemberType(Context &ctx, const Type *base, const syntax::Ident &name) {
  const CppClassType *cls = cppClass(base);
  const CppMember member = findCppMember(ctx.analysis, ctx.types, cls, name.name.str());
  if (!member.symbol || member.symbol->kind != SymbolKind::Type) {
    ctx.report(Diag::NoSuchMember, name.span).arg(spelling(base)).arg(name.name);
    return ctx.types.error();
  }
  ctx.reportUnsupported(*member.symbol, name.span);
  return ctx.types.substitute(member.symbol->type, member.owner->declaration->arguments,
                              member.owner->arguments);
}

CppMember findCppMember(const Analysis &analysis, TypeContext &types, const CppClassType *cls,
                        llvm::StringRef name) {
  const CppClassInfo *info = infoOf(analysis, cls);
  if (!info)
    return {};
  for (const auto &[known, symbol] : info->scope->symbols)
    if (known.str() == name && !isParameter(*symbol))
      return {symbol, cls};
  // Constructors and destructors are not inherited.
  if (name == kConstructor || name == kDestructor)
    return {};
  for (const Type *base : cls->declaration->bases) {
    const Type *made = types.substitute(base, cls->declaration->arguments, cls->arguments);
    if (const CppMember found = findCppMember(analysis, types, cppClass(made), name); found.symbol)
      return found;
  }
  return {};
}

const FunctionType *assignmentOf(const Analysis &analysis, TypeContext &types,
                                 const CppClassType *cls, const Type *value) {
  const CppMember member = findCppMember(analysis, types, cls, "operator=");
  if (!member.symbol)
    return nullptr;
  llvm::SmallVector<const Symbol *, 4> declared = {member.symbol};
  declared.append(member.symbol->overloads.begin(), member.symbol->overloads.end());
  const FunctionType *found = nullptr;
  for (const Symbol *symbol : declared) {
    const auto *type = llvm::dyn_cast_or_null<FunctionType>(types.substitute(
        symbol->type, member.owner->declaration->arguments, member.owner->arguments));
    if (!type || type->parameters.size() != 1 || isSame(unqualified(type->parameters[0]), cls))
      continue;
    if (isSame(unqualified(type->parameters[0]), value))
      return type;
    if (!found && implicitConversion(value, type->parameters[0]).kind != ConversionKind::Impossible)
      found = type;
  }
  return found;
}

namespace {

/// `around` has the classes that are being looked at: no object is inside of itself, but a wrong
/// declaration may say so.
const FunctionType *implicitCallOf(const Analysis &analysis, TypeContext &types,
                                   const CppClassType *cls, ImplicitCall what,
                                   llvm::SmallVectorImpl<const CppClassType *> &around) {
  const bool is_other = what == ImplicitCall::Copy || what == ImplicitCall::Assign;
  const llvm::StringRef name = what == ImplicitCall::Destroy  ? llvm::StringRef(kDestructor)
                               : what == ImplicitCall::Assign ? llvm::StringRef("operator=")
                                                              : llvm::StringRef(kConstructor);
  const CppClassInfo *info = infoOf(analysis, cls);
  Symbol *first = nullptr;
  if (info)
    for (const auto &[known, symbol] : info->scope->symbols)
      if (known.str() == name)
        first = symbol;
  llvm::SmallVector<const Symbol *, 4> declared;
  if (first) {
    declared.push_back(first);
    declared.append(first->overloads.begin(), first->overloads.end());
  }
  for (const Symbol *symbol : declared) {
    const auto *type = llvm::dyn_cast_or_null<FunctionType>(
        types.substitute(symbol->type, cls->declaration->arguments, cls->arguments));
    if (!type || !symbol->template_parameters.empty())
      continue;
    const size_t least = type->parameters.size() - type->optional_count;
    if (!is_other && least == 0)
      return type;
    if (is_other && !type->parameters.empty() && least <= 1 &&
        isSame(unqualified(type->parameters[0]), cls))
      return type;
  }
  // Who declares another constructor has no default one.
  if (what == ImplicitCall::Construct && first)
    return nullptr;
  bool is_nogil = true;
  if (llvm::is_contained(around, cls->declaration))
    return implicitFunction(types, cls, what, is_nogil);
  around.push_back(cls->declaration);
  for (const Type *base : cls->declaration->bases) {
    const Type *made = types.substitute(base, cls->declaration->arguments, cls->arguments);
    const FunctionType *of_base = implicitCallOf(analysis, types, cppClass(made), what, around);
    if (!of_base)
      return nullptr;
    is_nogil &= of_base->is_nogil;
  }
  // A constructor of the header that nobody declared may give its fields what they need.
  if (info)
    for (const CppClassType *field : fieldClasses(*info, types, cls))
      if (const auto *of_field = implicitCallOf(analysis, types, field, what, around))
        is_nogil &= of_field->is_nogil;
  around.pop_back();
  return implicitFunction(types, cls, what, is_nogil);
}

} // namespace

const FunctionType *implicitCall(const Analysis &analysis, TypeContext &types,
                                 const CppClassType *cls, ImplicitCall what) {
  llvm::SmallVector<const CppClassType *, 4> around;
  return implicitCallOf(analysis, types, cls, what, around);
}

} // namespace nogilc::sema
