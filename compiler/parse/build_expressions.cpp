// Expressions but for operators, which are in build_operators.cpp.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

Expr *Builder::buildOperand(Grammar::OperandContext *context) {
  Expr *value = buildAtom(context);
  EnterChain chain(*this, context->trailers.size());
  if (isTooDeep(value->span))
    return context_.make<ErrorExpr>(span(context));
  bool is_new = context->creation != nullptr;
  for (auto *trailer : context->trailers) {
    if (is_new && kindOf(trailer->open) == TokenKind::LParen) {
      value = makeNew(context->creation, value);
      is_new = false;
    }
    value = buildTrailer(value, trailer);
  }
  if (is_new) {
    value = makeNew(context->creation, value);
    error(value->span, "`new` needs the arguments of a constructor: `new T(...)`");
  }
  if (context->waiting == nullptr)
    return value;
  const Span place = span(context->waiting);
  if (!scope_.is_async)
    error(place, "`await` outside of an async function");
  auto *node = context_.make<AwaitExpr>(place.to(value->span));
  node->value = value;
  return node;
}

/// What stands between `new` and the arguments is a type.
Expr *Builder::makeNew(const antlr4::Token *word, Expr *created) {
  rejectInPython(span(word), "`new`", "");
  CType *type = typeOf(created);
  if (type == nullptr) {
    error(created->span, "a type must follow `new`");
    return context_.make<ErrorExpr>(created->span);
  }
  auto *node = context_.make<NewExpr>(span(word).to(created->span));
  node->type = type;
  return node;
}

Expr *Builder::buildAtom(Grammar::OperandContext *context) {
  if (const antlr4::Token *word = context->word) {
    const Span place = span(word);
    switch (kindOf(word)) {
    case TokenKind::Name: {
      auto *node = context_.make<NameExpr>(place);
      node->name = internWord(text(word));
      return node;
    }
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Imaginary:
      return buildNumber(word);
    default: {
      auto *node = context_.make<ConstantExpr>(place);
      node->value = kindOf(word) == TokenKind::KwNone    ? Constant::None
                    : kindOf(word) == TokenKind::KwTrue  ? Constant::True
                    : kindOf(word) == TokenKind::KwFalse ? Constant::False
                                                         : Constant::Ellipsis;
      return node;
    }
    }
  }
  if (context->literal)
    return build(context->literal);
  if (context->display)
    return buildEnclosure(context->display);
  if (context->measured) {
    Expr *operand = build(context->measured);
    auto *node = context_.make<SizeofExpr>(span(context));
    if (auto *type = llvm::dyn_cast<TypeNameExpr>(operand))
      node->type = type->type;
    else
      node->operand = operand;
    return node;
  }
  // Words of C types. One alone is a name, of which sema knows what it means here.
  if (const antlr4::Token *word = singleWord(context->ctype_)) {
    auto *node = context_.make<NameExpr>(span(word));
    node->name = internWord(text(word));
    return node;
  }
  return makeTypeExpr(buildBuiltin(context->ctype_), 0, span(context->ctype_));
}

TypeNameExpr *Builder::makeTypeExpr(CType *type, unsigned pointers, Span place) {
  auto *name = context_.make<TypeName>(place);
  name->base = type;
  Declarator *declarator = context_.make<NameDeclarator>(place.after());
  for (unsigned i = 0; i < pointers; ++i) {
    auto *pointer = context_.make<PointerDeclarator>(place);
    pointer->inner = declarator;
    declarator = pointer;
  }
  name->declarator = declarator;
  auto *node = context_.make<TypeNameExpr>(place);
  node->type = name;
  return node;
}

/// `T*` where an expression could stand.
Expr *Builder::addPointers(Expr *base, unsigned count, Span place) {
  auto *typed = llvm::dyn_cast<TypeNameExpr>(base);
  if (typed == nullptr) {
    CType *type = typeOf(base);
    if (type == nullptr) {
      error(place.after(), "an operand is missing behind `*`");
      return context_.make<ErrorExpr>(place);
    }
    return makeTypeExpr(type, count, place);
  }
  for (unsigned i = 0; i < count; ++i) {
    // The later star is nearer to the name.
    Declarator **inner = &typed->type->declarator;
    while (auto *pointer = llvm::dyn_cast<PointerDeclarator>(*inner))
      inner = &pointer->inner;
    auto *pointer = context_.make<PointerDeclarator>(place);
    pointer->inner = *inner;
    *inner = pointer;
  }
  typed->span = typed->type->span = place;
  return typed;
}

