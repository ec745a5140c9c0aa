// Statements of Python.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

void Builder::build(Grammar::StatementContext *context, Vec<Stmt *> &out) {
  if (context->simple)
    return build(context->simple, out);
  Stmt *statement = nullptr;
  if (context->branch)
    statement = build(context->branch);
  else if (context->loop)
    statement = build(context->loop);
  else if (context->iteration)
    statement = build(context->iteration, nullptr);
  else if (context->attempt)
    statement = build(context->attempt);
  else if (context->context)
    statement = build(context->context, nullptr);
  else if (context->selection)
    statement = build(context->selection);
  else if (context->function)
    statement = build(context->function, nullptr, {});
  else if (context->pyclass)
    statement = build(context->pyclass, {});
  else if (context->cdecl) {
    checkDeclarationPlace(span(context->head));
    statement = build(context->cdecl, context->head, {});
  } else if (context->typedefinition)
    statement = build(context->typedefinition);
  else if (context->attribute)
    statement = build(context->attribute);
  else if (context->compileif)
    statement = build(context->compileif);
  else if (context->decorated)
    return build(context->decorated, out);
  else if (auto *asynchronous = context->asynchronous) {
    if (asynchronous->function)
      statement = build(asynchronous->function, asynchronous->start, {});
    else if (asynchronous->iteration)
      statement = build(asynchronous->iteration, asynchronous->start);
    else
      statement = build(asynchronous->context, asynchronous->start);
  }
  out.push_back(statement);
}

void Builder::build(Grammar::SimpleLineContext *context, Vec<Stmt *> &out) {
  for (auto *part : context->parts)
    out.push_back(build(part));
}

List<Stmt *> Builder::build(Grammar::BlockContext *context) {
  BlockParts parts;
  if (context->simple)
    build(context->simple, parts.statements);
  for (auto *part : context->parts)
    build(part, parts.statements);
  if (context->deferred)
    buildDeferred(context->deferred, Lines::Statements, parts);
  return list(parts.statements);
}

/// What `break`, `continue` and `return` need around them.
void Builder::checkWord(Grammar::SimpleStatementContext *context) {
  const Span place = span(context->word);
  switch (kindOf(context->word)) {
  case TokenKind::KwBreak:
  case TokenKind::KwContinue:
    if (!scope_.in_loop)
      error(place,
            "`" + text(context->word) + "` " +
                (scope_.in_star_clause ? "cannot leave an `except*` clause" : "outside of a loop"));
    return;
  case TokenKind::KwReturn:
    if (scope_.in_star_clause)
      error(place, "`return` cannot leave an `except*` clause");
    else if (!inFunction())
      error(place, "`return` outside of a function");
    return;
  case TokenKind::KwNonlocal:
    if (scope_.kind == ScopeKind::Module)
      error(place, "`nonlocal` outside of a function");
    return;
  default:
    return;
  }
}

Stmt *Builder::build(Grammar::SimpleStatementContext *context) {
  if (context->expression)
    return build(context->expression);
  if (context->imports)
    return build(context->imports);
  if (context->definition)
    return build(context->definition);
  if (context->inclusion)
    return build(context->inclusion);
  const Span place = span(context);
  checkWord(context);
  switch (kindOf(context->word)) {
  case TokenKind::KwPass:
    return context_.make<PassStmt>(place);
  case TokenKind::KwBreak:
    return context_.make<BreakStmt>(place);
  case TokenKind::KwContinue:
    return context_.make<ContinueStmt>(place);
  case TokenKind::KwReturn: {
    auto *node = context_.make<ReturnStmt>(place);
    node->value = context->values ? build(context->values) : nullptr;
    return node;
  }
  case TokenKind::KwYield: {
    auto *node = context_.make<ExprStmt>(place);
    node->value = buildYield(context->yielded, context->word);
    return node;
  }
  case TokenKind::KwRaise: {
    auto *node = context_.make<RaiseStmt>(place);
    node->exception = context->exc ? build(context->exc) : nullptr;
    node->cause = context->cause ? build(context->cause) : nullptr;
    node->argument = context->arg ? build(context->arg) : nullptr;
    node->traceback = context->trace ? build(context->trace) : nullptr;
    return node;
  }
  case TokenKind::KwGlobal:
  case TokenKind::KwNonlocal: {
    Vec<Ident> names;
    for (auto *name : context->names)
      names.push_back(ident(name));
    if (kindOf(context->word) == TokenKind::KwGlobal) {
      auto *node = context_.make<GlobalStmt>(place);
      node->names = list(names);
      return node;
    }
    auto *node = context_.make<NonlocalStmt>(place);
    node->names = list(names);
    return node;
  }
  case TokenKind::KwDel: {
    auto *node = context_.make<DelStmt>(place);
    Vec<Expr *> targets;
    for (auto *item : context->values->items)
      targets.push_back(build(item));
    for (Expr *target : targets)
      checkTarget(target, Deed::Delete);
    node->targets = list(targets);
    return node;
  }
  case TokenKind::KwAssert: {
    auto *node = context_.make<AssertStmt>(place);
    node->condition = build(context->exc);
    node->message = context->arg ? build(context->arg) : nullptr;
    return node;
  }
  case TokenKind::KwPrint:
    return buildPrint(context);
  case TokenKind::KwExec:
    return buildExec(context);
  default: {
    auto *node = context_.make<TypeAliasStmt>(place);
    node->name = ident(context->target);
    node->type_parameters = build(context->tparams);
    node->value = build(context->exc);
    return node;
  }
  }
}

