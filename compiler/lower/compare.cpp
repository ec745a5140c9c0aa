#include "lower/compare.h"

#include "lower/arithmetic.h"
#include "lower/c_types.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/literals.h"
#include "lower/loops.h"
#include "lower/operands.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::lower {

using syntax::CompareOp;
using types::TypeKind;

namespace {

struct CompareEntries {
  llvm::StringRef text;
  RuntimeEntry object;
  RuntimeEntry truth;
  RuntimeEntry with_int;
};

CompareEntries entriesOf(CompareOp op) {
  using E = RuntimeEntry;
  switch (op) {
  case CompareOp::Lt:
    return {"<", E::lt, E::lt_bool, E::lt_int};
  case CompareOp::Le:
    return {"<=", E::le, E::le_bool, E::le_int};
  case CompareOp::Gt:
    return {">", E::gt, E::gt_bool, E::gt_int};
  case CompareOp::Ge:
    return {">=", E::ge, E::ge_bool, E::ge_int};
  case CompareOp::Eq:
  case CompareOp::Is:
    return {"==", E::eq, E::eq_bool, E::eq_int};
  case CompareOp::Ne:
  case CompareOp::IsNot:
    return {"!=", E::ne, E::ne_bool, E::ne_int};
  case CompareOp::In:
  case CompareOp::NotIn:
    return {"in", E::eq, E::contains, E::eq_int};
  }
  llvm_unreachable("not a comparison");
}

/// `5 < x` is `x > 5`.
CompareOp mirrored(CompareOp op) {
  switch (op) {
  case CompareOp::Lt:
    return CompareOp::Gt;
  case CompareOp::Le:
    return CompareOp::Ge;
  case CompareOp::Gt:
    return CompareOp::Lt;
  case CompareOp::Ge:
    return CompareOp::Le;
  case CompareOp::Eq:
  case CompareOp::Ne:
  case CompareOp::In:
  case CompareOp::NotIn:
  case CompareOp::Is:
  case CompareOp::IsNot:
    return op;
  }
  llvm_unreachable("not a comparison");
}

bool isIdentity(CompareOp op) { return op == CompareOp::Is || op == CompareOp::IsNot; }
bool isMembership(CompareOp op) { return op == CompareOp::In || op == CompareOp::NotIn; }
bool isCTuple(const Value &value) {
  return !value.isObject() && llvm::isa<types::CTupleType>(types::canonical(value.type));
}
bool isPointerLike(const Type *type) {
  const TypeKind kind = types::canonical(type)->kind;
  return kind == TypeKind::Pointer || kind == TypeKind::Array || kind == TypeKind::Function;
}

const Expr *compareC(FunctionContext &fn, CompareOp op, const Value &left, const Value &right) {
  LowerContext &context = fn.module;
  const llvm::StringRef text = entriesOf(op).text;
  if (isPointerLike(left.type) || isPointerLike(right.type))
    return binary(context, text, left.expr, right.expr, context.bint());
  if (!types::isArithmetic(left.type) || !types::isArithmetic(right.type)) {
    // Of what an error was reported nothing is said again.
    Scoped quiet(context.is_quiet, context.is_quiet || types::mentionsError(left.type) ||
                                       types::mentionsError(right.type));
    context.unsupported(fn.span, "comparing `" + types::spelling(left.type) + "` with `" +
                                     types::spelling(right.type) + "`");
    return boolLiteral(context, false);
  }
  const Type *common = types::commonArithmetic(context.types, left.type, right.type);
  // A small literal compares the same in every type that is no smaller than int: `n > 1`.
  const Expr *bare_left = bareLiteral(context, left.expr);
  const Expr *bare_right = bareLiteral(context, right.expr);
  const auto isSignSafe = [](const Expr *number, const Value &other) {
    return number && types::isInteger(other.type) &&
           (!number->text.starts_with("-") || types::isSigned(other.type));
  };
  if (isSignSafe(bare_right, left) && !bare_left)
    return binary(context, text, left.expr, bare_right, context.bint());
  if (isSignSafe(bare_left, right) && !bare_right)
    return binary(context, text, bare_left, right.expr, context.bint());
  return binary(context, text, operandOf(fn, left, right, common),
                operandOf(fn, right, left, common), context.bint());
}

/// One link of which a C truth value is wanted.
const Expr *compareLink(FunctionContext &fn, CompareOp op, const Value &left, const Value &right) {
  LowerContext &context = fn.module;
  const CompareEntries entries = entriesOf(op);
  if (isMembership(op)) {
    Value item = toObject(fn, left);
    Value container = toObject(fn, right);
    const Expr *found = callRuntime(fn, RuntimeEntry::contains, {container.expr, item.expr},
                                    {Construct::Compare, op == CompareOp::In ? "in" : "not in"})
                            .expr;
    return op == CompareOp::In ? found : negation(context, found);
  }
  // C tuples compare as the tuples that Python sees.
  if (!left.isObject() && !right.isObject() && !isCTuple(left)) {
    const bool is_ordering = !isIdentity(op) && op != CompareOp::Eq && op != CompareOp::Ne;
    const auto real = [&](const Value &value) {
      return is_ordering && types::isSoftComplex(value.type)
                 ? convert(fn, value, context.types.floating(types::FloatKind::Double))
                 : value;
    };
    const Value first = real(left);
    return compareC(fn, op, first, real(right));
  }
  if (isIdentity(op)) {
    // Of truth values there are two objects, which nobody has to make.
    const auto operand = [&](const Value &value) {
      if (value.isObject() || types::canonical(value.type)->kind != TypeKind::Bint)
        return toObject(fn, value).expr;
      return conditional(context, value.expr, namedValue(context, "Py_True", context.object()),
                         namedValue(context, "Py_False", context.object()), context.object());
    };
    const Expr *a = operand(left);
    return binary(context, entries.text, a, operand(right), context.bint());
  }
  const Reason reason{Construct::Compare, entries.text};
  if (right.kind == ValueKind::C && fitsLong(right.type))
    return callRuntime(fn, entries.with_int, {left.expr, right.expr}, reason).expr;
  if (left.kind == ValueKind::C && fitsLong(left.type))
    return callRuntime(fn, entriesOf(mirrored(op)).with_int, {right.expr, left.expr}, reason).expr;
  Value a = toObject(fn, left);
  Value b = toObject(fn, right);
  return callRuntime(fn, entries.truth, {a.expr, b.expr}, reason).expr;
}

/// One link of which the result as an object is wanted (`==` of arrays is an array).
Value compareObjects(FunctionContext &fn, CompareOp op, const Value &left, const Value &right) {
  if (isIdentity(op) || isMembership(op) ||
      (!left.isObject() && !right.isObject() && !isCTuple(left))) {
    const Expr *truth = compareLink(fn, op, left, right);
    return callRuntime(fn, RuntimeEntry::bool_object, {truth}, {Construct::ToPython, "bint"});
  }
  const CompareEntries entries = entriesOf(op);
  Value a = toObject(fn, left);
  Value b = toObject(fn, right);
  return callRuntime(fn, entries.object, {a.expr, b.expr}, {Construct::Compare, entries.text});
}

bool isByte(const Type *type) {
  using types::IntegerKind;
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  return integer &&
         (integer->integer == IntegerKind::Char || integer->integer == IntegerKind::SChar ||
          integer->integer == IntegerKind::UChar);
}

/// Whether a value of a C type is compared with the characters of the literal: a `char` with bytes,
/// a Py_UCS4 with text.
bool isCharacterIn(const syntax::StringLiteral &text, const Type *type) {
  if (text.string_kind == syntax::StringKind::Bytes)
    return isByte(type);
  return text.string_kind != syntax::StringKind::Char && types::isUnicodeCharacter(type);
}

bool isOneCharacter(const syntax::StringLiteral &text) {
  return text.string_kind == syntax::StringKind::Bytes ? text.value.size() == 1
                                                       : codePoints(text.value).size() == 1;
}

/// The elements of a display that `in` may compare one by one on C values; empty if it is no such.
llvm::ArrayRef<syntax::Expr *> displayElements(FunctionContext &fn, const syntax::Expr &expr,
                                               const Type *left) {
  llvm::ArrayRef<syntax::Expr *> elements;
  if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr))
    elements = tuple->elements;
  else if (const auto *list = llvm::dyn_cast<syntax::ListExpr>(&expr))
    elements = list->elements;
  else if (const auto *set = llvm::dyn_cast<syntax::SetExpr>(&expr))
    elements = set->elements;
  for (const syntax::Expr *element : elements) {
    if (llvm::isa<syntax::StarredExpr>(element))
      return {};
    const auto *text = llvm::dyn_cast<syntax::StringLiteral>(element);
    const bool is_character = text && isCharacterIn(*text, left) && isOneCharacter(*text);
    const Type *type = typeOf(fn, *element);
    if (!is_character && (!type || !types::isArithmetic(type)))
      return {};
  }
  return elements;
}

