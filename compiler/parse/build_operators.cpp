// Operators: the flat operand lists of the grammar get their precedence here.
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

namespace {

enum Precedence : int {
  kOr = 1,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kAdd,
  kMultiply,
  kUnary,
  kPower,
};

int precedenceOf(TokenKind kind) {
  switch (kind) {
  case TokenKind::KwOr:
    return kOr;
  case TokenKind::KwAnd:
    return kAnd;
  case TokenKind::KwIn:
  case TokenKind::KwNotIn:
  case TokenKind::KwIs:
  case TokenKind::KwIsNot:
  case TokenKind::Less:
  case TokenKind::LessEqual:
  case TokenKind::Greater:
  case TokenKind::GreaterEqual:
  case TokenKind::EqualEqual:
  case TokenKind::NotEqual:
    return kCompare;
  case TokenKind::Pipe:
    return kBitOr;
  case TokenKind::Caret:
    return kBitXor;
  case TokenKind::Amp:
    return kBitAnd;
  case TokenKind::LessLess:
  case TokenKind::GreaterGreater:
    return kShift;
  case TokenKind::Plus:
  case TokenKind::Minus:
    return kAdd;
  case TokenKind::StarStar:
    return kPower;
  default:
    return kMultiply;
  }
}

BinaryOp binaryOpOf(TokenKind kind) {
  switch (kind) {
  case TokenKind::Plus:
    return BinaryOp::Add;
  case TokenKind::Minus:
    return BinaryOp::Sub;
  case TokenKind::Star:
    return BinaryOp::Mul;
  case TokenKind::At:
    return BinaryOp::MatMul;
  case TokenKind::Slash:
    return BinaryOp::TrueDiv;
  case TokenKind::SlashSlash:
    return BinaryOp::FloorDiv;
  case TokenKind::Percent:
    return BinaryOp::Mod;
  case TokenKind::LessLess:
    return BinaryOp::LShift;
  case TokenKind::GreaterGreater:
    return BinaryOp::RShift;
  case TokenKind::Amp:
    return BinaryOp::And;
  case TokenKind::Pipe:
    return BinaryOp::Or;
  case TokenKind::Caret:
    return BinaryOp::Xor;
  default:
    return BinaryOp::Pow;
  }
}

CompareOp compareOpOf(TokenKind kind) {
  switch (kind) {
  case TokenKind::Less:
    return CompareOp::Lt;
  case TokenKind::LessEqual:
    return CompareOp::Le;
  case TokenKind::Greater:
    return CompareOp::Gt;
  case TokenKind::GreaterEqual:
    return CompareOp::Ge;
  case TokenKind::EqualEqual:
    return CompareOp::Eq;
  case TokenKind::NotEqual:
    return CompareOp::Ne;
  case TokenKind::KwIn:
    return CompareOp::In;
  case TokenKind::KwNotIn:
    return CompareOp::NotIn;
  case TokenKind::KwIs:
    return CompareOp::Is;
  default:
    return CompareOp::IsNot;
  }
}

} // namespace

/// A flat list `operand (op operand)*` and how far it has been read.
struct Builder::Operators {
  Grammar::OperandContext *first;
  const std::vector<Grammar::OperandContext *> &rest;
  const TokenList &tokens;
  size_t at = 0; ///< the operand that is next

  Grammar::OperandContext *operand() const { return at == 0 ? first : rest[at - 1]; }
  /// The operator behind the operands that were read. Only while `hasOp`.
  const Token &op() const {
    return tokens[static_cast<const BridgeToken *>(rest[at - 1]->start)->index - 1];
  }
  bool hasOp() const { return at <= rest.size(); }
  TokenKind nextOp() const { return hasOp() ? op().kind : TokenKind::EndOfFile; }
};

Expr *Builder::build(Grammar::FlatContext *context) {
  return buildChain(context->first, context->rest, kOr);
}

Expr *Builder::build(Grammar::BitsContext *context) {
  return buildChain(context->first, context->rest, kBitOr);
}

Expr *Builder::buildChain(Grammar::OperandContext *first,
                          const std::vector<Grammar::OperandContext *> &rest, int least) {
  if (rest.empty() && first->prefixes.empty())
    return buildOperand(first);
  EnterChain chain(*this, rest.size() + first->prefixes.size());
  const Span place = span(first->start, rest.empty() ? first->stop : rest.back()->stop);
  if (isTooDeep(place))
    return context_.make<ErrorExpr>(place);
  Operators operators{first, rest, tokens_};
  return climb(operators, least);
}

bool Builder::isTooDeep(Span place) {
  if (links_ <= kMostLinks)
    return false;
  diagnostics_.report(Diag::NestingTooDeep, place)
      .arg("the parts of an expression are")
      .arg(uint64_t(kMostLinks));
  return true;
}

