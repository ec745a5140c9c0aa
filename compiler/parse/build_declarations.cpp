// Declarations of Cython: `cdef`, `cpdef`, `ctypedef`, and the blocks that hold them.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

void Builder::checkDeclarationPlace(Span place) {
  if (scope_.kind == ScopeKind::Class || scope_.kind == ScopeKind::Property)
    error(place, scope_.kind == ScopeKind::Class
                     ? "C declarations cannot stand in a Python class"
                     : "C declarations cannot stand in a `property` block")
        .note("only the body of a `cdef class` can hold them");
  else if (scope_.in_control)
    error(place, "C declarations cannot stand inside `if`, `for`, `while`, `try` or `with`")
        .note("declare before that statement and assign inside");
}

void Builder::build(Grammar::DeclarationContext *context, Vec<Stmt *> &out) {
  if (context->simple)
    return build(context->simple, out);
  if (context->typedefinition)
    out.push_back(build(context->typedefinition));
  else if (context->compileif)
    out.push_back(build(context->compileif));
  else
    out.push_back(build(context->cdecl, context->head, build(context->marks)));
}

void Builder::build(Grammar::DeclarationLineContext *context, Vec<Stmt *> &out) {
  const Span place = span(context);
  if (context->nothing) {
    out.push_back(context_.make<PassStmt>(place));
  } else if (context->definition) {
    out.push_back(build(context->definition));
  } else {
    auto *node = context_.make<ExprStmt>(place);
    node->value = build(context->text);
    out.push_back(node);
  }
}

List<Stmt *> Builder::build(Grammar::DeclarationBlockContext *context) {
  BlockParts parts;
  if (context->single)
    build(context->single, parts.statements);
  for (auto *part : context->parts)
    build(part, parts.statements);
  if (context->deferred)
    buildDeferred(context->deferred, Lines::Declarations, parts);
  return list(parts.statements);
}

DeclFlags Builder::buildFlags(const std::vector<Grammar::CflagContext *> &words,
                              const antlr4::Token *head) {
  DeclFlags flags = decl_scope_.flags;
  flags.is_cpdef = head && kindOf(head) == TokenKind::KwCpdef;
  bool has_visibility = false;
  for (auto *word : words) {
    Visibility visibility = Visibility::Private;
    switch (kindOf(word->start)) {
    case TokenKind::KwApi:
      flags.is_api = true;
      continue;
    case TokenKind::KwInline:
      flags.is_inline = true;
      continue;
    case TokenKind::KwExtern:
      visibility = Visibility::Extern;
      break;
    case TokenKind::KwPublic:
      visibility = Visibility::Public;
      break;
    default:
      visibility = Visibility::Readonly;
      break;
    }
    const bool conflicts = has_visibility ? visibility != flags.visibility
                                          : decl_scope_.flags.visibility != Visibility::Private &&
                                                decl_scope_.flags.visibility != visibility;
    if (conflicts)
      error(span(word), "only one of `extern`, `public` and `readonly` can apply to a declaration");
    flags.visibility = visibility;
    has_visibility = true;
  }
  return flags;
}

Stmt *Builder::buildNamed(Grammar::CclassDefinitionContext *cclass,
                          Grammar::CstructDefinitionContext *structure,
                          Grammar::CenumDefinitionContext *enumeration,
                          Grammar::CppclassDefinitionContext *cppclass,
                          Grammar::CfusedDefinitionContext *fused, DeclFlags flags, bool is_typedef,
                          List<Expr *> decorators, Span place) {
  if (cclass)
    return buildClass(cclass, flags, is_typedef, decorators, place);
  if (structure)
    return buildStruct(structure, flags, is_typedef, place);
  if (enumeration)
    return buildEnum(enumeration, flags, is_typedef, place);
  if (cppclass)
    return buildCppClass(cppclass, flags, decorators, place);
  if (fused)
    return buildFused(fused, flags, place);
  return nullptr;
}

