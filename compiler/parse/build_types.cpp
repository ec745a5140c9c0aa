// Types and declarators: C reads them from the name outwards, the AST has them from the outside in.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

const antlr4::Token *Builder::singleWord(Grammar::TypeWordsContext *words) {
  if (words == nullptr || words->complex_ || words->signs.size() + (words->basic != nullptr) != 1)
    return nullptr;
  return words->basic ? words->basic : words->signs.front();
}

CType *Builder::buildBuiltin(Grammar::TypeWordsContext *words) {
  const Span place = span(words);
  const auto &signs = words->signs;
  const antlr4::Token *basic = words->basic;
  auto *type = context_.make<BuiltinCType>(place);
  int longs = 0, shorts = 0, signedness = 0;
  for (const antlr4::Token *sign : signs) {
    const llvm::StringRef word = text(sign);
    if (word == "long")
      ++longs;
    else if (word == "short")
      ++shorts;
    else {
      ++signedness;
      type->signedness = word == "unsigned" ? Signedness::Unsigned : Signedness::Signed;
    }
  }
  llvm::StringRef word = basic ? text(basic) : "int";
  type->base = word == "void"     ? BuiltinBase::Void
               : word == "char"   ? BuiltinBase::Char
               : word == "float"  ? BuiltinBase::Float
               : word == "double" ? BuiltinBase::Double
                                  : BuiltinBase::Int;
  type->longness = static_cast<int8_t>(shorts ? -1 : longs);
  type->is_complex = words->complex_ != nullptr;
  const bool is_float = word == "float" || word == "double";
  const bool fits = signedness <= 1 && shorts <= 1 && longs <= 2 && !(shorts && longs) &&
                    !(word == "void" && !signs.empty()) && !(word == "char" && (longs || shorts)) &&
                    !(is_float && (shorts || signedness)) && !(word == "float" && longs) &&
                    !(word == "double" && longs > 1);
  if (!fits)
    error(place, "`" +
                     source_.text().slice(
                         static_cast<const BridgeToken *>(signs.front())->begin,
                         static_cast<const BridgeToken *>(basic ? basic : signs.back())->end) +
                     "` is not a C type");
  return type;
}

CType *Builder::build(Grammar::CtypeContext *context) {
  const Span place = span(context);
  if (isPython() && (context->tuple || !context->suffixes.empty() || !context->path.empty()))
    rejectInPython(place, "a C type", "annotate the name instead: `x: cython.int`");
  CType *type = nullptr;
  if (context->first) {
    auto *named = context_.make<NamedCType>(context->path.empty()
                                                ? span(context->first)
                                                : span(context->first, context->path.back()->stop));
    Vec<Ident> names{ident(context->first)};
    for (auto *part : context->path)
      names.push_back(ident(part));
    named->path = list(names);
    type = named;
  } else if (context->tuple) {
    auto *tuple = context_.make<CTupleCType>(place);
    Vec<TypeName *> elements;
    for (auto *item : context->items)
      elements.push_back(buildTypeName(item->base, item->decl, span(item)));
    tuple->elements = list(elements);
    tuple->is_parenthesized = elements.size() == 1 && !context->trailing;
    type = tuple;
    if (tuple->is_parenthesized && llvm::isa<NameDeclarator>(elements.front()->declarator))
      type = elements.front()->base;
  } else {
    type = buildBuiltin(context->words);
  }
  bool is_const = false, is_volatile = false;
  for (const antlr4::Token *word : context->quals) {
    bool &flag = kindOf(word) == TokenKind::KwConst ? is_const : is_volatile;
    if (flag)
      error(span(word), "`" + text(word) + "` is written twice");
    flag = true;
  }
  // In `const double[:]` the elements are constant, and so is what `const T[3]` holds.
  type->is_const |= is_const;
  type->is_volatile |= is_volatile;
  for (auto *suffix : context->suffixes) {
    const Span whole = type->span.to(span(suffix));
    if (suffix->args == nullptr) {
      auto *empty = context_.make<TemplateCType>(whole);
      empty->base = type;
      type = empty;
    } else {
      type = applySubscripts(type, suffix->args, whole);
    }
    if (suffix->members.empty())
      continue;
    Vec<Ident> members;
    for (auto *member : suffix->members)
      members.push_back(ident(member));
    if (auto *templated = llvm::dyn_cast<TemplateCType>(type))
      templated->member_path = list(members);
    else
      error(span(suffix->members.front()), "a memoryview type has no members");
  }
  return type;
}