Expr *Builder::buildTrailer(Expr *base, Grammar::TrailerContext *context) {
  const Span place = base->span.to(span(context));
  switch (kindOf(context->open)) {
  case TokenKind::PointerStar:
    return addPointers(base, static_cast<unsigned>(text(context->open).size()), place);
  case TokenKind::Dot: {
    auto *node = context_.make<AttributeExpr>(place);
    node->base = base;
    node->attribute = ident(context->attribute);
    return node;
  }
  case TokenKind::LParen: {
    if (Expr *type = buildFunctionType(base, context->args, place))
      return type;
    auto *node = context_.make<CallExpr>(place);
    node->callee = base;
    if (context->args) {
      Arguments arguments = buildArguments(context->args, /*allow_generator=*/true);
      node->args = list(arguments.positional);
      node->keywords = list(arguments.keywords);
    }
    return node;
  }
  default: {
    if (context->index == nullptr) {
      if (CType *type = typeOf(base); type && !llvm::isa<NamedCType>(type)) {
        TypeNameExpr *node = makeTypeExpr(type, 0, place);
        auto *array = context_.make<ArrayDeclarator>(place);
        array->inner = node->type->declarator;
        node->type->declarator = array;
        return node;
      }
      error(span(context), "an index is missing between the brackets");
      return context_.make<ErrorExpr>(place);
    }
    // `unsigned int[3]`, `double complex[:]`: the base can only be a type, so the whole is one.
    if (auto *type = llvm::dyn_cast<TypeNameExpr>(base);
        type && llvm::isa<NameDeclarator>(type->type->declarator))
      return makeTypeExpr(applySubscripts(type->type->base, context->index, place), 0, place);
    auto *node = context_.make<IndexExpr>(place);
    node->base = base;
    node->index = buildSubscripts(context->index);
    return node;
  }
  }
}

/// `T (*)` and what follows, `T (*)(A, B)`, are types. Null if this is an ordinary call.
Expr *Builder::buildFunctionType(Expr *base, Grammar::ArgumentsContext *args, Span place) {
  auto *typed = llvm::dyn_cast<TypeNameExpr>(base);
  const bool is_pointer = args && args->items.size() == 1 && !args->items.front()->pointers.empty();
  if (is_pointer) {
    unsigned depth = 0;
    for (const antlr4::Token *star : args->items.front()->pointers)
      depth += static_cast<unsigned>(text(star).size());
    CType *type = typed ? typed->type->base : typeOf(base);
    return type ? makeTypeExpr(type, depth, place) : nullptr;
  }
  // `unsigned int(...)` is a cast in the words of C++, which Cython does not know, or a function
  // type.
  if (typed == nullptr)
    return nullptr;
  Arguments arguments;
  if (args)
    arguments = buildArguments(args, /*allow_generator=*/false);
  typed->type->declarator = makeFunctionType(typed->type->declarator, arguments.positional, place);
  typed->span = typed->type->span = place;
  return typed;
}

/// A function type whose parameters were read as arguments.
FunctionDeclarator *Builder::makeFunctionType(Declarator *inner, llvm::ArrayRef<Expr *> arguments,
                                              Span place) {
  auto *function = context_.make<FunctionDeclarator>(place);
  function->inner = inner;
  function->parameters = context_.make<ParameterList>(place);
  Vec<Parameter *> parameters;
  for (Expr *argument : arguments) {
    auto *parameter = context_.make<Parameter>(argument->span);
    if (auto *typed = llvm::dyn_cast<TypeNameExpr>(argument)) {
      parameter->ctype = typed->type->base;
      parameter->declarator = typed->type->declarator;
    } else if (CType *type = typeOf(argument)) {
      parameter->ctype = type;
      parameter->declarator = emptyDeclared(argument->span.after()).declarator;
    } else {
      error(argument->span, "this is not a type");
      continue;
    }
    parameters.push_back(parameter);
  }
  function->parameters->parameters = list(parameters);
  return function;
}

