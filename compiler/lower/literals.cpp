#include "lower/literals.h"

#include "lower/c_types.h"
#include "lower/expressions.h"

#include <llvm/ADT/APInt.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>

#include <cmath>

namespace nogilc::lower {

using types::IntegerKind;
using types::TypeKind;

namespace {

/// A number of Python's spelling (`0x1f`, `0o17`, `0b1`, `42`) of any size.
std::optional<llvm::APInt> parseInt(llvm::StringRef text) {
  unsigned radix = 10;
  if (text.consume_front("0x") || text.consume_front("0X"))
    radix = 16;
  else if (text.consume_front("0o") || text.consume_front("0O"))
    radix = 8;
  else if (text.consume_front("0b") || text.consume_front("0B"))
    radix = 2;
  llvm::APInt value;
  if (text.getAsInteger(radix, value))
    return std::nullopt;
  return value;
}

/// A non-negative number as C++ that has (at least) the wanted integer type.
std::string cppNumber(llvm::StringRef digits, const Type *type) {
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  std::string text = digits.str();
  if (!integer)
    return text;
  if (integer->rank >= 4 && !integer->is_signed)
    text += 'U';
  if (integer->rank == 5)
    text += 'L';
  else if (integer->rank >= 6)
    text += "LL";
  return text;
}

std::string decimal(const llvm::APInt &value, bool is_signed) {
  llvm::SmallString<32> text;
  value.toString(text, 10, is_signed);
  return text.str().str();
}

/// One of more than 64 bits.
std::string wideNumber(const llvm::APSInt &value) {
  const llvm::APInt wide = value.extOrTrunc(128);
  return "(static_cast<unsigned __int128>(" + decimal(wide.lshr(64).trunc(64), false) +
         "ULL) << 64 | " + decimal(wide.trunc(64), false) + "ULL)";
}

/// An integer as a C++ literal of `type`.
const Expr *intExpr(LowerContext &context, const llvm::APSInt &value, const Type *type) {
  const Type *plain = types::canonical(type);
  if (plain->kind == TypeKind::Float)
    return literal(context, decimal(value, value.isSigned()) + ".0", type);
  if (plain->kind == TypeKind::Bint && (value.isZero() || value.isOne()))
    return boolLiteral(context, !value.isZero());
  if (plain->kind == TypeKind::Enum)
    return cast(context, literal(context, decimal(value, value.isSigned()), context.longType()),
                type);
  if (value.getSignificantBits() > 65) // wider than any literal
    return cast(context, literal(context, wideNumber(value), type), types::unqualified(type));
  // What is below zero in a number of a header: only C++ knows how wide that is.
  if (value.isNegative() && types::isOfHeader(type))
    return cast(context, literal(context, decimal(value, true), context.longType()),
                types::unqualified(type));
  // Smaller types have no literals of their own: what does not fit is cut as C cuts it.
  const auto *integer = llvm::dyn_cast<types::IntegerType>(plain);
  if (integer && integer->rank < 4) {
    const unsigned bits = integer->rank == 1 ? 8 : 16;
    const bool fits = integer->is_signed ? (value.isNegative() ? value.getSignificantBits() <= bits
                                                               : value.getActiveBits() < bits)
                                         : !value.isNegative() && value.getActiveBits() <= bits;
    if (!fits)
      return cast(context, literal(context, decimal(value, value.isSigned()), context.longType()),
                  types::unqualified(type));
  }
  if (!value.isNegative())
    return literal(context, cppNumber(decimal(value, false), type), type);
  llvm::APInt magnitude = value.sext(value.getBitWidth() + 1);
  magnitude.negate();
  // The smallest number of a type has no positive counterpart to negate.
  if (magnitude.getActiveBits() == 64 || magnitude.getActiveBits() == 32) {
    const std::string less = cppNumber(decimal(magnitude - 1, false), type);
    return literal(context, "(-" + less + " - 1)", type);
  }
  return literal(context, "-" + cppNumber(decimal(magnitude, false), type), type);
}

std::string cppFloat(double value) {
  if (std::isnan(value))
    return "NAN";
  if (std::isinf(value))
    return value < 0 ? "(-HUGE_VAL)" : "HUGE_VAL";
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.17g", value);
  for (int precision = 1; precision < 17; ++precision) {
    char shorter[40];
    std::snprintf(shorter, sizeof shorter, "%.*g", precision, value);
    if (std::strtod(shorter, nullptr) == value) {
      std::snprintf(buffer, sizeof buffer, "%s", shorter);
      break;
    }
  }
  std::string text = buffer;
  if (text.find_first_of(".e") == std::string::npos)
    text += ".0";
  return text;
}

std::string cppFloatText(llvm::StringRef text, const Type *type) {
  // Python has `1_0.`, `.5`, `1e5` as C++ does; underscores are gone already.
  std::string cpp = text.str();
  const auto *floating = llvm::dyn_cast<types::FloatType>(types::canonical(type));
  if (floating && floating->floating == types::FloatKind::LongDouble)
    cpp += 'L';
  return cpp;
}

bool isNameLike(llvm::StringRef text) {
  return text.size() <= 64 &&
         llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

const Expr *strConstant(LowerContext &context, llvm::StringRef text) {
  // CPython interns the string literals that look like names.
  const auto kind = isNameLike(text) ? ir::Constant::Kind::InternedStr : ir::Constant::Kind::Str;
  return constantRef(context, context.constant(kind, text));
}

std::string cppCharacter(unsigned char c) {
  if (c == '\'' || c == '\\')
    return {'\'', '\\', static_cast<char>(c), '\''};
  if (c >= 0x20 && c < 0x7f)
    return {'\'', static_cast<char>(c), '\''};
  return "'\\x" + llvm::utohexstr(c, /*LowerCase=*/true) + "'";
}

/// The only code point of UTF-8 text, or nothing.
std::optional<uint32_t> onlyCodePoint(llvm::StringRef text) {
  const llvm::SmallVector<uint32_t, 8> points = codePoints(text);
  return points.size() == 1 ? std::optional(points.front()) : std::nullopt;
}

/// A string literal where a C value is wanted: `char*`, a character, a Py_UCS4.
Value stringTo(FunctionContext &fn, const syntax::StringLiteral &expr, const Type *type) {
  LowerContext &context = fn.module;
  const Type *plain = types::canonical(type);
  const bool is_bytes =
      expr.string_kind == syntax::StringKind::Bytes || expr.string_kind == syntax::StringKind::Char;
  const llvm::StringRef bytes =
      expr.string_kind == syntax::StringKind::Plain ? expr.bytes_value : expr.value;
  if (types::isCharPointer(plain)) {
    const Type *natural = context.types.pointer(context.types.qualified(
        context.types.integer(IntegerKind::Char), /*is_const=*/true, false));
    const Expr *text = literal(context, cppString(bytes), natural);
    if (types::isSame(plain, natural))
      return cValue(text);
    return cValue(cast(context, text, type));
  }
  if (const auto *integer = llvm::dyn_cast<types::IntegerType>(plain)) {
    const bool is_unicode =
        integer->integer == IntegerKind::UCS4 || integer->integer == IntegerKind::Unicode;
    if (is_unicode && !is_bytes) {
      if (auto point = onlyCodePoint(expr.value))
        return cValue(literal(context, std::to_string(*point), type));
    } else if (bytes.size() == 1) {
      const auto byte = static_cast<unsigned char>(bytes[0]);
      // '\xff' is negative in C++ where `char` is.
      const bool is_number = byte >= 0x80 && integer->integer == IntegerKind::UChar;
      return cValue(literal(context, is_number ? std::to_string(byte) : cppCharacter(byte), type));
    }
  }
  return {};
}

const Expr *stringObject(LowerContext &context, const syntax::StringLiteral &expr) {
  if (expr.string_kind == syntax::StringKind::Bytes || expr.string_kind == syntax::StringKind::Char)
    return constantRef(context, context.constant(ir::Constant::Kind::Bytes, expr.value));
  return strConstant(context, expr.value);
}

} // namespace

llvm::SmallVector<uint32_t, 8> codePoints(llvm::StringRef text) {
  llvm::SmallVector<uint32_t, 8> points;
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (const char next : text.take_front(length).drop_front())
      point = point << 6 | (static_cast<unsigned char>(next) & 0x3fu);
    points.push_back(point);
    text = text.drop_front(length);
  }
  return points;
}

std::string cppString(llvm::StringRef bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    switch (byte) {
    case '"':
      text += "\\\"";
      break;
    case '\\':
      text += "\\\\";
      break;
    case '\n':
      text += "\\n";
      break;
    case '\t':
      text += "\\t";
      break;
    case '?': // no trigraphs
      text += "\\?";
      break;
    default:
      if (byte >= 0x20 && byte < 0x7f) {
        text += c;
      } else { // octal ends after three digits, hexadecimal never
        text += '\\';
        text += static_cast<char>('0' + (byte >> 6));
        text += static_cast<char>('0' + ((byte >> 3) & 7));
        text += static_cast<char>('0' + (byte & 7));
      }
    }
  }
  return text + "\"";
}

