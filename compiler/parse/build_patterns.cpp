// The patterns of `match`.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"
#include "syntax/visit.h"

namespace nogilc::parse {

using namespace syntax;

Stmt *Builder::build(Grammar::MatchStatementContext *context) {
  auto *node = context_.make<MatchStmt>(span(context));
  node->subject = build(context->subject);
  BlockParts parts;
  for (auto *written : context->cases)
    parts.cases.push_back(build(written));
  if (context->deferred)
    buildDeferred(context->deferred, Lines::Cases, parts);
  const Vec<MatchCase *> &cases = parts.cases;
  for (size_t i = 0; i + 1 < cases.size(); ++i) {
    const Pattern *pattern = cases[i]->pattern;
    if (!cases[i]->guard && llvm::isa<CapturePattern>(pattern))
      error(pattern->span,
            "this pattern matches everything, so the cases behind it are never reached");
  }
  node->cases = list(cases);
  return node;
}

namespace {

using Bound = llvm::SmallVector<const NameExpr *, 4>;

/// The two rules about the names of a pattern: each is bound once, and alternatives bind the same.
class PatternNames {
public:
  using Report = llvm::function_ref<void(Span, const std::string &)>;
  explicit PatternNames(Report report) : report_(report) {}

  void collect(const Pattern &pattern, Bound &bound) {
    if (auto *choice = llvm::dyn_cast<OrPattern>(&pattern)) {
      collectAlternatives(*choice, bound);
      return;
    }
    const NameExpr *target = nullptr;
    if (auto *capture = llvm::dyn_cast<CapturePattern>(&pattern))
      target = capture->target;
    else if (auto *star = llvm::dyn_cast<StarPattern>(&pattern))
      target = star->target;
    else if (auto *mapping = llvm::dyn_cast<MappingPattern>(&pattern))
      target = mapping->rest;
    else if (auto *as = llvm::dyn_cast<AsPattern>(&pattern))
      target = as->target;
    forEachChild(pattern, [&](const Node &child) {
      if (llvm::isa<ValuePattern, CapturePattern, SequencePattern, StarPattern, MappingPattern,
                    ClassPattern, OrPattern, AsPattern>(child))
        collect(static_cast<const Pattern &>(child), bound);
    });
    if (target)
      add(*target, bound);
  }

private:
  static bool binds(const Bound &bound, const NameExpr &name) {
    return llvm::any_of(bound, [&](const NameExpr *other) { return other->name == name.name; });
  }

  void add(const NameExpr &name, Bound &bound) {
    if (binds(bound, name))
      report_(name.span, "the pattern binds `" + name.name.str().str() + "` twice");
    bound.push_back(&name);
  }

  void collectAlternatives(const OrPattern &choice, Bound &bound) {
    Bound first;
    collect(*choice.alternatives.front(), first);
    for (const Pattern *alternative : llvm::drop_begin(choice.alternatives)) {
      Bound other;
      collect(*alternative, other);
      requireAll(first, other, *alternative);
      requireAll(other, first, *choice.alternatives.front());
    }
    for (const NameExpr *name : first)
      add(*name, bound);
  }

  void requireAll(const Bound &names, const Bound &in, const Pattern &alternative) {
    for (const NameExpr *name : names)
      if (!binds(in, *name)) {
        report_(alternative.span,
                "this alternative does not bind `" + name->name.str().str() + "`, as another does");
        return;
      }
  }