/// `T(A, B) noexcept` in the brackets of a template.
Expr *Builder::buildFunctionTail(Expr *value,
                                 const std::vector<Grammar::ClosedTailContext *> &tail) {
  TypeNameExpr *typed = llvm::dyn_cast<TypeNameExpr>(value);
  if (auto *call = llvm::dyn_cast<CallExpr>(value))
    if (CType *base = typeOf(call->callee)) {
      typed = makeTypeExpr(base, 0, call->span);
      typed->type->declarator = makeFunctionType(typed->type->declarator, call->args, call->span);
    }
  Declared declared;
  if (typed)
    declared.declarator = typed->type->declarator;
  for (auto *part : tail)
    addTail(declared, part);
  return typed ? typed : value;
}

Expr *Builder::buildSubscripts(Grammar::SubscriptsContext *context) {
  Vec<Expr *> items;
  for (auto *item : context->items)
    items.push_back(buildSubscript(item));
  if (items.size() == 1 && !context->trailing && !llvm::isa<StarredExpr>(items[0]))
    return items[0];
  auto *tuple = context_.make<TupleExpr>(span(context));
  tuple->elements = list(items);
  return tuple;
}

Expr *Builder::buildSubscript(Grammar::SubscriptContext *context) {
  if (context->star) {
    auto *node = context_.make<StarredExpr>(span(context));
    node->value = build(context->starred);
    return node;
  }
  Expr *value = context->value ? build(context->value) : nullptr;
  if (context->rest)
    return buildSlice(value, context->rest, span(context));
  if (!context->tail.empty())
    return buildFunctionTail(value, context->tail);
  if (context->op == nullptr)
    return value;
  Expr *assigned = build(context->assigned);
  if (kindOf(context->op) == TokenKind::ColonEqual)
    return makeNamed(value, assigned, span(context));
  error(span(context->op), "`=` cannot stand in an index");
  return context_.make<ErrorExpr>(span(context));
}

SliceExpr *Builder::buildSlice(Expr *start, Grammar::SliceRestContext *rest, Span place) {
  auto *node = context_.make<SliceExpr>(place);
  node->start = start;
  node->stop = rest->stop_ ? build(rest->stop_) : nullptr;
  node->step = rest->step ? build(rest->step) : nullptr;
  return node;
}

Builder::Arguments Builder::buildArguments(Grammar::ArgumentsContext *context,
                                           bool allow_generator) {
  Arguments result;
  bool seen_keyword = false, seen_unpacked = false;
  llvm::SmallVector<Name, 8> names;
  for (auto *argument : context->items) {
    const Span place = span(argument);
    if (argument->star) {
      Expr *value = build(argument->value);
      if (kindOf(argument->star) == TokenKind::Star) {
        if (seen_unpacked)
          error(place, "an argument `*...` cannot follow `**...`");
        auto *star = context_.make<StarredExpr>(place);
        star->value = value;
        result.positional.push_back(star);
      } else {
        auto *keyword = context_.make<Keyword>(place);
        keyword->value = value;
        result.keywords.push_back(keyword);
        seen_unpacked = true;
      }
      continue;
    }
    if (!argument->pointers.empty()) {
      error(place, "an expression is missing before `*`");
      continue;
    }
    Expr *value = build(argument->value);
    if (argument->op && kindOf(argument->op) == TokenKind::Equal) {
      auto *keyword = context_.make<Keyword>(place);
      if (auto *name = llvm::dyn_cast<NameExpr>(value)) {
        keyword->name = {name->name, name->span};
        if (llvm::is_contained(names, name->name))
          error(name->span, "the keyword argument `" + name->name.str() + "` is given twice");
        names.push_back(name->name);
      } else {
        error(value->span, "only a name can stand before the `=` of an argument")
            .note("a comparison is written `==`");
        keyword->name = {internWord("_"), value->span};
      }
      keyword->value = build(argument->assigned);
      result.keywords.push_back(keyword);
      seen_keyword = true;
      continue;
    }
    if (argument->op)
      value = makeNamed(value, build(argument->assigned), place);
    if (!argument->loops.empty()) {
      auto *generator = context_.make<ComprehensionExpr>(place);
      generator->result = ComprehensionKind::Generator;
      generator->element = value;
      generator->clauses = buildClauses(argument->loops, generator->result);
      if (!allow_generator)
        error(place, "a generator expression needs parentheses here");
      else if (context->items.size() > 1)
        error(place, "a generator expression needs parentheses if it is not the only argument");
      value = generator;
    }
    if (seen_unpacked || seen_keyword)
      error(place, seen_unpacked ? "a positional argument cannot follow `**...`"
                                 : "a positional argument cannot follow a keyword argument");
    result.positional.push_back(value);
  }
  return result;
}