Stmt *Builder::buildPrint(Grammar::SimpleStatementContext *context) {
  auto *node = context_.make<PrintStmt>(span(context));
  auto *rest = context->printed;
  if (rest == nullptr)
    return node;
  if (rest->stream)
    node->stream = build(rest->stream);
  Vec<Expr *> values;
  for (auto *value : rest->values)
    values.push_back(build(value));
  node->values = list(values);
  node->has_newline = rest->trailing == nullptr;
  return node;
}

/// `exec code in globals, locals`, and the tuple form that Python 3 can read, too.
Stmt *Builder::buildExec(Grammar::SimpleStatementContext *context) {
  auto *node = context_.make<ExecStmt>(span(context));
  node->code = build(context->code);
  if (context->arg) {
    node->globals = build(context->arg);
    node->locals = context->trace ? build(context->trace) : nullptr;
    return node;
  }
  if (auto *tuple = llvm::dyn_cast<TupleExpr>(node->code)) {
    if (tuple->elements.size() != 2 && tuple->elements.size() != 3) {
      error(tuple->span, "the tuple form of `exec` has two or three parts");
      return node;
    }
    node->code = tuple->elements[0];
    node->globals = tuple->elements[1];
    if (tuple->elements.size() == 3)
      node->locals = tuple->elements[2];
  }
  return node;
}

void Builder::checkAlone(Grammar::ExpressionListContext *context) {
  for (auto *item : context->items)
    if (item->op && context->items.size() == 1)
      error(span(item->op), "`:=` needs parentheses around it here");
}

Stmt *Builder::build(Grammar::ExpressionStatementContext *context) {
  const Span place = span(context);
  checkAlone(context->first);
  Expr *first = build(context->first);
  if (context->op) {
    auto *node = context_.make<AugAssignStmt>(place);
    checkTarget(first, Deed::Augment);
    node->target = first;
    node->op_span = span(context->op);
    const llvm::StringRef op = text(context->op).drop_back();
    node->op = op == "+"    ? BinaryOp::Add
               : op == "-"  ? BinaryOp::Sub
               : op == "*"  ? BinaryOp::Mul
               : op == "@"  ? BinaryOp::MatMul
               : op == "/"  ? BinaryOp::TrueDiv
               : op == "//" ? BinaryOp::FloorDiv
               : op == "%"  ? BinaryOp::Mod
               : op == "**" ? BinaryOp::Pow
               : op == "<<" ? BinaryOp::LShift
               : op == ">>" ? BinaryOp::RShift
               : op == "&"  ? BinaryOp::And
               : op == "|"  ? BinaryOp::Or
                            : BinaryOp::Xor;
    node->value = build(context->value);
    return node;
  }
  if (context->annotation) {
    auto *node = context_.make<AnnAssignStmt>(place);
    checkTarget(first, Deed::Annotate);
    node->target = first;
    node->annotation = build(context->annotation);
    node->value = context->value ? build(context->value) : nullptr;
    node->is_parenthesized =
        llvm::isa<NameExpr>(first) && kindOf(context->start) == TokenKind::LParen;
    return node;
  }
  if (context->more.empty()) {
    auto *node = context_.make<ExprStmt>(place);
    if (auto *starred = llvm::dyn_cast<StarredExpr>(first))
      error(starred->span, "`*` unpacks only inside a display, a call or a list of targets");
    node->value = first;
    return node;
  }
  auto *node = context_.make<AssignStmt>(place);
  Vec<Expr *> targets{first};
  for (size_t i = 0; i + 1 < context->more.size(); ++i)
    targets.push_back(build(context->more[i]));
  for (Expr *target : targets)
    checkTarget(target, Deed::Assign);
  if (context->more.back()->values)
    checkAlone(context->more.back()->values);
  node->targets = list(targets);
  node->value = build(context->more.back());
  if (auto *starred = llvm::dyn_cast<StarredExpr>(node->value))
    error(starred->span, "`*` unpacks only inside a display, a call or a list of targets")
        .note("a tuple of one element needs a comma: `*x,`");
  return node;
}