/// `base[args]`: a memoryview if the first subscript is a slice, else a template, a buffer or an
/// array.
CType *Builder::applySubscripts(CType *base, Grammar::SubscriptsContext *args, Span place) {
  bool has_slice = false;
  for (auto *item : args->items)
    has_slice |= item->rest != nullptr;
  if (has_slice) {
    auto *view = context_.make<MemoryViewCType>(place);
    view->element = base;
    Vec<SliceExpr *> axes;
    for (auto *item : args->items) {
      if (item->rest == nullptr) {
        error(span(item), "each axis of a memoryview type needs a `:`");
        continue;
      }
      axes.push_back(
          buildSlice(item->value ? build(item->value) : nullptr, item->rest, span(item)));
    }
    view->axes = list(axes);
    return view;
  }
  auto *type = context_.make<TemplateCType>(place);
  type->base = base;
  Vec<Expr *> values;
  Vec<Keyword *> keywords;
  for (auto *item : args->items) {
    if (item->star) {
      error(span(item->star), "`*` cannot unpack the arguments of a type");
      continue;
    }
    Expr *value = build(item->value);
    if (!item->tail.empty())
      value = buildFunctionTail(value, item->tail);
    if (item->op && kindOf(item->op) == TokenKind::Equal) {
      auto *keyword = context_.make<Keyword>(span(item));
      if (auto *name = llvm::dyn_cast<NameExpr>(value))
        keyword->name = {name->name, name->span};
      else
        error(value->span, "only a name can stand before the `=` of an argument");
      keyword->value = build(item->assigned);
      keywords.push_back(keyword);
      continue;
    }
    if (item->op)
      error(span(item->op), "`:=` cannot stand in a type");
    if (!keywords.empty())
      error(value->span, "a positional argument cannot follow a keyword argument");
    values.push_back(value);
  }
  type->args = list(values);
  type->keywords = list(keywords);
  return type;
}

CType *Builder::typeOf(Expr *expression) {
  switch (expression->kind) {
  case NodeKind::TypeNameExpr: {
    TypeName *name = llvm::cast<TypeNameExpr>(expression)->type;
    return llvm::isa<NameDeclarator>(name->declarator) ? name->base : nullptr;
  }
  case NodeKind::NameExpr: {
    auto *name = llvm::cast<NameExpr>(expression);
    const llvm::StringRef word = name->name.str();
    auto *builtin = context_.make<BuiltinCType>(name->span);
    if (word == "void")
      builtin->base = BuiltinBase::Void;
    else if (word == "char")
      builtin->base = BuiltinBase::Char;
    else if (word == "float")
      builtin->base = BuiltinBase::Float;
    else if (word == "double")
      builtin->base = BuiltinBase::Double;
    else if (word == "long")
      builtin->longness = 1;
    else if (word == "short")
      builtin->longness = -1;
    else if (word == "signed" || word == "unsigned")
      builtin->signedness = word == "signed" ? Signedness::Signed : Signedness::Unsigned;
    else if (word != "int") {
      auto *named = context_.make<NamedCType>(name->span);
      named->path = list(Vec<Ident>{{name->name, name->span}});
      return named;
    }
    return builtin;
  }
  case NodeKind::AttributeExpr: {
    auto *attribute = llvm::cast<AttributeExpr>(expression);
    CType *base = typeOf(attribute->base);
    if (base == nullptr)
      return nullptr;
    if (auto *named = llvm::dyn_cast<NamedCType>(base)) {
      Vec<Ident> names(named->path.begin(), named->path.end());
      names.push_back(attribute->attribute);
      auto *longer = context_.make<NamedCType>(attribute->span);
      longer->path = list(names);
      return longer;
    }
    if (auto *templated = llvm::dyn_cast<TemplateCType>(base)) {
      Vec<Ident> names(templated->member_path.begin(), templated->member_path.end());
      names.push_back(attribute->attribute);
      templated->member_path = list(names);
      return templated;
    }
    return nullptr;
  }
  case NodeKind::IndexExpr: {
    auto *index = llvm::cast<IndexExpr>(expression);
    CType *base = typeOf(index->base);
    if (base == nullptr)
      return nullptr;
    Vec<Expr *> args;
    if (auto *tuple = llvm::dyn_cast<TupleExpr>(index->index); tuple && !tuple->is_parenthesized)
      args.append(tuple->elements.begin(), tuple->elements.end());
    else
      args.push_back(index->index);
    if (llvm::isa<SliceExpr>(args.front())) {
      auto *view = context_.make<MemoryViewCType>(index->span);
      view->element = base;
      Vec<SliceExpr *> axes;
      for (Expr *arg : args)
        if (auto *slice = llvm::dyn_cast<SliceExpr>(arg))
          axes.push_back(slice);
      view->axes = list(axes);
      return view;
    }
    auto *type = context_.make<TemplateCType>(index->span);
    type->base = base;
    type->args = list(args);
    return type;
  }
  default:
    return nullptr;
  }
}