/// A literal operand beside an object stays a C number; all else is lowered as it is.
Value lowerOperand(FunctionContext &fn, const syntax::Expr &expr, const Type *other) {
  LowerContext &context = fn.module;
  if (other && types::isObject(other))
    if (llvm::isa<syntax::IntLiteral, syntax::UnaryExpr>(expr))
      if (Value value = lowerLiteralTo(fn, expr, context.longType())) {
        int64_t number = 0;
        if (!value.expr->text.rtrim("ULul").getAsInteger(0, number) && number <= INT32_MAX &&
            number >= -INT32_MAX) {
          value.type = context.longType();
          return value;
        }
      }
  // `s == b"abc"` on a `char*` compares the bytes, not the places in memory.
  if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr);
      text && other && types::isCharPointer(types::canonical(other))) {
    const llvm::StringRef bytes =
        text->string_kind == syntax::StringKind::Plain ? text->bytes_value : text->value;
    return borrowed(constantRef(context, context.constant(ir::Constant::Kind::Bytes, bytes)));
  }
  // `c == b'a'`, `u == 'x'`: the literal becomes the character that it is compared with.
  if (other && !types::isObject(other))
    if (llvm::isa<syntax::StringLiteral>(expr))
      if (Value value = lowerLiteralTo(fn, expr, other))
        return value;
  return lowerExpr(fn, expr);
}