void Builder::checkTarget(Expr *target, Deed deed, bool in_display) {
  const auto report = [&](const llvm::Twine &what) {
    switch (deed) {
    case Deed::Assign:
      error(target->span, "cannot assign to " + what);
      return;
    case Deed::Augment:
      error(target->span, "cannot assign to " + what + " with an operator");
      return;
    case Deed::Annotate:
      error(target->span, "cannot annotate " + what);
      return;
    case Deed::Delete:
      error(target->span, "cannot delete " + what);
      return;
    }
  };
  switch (target->kind) {
  case NodeKind::NameExpr:
  case NodeKind::AttributeExpr:
  case NodeKind::IndexExpr:
  case NodeKind::ErrorExpr:
    return;
  case NodeKind::StarredExpr:
    if (deed == Deed::Assign && in_display)
      return checkTarget(llvm::cast<StarredExpr>(target)->value, deed, false);
    if (deed == Deed::Assign)
      error(target->span, "a target with `*` must stand in a list or tuple of targets")
          .note("a tuple of one element needs a comma: `*x, = ...`");
    else
      report("a `*` expression");
    return;
  case NodeKind::TupleExpr:
  case NodeKind::ListExpr: {
    const auto elements = llvm::isa<TupleExpr>(target) ? llvm::cast<TupleExpr>(target)->elements
                                                       : llvm::cast<ListExpr>(target)->elements;
    if (deed == Deed::Augment || deed == Deed::Annotate)
      return report(llvm::isa<TupleExpr>(target) ? "a tuple" : "a list");
    size_t stars = 0;
    for (Expr *element : elements) {
      if (llvm::isa<StarredExpr>(element) && ++stars == 2)
        error(element->span, "only one of the targets can have a `*`");
      checkTarget(element, deed, /*in_display=*/true);
    }
    return;
  }
  case NodeKind::ConstantExpr:
    switch (llvm::cast<ConstantExpr>(target)->value) {
    case Constant::None:
      return report("`None`");
    case Constant::True:
      return report("`True`");
    case Constant::False:
      return report("`False`");
    case Constant::Ellipsis:
      return report("`...`");
    }
    return;
  case NodeKind::IntLiteral:
  case NodeKind::FloatLiteral:
  case NodeKind::ImaginaryLiteral:
  case NodeKind::StringLiteral:
    return report("a literal");
  case NodeKind::JoinedString:
    return report("an f-string");
  case NodeKind::CallExpr:
    // A C++ function may return a reference: sema knows.
    if (!isPython() && deed != Deed::Annotate)
      return;
    return report("a call");
  case NodeKind::CastExpr:
    if (deed == Deed::Delete)
      return;
    return report("a cast");
  case NodeKind::DictExpr:
    return report("a dict");
  case NodeKind::SetExpr:
    return report("a set");
  case NodeKind::ComprehensionExpr:
    return report("a comprehension");
  case NodeKind::LambdaExpr:
    return report("a lambda");
  case NodeKind::ConditionalExpr:
    return report("a conditional expression");
  case NodeKind::NamedExpr:
    return report("an assignment expression");
  case NodeKind::CompareExpr:
    return report("a comparison");
  case NodeKind::YieldExpr:
  case NodeKind::YieldFromExpr:
    return report("a `yield` expression");
  case NodeKind::AwaitExpr:
    return report("an `await` expression");
  case NodeKind::TypeNameExpr:
    return report("a type");
  default:
    return report("an expression");
  }
}