TypeName *Builder::makeTypeName(CType *base, const Declared &declared, Span place) {
  auto *name = context_.make<TypeName>(place.to(declared.declarator->span));
  name->base = base;
  name->declarator = declared.declarator;
  if (declared.name && declared.name->name)
    error(declared.name->span, "a type cannot name a variable here");
  return name;
}

Builder::Declared Builder::emptyDeclared(Span place) {
  Declared declared;
  declared.name = context_.make<NameDeclarator>(place);
  declared.declarator = declared.name;
  return declared;
}

/// `operator ==` and `operator==` are one name.
Ident Builder::operatorName(const antlr4::Token *token) {
  const llvm::StringRef symbol = text(token).drop_front(llvm::StringRef("operator").size()).trim();
  const std::string spelled = (symbol == "bool" ? "operator " : "operator") + symbol.str();
  return {internWord(spelled), span(token)};
}

Builder::Declared Builder::build(Grammar::OperatorDeclaratorContext *context) {
  Declared declared = emptyDeclared(span(context->identifier));
  declared.name->name = operatorName(context->identifier);
  addSuffixes(declared, context->suffixes);
  addTail(declared, context->tail);
  return declared;
}

Builder::Declared Builder::buildCore(Grammar::CdeclaratorCoreContext *core, Span place) {
  Declared declared;
  if (core->identifier || core->cname) {
    auto *name =
        context_.make<NameDeclarator>(core->identifier ? span(core->identifier->start) : place);
    if (core->identifier) {
      name->name = kindOf(core->identifier->start) == TokenKind::OperatorName
                       ? operatorName(core->identifier->start)
                       : ident(core->identifier->start);
    }
    if (core->cname)
      name->cname = plainText(core->cname, "a C name");
    declared.name = name;
    declared.declarator = name;
  } else if (core->inner) {
    declared = buildShape(core->inner);
    addTail(declared, core->tail);
  } else {
    // `(parameters)` around no name: a function type.
    declared = emptyDeclared(place);
    auto *function = context_.make<FunctionDeclarator>(span(core));
    function->inner = declared.declarator;
    function->parameters = core->params ? build(core->params, span(core->params))
                                        : context_.make<ParameterList>(place);
    function->is_nogil = decl_scope_.is_nogil;
    declared.declarator = function;
    declared.function = function;
  }
  addSuffixes(declared, core->suffixes);
  if (core->convention) {
    if (FunctionDeclarator *function = outermostFunction(declared))
      function->calling_convention = context_.string(text(core->convention));
    else if (!core->inner)
      error(span(core->convention),
            "`" + text(core->convention) + "` can only stand before the name of a function");
  }
  return declared;
}