/// An operand that is read twice, by two links: kept where reading it again is not the same.
Value keep(FunctionContext &fn, const Value &value) {
  switch (value.expr->kind) {
  case ir::ExprKind::Literal:
  case ir::ExprKind::NamedValue:
  case ir::ExprKind::ConstantRef:
    return value;
  case ir::ExprKind::VariableRef:
    if (isPrivate(*value.expr->variable))
      return value;
    break;
  default: // anything that computes
    break;
  }
  return value.kind == ValueKind::C ? evaluate(fn, value.expr)
                                    : own(fn, value, {Construct::HoldObject, {}});
}

struct Chain {
  FunctionContext &fn;
  const syntax::CompareExpr &expr;

  size_t size() const { return expr.ops.size(); }
  const Type *typeAt(size_t operand) const {
    return operand == 0 ? typeOf(fn, *expr.first) : typeOf(fn, *expr.operands[operand - 1]);
  }

  /// `c in b"abc"` for a C character, `c in "abc"` for a Py_UCS4: no Python object, and no GIL.
  /// Null if it is something else.
  const Expr *isOneOf(const Value &left, const syntax::Expr &text) {
    LowerContext &context = fn.module;
    const auto *literal_text = llvm::dyn_cast<syntax::StringLiteral>(&text);
    // Beside bytes any C integer is a number that they may hold.
    const bool is_number = literal_text && types::isInteger(left.type) &&
                           literal_text->string_kind == syntax::StringKind::Bytes;
    if (!is_number && !(literal_text && isCharacterIn(*literal_text, left.type)))
      return nullptr;
    llvm::SmallVector<uint32_t, 8> points;
    const Expr *character = left.expr;
    if (literal_text->string_kind == syntax::StringKind::Bytes) {
      for (const char next : literal_text->value)
        points.push_back(static_cast<unsigned char>(next));
      // A byte is not negative, a `char` may be.
      if (isCharacterIn(*literal_text, left.type))
        character = cast(context, character, context.types.integer(types::IntegerKind::UChar));
    } else {
      points = codePoints(literal_text->value);
    }
    character = keep(fn, cValue(character)).expr;
    const Expr *found = nullptr;
    for (size_t i = 0; i != points.size(); ++i) {
      if (llvm::is_contained(llvm::ArrayRef(points).take_front(i), points[i]))
        continue;
      const Expr *equal =
          binary(context, "==", character, intLiteral(context, points[i]), context.bint());
      found = found ? binary(context, "||", found, equal, context.bint()) : equal;
    }
    return found ? found : boolLiteral(context, false);
  }

