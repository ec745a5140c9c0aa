// `def`, `class`, parameters, and the symbol that a plain binding of a name makes.
#include "sema/context.h"
#include "sema/special_methods.h"

namespace nogilc::sema {

using namespace types;

std::string qualifiedName(const FunctionInfo *outer, const ClassInfo *cls, llvm::StringRef name) {
  if (cls)
    return cls->qualname + "." + name.str();
  if (outer && outer->kind != FunctionKind::Module)
    return outer->qualname + ".<locals>." + name.str();
  return name.str();
}

std::optional<std::string> docstringOf(List<syntax::Stmt *> body) {
  if (body.empty())
    return std::nullopt;
  auto *first = llvm::dyn_cast<syntax::ExprStmt>(body.front());
  auto *text = first ? llvm::dyn_cast<syntax::StringLiteral>(first->value) : nullptr;
  if (!text || text->string_kind == syntax::StringKind::Bytes ||
      text->string_kind == syntax::StringKind::Char)
    return std::nullopt;
  return text->value.str();
}

Symbol *declareName(Context &ctx, Scope *scope, Name name, Span span) {
  auto found = scope->symbols.find(name);
  if (found != scope->symbols.end()) {
    Symbol &earlier = *found->second;
    earlier.is_assigned |= earlier.kind == SymbolKind::Parameter;
    // `cimport numpy as np` and `import numpy as np`: what the first does not have, the second may.
    if (earlier.kind == SymbolKind::CModule && scope->kind == ScopeKind::Module &&
        earlier.scope == scope) {
      earlier.kind = SymbolKind::PythonGlobal;
      earlier.may_be_unbound = true;
    }
    return &earlier;
  }
  if (scope->kind == ScopeKind::Function || scope->kind == ScopeKind::Comprehension)
    return declareLocal(ctx, scope, name, span, SymbolKind::Local, nullptr);
  const bool is_class = isClassScope(*scope);
  Symbol *symbol =
      ctx.newSymbol(is_class ? SymbolKind::ClassName : SymbolKind::PythonGlobal, name, span, scope);
  symbol->may_be_unbound = true;
  scope->symbols[name] = symbol;
  return symbol;
}

Symbol *declareLocal(Context &ctx, Scope *scope, Name name, Span span, SymbolKind kind,
                     const Type *type) {
  auto found = scope->symbols.find(name);
  if (found != scope->symbols.end()) {
    ctx.report(Diag::DuplicateDeclaration, span)
        .arg(name)
        .label(found->second->span, "first declared here");
    return nullptr;
  }
  Symbol *symbol = ctx.newSymbol(kind, name, span, scope);
  symbol->cname = localCname(ctx, *scope->function, name.str());
  symbol->is_declared = type != nullptr;
  symbol->type = type ? type : ctx.types.object();
  scope->symbols[name] = symbol;
  scope->function->locals.push_back(symbol);
  return symbol;
}

Name privateName(Context &ctx, const ClassInfo *cls, Name name) {
  llvm::StringRef text = name.str();
  if (!cls || !text.starts_with("__") || text.ends_with("__") || text.contains('.'))
    return name;
  llvm::StringRef owner = llvm::StringRef(cls->name).ltrim('_');
  return owner.empty() ? name : ctx.name(("_" + owner + text).str());
}

static bool isNone(const syntax::Expr *expr) {
  auto *value = llvm::dyn_cast_or_null<syntax::ConstantExpr>(expr);
  return value && value->value == syntax::Constant::None;
}

/// `__getbuffer__` and `__releasebuffer__` of an extension type are given a C struct.
static bool takesBuffer(const FunctionInfo &function, const ClassInfo *cls) {
  const SpecialMethod *special = cls && cls->type ? specialMethod(function.name) : nullptr;
  return special && (special->shape == SpecialShape::GetBuffer ||
                     special->shape == SpecialShape::ReleaseBuffer);
}

/// Whether an argument of an extension type may be None where the declaration says nothing.
static bool allowsNone(const FunctionInfo &function, const syntax::Parameter &parameter) {
  return isNone(parameter.default_value) || !function.directives ||
         function.directives->allow_none_for_extension_args;
}

void declareParameters(Context &ctx, FunctionInfo &function, const DeclarationPlace &place,
                       const syntax::ParameterList &list, const FunctionType *type,
                       const ClassInfo *around) {
  const Context::FunctionTraits *traits = nullptr;
  if (auto found = ctx.traits.find(function.node); found != ctx.traits.end())
    traits = &found->second;
  size_t next = 0;
  for (const syntax::Parameter *node : list.parameters) {
    ParameterInfo parameter;
    parameter.passing = node->passing;
    parameter.default_value = node->default_value;
    parameter.annotation = node->annotation;
    parameter.node = node;
    parameter.is_optional = node->default_value || node->is_optional;
    const Type *declared = nullptr;
    bool is_annotated_class = false;
    syntax::Ident name = node->name;
    if (type) {
      declared = next < type->parameters.size() ? type->parameters[next] : nullptr;
      if (!declared)
        continue; // `(void)`, or reported
      ++next;
      is_annotated_class = node->annotation && llvm::isa<ExtensionType>(canonical(declared)) &&
                           !isNone(node->default_value) && function.directives &&
                           function.directives->annotation_typing &&
                           typeOfExpression(ctx, place.scope, *node->annotation) != nullptr;
      if (!name && node->may_be_name) {
        // `cdef f(x)`: the word was no type, so it is the name.
        auto *named = llvm::cast<syntax::NamedCType>(node->ctype);
        Symbol *symbol = lookup(ctx, place.scope, named->path.front().name);
        if (named->path.size() == 1 && !(symbol && symbol->kind == SymbolKind::Type) &&
            !predefinedType(ctx, named->path.front().name.str()))
          name = named->path.front();
      }
    } else {
      switch (node->passing) {
      case syntax::ParameterKind::VarArgs:
        declared = ctx.types.object(ObjectKind::Tuple);
        break;
      case syntax::ParameterKind::VarKeywords:
        declared = ctx.types.object(ObjectKind::Dict);
        break;
      default:
        if (node->ctype) {
          if (node->may_be_name && !name) {
            name = llvm::cast<syntax::NamedCType>(node->ctype)->path.front();
          } else {
            declared = resolveCType(ctx, place, node->ctype);
            if (node->declarator)
              declared = applyDeclarator(ctx, place, declared, node->declarator, false).type;
            if (auto *array = llvm::dyn_cast<ArrayType>(canonical(declared)))
              declared = ctx.types.pointer(array->element); // as in C
          }
        }
        if (traits && !declared)
          for (const syntax::CallExpr *locals : traits->locals)
            for (const syntax::Keyword *keyword : locals->keywords)
              if (keyword->name.name == name.name)
                declared = typeOfLocal(ctx, place.scope, *keyword->value);
        if (!declared && node->annotation && function.directives &&
            function.directives->annotation_typing) {
          checkAnnotation(ctx, place.scope, *node->annotation);
          // Only C types and extension types: what a Python class in an annotation says is not
          // enforced in Python.
          if (const Type *annotated = typeOfExpression(ctx, place.scope, *node->annotation);
              annotated && !llvm::isa<ObjectType>(canonical(annotated)))
            declared = annotated;
          is_annotated_class = declared && isObject(declared) && !isNone(node->default_value);
        }
        if (declared && !isError(declared) && !takesBuffer(function, around) &&
            implicitConversion(ctx.types.object(), declared).kind == ConversionKind::Impossible) {
          ctx.report(Diag::TypeMismatch, node->span)
              .arg("object")
              .arg(spelling(declared))
              .note("the arguments of a `def` function are Python objects");
          declared = ctx.types.error();
        }
        break;
      }
    }
    name.name = privateName(ctx, around, name.name);
    if (!name) {
      // Nobody can name it, but it has its place in the frame.
      Symbol *symbol = ctx.newSymbol(SymbolKind::Parameter, Name(), node->span, function.scope);
      symbol->cname = localCname(ctx, function, "unnamed");
      symbol->type = declared ? declared : ctx.types.object();
      symbol->is_declared = true;
      function.locals.push_back(symbol);
      parameter.symbol = symbol;
      function.parameters.push_back(parameter);
      continue;
    }
    Symbol *symbol =
        declareLocal(ctx, function.scope, name.name, name.span, SymbolKind::Parameter, declared);
    if (!symbol)
      continue;
    if (!type && declared && node->none_rule != syntax::NoneRule::Default && !isObject(declared) &&
        !isError(declared))
      ctx.report(Diag::InvalidParameter, node->span)
          .arg("`None` can only be a value of a parameter of a Python type");
    symbol->is_none_allowed =
        node->none_rule == syntax::NoneRule::Default
            ? !is_annotated_class &&
                  (!declared || !isObject(declared) || canonical(declared) == ctx.types.object() ||
                   type || allowsNone(function, *node))
            : node->none_rule == syntax::NoneRule::OrNone;
    ctx.analysis.bindings[node->id] = symbol;
    ctx.analysis.written_types[node->id] = symbol->type;
    parameter.symbol = symbol;
    function.parameters.push_back(parameter);
  }
}

/// A `def` in the body of a `cdef class`, or in one of its property blocks.
static void declareExtensionMethod(Context &ctx, FunctionInfo &info, ClassInfo &cls) {
  bindMethod(ctx, info, cls);
  const bool is_in_property = info.symbol->scope != cls.scope;
  if (is_in_property) {
    makeAccessor(ctx, info,
                 info.name == "__get__"   ? AccessorKind::Get
                 : info.name == "__set__" ? AccessorKind::Set
                                          : AccessorKind::Delete);
    return;
  }
  if (declareAccessor(ctx, info, cls))
    return;
  if (const SpecialMethod *special = specialMethod(info.name);
      special && info.binding == MethodBinding::Instance)
    makeSpecial(ctx, info, *special);
}

/// The place of the decorator that only a C function can have.
static Span decoratorForC(Context &ctx, Scope *scope, const syntax::FunctionDef &node) {
  for (const syntax::Expr *decorator : node.decorators) {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(decorator);
    const std::string name = cythonName(ctx, scope, call ? *call->callee : *decorator);
    if (name == "nogil" || name == "with_gil" || name == "inline")
      return decorator->span;
  }
  return node.name.span;
}

FunctionInfo *declareDef(Context &ctx, const DeclarationPlace &place,
                         const syntax::FunctionDef &node, FunctionInfo *outer, ClassInfo *in_class,
                         ClassInfo *around) {
  if (!around)
    around = in_class;
  if (!node.type_parameters.empty())
    ctx.unsupported(node.name.span, "type parameters of a function");
  // Pure mode: decorators decide whether this is a C function.
  for (const syntax::Expr *decorator : node.decorators) {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(decorator);
    const std::string name = cythonName(ctx, place.scope, call ? *call->callee : *decorator);
    if (name == "cfunc" || name == "ccall") {
      if (outer || in_class) {
        ctx.report(Diag::MisplacedDeclaration, decorator->span);
        break;
      }
      declarePureCFunction(ctx, place, node);
      return ctx.analysis.stmts[node.id].function;
    }
  }
  // The module's .pxd makes a C function of it.
  if (!outer && !in_class && place.scope->kind == ScopeKind::Module)
    if (auto found = place.scope->symbols.find(node.name.name);
        found != place.scope->symbols.end() && ctx.awaiting_definition.contains(found->second) &&
        found->second->exported_type) {
      declarePureCFunction(ctx, place, node, found->second);
      return ctx.analysis.stmts[node.id].function;
    }
  FunctionInfo &info = ctx.analysis.function_storage.emplace_back();
  info.kind = FunctionKind::Def;
  info.node = &node;
  info.outer = outer;
  info.name = node.name.name.str().str();
  auto declared = place.scope->symbols.find(node.name.name);
  const bool is_global = outer && !in_class && declared != place.scope->symbols.end() &&
                         declared->second->scope != place.scope &&
                         declared->second->kind == SymbolKind::PythonGlobal; // `global f`
  info.qualname = is_global ? info.name : qualifiedName(outer, in_class, info.name);
  info.docstring = docstringOf(node.body);
  info.directives = functionDirectives(ctx, place, node.decorators, node, info.decorators);
  info.is_async = node.is_async;
  std::string readable;
  for (llvm::StringRef rest = info.qualname; !rest.empty();) {
    auto [head, tail] = rest.split(".");
    if (head != "<locals>")
      readable += (readable.empty() ? "" : "_") + head.str();
    rest = tail;
  }
  info.cname = uniqueCname(ctx, "f_", readable);
  if (auto found = ctx.traits.find(&node); found != ctx.traits.end()) {
    const Context::FunctionTraits &traits = found->second;
    if (traits.is_nogil || traits.is_with_gil || traits.is_inline)
      ctx.report(Diag::InvalidDecorator, decoratorForC(ctx, place.scope, node))
          .arg("a Python function")
          .note("`nogil`, `with_gil` and `inline` are for C functions: add `@cython.cfunc`");
    if (traits.is_static) // `cython.staticmethod` in a Python class is Python's
      ctx.unsupported(node.name.span, "`@cython.staticmethod`");
  }
  auto existing = place.scope->symbols.find(node.name.name);
  if (existing != place.scope->symbols.end() && place.scope->kind == ScopeKind::Module) {
    Symbol &earlier = *existing->second;
    // `cdef object f` and then `def f`: the function is the variable's value.
    const bool is_variable =
        earlier.kind == SymbolKind::ModuleVariable && earlier.type == ctx.types.object();
    if (earlier.kind != SymbolKind::PythonGlobal && !is_variable && !isError(earlier.type))
      ctx.report(Diag::DuplicateDeclaration, node.name.span)
          .arg(node.name.name)
          .label(earlier.span, "first declared here");
  }
  Symbol *symbol =
      declareName(ctx, place.scope, privateName(ctx, around, node.name.name), node.name.span);
  info.symbol = symbol;
  if (!symbol->function && symbol->kind == SymbolKind::PythonGlobal)
    symbol->function = &info;
  info.scope = ctx.newScope(ScopeKind::Function, place.scope, &info);
  StmtInfo &stmt = ctx.analysis.stmts[node.id];
  stmt.function = &info;
  stmt.symbol = symbol;
  ctx.analysis.bindings[node.id] = symbol;
  ctx.analysis.functions.push_back(&info);
  declareParameters(ctx, info, place, *node.parameters, nullptr, around);
  if (in_class && in_class->type)
    declareExtensionMethod(ctx, info, *in_class);
  PendingBody body;
  body.scope = info.scope;
  body.function = &info;
  body.cls = around;
  body.body = node.body;
  body.place = place;
  body.place.scope = info.scope;
  body.place.directives = info.directives;
  ctx.pending.push_back(std::move(body));
  return &info;
}

ClassInfo *declareClass(Context &ctx, const DeclarationPlace &place, const syntax::ClassDef &node,
                        FunctionInfo *outer, ClassInfo *in_class) {
  if (!node.type_parameters.empty())
    ctx.unsupported(node.name.span, "type parameters of a class");
  ClassInfo &info = ctx.analysis.class_storage.emplace_back();
  info.node = &node;
  info.name = node.name.name.str().str();
  info.qualname = qualifiedName(outer, in_class, info.name);
  info.docstring = docstringOf(node.body);
  info.body_function = outer ? outer : ctx.analysis.module_function;
  const Directives *directives =
      functionDirectives(ctx, place, node.decorators, node, info.decorators);
  Symbol *symbol = declareName(ctx, place.scope, node.name.name, node.name.span);
  info.symbol = symbol;
  info.scope = ctx.newScope(ScopeKind::PythonClass, place.scope, info.body_function);
  StmtInfo &stmt = ctx.analysis.stmts[node.id];
  stmt.cls = &info;
  stmt.symbol = symbol;
  ctx.analysis.bindings[node.id] = symbol;
  ctx.analysis.classes.push_back(&info);
  PendingBody body;
  body.scope = info.scope;
  body.function = info.body_function;
  body.cls = &info;
  body.body = node.body;
  body.place = place;
  body.place.scope = info.scope;
  body.place.directives = directives;
  ctx.pending.push_back(std::move(body));
  return &info;
}

} // namespace nogilc::sema