Value lowerConstant(FunctionContext &fn, const syntax::ConstantExpr &expr) {
  LowerContext &context = fn.module;
  const bool is_c = !types::isObject(typeOf(fn, expr));
  switch (expr.value) {
  case syntax::Constant::None:
    break;
  case syntax::Constant::True:
    return is_c ? cValue(boolLiteral(context, true))
                : borrowed(namedValue(context, "Py_True", context.object()));
  case syntax::Constant::False:
    return is_c ? cValue(boolLiteral(context, false))
                : borrowed(namedValue(context, "Py_False", context.object()));
  case syntax::Constant::Ellipsis:
    return borrowed(namedValue(context, "Py_Ellipsis", context.object()));
  }
  return borrowed(none(context));
}

Value lowerInt(FunctionContext &fn, const syntax::IntLiteral &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  if (types::isObject(type)) {
    auto value = parseInt(expr.text);
    return borrowed(
        constantRef(context, context.constant(ir::Constant::Kind::Int,
                                              value ? decimal(*value, false) : expr.text)));
  }
  auto value = parseInt(expr.text);
  if (!value)
    return cValue(literal(context, "0", type));
  // As written where C++ reads it the same: hexadecimal stays hexadecimal.
  if (expr.text.starts_with_insensitive("0x") && types::isInteger(type) &&
      types::canonical(type)->kind == TypeKind::Integer)
    return cValue(literal(context, cppNumber(expr.text, type), type));
  return cValue(intExpr(context, llvm::APSInt(*value, /*isUnsigned=*/true), type));
}