Stmt *Builder::build(Grammar::CdefBodyContext *context, const antlr4::Token *head,
                     List<Expr *> decorators) {
  const Span place = head ? span(head).to(span(context)) : span(context);
  const DeclFlags flags = buildFlags(context->flags, head);
  const auto rejectCpdef = [&](llvm::StringRef what) {
    if (flags.is_cpdef)
      error(span(head), what + " is declared with `cdef`, not with `cpdef`");
  };
  if (context->externs || context->used) {
    rejectCpdef("an extern block");
    if (flags.visibility != Visibility::Extern)
      error(place, "`from` can only follow `cdef extern`");
    return buildExtern(context, place);
  }
  if (context->members) {
    rejectCpdef("a block");
    auto *node = context_.make<DeclBlock>(place);
    const DeclScope outer = decl_scope_;
    decl_scope_.flags = flags;
    decl_scope_.is_nogil |= context->nogil != nullptr;
    node->body = build(context->members);
    decl_scope_ = outer;
    return node;
  }
  if (context->cclass)
    rejectCpdef("a class");
  if (context->struct_)
    rejectCpdef("a struct or union");
  if (Stmt *named =
          buildNamed(context->cclass, context->struct_, context->enumeration, context->cppclass,
                     context->fused, flags, /*is_typedef=*/false, decorators, place))
    return named;
  return buildDeclaration(context->single, flags, decorators, place);
}