  Report report_;
};

} // namespace

MatchCase *Builder::build(Grammar::MatchCaseContext *context) {
  auto *node = context_.make<MatchCase>(span(context));
  node->pattern = build(context->patterns);
  Bound bound;
  const auto report = [&](Span place, const std::string &text) { error(place, text); };
  PatternNames(report).collect(*node->pattern, bound);
  if (context->guard)
    node->guard = build(context->guard);
  node->body = build(context->body);
  return node;
}

Pattern *Builder::build(Grammar::PatternListContext *context) {
  if (context->items.size() == 1 && !context->trailing) {
    Pattern *only = build(context->items.front());
    if (llvm::isa<StarPattern>(only))
      error(only->span, "`*` can only stand in a sequence pattern")
          .note("a sequence of one part needs a comma: `case *x,:`");
    return only;
  }
  return buildSequence(context, span(context));
}

Pattern *Builder::buildSequence(Grammar::PatternListContext *inner, Span place) {
  auto *node = context_.make<SequencePattern>(place);
  Vec<Pattern *> elements;
  bool seen_star = false;
  if (inner)
    for (auto *item : inner->items) {
      Pattern *element = build(item);
      if (llvm::isa<StarPattern>(element)) {
        if (seen_star)
          error(element->span, "a sequence pattern can hold only one `*`");
        seen_star = true;
      }
      elements.push_back(element);
    }
  node->elements = list(elements);
  return node;
}

Pattern *Builder::build(Grammar::PatternContext *context) {
  const auto name = [&](Grammar::NameContext *written) -> NameExpr * {
    auto *node = context_.make<NameExpr>(span(written));
    node->name = internWord(text(written->start));
    return node;
  };
  if (context->star) {
    auto *node = context_.make<StarPattern>(span(context));
    if (text(context->target->start) != "_")
      node->target = name(context->target);
    return node;
  }
  Pattern *pattern = build(context->choices.front());
  if (context->choices.size() > 1) {
    Vec<Pattern *> choices{pattern};
    for (auto *choice : llvm::drop_begin(context->choices))
      choices.push_back(build(choice));
    auto *node = context_.make<OrPattern>(choices.front()->span.to(choices.back()->span));
    node->alternatives = list(choices);
    pattern = node;
    for (size_t i = 0; i + 1 < choices.size(); ++i)
      if (llvm::isa<CapturePattern>(choices[i]))
        error(choices[i]->span,
              "this alternative matches everything, so the ones behind it are never reached");
  }
  if (context->target) {
    if (text(context->target->start) == "_")
      error(span(context->target), "`_` cannot be the target of `as`");
    auto *node = context_.make<AsPattern>(span(context));
    node->pattern = pattern;
    node->target = name(context->target);
    pattern = node;
  }
  return pattern;
}

Pattern *Builder::build(Grammar::ClosedPatternContext *context) {
  const Span place = span(context);
  if (context->opening) {
    switch (kindOf(context->opening)) {
    case TokenKind::LParen:
      if (context->inner && context->inner->items.size() == 1 && !context->inner->trailing) {
        Pattern *only = build(context->inner->items.front());
        if (llvm::isa<StarPattern>(only))
          error(only->span, "`*` can only stand in a sequence pattern")
              .note("a sequence of one part needs a comma: `(*x,)`");
        return only;
      }
      return buildSequence(context->inner, place);
    case TokenKind::LBracket:
      return buildSequence(context->inner, place);
    default:
      break;
    }
    auto *node = context_.make<MappingPattern>(place);
    Vec<Expr *> keys;
    Vec<Pattern *> values;
    for (auto *entry : context->entries) {
      if (node->rest)
        error(span(entry), "nothing can follow `**` in a mapping pattern");
      if (entry->rest) {
        if (text(entry->rest->start) == "_")
          error(span(entry->rest), "`**_` is not needed: a mapping pattern ignores other keys");
        auto *rest = context_.make<NameExpr>(span(entry->rest));
        rest->name = internWord(text(entry->rest->start));
        node->rest = rest;
        continue;
      }
      Pattern *key = build(entry->key);
      if (auto *value = llvm::dyn_cast<ValuePattern>(key)) {
        keys.push_back(value->value);
      } else {
        error(key->span, "the key of a mapping pattern is a literal or a dotted name");
        keys.push_back(context_.make<ErrorExpr>(key->span));
      }
      values.push_back(build(entry->value));
    }
    node->keys = list(keys);
    node->values = list(values);
    return node;
  }
  if (context->path)
    return buildDotted(context);
  auto *node = context_.make<ValuePattern>(place);
  if (context->literal) {
    node->value = build(context->literal);
    if (llvm::isa<JoinedString>(node->value))
      error(place, "a pattern cannot hold an f-string");
  } else if (context->constant) {
    auto *constant = context_.make<ConstantExpr>(place);
    constant->value = kindOf(context->constant) == TokenKind::KwNone   ? Constant::None
                      : kindOf(context->constant) == TokenKind::KwTrue ? Constant::True
                                                                       : Constant::False;
    node->value = constant;
  } else {
    node->value = buildPatternNumber(context);
  }
  return node;
}

Expr *Builder::buildPatternNumber(Grammar::ClosedPatternContext *context) {
  Expr *value = buildNumber(context->real->start);
  if (context->prefixed) {
    auto *signed_value = context_.make<UnaryExpr>(span(context->prefixed).to(value->span));
    signed_value->op =
        kindOf(context->prefixed) == TokenKind::Plus ? UnaryOp::Plus : UnaryOp::Minus;
    signed_value->operand = value;
    value = signed_value;
  }
  if (context->imaginary == nullptr)
    return value;
  Expr *imaginary = buildNumber(context->imaginary->start);
  if (!llvm::isa<ImaginaryLiteral>(imaginary))
    error(imaginary->span, "the second part of a complex number is an imaginary one, like `2j`");
  if (context->second) {
    auto *signed_value = context_.make<UnaryExpr>(span(context->second).to(imaginary->span));
    signed_value->op = kindOf(context->second) == TokenKind::Plus ? UnaryOp::Plus : UnaryOp::Minus;
    signed_value->operand = imaginary;
    imaginary = signed_value;
  }
  auto *sum = context_.make<BinaryExpr>(span(context));
  sum->op = kindOf(context->sign) == TokenKind::Plus ? BinaryOp::Add : BinaryOp::Sub;
  sum->left = value;
  sum->right = imaginary;
  sum->op_span = span(context->sign);
  return sum;
}

/// `x`, `_`, `a.b` or `C(...)`.
Pattern *Builder::buildDotted(Grammar::ClosedPatternContext *context) {
  const Span place = span(context);
  const List<Ident> names = path(context->path);
  Expr *value = nullptr;
  for (const Ident &name : names) {
    if (value == nullptr) {
      auto *first = context_.make<NameExpr>(name.span);
      first->name = name.name;
      value = first;
      continue;
    }
    auto *attribute = context_.make<AttributeExpr>(value->span.to(name.span));
    attribute->base = value;
    attribute->attribute = name;
    value = attribute;
  }
  if (context->call == nullptr) {
    const bool is_null = !isPython() && names.front().name == llvm::StringRef("NULL");
    if (names.size() > 1 || is_null) {
      auto *node = context_.make<ValuePattern>(place);
      node->value = value;
      return node;
    }
    auto *node = context_.make<CapturePattern>(place);
    if (names.front().name != llvm::StringRef("_"))
      node->target = llvm::cast<NameExpr>(value);
    return node;
  }
  auto *node = context_.make<ClassPattern>(place);
  node->cls = value;
  Vec<Pattern *> positional, keyword_patterns;
  Vec<Ident> keyword_names;
  for (auto *argument : context->args) {
    Pattern *pattern = build(argument->value);
    if (llvm::isa<StarPattern>(pattern))
      error(pattern->span, "`*` can only stand in a sequence pattern");
    if (argument->keyword == nullptr) {
      if (!keyword_names.empty())
        error(pattern->span, "a positional pattern cannot follow a keyword pattern");
      positional.push_back(pattern);
      continue;
    }
    const Ident name = ident(argument->keyword);
    if (llvm::any_of(keyword_names, [&](const Ident &other) { return other.name == name.name; }))
      error(name.span, "the attribute `" + name.name.str() + "` is matched twice");
    keyword_names.push_back(name);
    keyword_patterns.push_back(pattern);
  }
  node->positional = list(positional);
  node->keyword_names = list(keyword_names);
  node->keyword_patterns = list(keyword_patterns);
  return node;
}

} // namespace nogilc::parse