Value lowerFloat(FunctionContext &fn, const syntax::FloatLiteral &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  if (types::isObject(type))
    return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Float, expr.text)));
  return cValue(literal(context, cppFloatText(expr.text, type), type));
}

/// As an object: the C number has no need of the GIL.
static Value complexObject(FunctionContext &fn, const syntax::ImaginaryLiteral &expr) {
  if (!fn.isGilHeld())
    append(fn, InstKind::NeedGil, {Construct::BuildComplex, {}});
  return borrowed(
      constantRef(fn.module, fn.module.constant(ir::Constant::Kind::Complex, expr.text)));
}

Value lowerImaginary(FunctionContext &fn, const syntax::ImaginaryLiteral &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  if (types::isObject(type))
    return complexObject(fn, expr);
  llvm::StringRef digits = llvm::StringRef(expr.text).rtrim("jJ");
  std::string text = digits.ltrim('0').str(); // `010j` is decimal, a C++ literal would be octal
  if (text.empty() || text[0] == '.' || text[0] == 'e' || text[0] == 'E')
    text.insert(0, "0");
  if (text.find_first_of(".eE") == std::string::npos)
    text += ".0";
  const Expr *part = literal(context, text, context.doubleType());
  return cValue(pureCall(context, RuntimeEntry::c_imaginary, {part}, type));
}

Value lowerString(FunctionContext &fn, const syntax::StringLiteral &expr) {
  const Type *type = typeOf(fn, expr);
  if (!types::isObject(type))
    if (Value value = stringTo(fn, expr, type))
      return value;
  return borrowed(stringObject(fn.module, expr));
}

Value lowerConstantValue(FunctionContext &fn, const sema::ConstantValue &constant,
                         const Type *type) {
  LowerContext &context = fn.module;
  const bool is_object = types::isObject(type);
  if (const auto *number = std::get_if<llvm::APSInt>(&constant.value)) {
    if (is_object)
      return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Int,
                                                            decimal(*number, number->isSigned()))));
    return cValue(intExpr(context, *number, type));
  }
  if (const auto *number = std::get_if<double>(&constant.value)) {
    const std::string text = cppFloat(*number);
    if (!is_object)
      return cValue(literal(context, text, type));
    std::string python = text;
    if (std::isnan(*number))
      python = "nan";
    else if (std::isinf(*number))
      python = *number < 0 ? "-inf" : "inf";
    return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Float, python)));
  }
  if (const auto *truth = std::get_if<bool>(&constant.value)) {
    if (is_object)
      return borrowed(namedValue(context, *truth ? "Py_True" : "Py_False", context.object()));
    if (types::canonical(type)->kind != TypeKind::Bint) // `int(True)`: a number, no truth value
      return cValue(intExpr(context, llvm::APSInt::get(*truth), type));
    return cValue(boolLiteral(context, *truth));
  }
  const std::string &text = std::get<std::string>(constant.value);
  if (is_object)
    return borrowed(constant.is_bytes
                        ? constantRef(context, context.constant(ir::Constant::Kind::Bytes, text))
                        : strConstant(context, text));
  return cValue(literal(context, cppString(text), type));
}

