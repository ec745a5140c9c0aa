// `cdef class` as a whole: its decorators, its bases, and what is found in it by name. Its name is
// declared in declare_class_names.cpp, its members in declare_classes.cpp.
#include "sema/context.h"
#include "sema/builtin_bases.h"

namespace nogilc::sema {

using namespace types;

// ---------------------------------------------------------------------------------------------
// Members
// ---------------------------------------------------------------------------------------------

const ExtensionFieldInfo *findField(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    for (const ExtensionFieldInfo &field : at->fields)
      if (field.field->name == name)
        return &field;
  return nullptr;
}

const PropertyInfo *findCProperty(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    if (at->type->is_extern)
      for (const PropertyInfo &property : at->properties)
        if (property.name == name)
          return &property;
  return nullptr;
}

const MethodInfo *findMethod(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    for (const MethodInfo &method : at->methods)
      if (method.symbol->name == name && !method.is_inherited)
        return &method;
  return nullptr;
}

ClassInfo *extensionClass(const Context &ctx, const Type *type) {
  auto *extension = llvm::dyn_cast_or_null<ExtensionType>(canonical(type));
  return extension ? ctx.analysis.class_of.lookup(extension) : nullptr;
}

// ---------------------------------------------------------------------------------------------
// Declaration
// ---------------------------------------------------------------------------------------------

namespace {

/// The name of a builtin, which no declaration hides; else empty.
llvm::StringRef builtinName(Context &ctx, const DeclarationPlace &place,
                            const syntax::Expr &written) {
  auto *name = llvm::dyn_cast<syntax::NameExpr>(&written);
  if (!name)
    return {};
  const Symbol *symbol = lookup(ctx, place.scope, name->name);
  return !symbol || symbol->kind == SymbolKind::Builtin ? name->name.str() : llvm::StringRef();
}

/// The class that a base names; null for builtin types, and after a report.
ClassInfo *resolveBase(Context &ctx, const DeclarationPlace &place, const syntax::CClassDef &node,
                       ClassInfo &cls) {
  const syntax::Expr &written = *node.bases.front();
  if (const llvm::StringRef builtin = builtinName(ctx, place, written); !builtin.empty()) {
    if ((cls.builtin_base = builtinBase(builtin)))
      return nullptr;
    if (builtin == "tuple" || builtin == "bytes") {
      ctx.report(Diag::InvalidClass, written.span)
          .arg(("an extension type cannot inherit from `" + builtin +
                "`, whose instances vary in size")
                   .str());
      cls.has_unknown_base = true;
      return nullptr;
    }
  }
  cls.has_unknown_base = true; // unless one is found
  const Type *type = typeOfExpression(ctx, place.scope, written);
  if (auto *builtin = llvm::dyn_cast_or_null<ObjectType>(type)) {
    cls.has_unknown_base = false;
    if ((cls.builtin_base = builtinBase(builtin->python_name)))
      return nullptr; // by another name: `unicode`
    if (builtin->object != ObjectKind::Object)
      ctx.unsupported(written.span, "inheriting from the builtin type `" + spelling(type) + "`");
    return nullptr;
  }
  if (type && isError(type))
    return nullptr;
  ClassInfo *base = type ? extensionClass(ctx, type) : nullptr;
  if (!base) {
    Symbol *symbol = resolveDotted(ctx, place.scope, written);
    auto *name = llvm::dyn_cast<syntax::NameExpr>(&written);
    if (symbol && symbol->kind == SymbolKind::Builtin)
      ctx.unsupported(written.span,
                      "inheriting from the builtin type `" + symbol->name.str().str() + "`");
    else if (!symbol && name && predefinedType(ctx, name->name.str()))
      ctx.unsupported(written.span,
                      "inheriting from the builtin type `" + name->name.str().str() + "`");
    else if (!symbol && name)
      reportUndeclared(ctx, place.scope, name->name, name->span);
    else
      ctx.report(Diag::InvalidClass, written.span)
          .arg("the first base of an extension type must be an extension type or a builtin type");
    return nullptr;
  }
  auto reject = [&](llvm::StringRef why) {
    ctx.report(Diag::InvalidClass, written.span)
        .arg(("`" + cls.name + "` cannot inherit from `" + base->name + "`, which " + why).str())
        .label(base->symbol->span, "declared here");
    return nullptr;
  };
  if (base->type->is_final)
    return reject("is `final`");
  if (base == &cls || !base->is_defined)
    return reject("is not defined yet");
  cls.has_unknown_base = false;
  return base;
}

} // namespace

void declareExtensionClass(Context &ctx, const DeclarationPlace &place,
                           const syntax::CClassDef &node) {
  Symbol *symbol = declareExtensionName(ctx, place, node);
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  if (!symbol || isError(symbol->type))
    return;
  ClassInfo &cls = *symbol->cls;
  ctx.analysis.stmts[node.id].cls = &cls;
  if (!node.has_body)
    return;
  const bool is_definition = !place.in_pxd && cls.home.empty();
  if (is_definition ? cls.has_own_body : cls.is_declared_in_pxd) {
    ctx.report(Diag::DuplicateDeclaration, node.name.span)
        .arg(node.name.name)
        .label(symbol->span, "first declared here");
    return;
  }
  auto *type = const_cast<ExtensionType *>(cls.type);
  std::vector<const syntax::Expr *> decorators;
  const Directives *directives = functionDirectives(ctx, place, node.decorators, node, decorators);
  for (const syntax::Expr *decorator : decorators) {
    if (importedName(ctx, *decorator) == "functools.total_ordering") {
      ctx.class_traits[&node].options.is_totally_ordered = true;
      continue;
    }
    if (isDataclassDecorator(ctx, place.scope, *decorator))
      continue;
    ctx.report(Diag::InvalidDecorator, decorator->span)
        .arg("a `cdef class`")
        .note("its type is there before the module's statements run");
  }
  if (auto found = ctx.class_traits.find(&node); found != ctx.class_traits.end()) {
    type->is_final |= found->second.is_final;
    cls.options = found->second.options;
  }
  if (node.bases.size() > 1) {
    cls.first_base = node.bases.front();
    cls.other_bases.assign(node.bases.begin() + 1, node.bases.end());
  }
  if (!node.bases.empty()) {
    ClassInfo *base = resolveBase(ctx, place, node, cls);
    if (base && cls.base && cls.base != base)
      ctx.report(Diag::InvalidClass, node.bases[0]->span)
          .arg("the class has another base in its declaration")
          .label(symbol->span, "declared here");
    else if (base) {
      cls.base = base;
      type->base = base->type;
    } else if (cls.builtin_base && cls.builtin_base->is_exception) {
      const bool is_bare =
          llvm::is_contained({"BaseException", "GeneratorExit", "KeyboardInterrupt", "SystemExit"},
                             cls.builtin_base->name);
      type->base = ctx.types.object(is_bare ? ObjectKind::BaseException : ObjectKind::Exception);
    }
  }
  if (cls.base || cls.builtin_base)
    for (const syntax::Expr *decorator : node.decorators)
      if (auto *call = llvm::dyn_cast<syntax::CallExpr>(decorator);
          call && cythonName(ctx, place.scope, *call->callee) == "freelist")
        ctx.report(Diag::IgnoredStatement, decorator->span)
            .arg("`freelist` of a class that inherits");
  if (!cls.is_defined)
    ctx.analysis.extension_classes.push_back(&cls);
  cls.is_defined = true;
  cls.is_declared_in_pxd |= !is_definition;
  cls.has_own_body |= is_definition;
  cls.node = &node;
  DeclarationPlace inside = place;
  inside.directives = directives;
  cls.directives = directives;
  readDataclass(ctx, inside, node, cls);
  declareClassMembers(ctx, inside, cls, node.body);
  if (!is_definition)
    return;
  List<syntax::Stmt *> statements = node.body;
  if (cls.dataclass) {
    syntax::CClassDef &made = ctx.analysis.pure_classes.emplace_back(node);
    made.body = statements = dataclassBody(ctx, inside, node, cls);
    cls.node = &made;
    if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
      ctx.analysis.exprs.resize(ctx.ast.nodeCount());
  }
  cls.docstring = docstringOf(node.body);
  ctx.analysis.stmts[node.id].is_declaration_only = false;
  ctx.analysis.stmts[node.id].symbol = symbol;
  ctx.analysis.classes.push_back(&cls);
  PendingBody body;
  body.scope = cls.scope;
  body.function = ctx.analysis.module_function;
  body.cls = &cls;
  body.body = statements;
  body.place = inside;
  body.place.scope = cls.scope;
  ctx.pending.push_back(std::move(body));
}

} // namespace nogilc::sema