Stmt *Builder::build(Grammar::ImportStatementContext *context) {
  const Span place = span(context);
  const bool is_cimport = kindOf(context->word) == TokenKind::KwCimport;
  Vec<ImportAlias *> aliases;
  if (!context->modules.empty()) {
    for (auto *module : context->modules) {
      auto *alias = context_.make<ImportAlias>(span(module));
      alias->path = path(module->module);
      if (module->alias)
        alias->as_name = ident(module->alias);
      aliases.push_back(alias);
    }
    auto *node = context_.make<ImportStmt>(place);
    node->aliases = list(aliases);
    node->is_cimport = is_cimport;
    node->is_lazy = context->lazy != nullptr;
    return node;
  }
  auto *node = context_.make<ImportFromStmt>(place);
  for (const antlr4::Token *dots : context->dots)
    node->level += static_cast<uint32_t>(text(dots).size());
  if (context->module)
    node->module = path(context->module);
  else if (node->level == 0)
    error(span(context->word),
          "the name of a module is missing between `from` and `" + text(context->word) + "`");
  for (auto *item : context->items) {
    auto *alias = context_.make<ImportAlias>(span(item));
    alias->path = list(Vec<Ident>{ident(item->item)});
    if (item->alias)
      alias->as_name = ident(item->alias);
    aliases.push_back(alias);
  }
  if (context->trailing)
    error(span(context->trailing), "a comma can end the list of names only in parentheses");
  node->names = list(aliases);
  node->is_star = context->star != nullptr;
  node->is_cimport = is_cimport;
  node->is_lazy = context->lazy != nullptr;
  if (node->is_star && scope_.kind != ScopeKind::Module && scope_.kind != ScopeKind::Declarations)
    error(place, "`import *` can only stand at the top of a module");
  return node;
}

Stmt *Builder::build(Grammar::CompileTimeDefContext *context) {
  auto *node = context_.make<CompileTimeDef>(span(context));
  node->name = ident(context->target);
  node->value = build(context->value);
  return node;
}

Stmt *Builder::build(Grammar::IncludeStatementContext *context) {
  auto *node = context_.make<IncludeStmt>(span(context));
  node->path = plainText(context->path, "the path of an include");
  return node;
}