Expr *Builder::buildForFrom(Grammar::ComprehensionForContext *loop, Expr *&target) {
  auto *node = context_.make<ForFromRange>(span(loop));
  const ForFromBounds bounds =
      readForFrom(target, loop->from, loop->rels, loop->middle, loop->to, loop->step);
  target = bounds.target;
  node->start = bounds.start;
  node->start_op = bounds.start_op;
  node->stop_op = bounds.stop_op;
  node->stop = bounds.stop;
  node->step = bounds.step;
  return node;
}

List<ComprehensionClause *>
Builder::buildClauses(const std::vector<Grammar::ComprehensionForContext *> &loops,
                      ComprehensionKind result) {
  Vec<ComprehensionClause *> clauses;
  for (auto *loop : loops) {
    auto *clause = context_.make<ComprehensionClause>(span(loop));
    clause->target = buildTargets(loop->items, loop->trailing);
    if (loop->source) {
      checkTarget(clause->target, Deed::Assign);
      clause->iterable = build(loop->source);
    } else {
      clause->iterable = buildForFrom(loop, clause->target);
    }
    Vec<Expr *> conditions;
    for (auto *condition : loop->conditions)
      conditions.push_back(build(condition));
    clause->conditions = list(conditions);
    clause->is_async = loop->async != nullptr;
    if (clause->is_async && !scope_.is_async && result != ComprehensionKind::Generator)
      error(span(loop->async), "an asynchronous comprehension outside of an async function");
    clauses.push_back(clause);
  }
  return list(clauses);
}

Expr *Builder::buildEnclosure(Grammar::EnclosureContext *context) {
  const Span place = span(context);
  switch (kindOf(context->open)) {
  case TokenKind::LBrace:
    return buildBraces(context);
  case TokenKind::Backquote: {
    if (lexed_.language_level >= 3)
      error(span(context->open), "backquotes mean `repr(...)` only at language level 2");
    auto *node = context_.make<BackquoteExpr>(place);
    node->value = build(context->quoted);
    return node;
  }
  default:
    break;
  }
  const bool is_list = kindOf(context->open) == TokenKind::LBracket;
  if (context->yielding) {
    Expr *value = buildYield(context->yielded, context->yielding);
    value->span = place;
    return value;
  }
  Vec<Expr *> items;
  for (auto *item : context->items)
    items.push_back(build(item));
  if (!context->loops.empty()) {
    auto *node = context_.make<ComprehensionExpr>(place);
    node->result = is_list ? ComprehensionKind::List : ComprehensionKind::Generator;
    node->element = items[0];
    node->clauses = buildClauses(context->loops, node->result);
    return node;
  }
  if (is_list) {
    auto *node = context_.make<ListExpr>(place);
    node->elements = list(items);
    return node;
  }
  if (items.size() == 1 && !context->trailing) {
    if (llvm::isa<StarredExpr>(items[0]))
      error(items[0]->span, "`*` unpacks only inside a display, a call or a list of targets")
          .note("a tuple of one element needs a comma: `(*x,)`");
    // The parentheses belong to the expression, for people who look at it.
    if (auto *tuple = llvm::dyn_cast<TupleExpr>(items[0]))
      tuple->is_parenthesized = true;
    return items[0];
  }
  auto *node = context_.make<TupleExpr>(place);
  node->elements = list(items);
  node->is_parenthesized = true;
  return node;
}