Value lowerLiteralTo(FunctionContext &fn, const syntax::Expr &expr, const Type *type) {
  LowerContext &context = fn.module;
  const Type *plain = types::canonical(type);
  const bool to_object = plain == context.object();
  const bool to_number = plain->kind == TypeKind::Integer || plain->kind == TypeKind::Float ||
                         plain->kind == TypeKind::Bint;
  if (const sema::ConstantValue *constant = infoOf(fn, expr).constant) {
    const bool is_number = !std::holds_alternative<std::string>(constant->value);
    // A C expression of another type than the wanted one keeps its own meaning (wrap-around).
    if (std::holds_alternative<double>(constant->value) && plain->kind == TypeKind::Integer)
      return {};
    if (to_object || (to_number && is_number))
      return lowerConstantValue(fn, *constant, type);
    return {};
  }
  if (const auto *number = llvm::dyn_cast<syntax::IntLiteral>(&expr)) {
    auto value = parseInt(number->text);
    if (!value)
      return {};
    if (to_object)
      return borrowed(
          constantRef(context, context.constant(ir::Constant::Kind::Int, decimal(*value, false))));
    if (to_number && value->getActiveBits() <= 64) {
      if (number->text.starts_with_insensitive("0x") && plain->kind == TypeKind::Integer)
        return cValue(literal(context, cppNumber(number->text, type), type));
      return cValue(intExpr(context, llvm::APSInt(*value, /*isUnsigned=*/true), type));
    }
    return {};
  }
  if (const auto *number = llvm::dyn_cast<syntax::FloatLiteral>(&expr)) {
    if (to_object)
      return borrowed(
          constantRef(context, context.constant(ir::Constant::Kind::Float, number->text)));
    if (plain->kind == TypeKind::Float)
      return cValue(literal(context, cppFloatText(number->text, type), type));
    return {};
  }
  if (const auto *number = llvm::dyn_cast<syntax::ImaginaryLiteral>(&expr)) {
    if (to_object || plain == context.types.object(types::ObjectKind::Complex))
      return complexObject(fn, *number);
    return {};
  }
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr)) {
    if (types::isObject(plain)) {
      const Expr *object = stringObject(context, *text);
      if (to_object || object->type == plain)
        return borrowed(object);
      return {};
    }
    return stringTo(fn, *text, type);
  }
  if (const auto *word = llvm::dyn_cast<syntax::ConstantExpr>(&expr)) {
    const bool is_truth =
        word->value == syntax::Constant::True || word->value == syntax::Constant::False;
    const bool is_true = word->value == syntax::Constant::True;
    if (to_object && is_truth)
      return borrowed(namedValue(context, is_true ? "Py_True" : "Py_False", context.object()));
    if (is_truth && to_number)
      return plain->kind == TypeKind::Bint ? cValue(boolLiteral(context, is_true))
                                           : cValue(literal(context, is_true ? "1" : "0", type));
    return {};
  }
  // `-1`
  if (const auto *negative = llvm::dyn_cast<syntax::UnaryExpr>(&expr)) {
    const auto *number = llvm::dyn_cast<syntax::IntLiteral>(negative->operand);
    if (negative->op != syntax::UnaryOp::Minus || !number)
      return {};
    auto value = parseInt(number->text);
    if (!value || value->getActiveBits() > 62)
      return {};
    if (to_object)
      return borrowed(constantRef(
          context, context.constant(ir::Constant::Kind::Int,
                                    (value->isZero() ? "" : "-") + decimal(*value, false))));
    const bool is_signed = plain->kind == TypeKind::Float || types::isSigned(plain);
    if (to_number && is_signed && plain->kind != TypeKind::Bint) {
      llvm::APInt negated = value->zext(std::max(64u, value->getBitWidth() + 1));
      negated.negate();
      // -0 as a float is 0.0: the int has no sign.
      return cValue(intExpr(context, llvm::APSInt(negated, /*isUnsigned=*/false), type));
    }
  }
  return {};
}

} // namespace nogilc::lower