/// The suffixes apply right around what they follow: in `*f(int)[3]` the name is a function first.
void Builder::addSuffixes(Declared &declared,
                          const std::vector<Grammar::CdeclaratorSuffixContext *> &suffixes) {
  if (suffixes.empty())
    return;
  EnterChain chain(*this, suffixes.size());
  if (isTooDeep(span(suffixes.front())))
    return;
  // Built from the name outwards: each suffix wraps what came before. What `declared` holds already
  // (pointers in parentheses) is nearer to the name than the suffixes.
  for (auto *suffix : suffixes) {
    const Span place = declared.declarator->span.to(span(suffix));
    if (kindOf(suffix->open) == TokenKind::LBracket) {
      auto *array = context_.make<ArrayDeclarator>(place);
      array->inner = declared.declarator;
      array->dimension = suffix->dimension ? build(suffix->dimension) : nullptr;
      declared.declarator = array;
      continue;
    }
    auto *function = context_.make<FunctionDeclarator>(place);
    function->inner = declared.declarator;
    function->parameters = suffix->params ? build(suffix->params, span(suffix->params))
                                          : context_.make<ParameterList>(span(suffix).after());
    function->is_nogil = decl_scope_.is_nogil;
    declared.declarator = function;
    if (declared.function == nullptr && llvm::isa<NameDeclarator>(function->inner))
      declared.function = function;
  }
}

/// The function that a tail (`except`, `nogil`) belongs to: the one whose `)` stands before the
/// tail.
FunctionDeclarator *Builder::outermostFunction(const Declared &declared) const {
  for (Declarator *at = declared.declarator; at != nullptr;) {
    if (auto *function = llvm::dyn_cast<FunctionDeclarator>(at))
      return function;
    if (auto *pointer = llvm::dyn_cast<PointerDeclarator>(at))
      at = pointer->inner;
    else if (auto *reference = llvm::dyn_cast<ReferenceDeclarator>(at))
      at = reference->inner;
    else if (auto *array = llvm::dyn_cast<ArrayDeclarator>(at))
      at = array->inner;
    else
      return nullptr;
  }
  return nullptr;
}

FunctionDeclarator *Builder::tailOwner(const Declared &declared,
                                       const antlr4::ParserRuleContext *tail) {
  FunctionDeclarator *function = outermostFunction(declared);
  if (function == nullptr)
    error(span(tail), "`" + text(tail->start) + "` can only follow a function");
  return function;
}

void Builder::addException(FunctionDeclarator *function, ExceptionClause *clause) {
  if (function->exception)
    error(clause->span, "a function has only one exception clause");
  function->exception = clause;
}

void Builder::addTail(Declared &declared, const std::vector<Grammar::FunctionTailContext *> &tail) {
  for (auto *part : tail) {
    if (part->closed) {
      addTail(declared, part->closed);
      continue;
    }
    auto *clause = context_.make<ExceptionClause>(span(part));
    clause->clause = part->checked ? ExceptionClauseKind::CheckedValue : ExceptionClauseKind::Value;
    clause->value = build(part->value);
    if (FunctionDeclarator *function = tailOwner(declared, part))
      addException(function, clause);
  }
}

void Builder::addTail(Declared &declared, Grammar::ClosedTailContext *tail) {
  FunctionDeclarator *function = tailOwner(declared, tail);
  if (function == nullptr)
    return;
  const Span place = span(tail);
  switch (kindOf(tail->word)) {
  case TokenKind::KwNogil:
    if (function->nogil_span.isValid())
      error(place, "`nogil` is written twice");
    if (const uint32_t at = static_cast<const BridgeToken *>(tail->word)->begin;
        at > 0 && source_.text()[at - 1] == '+')
      error(place,
            "`+nogil` would name a handler of exceptions: the modifier needs a space before it")
          .fix(place, " nogil", "write `except + nogil`");
    function->is_nogil = true;
    function->nogil_span = place;
    return;
  case TokenKind::KwWith:
    if (text(tail->held) != "gil")
      error(span(tail->held), "only `gil` can follow `with` behind a function");
    function->is_nogil = true;
    function->is_with_gil = true;
    return;
  case TokenKind::KwConst:
    function->is_const_method = true;
    return;
  default:
    return addException(function, buildExcept(tail));
  }
}