Expr *Builder::buildBraces(Grammar::EnclosureContext *context) {
  const Span place = span(context);
  if (context->entries.empty())
    return context_.make<DictExpr>(place);
  const auto isDict = [](Grammar::EntryContext *entry) {
    return entry->star ? kindOf(entry->star) == TokenKind::StarStar
                       : entry->op && kindOf(entry->op) == TokenKind::Colon;
  };
  const bool is_dict = isDict(context->entries.front());
  Vec<DictItem *> items;
  Vec<Expr *> elements;
  for (auto *entry : context->entries) {
    if (isDict(entry) != is_dict) {
      error(span(entry), is_dict ? "a dict needs a key and a value here: `key: value`"
                                 : "a set cannot hold `key: value`");
      continue;
    }
    if (is_dict) {
      auto *item = context_.make<DictItem>(span(entry));
      item->key = entry->star ? nullptr : build(entry->key);
      item->value = entry->star ? build(entry->starred) : build(entry->value);
      items.push_back(item);
    } else if (entry->star) {
      auto *star = context_.make<StarredExpr>(span(entry));
      star->value = build(entry->starred);
      elements.push_back(star);
    } else if (entry->op) {
      elements.push_back(makeNamed(build(entry->key), build(entry->value), span(entry)));
    } else {
      elements.push_back(build(entry->key));
    }
  }
  if (!context->loops.empty()) {
    auto *node = context_.make<ComprehensionExpr>(place);
    node->result = is_dict ? ComprehensionKind::Dict : ComprehensionKind::Set;
    node->element = is_dict ? items[0]->key : elements[0];
    node->value = is_dict ? items[0]->value : nullptr;
    node->clauses = buildClauses(context->loops, node->result);
    return node;
  }
  if (is_dict) {
    auto *node = context_.make<DictExpr>(place);
    node->items = list(items);
    return node;
  }
  auto *node = context_.make<SetExpr>(place);
  node->elements = list(elements);
  return node;
}

Expr *Builder::makeNamed(Expr *target, Expr *value, Span place) {
  auto *node = context_.make<NamedExpr>(place);
  node->target = llvm::dyn_cast<NameExpr>(target);
  node->value = value;
  if (node->target == nullptr) {
    error(target->span, "`:=` can only assign to a name");
    return context_.make<ErrorExpr>(place);
  }
  return node;
}

Expr *Builder::build(Grammar::TestContext *context) {
  if (context->lambda) {
    auto *node = context_.make<LambdaExpr>(span(context));
    const Span head = span(context->lambda);
    if (context->params)
      node->parameters = build(context->params, head);
    else
      node->parameters = context_.make<ParameterList>(head.after());
    Scope inner = scope_;
    inner.in_lambda = true;
    inner.is_async = false;
    EnterScope scope(*this, inner);
    node->body = build(context->result);
    return node;
  }
  Expr *value = build(context->value);
  if (context->condition == nullptr)
    return value;
  auto *node = context_.make<ConditionalExpr>(span(context));
  node->then_value = value;
  node->condition = build(context->condition);
  node->else_value = build(context->otherwise);
  return node;
}

Expr *Builder::build(Grammar::NamedTestContext *context) {
  Expr *value = build(context->value);
  if (context->op == nullptr)
    return value;
  return makeNamed(value, build(context->assigned), span(context));
}

Expr *Builder::build(Grammar::StarItemContext *context) {
  if (context->star == nullptr) {
    Expr *value = build(context->value);
    return context->op ? makeNamed(value, build(context->assigned), span(context)) : value;
  }
  auto *node = context_.make<StarredExpr>(span(context));
  node->value = build(context->starred);
  return node;
}

Expr *Builder::build(Grammar::ExpressionListContext *context) {
  if (context->items.size() == 1 && !context->trailing)
    return build(context->items.front());
  Vec<Expr *> items;
  for (auto *item : context->items)
    items.push_back(build(item));
  auto *tuple = context_.make<TupleExpr>(span(context));
  tuple->elements = list(items);
  return tuple;
}

Expr *Builder::build(Grammar::StarTargetContext *context) {
  Expr *value = build(context->value);
  if (context->star == nullptr)
    return value;
  auto *node = context_.make<StarredExpr>(span(context));
  node->value = value;
  return node;
}