Stmt *Builder::build(Grammar::CtypedefStatementContext *context) {
  const Span place = span(context);
  const DeclFlags flags = buildFlags(context->flags, nullptr);
  if (scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(span(context->start), "`ctypedef` can only stand at the top of a module");
  else if (scope_.in_control)
    checkDeclarationPlace(span(context->start));
  if (Stmt *named =
          buildNamed(context->cclass, context->struct_, context->enumeration, context->cppclass,
                     context->fused, flags, /*is_typedef=*/true, {}, place))
    return named;
  return buildTypedef(context->single, flags, place);
}

Stmt *Builder::build(Grammar::DeclarationIfContext *context) {
  auto *node = context_.make<CompileTimeIf>(span(context));
  Vec<IfClause *> clauses;
  for (size_t i = 0; i < context->conditions.size(); ++i) {
    auto *clause =
        context_.make<IfClause>(span(context->conditions[i]->start, context->bodies[i]->stop));
    clause->condition = build(context->conditions[i]);
    clause->body = build(context->bodies[i]);
    clauses.push_back(clause);
  }
  node->clauses = list(clauses);
  if (context->otherwise)
    node->else_body = build(context->otherwise);
  return node;
}

Stmt *Builder::buildExtern(Grammar::CdefBodyContext *context, Span place) {
  auto *node = context_.make<ExternBlock>(place);
  if (context->header) {
    node->has_header = true;
    node->header = plainText(context->header, "the name of a header");
  }
  if (context->space) {
    node->has_namespace = true;
    node->cpp_namespace = plainText(context->space, "the name of a namespace");
  }
  node->is_nogil = context->nogil != nullptr;
  if (context->used) {
    node->takes_used = true;
    if (!node->has_header)
      error(place, "`*` takes declarations from a header, which has to be named");
    return node;
  }
  const DeclScope outer = decl_scope_;
  decl_scope_.flags = DeclFlags();
  decl_scope_.flags.visibility = Visibility::Extern;
  decl_scope_.is_nogil |= node->is_nogil;
  List<Stmt *> body = build(context->externs);
  decl_scope_ = outer;
  // A string at the begin is C code to put in as it is.
  if (!body.empty())
    if (auto *first = llvm::dyn_cast<ExprStmt>(body.front()))
      if (auto *text = llvm::dyn_cast<StringLiteral>(first->value)) {
        node->has_verbatim = true;
        node->verbatim = text->value;
        body = body.drop_front();
      }
  node->body = body;
  return node;
}

void Builder::takeTypeAsName(CType *&base, Declared &declared) {
  auto *named = llvm::dyn_cast<NamedCType>(base);
  const bool is_one_word =
      named && named->path.size() == 1 && !named->is_const && !named->is_volatile;
  const bool is_plain = declared.declarator == declared.name ||
                        (declared.function && declared.function->inner == declared.name);
  if (!is_one_word || !is_plain) {
    error(declared.declarator->span.size() ? declared.declarator->span : base->span,
          "a name is missing in this declaration");
    return;
  }
  declared.name->name = named->path.front();
  declared.name->span = named->span;
  base = nullptr;
}

Stmt *Builder::buildDeclaration(Grammar::CdeclarationContext *context, DeclFlags flags,
                                List<Expr *> decorators, Span place) {
  CType *base = context->base ? build(context->base) : nullptr;
  const auto buildItem = [&](Grammar::CinitializedContext *item, Span where) {
    Declared declared = item && item->decl ? build(item->decl) : emptyDeclared(where);
    if (item && item->value) {
      declared.name->initializer = build(item->value);
      if (flags.visibility == Visibility::Extern && decl_scope_.is_struct) {
        error(declared.name->initializer->span, "an extern declaration cannot have a value");
      } else if (flags.visibility == Visibility::Extern) {
        diagnostics_.report(Diag::IgnoredStatement, declared.name->initializer->span)
            .arg("the value of an extern declaration is in C, and what is written here");
        declared.name->initializer = nullptr;
      }
    }
    return declared;
  };
  Declared first =
      context->bare ? build(context->bare) : buildItem(context->first, base->span.after());
  if (!first.name->name)
    takeTypeAsName(base, first);
  Vec<Declarator *> declarators{first.declarator};
  for (auto *item : context->more) {
    const Declared declared = buildItem(item, span(item->start));
    if (!declared.name->name)
      error(span(item), "a name is missing in this declaration");
    declarators.push_back(declared.declarator);
  }
  if (context->result_) {
    build(context->result_);
    error(span(context->result_),
          "a `cdef` function has its return type before its name, not behind `->`");
  }
  if (context->body == nullptr) {
    auto *node = context_.make<CVarDecl>(place);
    node->flags = flags;
    node->base = base;
    node->declarators = list(declarators);
    node->decorators = decorators;
    return node;
  }

  if (first.function == nullptr)
    error(first.declarator->span, "only a function can have a body, and this is none");
  else if (declarators.size() > 1)
    error(declarators[1]->span, "a function with a body is declared alone");
  else if (scope_.kind == ScopeKind::Function || scope_.kind == ScopeKind::CFunction)
    error(place.to(first.declarator->span), "a C function cannot be defined inside a function");
  auto *node = context_.make<CFunctionDef>(place);
  if (first.function != nullptr)
    nameSoleWords(*first.function->parameters);
  node->flags = flags;
  node->base = base;
  node->declarator = first.declarator;
  node->decorators = decorators;
  Scope inner;
  inner.kind = ScopeKind::CFunction;
  EnterScope scope(*this, inner);
  const DeclScope outer = std::exchange(decl_scope_, DeclScope());
  node->body = build(context->body);
  decl_scope_ = outer;
  return node;
}

Stmt *Builder::buildTypedef(Grammar::CdeclarationContext *context, DeclFlags flags, Span place) {
  auto *node = context_.make<CTypedef>(place);
  node->flags = flags;
  if (context->body || context->bare) {
    error(place, context->bare ? "an operator is no type" : "`ctypedef` cannot have a body here");
    return context_.make<ErrorStmt>(place);
  }
  node->base = build(context->base);
  node->declarator = emptyDeclared(node->base->span.after()).declarator;
  auto *written = context->first;
  if (written && written->value)
    error(span(written->value), "a type cannot have a value");
  if (!context->more.empty())
    error(span(context->more.front()), "`ctypedef` names one type at a time");
  Declared declared;
  if (written && written->decl)
    declared = build(written->decl);
  if (declared.name && declared.name->name)
    node->declarator = declared.declarator;
  else
    error(node->base->span, "the new name of the type is missing");
  return node;
}

Stmt *Builder::buildClass(Grammar::CclassDefinitionContext *context, DeclFlags flags,
                          bool is_typedef, List<Expr *> decorators, Span place) {
  auto *node = context_.make<CClassDef>(place);
  node->flags = flags;
  node->is_typedef = is_typedef;
  node->decorators = decorators;
  Vec<Ident> path;
  for (auto *part : context->path)
    path.push_back(ident(part));
  node->name = path.pop_back_val();
  node->module_path = list(path);
  if (!path.empty() && flags.visibility != Visibility::Extern)
    error(path.front().span, "only an extern class can have a dotted name");
  node->as_name = context->alias ? ident(context->alias) : Ident();
  if (scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(place, "a `cdef class` can only stand at the top of a module");
  if (context->args) {
    Arguments arguments = buildArguments(context->args, /*allow_generator=*/false);
    node->bases = list(arguments.positional);
    node->keywords = list(arguments.keywords);
    if (!arguments.keywords.empty())
      error(arguments.keywords.front()->span, "a `cdef class` cannot take keyword arguments");
  }
  for (size_t i = 0; i < context->keys.size(); ++i) {
    const llvm::StringRef key = text(context->keys[i]->start);
    const llvm::StringRef value = context_.string(text(context->values[i]->start));
    if (key == "object") {
      node->object_struct = value;
    } else if (key == "type") {
      node->type_object = value;
    } else if (key == "check_size") {
      node->check_size = value;
      if (value != "ignore" && value != "warn" && value != "error")
        error(span(context->values[i]), "`check_size` is `ignore`, `warn` or `error`");
    } else {
      error(span(context->keys[i]),
            "a class has no option `" + key + "`, only `object`, `type` and `check_size`");
    }
  }
  if (context->body == nullptr)
    return node;
  node->has_body = true;
  Scope inner;
  inner.kind = ScopeKind::CClass;
  EnterScope scope(*this, inner);
  const DeclScope outer = std::exchange(decl_scope_, DeclScope());
  node->body = build(context->body);
  decl_scope_ = outer;
  return node;
}

Stmt *Builder::buildStruct(Grammar::CstructDefinitionContext *context, DeclFlags flags,
                           bool is_typedef, Span place) {
  auto *node = context_.make<CStructDef>(place);
  node->flags = flags;
  node->is_union = kindOf(context->word) == TokenKind::KwUnion;
  node->is_packed = context->packed != nullptr;
  node->is_typedef = is_typedef;
  node->name = ident(context->identifier);
  if (context->cname)
    node->cname = plainText(context->cname, "a C name");
  if (scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(place, "a struct or union can only be defined at the top of a module");
  if (context->body == nullptr)
    return node;
  node->has_body = true;
  const DeclScope outer = decl_scope_;
  decl_scope_.flags = DeclFlags();
  decl_scope_.flags.visibility = flags.visibility;
  decl_scope_.is_struct = true;
  node->body = build(context->body);
  decl_scope_ = outer;
  const bool is_empty =
      llvm::none_of(node->body, [](Stmt *stmt) { return !llvm::isa<PassStmt>(stmt); });
  if (is_empty && flags.visibility != Visibility::Extern)
    error(place, "a struct or union without members can only stand in an extern block");
  return node;
}

Stmt *Builder::buildEnum(Grammar::CenumDefinitionContext *context, DeclFlags flags, bool is_typedef,
                         Span place) {
  auto *node = context_.make<CEnumDef>(place);
  node->flags = flags;
  node->is_typedef = is_typedef;
  node->is_scoped = context->scoped != nullptr;
  if (context->identifier)
    node->name = ident(context->identifier);
  if (context->cname)
    node->cname = plainText(context->cname, "a C name");
  if (context->underlying) {
    node->underlying = build(context->underlying);
    if (!node->is_scoped)
      error(node->underlying->span, "only an `enum class` can have an underlying type");
  }
  if (node->is_scoped && !node->name)
    error(place, "an `enum class` needs a name");
  if (scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(place, "an enum can only be defined at the top of a module");
  if (context->body == nullptr)
    return node;
  node->has_body = true;
  BlockParts parts;
  if (context->body->single)
    build(context->body->single, parts);
  for (auto *line : context->body->lines)
    build(line, parts);
  if (context->body->deferred)
    buildDeferred(context->body->deferred, Lines::EnumItems, parts);
  node->items = list(parts.enum_items);
  node->docstring = parts.enum_docstring;
  if (node->items.empty() && flags.visibility != Visibility::Extern)
    error(place, "an enum without items can only stand in an extern block");
  return node;
}

void Builder::build(Grammar::EnumLineContext *context, BlockParts &parts) {
  if (context->text && parts.enum_items.empty())
    parts.enum_docstring = plainText(context->text, "a docstring");
  for (auto *written : context->items) {
    auto *item = context_.make<EnumItem>(span(written));
    item->name = ident(written->identifier);
    if (written->cname)
      item->cname = plainText(written->cname, "a C name");
    if (written->value)
      item->value = build(written->value);
    parts.enum_items.push_back(item);
  }
}

Stmt *Builder::buildCppClass(Grammar::CppclassDefinitionContext *context, DeclFlags flags,
                             List<Expr *> decorators, Span place) {
  auto *node = context_.make<CppClassDef>(place);
  node->flags = flags;
  node->name = ident(context->identifier);
  node->decorators = decorators;
  if (context->cname)
    node->cname = plainText(context->cname, "a C name");
  Vec<Ident> names;
  Vec<bool> optional;
  for (auto *parameter : context->templates) {
    names.push_back(ident(parameter->identifier));
    optional.push_back(parameter->optional != nullptr);
  }
  node->template_parameters = list(names);
  node->template_is_optional = list(optional);
  Vec<CType *> bases;
  for (auto *base : context->bases)
    bases.push_back(build(base));
  node->bases = list(bases);
  node->is_nogil = context->nogil != nullptr;
  if (context->body == nullptr)
    return node;
  node->has_body = true;
  const DeclScope outer = decl_scope_;
  decl_scope_.flags = DeclFlags();
  decl_scope_.flags.visibility = flags.visibility;
  decl_scope_.is_nogil |= node->is_nogil;
  decl_scope_.is_struct = true;
  decl_scope_.is_cppclass = true;
  Scope inner;
  inner.kind = ScopeKind::Declarations;
  EnterScope scope(*this, inner);
  node->body = build(context->body);
  decl_scope_ = outer;
  return node;
}

Stmt *Builder::buildFused(Grammar::CfusedDefinitionContext *context, DeclFlags flags, Span place) {
  auto *node = context_.make<CFusedDef>(place);
  node->flags = flags;
  node->name = ident(context->identifier);
  if (scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(place, "a fused type can only be defined at the top of a module");
  BlockParts parts;
  if (context->body->single)
    build(context->body->single, parts.fused_items);
  for (auto *line : context->body->lines)
    build(line, parts.fused_items);
  if (context->body->deferred)
    buildDeferred(context->body->deferred, Lines::FusedItems, parts);
  node->alternatives = list(parts.fused_items);
  if (node->alternatives.empty())
    error(place, "a fused type needs at least one type");
  return node;
}

void Builder::build(Grammar::FusedLineContext *context, Vec<TypeName *> &out) {
  if (context->type_)
    out.push_back(buildTypeName(context->type_, context->decl, span(context->type_)));
}

} // namespace nogilc::parse