Stmt *Builder::build(Grammar::IfStatementContext *context) {
  auto *node = context_.make<IfStmt>(span(context));
  Vec<IfClause *> clauses;
  EnterScope scope(*this, controlScope(false));
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

Stmt *Builder::build(Grammar::WhileStatementContext *context) {
  auto *node = context_.make<WhileStmt>(span(context));
  node->condition = build(context->condition);
  {
    EnterScope scope(*this, controlScope(true));
    node->body = build(context->body);
  }
  EnterScope scope(*this, controlScope(false));
  if (context->otherwise)
    node->else_body = build(context->otherwise);
  return node;
}

Stmt *Builder::build(Grammar::ForStatementContext *context, const antlr4::Token *async) {
  const Span place = async ? span(async).to(span(context)) : span(context);
  List<Stmt *> body, else_body;
  const auto buildBodies = [&] {
    {
      EnterScope scope(*this, controlScope(true));
      body = build(context->body);
    }
    EnterScope scope(*this, controlScope(false));
    if (context->otherwise)
      else_body = build(context->otherwise);
  };
  if (async && !scope_.is_async)
    error(span(async), "`async for` outside of an async function");
  Expr *first = buildTargets(context->items, context->trailing);
  if (context->rels.empty()) {
    checkTarget(first, Deed::Assign);
    auto *node = context_.make<ForStmt>(place);
    node->target = first;
    node->iterable = build(context->values);
    node->is_async = async != nullptr;
    buildBodies();
    node->body = body;
    node->else_body = else_body;
    return node;
  }

  if (async)
    error(span(async), "`async` cannot stand before `for ... from`");
  auto *node = context_.make<ForFromStmt>(place);
  const ForFromBounds bounds =
      readForFrom(first, context->from, context->rels, context->middle, context->to, context->step);
  node->target = bounds.target;
  node->start = bounds.start;
  node->start_op = bounds.start_op;
  node->stop_op = bounds.stop_op;
  node->stop = bounds.stop;
  node->step = bounds.step;
  buildBodies();
  node->body = body;
  node->else_body = else_body;
  return node;
}

/// `for i from 0 <= i < n by k`; `first` is what stands behind `for`. In the short form
/// `for 0 <= i < n` that is the bound.
Builder::ForFromBounds
Builder::readForFrom(Expr *first, Grammar::BitsContext *from,
                     const std::vector<Grammar::RelationContext *> &relations,
                     Grammar::NameContext *middle, Grammar::BitsContext *to,
                     Grammar::BitsContext *step) {
  rejectInPython(first->span, "`for ... from`", "`for i in range(n)` means the same");
  ForFromBounds bounds;
  auto *variable = context_.make<NameExpr>(span(middle));
  variable->name = internWord(text(middle->start));
  bounds.target = variable;
  bounds.start = first;
  if (from) {
    bounds.target = first;
    bounds.start = build(from);
    auto *name = llvm::dyn_cast<NameExpr>(first);
    if (name == nullptr)
      error(first->span, "the target of `for ... from` is a variable");
    else if (name->name != variable->name)
      error(variable->span,
            "the variable between the bounds must be the target `" + name->name.str() + "`");
  }
  bounds.stop = build(to);
  bounds.step = step ? build(step) : nullptr;
  const auto opOf = [&](Grammar::RelationContext *relation) {
    switch (kindOf(relation->start)) {
    case TokenKind::Less:
      return CompareOp::Lt;
    case TokenKind::LessEqual:
      return CompareOp::Le;
    case TokenKind::Greater:
      return CompareOp::Gt;
    default:
      return CompareOp::Ge;
    }
  };
  bounds.start_op = opOf(relations[0]);
  bounds.stop_op = opOf(relations[1]);
  const auto goesUp = [](CompareOp op) { return op == CompareOp::Lt || op == CompareOp::Le; };
  if (goesUp(bounds.start_op) != goesUp(bounds.stop_op))
    error(span(relations[1]),
          "the two comparisons of `for ... from` point in different directions");
  return bounds;
}

Stmt *Builder::build(Grammar::TryStatementContext *context) {
  auto *node = context_.make<TryStmt>(span(context));
  EnterScope scope(*this, controlScope(false));
  node->body = build(context->body);
  Vec<ExceptHandler *> handlers;
  for (size_t i = 0; i < context->handlers.size(); ++i) {
    auto *written = context->handlers[i];
    handlers.push_back(build(written));
    const bool is_star = written->star != nullptr;
    if (i == 0)
      node->is_star = is_star;
    else if (is_star != node->is_star)
      error(span(written->start), "one `try` cannot have both `except` and `except*`");
    if (handlers.back()->type == nullptr && i + 1 < context->handlers.size())
      error(span(written->start), "`except:` without a type must be the last one");
  }
  node->handlers = list(handlers);
  if (context->otherwise) {
    node->else_body = build(context->otherwise);
    if (handlers.empty() && isPython())
      error(span(context->start), "the `else` of a `try` needs an `except` before it");
    if (handlers.empty()) { // the dialect has it: the rest of the body
      Vec<Stmt *> both(node->body.begin(), node->body.end());
      both.append(node->else_body.begin(), node->else_body.end());
      node->body = list(both);
      node->else_body = {};
    }
  }
  if (context->final) {
    node->has_finally = true;
    node->finally_body = build(context->final);
  } else if (handlers.empty() && context->otherwise == nullptr) {
    error(span(context->start), "`try` needs an `except` or a `finally` behind its block");
  }
  return node;
}

ExceptHandler *Builder::build(Grammar::ExceptClauseContext *context) {
  auto *node = context_.make<ExceptHandler>(span(context));
  Scope inner = scope_;
  if (context->star) {
    inner.in_star_clause = true;
    inner.in_loop = false;
  }
  EnterScope scope(*this, inner);
  Vec<Expr *> types;
  for (auto *type : context->types)
    types.push_back(build(type));
  if (context->star && types.empty())
    error(span(context->star), "`except*` needs a type behind it");
  if (context->target) {
    node->target = build(context->target);
    if (lexed_.language_level >= 3 && !llvm::isa<NameExpr>(node->target))
      error(node->target->span, "only a name can follow `as` here");
    else
      checkTarget(node->target, Deed::Assign);
  }
  if (types.size() == 2 && !context->target && !isPython() && !context->star) {
    // `except Error, name:` of Python 2, which the dialect keeps at every level.
    if (lexed_.language_level >= 3)
      diagnostics_.report(Diag::Python2Syntax, types.front()->span.to(types.back()->span))
          .arg("this catches the first of the two only, and assigns the exception to the second")
          .note("write `except (A, B):` or `except A as b:`");
    node->type = types[0];
    node->target = types[1];
    checkTarget(node->target, Deed::Assign);
  } else if (types.size() > 1) {
    auto *tuple = context_.make<TupleExpr>(types.front()->span.to(types.back()->span));
    tuple->elements = list(types);
    node->type = tuple;
    if (types.size() == 2 && !context->target)
      error(tuple->span, "this could mean two types or, as in Python 2, a type and a target")
          .note("write `except (A, B):` or `except A as B:`");
    else if (context->target)
      error(tuple->span, "several types with `as` need parentheses");
  } else if (!types.empty()) {
    node->type = types.front();
  }
  node->body = build(context->body);
  return node;
}

Stmt *Builder::build(Grammar::WithStatementContext *context, const antlr4::Token *async) {
  const Span place = async ? span(async).to(span(context)) : span(context);
  if (context->declared) {
    diagnostics_.report(Diag::Unsupported, place).arg("`with template`");
    return context_.make<ErrorStmt>(place);
  }
  if (async && !scope_.is_async)
    error(span(async), "`async with` outside of an async function");
  auto *node = context_.make<WithStmt>(place);
  Vec<WithItem *> items;
  for (auto *written : context->items) {
    auto *item = context_.make<WithItem>(span(written));
    item->context = build(written->value);
    if (written->target) {
      item->target = build(written->target);
      checkTarget(item->target, Deed::Assign);
    }
    items.push_back(item);
  }
  node->items = list(items);
  node->is_async = async != nullptr;
  EnterScope scope(*this, controlScope(false));
  node->body = build(context->body);
  return node;
}

List<Expr *> Builder::build(const std::vector<Grammar::DecoratorContext *> &marks) {
  Vec<Expr *> decorators;
  for (auto *mark : marks)
    decorators.push_back(build(mark->value));
  return list(decorators);
}

void Builder::build(Grammar::DecoratedDefinitionContext *context, Vec<Stmt *> &out) {
  const List<Expr *> decorators = build(context->marks);
  if (context->function)
    out.push_back(build(context->function, nullptr, decorators));
  else if (context->asynchronous)
    out.push_back(build(context->asynchronous, context->asynchronous->start, decorators));
  else if (context->pyclass)
    out.push_back(build(context->pyclass, decorators));
  else {
    checkDeclarationPlace(span(context->head));
    out.push_back(build(context->cdecl, context->head, decorators));
  }
}

Stmt *Builder::build(Grammar::FunctionDefinitionContext *context, const antlr4::Token *async,
                     List<Expr *> decorators) {
  const Span place = async ? span(async).to(span(context)) : span(context);
  auto *node = context_.make<FunctionDef>(place);
  node->name = ident(context->identifier);
  node->type_parameters = build(context->tparams);
  node->parameters = context->params ? build(context->params, span(context->params))
                                     : context_.make<ParameterList>(node->name.span.after());
  if (context->result_)
    node->return_annotation = build(context->result_);
  node->decorators = decorators;
  node->is_async = async != nullptr;
  if (file_kind_ == FileKind::Pxd && scope_.kind == ScopeKind::Module)
    error(span(context->start), "`def` cannot stand in a .pxd file outside of a class")
        .note("a .pxd file declares; the function belongs into the .pyx file");
  Scope inner;
  inner.kind = ScopeKind::Function;
  inner.is_async = node->is_async;
  EnterScope scope(*this, inner);
  const DeclScope outer = std::exchange(decl_scope_, DeclScope());
  node->body = build(context->body);
  decl_scope_ = outer;
  return node;
}

Stmt *Builder::build(Grammar::ClassDefinitionContext *context, List<Expr *> decorators) {
  auto *node = context_.make<ClassDef>(span(context));
  node->name = ident(context->identifier);
  node->type_parameters = build(context->tparams);
  if (context->args) {
    Arguments arguments = buildArguments(context->args, /*allow_generator=*/false);
    node->bases = list(arguments.positional);
    node->keywords = list(arguments.keywords);
  }
  node->decorators = decorators;
  if (scope_.kind == ScopeKind::CClass)
    error(span(context->start), "a Python class cannot stand in a `cdef class`");
  Scope inner;
  inner.kind = ScopeKind::Class;
  EnterScope scope(*this, inner);
  node->body = build(context->body);
  return node;
}

Stmt *Builder::build(Grammar::PropertyDefinitionContext *context) {
  auto *node = context_.make<PropertyDef>(span(context));
  node->name = ident(context->identifier);
  if (scope_.kind != ScopeKind::CClass)
    error(span(context->start), "`property` blocks can only stand in a `cdef class`");
  Scope inner;
  inner.kind = ScopeKind::Property;
  EnterScope scope(*this, inner);
  node->body = build(context->body);
  return node;
}

Stmt *Builder::build(Grammar::CompileTimeIfContext *context) {
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

} // namespace nogilc::parse