  /// `c in b` for a C integer and a `bytes`, `u in s` for a Py_UCS4 and a `str`: the character
  /// becomes no object, and none of it needs the GIL. Null if it is something else.
  const Expr *isInText(const Value &left, const syntax::Expr &container) {
    LowerContext &context = fn.module;
    const auto *type = llvm::dyn_cast<types::ObjectType>(types::canonical(typeOf(fn, container)));
    const bool is_bytes = type && type->object == types::ObjectKind::Bytes &&
                          types::isInteger(left.type) && !types::isUnicodeCharacter(left.type) &&
                          types::canonical(left.type)->kind != TypeKind::Bint;
    const bool is_str =
        type && type->object == types::ObjectKind::Str && types::isUnicodeCharacter(left.type);
    if (!is_bytes && !is_str)
      return nullptr;
    Operands operands(fn);
    // A byte is not negative, a `char` may be.
    operands.add(
        is_bytes && isByte(left.type)
            ? cValue(cast(context, left.expr, context.types.integer(types::IntegerKind::UChar)))
            : left);
    operands.add(lowerObject(fn, container));
    operands.settle();
    At at(fn, expr.span);
    const RuntimeEntry entry = is_str ? RuntimeEntry::str_contains : RuntimeEntry::bytes_contains;
    return callRuntime(fn, entry, {operands[1].expr, operands[0].expr}, {Construct::Compare, "in"})
        .expr;
  }

  /// `left in (1, 2, 3)` on C values: no tuple.
  const Expr *membership(size_t link, const Value &left) {
    LowerContext &context = fn.module;
    const CompareOp op = expr.ops[link];
    if (!isMembership(op) || left.isObject() || !types::isArithmetic(left.type) ||
        link + 1 != size())
      return nullptr;
    const Expr *in_text = isOneOf(left, *expr.operands[link]);
    if (!in_text)
      in_text = isInText(left, *expr.operands[link]);
    if (in_text)
      return op == CompareOp::In ? in_text : unary(context, "!", in_text, context.bint());
    llvm::ArrayRef<syntax::Expr *> elements = displayElements(fn, *expr.operands[link], left.type);
    if (elements.empty())
      return nullptr;
    Operands operands(fn);
    operands.add(keep(fn, left));
    for (const syntax::Expr *element : elements)
      operands.add(lowerOperand(fn, *element, left.type));
    operands.settle();
    const Expr *found = nullptr;
    for (size_t i = 1; i != operands.size(); ++i) {
      const Expr *equal = compareC(fn, CompareOp::Eq, operands[0], operands[i]);
      found = found ? binary(context, "||", found, equal, context.bint()) : equal;
    }
    return op == CompareOp::In ? found : unary(context, "!", found, context.bint());
  }