Expr *Builder::buildTargets(const std::vector<Grammar::StarTargetContext *> &written,
                            const antlr4::Token *trailing) {
  if (written.size() == 1 && !trailing)
    return build(written.front());
  Vec<Expr *> items;
  for (auto *item : written)
    items.push_back(build(item));
  auto *tuple = context_.make<TupleExpr>(items.front()->span.to(items.back()->span));
  tuple->elements = list(items);
  return tuple;
}

Expr *Builder::build(Grammar::AssignedValueContext *context) {
  return context->yielding ? buildYield(context->yielded, context->yielding)
                           : build(context->values);
}

Expr *Builder::buildYield(Grammar::YieldRestContext *context, const antlr4::Token *word) {
  const Span place = span(word);
  if (!inFunction())
    error(place, "`yield` outside of a function");
  if (context->from) {
    if (scope_.is_async)
      error(place, "`yield from` in an async function");
    Expr *source = build(context->source);
    auto *node = context_.make<YieldFromExpr>(place.to(source->span));
    node->value = source;
    return node;
  }
  Expr *value = context->values ? build(context->values) : nullptr;
  auto *node = context_.make<YieldExpr>(value ? place.to(value->span) : place);
  node->value = value;
  return node;
}

Expr *Builder::buildNumber(const antlr4::Token *token) {
  const Span place = span(token);
  llvm::StringRef digits = text(token);
  std::string plain;
  plain.reserve(digits.size());
  for (const char c : digits)
    if (c != '_')
      plain += c;
  if (kindOf(token) == TokenKind::Float) {
    auto *node = context_.make<FloatLiteral>(place);
    node->text = context_.string(plain);
    return node;
  }
  if (kindOf(token) == TokenKind::Imaginary) {
    plain.pop_back();
    auto *node = context_.make<ImaginaryLiteral>(place);
    node->text = context_.string(plain);
    return node;
  }
  auto *node = context_.make<IntLiteral>(place);
  unsigned longs = 0, unsigneds = 0;
  while ((plain.back() | 0x20) == 'u' || (plain.back() | 0x20) == 'l') {
    ((plain.back() | 0x20) == 'l' ? longs : unsigneds) += 1;
    plain.pop_back();
  }
  if (longs > 2 || unsigneds > 1)
    diagnostics_.report(Diag::InvalidLiteral, place)
        .arg("the suffix of an integer is `U`, `L`, `LL` or both kinds once");
  if ((longs || unsigneds) && isPython() &&
      !(lexed_.language_level == 2 && longs == 1 && unsigneds == 0))
    diagnostics_.report(Diag::InvalidLiteral, place)
        .arg("an integer with a suffix cannot stand in a .py file");
  node->is_unsigned = unsigneds != 0;
  // At level 2 `3L` is a Python long, which every int is now.
  node->longness = static_cast<uint8_t>(isPython() ? 0 : longs);
  if (plain.size() > 1 && plain[0] == '0') {
    const char second = static_cast<char>(plain[1] | 0x20);
    if (second == 'x' || second == 'o' || second == 'b') {
      plain[1] = second;
    } else if (plain.find_first_not_of('0') == std::string::npos) {
      plain = "0";
    } else if (isPython() && lexed_.language_level >= 3) {
      diagnostics_.report(Diag::InvalidLiteral, place)
          .arg("a number cannot begin with `0`")
          .note("an octal number is written `0o" + llvm::StringRef(plain).ltrim('0').str() + "`");
    } else if (plain.find_first_of("89") != std::string::npos) {
      diagnostics_.report(Diag::InvalidLiteral, place)
          .arg("an octal number has digits from 0 to 7");
    } else {
      if (lexed_.language_level >= 3)
        diagnostics_.report(Diag::Python2Syntax, place)
            .arg("a number that begins with `0` is octal")
            .note("write `0o" + llvm::StringRef(plain).ltrim('0').str() + "`");
      plain = "0o" + llvm::StringRef(plain).ltrim('0').str();
    }
  }
  node->text = context_.string(plain);
  return node;
}

} // namespace nogilc::parse