ExceptionClause *Builder::buildExcept(Grammar::ClosedTailContext *context) {
  auto *clause = context_.make<ExceptionClause>(span(context));
  if (kindOf(context->word) == TokenKind::KwNoexcept) {
    clause->clause = ExceptionClauseKind::Noexcept;
  } else if (context->plus) {
    clause->clause = ExceptionClauseKind::Cpp;
    clause->cpp_star = context->star != nullptr;
    if (context->handler) {
      Expr *handler = nullptr;
      for (auto *part : context->handler->path) {
        const Ident name = ident(part);
        if (handler == nullptr) {
          auto *node = context_.make<NameExpr>(name.span);
          node->name = name.name;
          handler = node;
        } else {
          auto *node = context_.make<AttributeExpr>(handler->span.to(name.span));
          node->base = handler;
          node->attribute = name;
          handler = node;
        }
      }
      clause->value = handler;
    }
  } else {
    clause->clause = ExceptionClauseKind::Always;
  }
  return clause;
}

Builder::Declared Builder::build(Grammar::CdeclaratorContext *context) {
  Declared declared = buildShape(context->shape);
  addTail(declared, context->tail);
  return declared;
}

Builder::Declared Builder::build(Grammar::ClosedDeclaratorContext *context) {
  Declared declared = buildShape(context->shape);
  for (auto *part : context->tail)
    addTail(declared, part);
  return declared;
}

Builder::Declared Builder::buildShape(Grammar::CdeclaratorShapeContext *shape) {
  return shape->pointed ? buildShape(shape->pointed) : buildCore(shape->core, span(shape->core));
}

/// `int *a[3]` is an array of pointers: the pointers are outermost, and the one nearest to the type
/// is the very outermost.
Builder::Declared Builder::buildShape(Grammar::PointerShapeContext *context) {
  const Span place = span(context);
  Declared declared;
  if (context->core) {
    declared = buildCore(context->core, span(context->core));
  } else {
    declared = emptyDeclared(place.after());
    if (context->close) {
      auto *array = context_.make<ArrayDeclarator>(place);
      array->inner = declared.declarator;
      array->dimension = context->dimension ? build(context->dimension) : nullptr;
      declared.declarator = array;
      addSuffixes(declared, context->suffixes);
    }
  }
  EnterChain chain(*this, context->pointers.size());
  if (isTooDeep(place))
    return declared;
  for (size_t i = context->pointers.size(); i-- > 0;) {
    Grammar::CpointerContext *written = context->pointers[i];
    const Span whole = span(written->op).to(declared.declarator->span);
    const TokenKind op = kindOf(written->op);
    if (op == TokenKind::Amp || op == TokenKind::AmpAmp) {
      auto *reference = context_.make<ReferenceDeclarator>(whole);
      reference->inner = declared.declarator;
      reference->is_rvalue = op == TokenKind::AmpAmp;
      declared.declarator = reference;
      continue;
    }
    auto *pointer = context_.make<PointerDeclarator>(whole);
    pointer->inner = declared.declarator;
    llvm::SmallVector<TokenKind, 2> seen;
    for (const antlr4::Token *word : written->quals) {
      if (llvm::is_contained(seen, kindOf(word)))
        error(span(word), "`" + text(word) + "` is written twice");
      seen.push_back(kindOf(word));
      if (text(word) == "restrict" && llvm::isa<FunctionDeclarator>(declared.declarator))
        error(span(word), "what a function returns cannot be `restrict`");
      pointer->is_const |= kindOf(word) == TokenKind::KwConst;
      pointer->is_volatile |= kindOf(word) == TokenKind::KwVolatile;
    }
    declared.declarator = pointer;
    if (text(written->op).size() == 2) {
      auto *outer = context_.make<PointerDeclarator>(whole);
      outer->inner = pointer;
      declared.declarator = outer;
    }
  }
  return declared;
}

} // namespace nogilc::parse