  /// `left in p[:n]` on C values: a loop over the elements. Null if it is something else.
  const Expr *isElement(size_t link, const Value &left) {
    LowerContext &context = fn.module;
    const CompareOp op = expr.ops[link];
    const syntax::Expr &container = *expr.operands[link];
    if (!isMembership(op) || left.isObject() || link + 1 != size())
      return nullptr;
    const auto *item = llvm::dyn_cast<syntax::IndexExpr>(&container);
    const bool is_slice = item && infoOf(fn, *item).form == sema::ExprForm::PointerSlice;
    const Type *of = types::canonical(is_slice ? typeOf(fn, *item->base) : typeOf(fn, container));
    const Type *element =
        is_slice || llvm::isa<types::ArrayType>(of) ? types::elementOf(of) : nullptr;
    const bool are_numbers = element && types::isArithmetic(left.type) &&
                             types::isArithmetic(element) && !types::isCText(of);
    if (!are_numbers && !(element && types::isPointer(left.type) && types::isPointer(element)))
      return nullptr;
    const Value wanted = keep(fn, left);
    ir::Variable *found = fn.newTemporary(context.bint(), ir::Holding::Value);
    declare(fn, found);
    const Expr *place = reference(context, found);
    store(fn, place, boolLiteral(context, false));
    forEachElement(fn, container, [&](const Value &one) {
      Inst *equal = branch(fn, compareC(fn, CompareOp::Eq, wanted, one));
      InBlock in(fn, equal->body);
      store(fn, place, boolLiteral(context, true));
      append(fn, InstKind::Break);
    });
    return op == CompareOp::In ? place : negation(context, place);
  }

  /// A literal has no effects: each link may read it as what its other side wants, a character
  /// beside a C character and a str beside a str.
  Value literalFor(size_t operand, const Value &value, const Type *other) {
    const syntax::Expr &node = operand == 0 ? *expr.first : *expr.operands[operand - 1];
    if (!llvm::isa<syntax::StringLiteral>(node) || !other)
      return value;
    return types::isObject(other) ? lowerObject(fn, node) : lowerOperand(fn, node, other);
  }

  /// The links from `link` on; `given` is the operand before them.
  const Expr *truth(size_t link, const Value &given) {
    const Value left = literalFor(link, given, typeAt(link + 1));
    if (const Expr *found = membership(link, left))
      return found;
    if (const Expr *found = isElement(link, left))
      return found;
    Operands operands(fn);
    operands.add(left);
    operands.add(lowerOperand(fn, *expr.operands[link], left.type));
    operands.settle();
    const bool is_last = link + 1 == size();
    const Value right = is_last ? operands[1] : keep(fn, operands[1]);
    At at(fn, expr.span);
    const Expr *first = compareLink(fn, expr.ops[link], operands[0], right);
    if (is_last)
      return first;
    return shortCircuit(fn, /*is_and=*/true, first, [&] { return truth(link + 1, right); });
  }

  Value object(size_t link, const Value &given) {
    LowerContext &context = fn.module;
    const Value left = literalFor(link, given, typeAt(link + 1));
    Operands operands(fn);
    operands.add(left);
    operands.add(literalFor(link + 1, lowerExpr(fn, *expr.operands[link]), left.type));
    operands.settle();
    const bool is_last = link + 1 == size();
    const Value right = is_last ? operands[1] : keep(fn, operands[1]);
    At at(fn, expr.span);
    Value value = compareObjects(fn, expr.ops[link], operands[0], right);
    if (is_last)
      return value;
    ir::Variable *result = fn.newTemporary(context.object(), ir::Holding::Owned);
    declare(fn, result);
    const Expr *place = reference(context, result);
    storeObject(fn, place, value, {Construct::HoldObject, {}});
    Inst *more = branch(fn, toCondition(fn, borrowed(place)));
    {
      InBlock in(fn, more->body);
      storeObject(fn, place, object(link + 1, right), {Construct::HoldObject, {}});
    }
    return {ValueKind::Owned, place, context.object(), result};
  }

  Value first() { return lowerOperand(fn, *expr.first, typeAt(1)); }
};

} // namespace

const Expr *compareCondition(FunctionContext &fn, const syntax::CompareExpr &expr) {
  Chain chain{fn, expr};
  return chain.truth(0, chain.first());
}

Value lowerCompare(FunctionContext &fn, const syntax::CompareExpr &expr) {
  Chain chain{fn, expr};
  const Type *type = typeOf(fn, expr);
  if (types::isObject(type))
    return chain.object(0, lowerExpr(fn, *expr.first));
  Value first = chain.first();
  Value value = cValue(chain.truth(0, first));
  value.type = type;
  return value;
}

const Expr *equalityCondition(FunctionContext &fn, const Value &left, const Value &right) {
  return compareLink(fn, CompareOp::Eq, left, right);
}

} // namespace nogilc::lower