/// An expression of operators that bind at least as tightly as `least`. Its first operand is read
/// from prefix number `prefix` on.
Expr *Builder::climb(Operators &operators, int least, size_t prefix) {
  Expr *left = buildUnary(operators, prefix, least);
  for (;;) {
    const TokenKind kind = operators.nextOp();
    if (kind == TokenKind::EndOfFile)
      return left;
    const int precedence = precedenceOf(kind);
    if (precedence < least)
      return left;
    if (precedence == kOr || precedence == kAnd) {
      Vec<Expr *> values{left};
      while (operators.nextOp() == kind)
        values.push_back(climb(operators, precedence + 1));
      auto *node = context_.make<BoolExpr>(left->span.to(values.back()->span));
      node->op = precedence == kOr ? BoolOp::Or : BoolOp::And;
      node->operands = list(values);
      left = node;
    } else if (precedence == kCompare) {
      Vec<CompareOp> ops;
      Vec<Expr *> values;
      for (TokenKind op = kind; op != TokenKind::EndOfFile && precedenceOf(op) == kCompare;
           op = operators.nextOp()) {
        ops.push_back(compareOpOf(op));
        values.push_back(climb(operators, kCompare + 1));
      }
      auto *node = context_.make<CompareExpr>(left->span.to(values.back()->span));
      node->first = left;
      node->ops = list(ops);
      node->operands = list(values);
      left = node;
    } else {
      const Token &op = operators.op();
      Expr *right = climb(operators, precedence + 1);
      auto *node = context_.make<BinaryExpr>(left->span.to(right->span));
      node->op = binaryOpOf(kind);
      node->left = left;
      node->right = right;
      node->op_span = source_.span(op.begin, op.end);
      left = node;
    }
  }
}

/// The operand at hand with its prefixes from number `prefix` on. `least` says where it stands:
/// `not` can only stand where a comparison can.
Expr *Builder::buildUnary(Operators &operators, size_t prefix, int least) {
  Grammar::OperandContext *operand = operators.operand();
  if (prefix == operand->prefixes.size())
    return buildPower(operators);
  // The prefixes of the first operand are counted by the chain.
  EnterChain chain(*this, operators.at == 0 ? 0 : 1);
  if (isTooDeep(span(operand))) {
    ++operators.at;
    return context_.make<ErrorExpr>(span(operand));
  }
  Grammar::PrefixContext *sign = operand->prefixes[prefix];
  const Span place = span(sign->start);
  switch (kindOf(sign->op)) {
  case TokenKind::KwNot: {
    if (least > kNot)
      error(place,
            "`not` binds less tightly than the operator before it: put `not ...` in parentheses");
    // `not a == b` is `not (a == b)`.
    Expr *value = climb(operators, kNot, prefix + 1);
    auto *node = context_.make<UnaryExpr>(place.to(value->span));
    node->op = UnaryOp::Not;
    node->operand = value;
    return node;
  }
  case TokenKind::Plus:
  case TokenKind::Minus:
  case TokenKind::Tilde: {
    Expr *value = buildUnary(operators, prefix + 1, kUnary);
    auto *node = context_.make<UnaryExpr>(place.to(value->span));
    node->op = kindOf(sign->op) == TokenKind::Plus    ? UnaryOp::Plus
               : kindOf(sign->op) == TokenKind::Minus ? UnaryOp::Minus
                                                      : UnaryOp::Invert;
    node->operand = value;
    return node;
  }
  case TokenKind::Amp: {
    rejectInPython(place, "the address operator `&`", "`cython.address(x)` means the same");
    Expr *value = buildUnary(operators, prefix + 1, kUnary);
    auto *node = context_.make<AddressOfExpr>(place.to(value->span));
    node->operand = value;
    return node;
  }
  case TokenKind::Less: {
    rejectInPython(place, "a C cast", "`cython.cast(T, x)` means the same");
    TypeName *type = buildTypeName(sign->type_, sign->decl, span(sign->type_));
    Expr *value = buildUnary(operators, prefix + 1, kUnary);
    auto *node = context_.make<CastExpr>(place.to(value->span));
    node->type = type;
    node->operand = value;
    node->is_checked = sign->checked != nullptr;
    return node;
  }
  default: {
    // `const T` and `volatile T`: a type in brackets or in `sizeof`.
    Expr *value = buildUnary(operators, prefix + 1, kUnary);
    auto *typed = llvm::dyn_cast<TypeNameExpr>(value);
    CType *type = typed ? typed->type->base : typeOf(value);
    if (type == nullptr) {
      error(place, "`" + text(sign->op) + "` can only stand before a type");
      return value;
    }
    (kindOf(sign->op) == TokenKind::KwConst ? type->is_const : type->is_volatile) = true;
    if (llvm::isa<TypeNameExpr>(value))
      return value;
    return makeTypeExpr(type, 0, place.to(value->span));
  }
  }
}

/// `a ** -b` binds tighter than a prefix on its left, and less tightly than one on its right.
Expr *Builder::buildPower(Operators &operators) {
  Grammar::OperandContext *operand = operators.operand();
  ++operators.at;
  Expr *left = buildOperand(operand);
  if (operators.nextOp() != TokenKind::StarStar)
    return left;
  const Token &op = operators.op();
  Expr *right = buildUnary(operators, 0, kUnary);
  auto *node = context_.make<BinaryExpr>(left->span.to(right->span));
  node->op = BinaryOp::Pow;
  node->left = left;
  node->right = right;
  node->op_span = source_.span(op.begin, op.end);
  return node;
}

} // namespace nogilc::parse
