// Values known at compile time: literals, DEF names and the operators over them, with Python's
// meaning and any size of integer. Where Python would raise, nothing is folded.
#include "sema/context.h"

#include <llvm/ADT/APInt.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSwitch.h>

#include <cmath>

namespace nogilc::sema {

using llvm::APInt;
using llvm::APSInt;

namespace {

constexpr unsigned kMostBits = 4096; ///< larger results are left to run time

APSInt make(APInt value) {
  APSInt result(std::move(value), /*isUnsigned=*/false);
  return result;
}
APSInt make(int64_t value) { return make(APInt(64, static_cast<uint64_t>(value), true)); }

/// Both in one width with `extra` bits to spare.
void widen(APSInt &a, APSInt &b, unsigned extra) {
  const unsigned bits = std::max(a.getSignificantBits(), b.getSignificantBits()) + extra;
  a = a.sextOrTrunc(bits);
  b = b.sextOrTrunc(bits);
}
APSInt shrink(const APSInt &value) {
  return make(value.sextOrTrunc(std::max(64u, value.getSignificantBits())));
}

std::optional<APSInt> integerOf(const ConstantValue &value) {
  if (auto *integer = std::get_if<APSInt>(&value.value))
    return *integer;
  if (auto *boolean = std::get_if<bool>(&value.value))
    return make(*boolean ? 1 : 0);
  return std::nullopt;
}
std::optional<double> numberOf(const ConstantValue &value) {
  if (auto *number = std::get_if<double>(&value.value))
    return *number;
  if (auto integer = integerOf(value)) {
    // Exact only up to 2**53: beyond that Python rounds to even and may overflow.
    if (integer->getSignificantBits() > 54)
      return std::nullopt;
    return static_cast<double>(integer->getSExtValue());
  }
  return std::nullopt;
}

std::optional<APSInt> parseInteger(llvm::StringRef text) {
  unsigned radix = 10;
  if (text.size() > 2 && text[0] == '0') {
    const char letter = text[1];
    radix = letter == 'x' || letter == 'X'   ? 16
            : letter == 'o' || letter == 'O' ? 8
            : letter == 'b' || letter == 'B' ? 2
                                             : 10;
    if (radix != 10)
      text = text.drop_front(2);
  }
  if (text.empty() || text.size() > 1000)
    return std::nullopt;
  const unsigned bits = APInt::getSufficientBitsNeeded(text, static_cast<uint8_t>(radix)) + 1;
  APInt value(std::max(64u, bits), text, static_cast<uint8_t>(radix));
  return shrink(make(value));
}

ConstantValue integer(const APSInt &value) {
  ConstantValue result;
  result.value = shrink(value);
  return result;
}
template <typename T> ConstantValue of(T value) {
  ConstantValue result;
  result.value = std::move(value);
  return result;
}

std::optional<APSInt> foldIntegers(syntax::BinaryOp op, APSInt a, APSInt b) {
  using syntax::BinaryOp;
  switch (op) {
  case BinaryOp::Add:
    widen(a, b, 2);
    return make(a + b);
  case BinaryOp::Sub:
    widen(a, b, 2);
    return make(a - b);
  case BinaryOp::Mul: {
    const unsigned bits = a.getSignificantBits() + b.getSignificantBits() + 1;
    if (bits > kMostBits)
      return std::nullopt;
    return make(a.sextOrTrunc(bits) * b.sextOrTrunc(bits));
  }
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b.isZero())
      return std::nullopt;
    widen(a, b, 2);
    APInt quotient = a.sdiv(b);
    APInt remainder = a.srem(b);
    if (!remainder.isZero() && (remainder.isNegative() != b.isNegative())) {
      quotient -= 1;
      remainder += b;
    }
    return make(op == BinaryOp::FloorDiv ? quotient : remainder);
  }
  case BinaryOp::Pow: {
    if (b.isNegative() || b.getSignificantBits() > 32)
      return std::nullopt;
    uint64_t exponent = b.getZExtValue();
    if (a.getSignificantBits() > 2 && exponent * a.getSignificantBits() > kMostBits)
      return std::nullopt;
    const unsigned bits = a.getSignificantBits() > 2
                              ? static_cast<unsigned>(exponent * a.getSignificantBits()) + 2
                              : std::max<unsigned>(64, exponent > 60 ? kMostBits : 64);
    if (a.getSignificantBits() == 2 && exponent > 60 && !a.isOne() && !a.isAllOnes())
      return std::nullopt;
    APInt result(bits, 1);
    APInt base = a.sextOrTrunc(bits);
    for (; exponent; exponent >>= 1) {
      if (exponent & 1)
        result *= base;
      base *= base;
    }
    return make(result);
  }
  case BinaryOp::LShift: {
    if (b.isNegative() || b.getSignificantBits() > 16)
      return std::nullopt;
    const unsigned bits = a.getSignificantBits() + static_cast<unsigned>(b.getZExtValue()) + 1;
    if (bits > kMostBits)
      return std::nullopt;
    return make(a.sextOrTrunc(bits).shl(static_cast<unsigned>(b.getZExtValue())));
  }
  case BinaryOp::RShift: {
    if (b.isNegative())
      return std::nullopt;
    const uint64_t amount = b.getLimitedValue(a.getBitWidth() - 1);
    return make(a.ashr(static_cast<unsigned>(amount)));
  }
  case BinaryOp::And:
    widen(a, b, 1);
    return make(a & b);
  case BinaryOp::Or:
    widen(a, b, 1);
    return make(a | b);
  case BinaryOp::Xor:
    widen(a, b, 1);
    return make(a ^ b);
  case BinaryOp::TrueDiv:
  case BinaryOp::MatMul:
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ConstantValue> foldBinary(syntax::BinaryOp op, const ConstantValue &a,
                                        const ConstantValue &b) {
  using syntax::BinaryOp;
  if (auto *left = std::get_if<std::string>(&a.value)) {
    auto *right = std::get_if<std::string>(&b.value);
    if (op != BinaryOp::Add || !right || a.is_bytes != b.is_bytes)
      return std::nullopt;
    ConstantValue joined = of(*left + *right);
    joined.is_bytes = a.is_bytes;
    return joined;
  }
  auto left = integerOf(a);
  auto right = integerOf(b);
  // `True & True` is a bool.
  if (std::holds_alternative<bool>(a.value) && std::holds_alternative<bool>(b.value) &&
      (op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor)) {
    const bool x = std::get<bool>(a.value), y = std::get<bool>(b.value);
    return of(op == BinaryOp::And ? x && y : op == BinaryOp::Or ? x || y : x != y);
  }
  if (left && right && op != BinaryOp::TrueDiv) {
    if (auto result = foldIntegers(op, *left, *right))
      return integer(*result);
    return std::nullopt;
  }
  auto x = numberOf(a);
  auto y = numberOf(b);
  if (!x || !y)
    return std::nullopt;
  switch (op) {
  case BinaryOp::Add:
    return of(*x + *y);
  case BinaryOp::Sub:
    return of(*x - *y);
  case BinaryOp::Mul:
    return of(*x * *y);
  case BinaryOp::TrueDiv:
    if (*y == 0)
      return std::nullopt;
    return of(*x / *y);
  default:
    return std::nullopt; // `//`, `%` and `**` of floats are the run time's
  }
}

std::optional<bool> compareValues(syntax::CompareOp op, const ConstantValue &a,
                                  const ConstantValue &b) {
  using syntax::CompareOp;
  int order = 0;
  auto *left = std::get_if<std::string>(&a.value);
  auto *right = std::get_if<std::string>(&b.value);
  if (left && right) {
    if (a.is_bytes != b.is_bytes)
      return std::nullopt;
    if (op == CompareOp::In)
      return right->find(*left) != std::string::npos;
    if (op == CompareOp::NotIn)
      return right->find(*left) == std::string::npos;
    order = left->compare(*right);
  } else if (left || right) {
    return op == CompareOp::Eq   ? std::optional<bool>(false)
           : op == CompareOp::Ne ? std::optional<bool>(true)
                                 : std::nullopt;
  } else if (auto x = integerOf(a), y = integerOf(b); x && y) {
    widen(*x, *y, 1);
    order = x->slt(*y) ? -1 : x->eq(*y) ? 0 : 1;
  } else {
    auto p = numberOf(a), q = numberOf(b);
    if (!p || !q || std::isnan(*p) || std::isnan(*q))
      return std::nullopt;
    order = *p < *q ? -1 : *p == *q ? 0 : 1;
  }
  switch (op) {
  case CompareOp::Lt:
    return order < 0;
  case CompareOp::Le:
    return order <= 0;
  case CompareOp::Gt:
    return order > 0;
  case CompareOp::Ge:
    return order >= 0;
  case CompareOp::Eq:
    return order == 0;
  case CompareOp::Ne:
    return order != 0;
  default:
    return std::nullopt;
  }
}

} // namespace

std::optional<bool> truth(const ConstantValue &value) {
  if (auto *boolean = std::get_if<bool>(&value.value))
    return *boolean;
  if (auto *integer = std::get_if<APSInt>(&value.value))
    return !integer->isZero();
  if (auto *number = std::get_if<double>(&value.value))
    return *number != 0;
  return !std::get<std::string>(value.value).empty();
}

std::optional<int64_t> asInteger(const ConstantValue &value) {
  auto integer = integerOf(value);
  if (!integer || integer->getSignificantBits() > 64)
    return std::nullopt;
  return integer->getSExtValue();
}

/// `float("inf")`, and what else floats have no literal for.
static std::optional<ConstantValue> specialFloat(llvm::StringRef word) {
  const bool is_negative = word.consume_front("-");
  if (!is_negative)
    word.consume_front("+");
  if (word == "inf" || word == "infinity")
    return of(is_negative ? -HUGE_VAL : HUGE_VAL);
  if (word == "nan")
    return of(std::nan(""));
  return std::nullopt;
}

/// A text of decimal digits as `int()` reads it.
static std::optional<ConstantValue> wholeNumber(llvm::StringRef text) {
  text = text.trim(" \t\n\r\f\v");
  const bool is_negative = text.consume_front("-");
  if (!is_negative)
    text.consume_front("+");
  if (text.empty() || !llvm::all_of(text, llvm::isDigit))
    return std::nullopt;
  auto value = parseInteger(text);
  if (!value)
    return std::nullopt;
  return integer(is_negative ? make(-make(value->sext(value->getBitWidth() + 1))) : *value);
}

/// The builtins that `DEF` and `IF` may call.
static std::optional<ConstantValue> callBuiltin(llvm::StringRef name,
                                                llvm::ArrayRef<ConstantValue> args) {
  const ConstantValue &first = args.front();
  if (name == "min" || name == "max") {
    if (args.size() < 2)
      return std::nullopt;
    const ConstantValue *best = &first;
    for (const ConstantValue &other : args.drop_front()) {
      const auto is_less = compareValues(syntax::CompareOp::Lt, other, *best);
      const auto is_more = compareValues(syntax::CompareOp::Gt, other, *best);
      if (!is_less || !is_more)
        return std::nullopt;
      best = (name == "min" ? *is_less : *is_more) ? &other : best;
    }
    return *best;
  }
  if (args.size() != 1)
    return std::nullopt;
  if (name == "bool") {
    auto value = truth(first);
    if (value)
      return of(*value);
    return std::nullopt;
  }
  if (auto *text = std::get_if<std::string>(&first.value)) {
    if (name == "float" && !first.is_bytes)
      return specialFloat(*text);
    if (name == "int")
      return wholeNumber(*text);
    if ((name == "str" || name == "unicode") && !first.is_bytes)
      return first;
    const bool is_ascii = llvm::all_of(*text, [](char c) { return (c & 0x80) == 0; });
    if (name == "len" && (first.is_bytes || is_ascii))
      return integer(make(static_cast<int64_t>(text->size())));
    return std::nullopt;
  }
  if (name == "str" || name == "unicode") {
    auto *whole = std::get_if<APSInt>(&first.value);
    return whole ? std::optional(of(llvm::toString(*whole, 10))) : std::nullopt;
  }
  auto number = numberOf(first);
  if (name == "float" && number)
    return of(*number);
  if (name == "int") {
    if (auto whole = integerOf(first))
      return integer(*whole);
    if (number && std::fabs(*number) < 9007199254740992.0)
      return integer(make(static_cast<int64_t>(*number)));
    return std::nullopt;
  }
  if (name == "abs") {
    if (auto whole = integerOf(first))
      return integer(whole->isNegative() ? make(-make(whole->sext(whole->getBitWidth() + 1)))
                                         : *whole);
    return number ? std::optional(of(std::fabs(*number))) : std::nullopt;
  }
  return std::nullopt;
}

static std::optional<ConstantValue> compute(Context &ctx, Scope *scope, const syntax::Expr &expr);

/// `BYTES.decode("utf-8")`, `TEXT.encode("ascii")`: of text that is the same in both.
static std::optional<ConstantValue> transcode(Context &ctx, Scope *scope,
                                              const syntax::CallExpr &call,
                                              const syntax::AttributeExpr &method) {
  const bool is_decoding = method.attribute.name == "decode";
  if ((!is_decoding && method.attribute.name != "encode") || call.args.size() != 1 ||
      !call.keywords.empty())
    return std::nullopt;
  auto text = compute(ctx, scope, *method.base);
  auto encoding = text ? compute(ctx, scope, *call.args[0]) : std::nullopt;
  auto *content = text ? std::get_if<std::string>(&text->value) : nullptr;
  auto *codec = encoding ? std::get_if<std::string>(&encoding->value) : nullptr;
  if (!content || !codec || text->is_bytes != is_decoding)
    return std::nullopt;
  const bool is_known = llvm::StringSwitch<bool>(llvm::StringRef(*codec).lower())
                            .Cases("utf8", "utf-8", "utf_8", "ascii", true)
                            .Cases("us-ascii", "latin1", "latin-1", "latin_1", "iso-8859-1", true)
                            .Default(false);
  if (!is_known || llvm::any_of(*content, [](char c) { return (c & 0x80) != 0; }))
    return std::nullopt;
  text->is_bytes = !is_decoding;
  return text;
}

static std::optional<ConstantValue> compute(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  using syntax::NodeKind;
  switch (expr.kind) {
  case NodeKind::ConstantExpr: {
    auto value = llvm::cast<syntax::ConstantExpr>(expr).value;
    if (value == syntax::Constant::True || value == syntax::Constant::False)
      return of(value == syntax::Constant::True);
    return std::nullopt;
  }
  case NodeKind::IntLiteral: {
    auto value = parseInteger(llvm::cast<syntax::IntLiteral>(expr).text);
    return value ? std::optional(integer(*value)) : std::nullopt;
  }
  case NodeKind::FloatLiteral: {
    double number = 0;
    // C's parser rounds correctly, as Python's does; out of range gives infinity as in Python.
    number = std::strtod(llvm::cast<syntax::FloatLiteral>(expr).text.str().c_str(), nullptr);
    return of(number);
  }
  case NodeKind::StringLiteral: {
    auto &literal = llvm::cast<syntax::StringLiteral>(expr);
    if (literal.string_kind == syntax::StringKind::Char)
      return std::nullopt;
    ConstantValue text = of(literal.value.str());
    text.is_bytes = literal.string_kind == syntax::StringKind::Bytes;
    return text;
  }
  case NodeKind::NameExpr: {
    if (!scope)
      return std::nullopt;
    Symbol *symbol = lookup(ctx, scope, llvm::cast<syntax::NameExpr>(expr).name);
    const bool is_known =
        symbol && (symbol->kind == SymbolKind::CompileTime ||
                   (symbol->kind == SymbolKind::EnumConstant && ctx.has_enum_values));
    if (is_known && symbol->constant)
      return *symbol->constant;
    return std::nullopt;
  }
  case NodeKind::IndexExpr: {
    const syntax::Expr *element =
        scope ? compileTimeItem(ctx, scope, llvm::cast<syntax::IndexExpr>(expr)) : nullptr;
    return element ? compute(ctx, scope, *element) : std::nullopt;
  }
  case NodeKind::CallExpr: {
    auto &call = llvm::cast<syntax::CallExpr>(expr);
    if (auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call.callee))
      return transcode(ctx, scope, call, *method);
    auto *callee = llvm::dyn_cast<syntax::NameExpr>(call.callee);
    Symbol *symbol = scope && callee ? lookup(ctx, scope, callee->name) : nullptr;
    if (!symbol || symbol->kind != SymbolKind::Builtin || call.args.empty() ||
        !call.keywords.empty())
      return std::nullopt;
    // `sum([A, B])`, `max(T)`, `len(T)`: over the elements.
    const auto elements =
        call.args.size() == 1 ? compileTimeElements(ctx, scope, *call.args[0]) : std::nullopt;
    if (elements && callee->name == "len")
      return integer(make(static_cast<int64_t>(elements->size())));
    llvm::SmallVector<ConstantValue, 2> args;
    for (const syntax::Expr *arg :
         elements ? llvm::ArrayRef<syntax::Expr *>(*elements) : call.args) {
      auto value = compute(ctx, scope, *arg);
      if (!value)
        return std::nullopt;
      args.push_back(std::move(*value));
    }
    if (elements && callee->name == "sum") {
      std::optional<ConstantValue> total = integer(make(0));
      for (size_t i = 0; total && i != args.size(); ++i)
        total = foldBinary(syntax::BinaryOp::Add, *total, args[i]);
      return total;
    }
    const bool takes_elements = callee->name == "min" || callee->name == "max";
    if (args.empty() || (elements && !(takes_elements && args.size() > 1)))
      return std::nullopt;
    return callBuiltin(callee->name.str(), args);
  }
  case NodeKind::AttributeExpr:
    if (scope && cythonName(ctx, scope, expr) == "compiled")
      return of(true);
    return std::nullopt;
  case NodeKind::UnaryExpr: {
    auto &unary = llvm::cast<syntax::UnaryExpr>(expr);
    auto operand = compute(ctx, scope, *unary.operand);
    if (!operand)
      return std::nullopt;
    if (unary.op == syntax::UnaryOp::Not) {
      auto value = truth(*operand);
      return value ? std::optional(of(!*value)) : std::nullopt;
    }
    if (auto *number = std::get_if<double>(&operand->value)) {
      if (unary.op == syntax::UnaryOp::Minus)
        return of(-*number);
      return unary.op == syntax::UnaryOp::Plus ? operand : std::nullopt;
    }
    auto value = integerOf(*operand);
    if (!value)
      return std::nullopt;
    APSInt wide = make(value->sext(value->getBitWidth() + 1));
    if (unary.op == syntax::UnaryOp::Minus)
      return integer(make(-wide));
    if (unary.op == syntax::UnaryOp::Invert)
      return integer(make(~wide));
    return integer(wide);
  }
  case NodeKind::BinaryExpr: {
    auto &binary = llvm::cast<syntax::BinaryExpr>(expr);
    auto left = compute(ctx, scope, *binary.left);
    if (!left)
      return std::nullopt;
    auto right = compute(ctx, scope, *binary.right);
    if (!right)
      return std::nullopt;
    if (binary.op == syntax::BinaryOp::TrueDiv && !ctx.hasTrueDivision(expr.span) &&
        integerOf(*left) && integerOf(*right))
      return std::nullopt;
    return foldBinary(binary.op, *left, *right);
  }
  case NodeKind::BoolExpr: {
    auto &node = llvm::cast<syntax::BoolExpr>(expr);
    std::optional<ConstantValue> last;
    for (const syntax::Expr *operand : node.operands) {
      last = compute(ctx, scope, *operand);
      if (!last)
        return std::nullopt;
      auto value = truth(*last);
      if (!value)
        return std::nullopt;
      if (*value == (node.op == syntax::BoolOp::Or))
        return last;
    }
    return last;
  }
  case NodeKind::CompareExpr: {
    auto &node = llvm::cast<syntax::CompareExpr>(expr);
    auto left = compute(ctx, scope, *node.first);
    for (size_t i = 0; i < node.ops.size(); ++i) {
      if (!left)
        return std::nullopt;
      auto right = compute(ctx, scope, *node.operands[i]);
      if (!right)
        return std::nullopt;
      auto value = compareValues(node.ops[i], *left, *right);
      if (!value)
        return std::nullopt;
      if (!*value)
        return of(false);
      left = right;
    }
    return of(true);
  }
  case NodeKind::ConditionalExpr: {
    auto &node = llvm::cast<syntax::ConditionalExpr>(expr);
    auto condition = compute(ctx, scope, *node.condition);
    auto value = condition ? truth(*condition) : std::nullopt;
    if (!value)
      return std::nullopt;
    return compute(ctx, scope, *value ? *node.then_value : *node.else_value);
  }
  default:
    return std::nullopt;
  }
}

const ConstantValue *fold(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (auto value = compute(ctx, scope, expr))
    return ctx.newConstant(std::move(*value));
  return nullptr;
}

const ConstantValue *foldForC(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  ctx.has_enum_values = true;
  const ConstantValue *value = fold(ctx, scope, expr);
  ctx.has_enum_values = false;
  return value;
}

} // namespace nogilc::sema
