#include "lower/arithmetic.h"

#include "lower/arrays.h"
#include "lower/c_types.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/expressions.h"
#include "lower/literals.h"
#include "lower/operands.h"
#include "support/writer.h"

#include <llvm/ADT/APInt.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::lower {

using ir::ExprKind;
using syntax::BinaryOp;
using syntax::UnaryOp;
using types::TypeKind;

namespace {

bool isFloating(const Type *type) { return types::canonical(type)->kind == TypeKind::Float; }

/// The value of an integer literal, without its suffix.
std::optional<int64_t> literalValue(const Expr &expr) {
  if (expr.kind != ExprKind::Literal)
    return std::nullopt;
  llvm::StringRef digits = expr.text.rtrim("ULul");
  int64_t value = 0;
  if (digits.getAsInteger(0, value))
    return std::nullopt;
  return value;
}

bool isNonZeroLiteral(const Expr &expr) {
  if (expr.kind != ExprKind::Literal)
    return false;
  if (auto value = literalValue(expr))
    return *value != 0;
  double number = 0;
  return !expr.text.getAsDouble(number) && number != 0;
}

bool isPositiveLiteral(const Expr &expr) {
  auto value = literalValue(expr);
  return value && *value > 0;
}

/// `a op b` in a type that C++ would not compute in by itself is computed in a wider one and
/// cut back: C's `char + char` is an int, as is Cython's.
const Expr *plainOperator(FunctionContext &fn, llvm::StringRef op, const Value &left,
                          const Value &right, const Type *operand_type, const Type *result_type) {
  const Expr *a = operandOf(fn, left, right, operand_type);
  const Expr *b = operandOf(fn, right, left, operand_type);
  return binary(fn.module, op, a, b, result_type);
}

struct CheckedEntries {
  RuntimeEntry held;
  RuntimeEntry nogil;
};

Value checkedCall(FunctionContext &fn, CheckedEntries entries, llvm::ArrayRef<const Expr *> args,
                  const Type *type, llvm::StringRef op) {
  return callRuntime(fn, byGil(fn, entries.held, entries.nogil), args, {Construct::Arithmetic, op},
                     type);
}

/// `cdivision_warnings`: operands of different signs are said when the program runs.
void warnOfSigns(FunctionContext &fn, const Value &left, const Value &right, llvm::StringRef op) {
  LowerContext &context = fn.module;
  const auto isNegative = [&](const Value &value) {
    return binary(context, "<", value.expr, intLiteral(context, 0), context.bint());
  };
  Inst *differ =
      branch(fn, binary(context, "!=", isNegative(left), isNegative(right), context.bint()));
  const SourceFile &file = context.sources.file(fn.span.file);
  const Type *text = context.types.pointer(context.types.qualified(
      context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  InBlock in(fn, differ->body);
  callRuntime(
      fn, byGil(fn, RuntimeEntry::c_warn_division, RuntimeEntry::c_warn_division_nogil),
      {literal(context, "\"" + escapeC(file.path()) + "\"", text),
       intLiteral(context, static_cast<int64_t>(file.line(fn.span.begin)), context.intType())},
      {Construct::Arithmetic, op});
}

Value division(FunctionContext &fn, BinaryOp op, const Value &left, const Value &right,
               const Type *operand_type, const Type *result_type) {
  LowerContext &context = fn.module;
  const llvm::StringRef symbol = spelling(op);
  if (op != BinaryOp::TrueDiv && fn.directives && fn.directives->cdivision_warnings &&
      types::isInteger(operand_type) && types::isSigned(operand_type))
    warnOfSigns(fn, left, right, symbol);
  const bool is_cdivision = fn.directives && fn.directives->cdivision;
  const bool is_float = isFloating(operand_type);
  // What C++ gets: arguments of templates must have the very type.
  const auto exact = [&](const Value &value) {
    return convertExactly(fn, value, operand_type).expr;
  };
  // C's own operators, where they mean the same.
  const bool is_known_divisor = isNonZeroLiteral(*right.expr);
  if (op == BinaryOp::TrueDiv && (is_cdivision || is_known_divisor))
    return cValue(plainOperator(fn, "/", left, right, operand_type, result_type));
  const bool is_c_like =
      !is_float && (is_cdivision || (isUnsigned(operand_type) && is_known_divisor));
  if (is_c_like && op == BinaryOp::FloorDiv)
    return cValue(plainOperator(fn, "/", left, right, operand_type, result_type));
  if (is_c_like && op == BinaryOp::Mod)
    return cValue(plainOperator(fn, "%", left, right, operand_type, result_type));
  if (op == BinaryOp::TrueDiv) {
    if (types::canonical(operand_type) == context.doubleType()) {
      const bool are_integers = types::isInteger(left.type) && types::isInteger(right.type);
      const CheckedEntries entries = are_integers
                                         ? CheckedEntries{RuntimeEntry::c_int_truediv_checked,
                                                          RuntimeEntry::c_int_truediv_checked_nogil}
                                         : CheckedEntries{RuntimeEntry::c_truediv_checked,
                                                          RuntimeEntry::c_truediv_checked_nogil};
      return checkedCall(fn, entries, {exact(left), exact(right)}, operand_type, symbol);
    }
    // float and long double: the check stands beside C's operator.
    Value divisor = evaluate(fn, exact(right));
    Inst *is_zero =
        branch(fn, binary(context, "==", divisor.expr, intLiteral(context, 0), context.bint()));
    {
      InBlock in(fn, is_zero->body);
      raiseMessage(fn, "ZeroDivisionError", "float division by zero",
                   {Construct::Arithmetic, symbol});
    }
    return cValue(plainOperator(fn, "/", left, divisor, operand_type, result_type));
  }
  if (is_float && is_cdivision && op == BinaryOp::Mod)
    return cValue(pureCall(context, "fmod", {exact(left), exact(right)}, operand_type));
  const bool is_safe =
      is_cdivision || (is_float ? is_known_divisor : isPositiveLiteral(*right.expr));
  if (op == BinaryOp::FloorDiv) {
    if (is_safe)
      return cValue(
          pureCall(context, RuntimeEntry::c_floordiv, {exact(left), exact(right)}, operand_type));
    return checkedCall(fn,
                       {RuntimeEntry::c_floordiv_checked, RuntimeEntry::c_floordiv_checked_nogil},
                       {exact(left), exact(right)}, operand_type, symbol);
  }
  if (is_safe)
    return cValue(
        pureCall(context, RuntimeEntry::c_mod, {exact(left), exact(right)}, operand_type));
  return checkedCall(fn, {RuntimeEntry::c_mod_checked, RuntimeEntry::c_mod_checked_nogil},
                     {exact(left), exact(right)}, operand_type, symbol);
}

/// Both operands are made complex first, as Python does: `-0.0 + 0j` is not C's.
Value complexArithmetic(FunctionContext &fn, BinaryOp op, const Value &left, const Value &right,
                        const Type *type) {
  LowerContext &context = fn.module;
  type = types::unqualified(type);
  const bool is_soft = types::isSoftComplex(type);
  const Expr *a = convertExactly(fn, left, type).expr;
  const Expr *b = convertExactly(fn, right, type).expr;
  switch (op) {
  case BinaryOp::Add:
  case BinaryOp::Sub:
    return cValue(binary(context, spelling(op), a, b, type));
  case BinaryOp::Mul:
    return cValue(pureCall(context, is_soft ? RuntimeEntry::soft_mul : RuntimeEntry::c_complex_mul,
                           {a, b}, type));
  case BinaryOp::TrueDiv:
    if (is_soft && fn.directives && fn.directives->cdivision)
      return cValue(pureCall(context, RuntimeEntry::soft_div, {a, b}, type));
    if (is_soft)
      return callRuntime(fn, RuntimeEntry::soft_div_checked, {a, b}, {Construct::Arithmetic, "/"},
                         type);
    if (fn.directives && fn.directives->cdivision)
      return cValue(pureCall(context, RuntimeEntry::c_complex_div, {a, b}, type));
    return checkedCall(
        fn, {RuntimeEntry::c_complex_div_checked, RuntimeEntry::c_complex_div_checked_nogil},
        {a, b}, type, spelling(op));
  case BinaryOp::Pow:
    if (is_soft)
      return callRuntime(fn, RuntimeEntry::soft_pow, {a, b}, {Construct::Arithmetic, "**"}, type);
    return cValue(pureCall(context, RuntimeEntry::c_complex_pow, {a, b}, type));
  default: // sema has rejected them
    context.unsupported(fn.span, "`" + spelling(op) + "` on C complex numbers");
    return left;
  }
}

std::optional<CheckedEntries> overflowEntries(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return CheckedEntries{RuntimeEntry::c_add_checked, RuntimeEntry::c_add_checked_nogil};
  case BinaryOp::Sub:
    return CheckedEntries{RuntimeEntry::c_sub_checked, RuntimeEntry::c_sub_checked_nogil};
  case BinaryOp::Mul:
    return CheckedEntries{RuntimeEntry::c_mul_checked, RuntimeEntry::c_mul_checked_nogil};
  case BinaryOp::LShift:
    return CheckedEntries{RuntimeEntry::c_lshift_checked, RuntimeEntry::c_lshift_checked_nogil};
  case BinaryOp::Pow:
    return CheckedEntries{RuntimeEntry::c_pow_checked, RuntimeEntry::c_pow_checked_nogil};
  case BinaryOp::MatMul:
  case BinaryOp::TrueDiv:
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod:
  case BinaryOp::RShift:
  case BinaryOp::And:
  case BinaryOp::Or:
  case BinaryOp::Xor:
    break;
  }
  return std::nullopt;
}

} // namespace

const Expr *bareLiteral(LowerContext &context, const Expr *expr) {
  auto value = literalValue(*expr);
  if (!value || *value > INT32_MAX || *value < -INT32_MAX)
    return nullptr;
  if (*value < 0 && types::isInteger(expr->type) && !types::isSigned(expr->type))
    return nullptr; // `-1U` is a large number
  const llvm::StringRef digits = expr->text.rtrim("ULul");
  if (digits.size() == expr->text.size())
    return expr;
  return literal(context, digits, context.intType());
}

llvm::StringRef spelling(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return "+";
  case BinaryOp::Sub:
    return "-";
  case BinaryOp::Mul:
    return "*";
  case BinaryOp::MatMul:
    return "@";
  case BinaryOp::TrueDiv:
    return "/";
  case BinaryOp::FloorDiv:
    return "//";
  case BinaryOp::Mod:
    return "%";
  case BinaryOp::Pow:
    return "**";
  case BinaryOp::LShift:
    return "<<";
  case BinaryOp::RShift:
    return ">>";
  case BinaryOp::And:
    return "&";
  case BinaryOp::Or:
    return "|";
  case BinaryOp::Xor:
    return "^";
  }
  llvm_unreachable("not an operator");
}

const Expr *operandOf(FunctionContext &fn, const Value &value, const Value &other,
                      const Type *type) {
  LowerContext &context = fn.module;
  const Type *mine = promoted(context, value.expr->type);
  const Type *theirs = promoted(context, other.expr->type);
  const Type *plain = types::canonical(type);
  if (isSameArithmetic(theirs, plain)) {
    // Beside an operand of the wanted type C++ converts what ranks lower, and literals stay bare.
    if (const Expr *bare = bareLiteral(context, value.expr))
      return bare;
    if (isSameArithmetic(types::commonArithmetic(context.types, mine, theirs), plain))
      return value.expr;
  }
  if (isSameArithmetic(mine, plain))
    return value.expr;
  // A number of a header may be wider, and have another sign, than its declaration says.
  if (types::isOfHeader(value.expr->type) && types::isInteger(value.expr->type) &&
      types::isInteger(plain))
    return value.expr;
  // Neither has the type: a cast of the one is enough, but both read better.
  return cast(context, value.expr, types::unqualified(type));
}

Value arithmetic(FunctionContext &fn, BinaryOp op, const Value &left, const Value &right,
                 const Type *operand_type, const Type *result_type) {
  LowerContext &context = fn.module;
  if (types::isComplex(operand_type))
    return complexArithmetic(fn, op, left, right, operand_type);
  const bool checks_overflow =
      fn.directives && fn.directives->overflowcheck && types::isInteger(operand_type);
  if (checks_overflow)
    if (auto entries = overflowEntries(op))
      return checkedCall(fn, *entries,
                         {convertExactly(fn, left, operand_type).expr,
                          convertExactly(fn, right, operand_type).expr},
                         types::unqualified(operand_type), spelling(op));
  switch (op) {
  case BinaryOp::TrueDiv:
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    // At level 2 `/` on integers is `//`.
    const bool is_floor = op == BinaryOp::TrueDiv && types::isInteger(operand_type);
    return division(fn, is_floor ? BinaryOp::FloorDiv : op, left, right, operand_type, result_type);
  }
  case BinaryOp::Pow:
    return cValue(pureCall(
        context, RuntimeEntry::c_pow,
        {convertExactly(fn, left, operand_type).expr, convertExactly(fn, right, operand_type).expr},
        types::unqualified(operand_type)));
  case BinaryOp::LShift:
  case BinaryOp::RShift: {
    // C++ gives a shift the type of its left operand alone, which of a header's number is right.
    const Expr *shifted = isSameArithmetic(promoted(context, left.expr->type), operand_type) ||
                                  types::isOfHeader(left.expr->type)
                              ? left.expr
                              : cast(context, left.expr, types::unqualified(operand_type));
    const Expr *count = bareLiteral(context, right.expr);
    return cValue(binary(context, spelling(op), shifted, count ? count : right.expr, result_type));
  }
  case BinaryOp::Add:
  case BinaryOp::Sub:
  case BinaryOp::Mul:
  case BinaryOp::And:
  case BinaryOp::Or:
  case BinaryOp::Xor:
    return cValue(plainOperator(fn, spelling(op), left, right, operand_type, result_type));
  case BinaryOp::MatMul:
    break;
  }
  context.unsupported(fn.span, "`@` on C numbers");
  return left;
}

// ---------------------------------------------------------------------------------------------
// Objects
// ---------------------------------------------------------------------------------------------

namespace {

struct ObjectEntries {
  RuntimeEntry plain;
  RuntimeEntry inplace;
  std::optional<RuntimeEntry> with_int; ///< object op long
  std::optional<RuntimeEntry> inplace_with_int;
  std::optional<RuntimeEntry> int_with; ///< long op object
  std::optional<RuntimeEntry> with_float;
  std::optional<RuntimeEntry> float_with;
};

ObjectEntries objectEntries(BinaryOp op) {
  using E = RuntimeEntry;
  switch (op) {
  case BinaryOp::Add:
    return {E::add, E::iadd, E::add_int, E::iadd_int, E::int_add, E::add_float, std::nullopt};
  case BinaryOp::Sub:
    return {E::sub, E::isub, E::sub_int, E::isub_int, E::int_sub, E::sub_float, E::float_sub};
  case BinaryOp::Mul:
    return {E::mul, E::imul, E::mul_int, E::imul_int, E::int_mul, E::mul_float, std::nullopt};
  case BinaryOp::MatMul:
    return {E::matmul, E::imatmul, {}, {}, {}, {}, {}};
  case BinaryOp::TrueDiv:
    return {E::truediv,     E::itruediv,      E::truediv_int,  E::itruediv_int,
            E::int_truediv, E::truediv_float, E::float_truediv};
  case BinaryOp::FloorDiv:
    return {E::floordiv, E::ifloordiv, E::floordiv_int, E::ifloordiv_int, E::int_floordiv, {}, {}};
  case BinaryOp::Mod:
    return {E::mod, E::imod, E::mod_int, E::imod_int, E::int_mod, {}, {}};
  case BinaryOp::Pow:
    return {E::pow, E::ipow, {}, {}, {}, {}, {}};
  case BinaryOp::LShift:
    return {E::lshift, E::ilshift, E::lshift_int, E::ilshift_int, E::int_lshift, {}, {}};
  case BinaryOp::RShift:
    return {E::rshift, E::irshift, E::rshift_int, E::irshift_int, E::int_rshift, {}, {}};
  case BinaryOp::And:
    return {E::bit_and, E::ibit_and, E::bit_and_int, E::ibit_and_int, {}, {}, {}};
  case BinaryOp::Or:
    return {E::bit_or, E::ibit_or, E::bit_or_int, E::ibit_or_int, {}, {}, {}};
  case BinaryOp::Xor:
    return {E::bit_xor, E::ibit_xor, E::bit_xor_int, E::ibit_xor_int, {}, {}, {}};
  }
  llvm_unreachable("not an operator");
}

bool isBuiltin(const Value &value, types::ObjectKind kind) {
  const auto *object = llvm::dyn_cast_or_null<types::ObjectType>(
      value.type ? types::canonical(value.type) : nullptr);
  return object && object->object == kind;
}

} // namespace

bool fitsLong(const Type *type) {
  const Type *plain = types::canonical(type);
  const auto *integer = llvm::dyn_cast<types::IntegerType>(plain);
  if (!integer)
    return false;
  if (integer->integer == types::IntegerKind::UCS4 ||
      integer->integer == types::IntegerKind::Unicode)
    return false; // a str to Python
  return integer->rank < 5 || (integer->rank == 5 && integer->is_signed);
}

Value objectOperator(FunctionContext &fn, BinaryOp op, const Value &left, const Value &right,
                     bool is_inplace) {
  const ObjectEntries entries = objectEntries(op);
  const Reason reason{Construct::Operator, spelling(op)};
  // `a is b and a + 1`: what a str or list does with an int goes the usual way.
  const auto isNumberLike = [](const Value &value) {
    return !isBuiltin(value, types::ObjectKind::Str) &&
           !isBuiltin(value, types::ObjectKind::Bytes) &&
           !isBuiltin(value, types::ObjectKind::List) &&
           !isBuiltin(value, types::ObjectKind::Tuple);
  };
  if (left.isObject() && right.kind == ValueKind::C && isNumberLike(left)) {
    const auto &with_int = is_inplace ? entries.inplace_with_int : entries.with_int;
    if (with_int && fitsLong(right.type))
      return callRuntime(fn, *with_int, {left.expr, right.expr}, reason);
    if (entries.with_float && !is_inplace && types::isFloat(right.type))
      return callRuntime(fn, *entries.with_float, {left.expr, right.expr}, reason);
  }
  if (right.isObject() && left.kind == ValueKind::C && isNumberLike(right)) {
    if (entries.int_with && fitsLong(left.type))
      return callRuntime(fn, *entries.int_with, {left.expr, right.expr}, reason);
    if (entries.float_with && types::isFloat(left.type))
      return callRuntime(fn, *entries.float_with, {left.expr, right.expr}, reason);
  }
  Value a = toObject(fn, left);
  Value b = toObject(fn, right);
  return callRuntime(fn, is_inplace ? entries.inplace : entries.plain, {a.expr, b.expr}, reason);
}

Value augmented(FunctionContext &fn, BinaryOp op, const Value &left, const Value &right,
                const Type *operand_type, const Type *result_type) {
  if (left.isObject() || right.isObject())
    return objectOperator(fn, op, left, right, left.isObject());
  if (types::isPointer(types::canonical(left.type)))
    return cValue(binary(fn.module, spelling(op), left.expr, right.expr, left.type));
  const Type *common =
      operand_type ? operand_type : types::commonArithmetic(fn.module.types, left.type, right.type);
  return arithmetic(fn, op, left, right, common, result_type ? result_type : common);
}

// ---------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------

namespace {

/// An operand of an object operator: a literal number stays a C number for the fast path.
Value objectOperand(FunctionContext &fn, const syntax::Expr &expr, BinaryOp op) {
  LowerContext &context = fn.module;
  const ObjectEntries entries = objectEntries(op);
  const syntax::Expr *inner = &expr;
  if (llvm::isa<syntax::IntLiteral>(inner) && entries.with_int) {
    Value value = lowerLiteralTo(fn, expr, context.longType());
    llvm::StringRef digits = value ? value.expr->text.rtrim("ULul") : llvm::StringRef();
    int64_t number = 0;
    if (!digits.empty() && !digits.getAsInteger(0, number) && number <= INT32_MAX) {
      value.type = context.longType();
      return value;
    }
  }
  Value value = lowerExpr(fn, expr);
  return value;
}

Value pointerArithmetic(FunctionContext &fn, const syntax::BinaryExpr &expr) {
  const Type *type = typeOf(fn, expr);
  Operands operands(fn);
  operands.add(lowerExpr(fn, *expr.left));
  operands.add(lowerExpr(fn, *expr.right));
  operands.settle();
  return cValue(binary(fn.module, spelling(expr.op), operands[0].expr, operands[1].expr, type));
}

} // namespace

Value lowerBinary(FunctionContext &fn, const syntax::BinaryExpr &expr) {
  const sema::ExprInfo &info = infoOf(fn, expr);
  if (isCDisplay(fn, expr)) // `[0] * 8`
    return lowerCDisplay(fn, expr);
  switch (info.form) {
  case sema::ExprForm::CArithmetic: {
    const auto operand = [&](const syntax::Expr &side) {
      Value value = lowerExpr(fn, side);
      // Objects beside C numbers come in as numbers; C numbers keep their type for now.
      return value.isObject() || types::isSoftComplex(value.type)
                 ? convert(fn, value, info.operand_type)
                 : value;
    };
    Operands operands(fn);
    operands.add(operand(*expr.left));
    operands.add(operand(*expr.right));
    operands.settle();
    At at(fn, expr.span);
    if (info.is_real_power)
      return checkedCall(fn,
                         {RuntimeEntry::c_real_pow_checked, RuntimeEntry::c_real_pow_checked_nogil},
                         {convertExactly(fn, operands[0], info.operand_type).expr,
                          convertExactly(fn, operands[1], info.operand_type).expr},
                         info.operand_type, spelling(expr.op));
    return arithmetic(fn, expr.op, operands[0], operands[1], info.operand_type, info.type);
  }
  case sema::ExprForm::PointerArithmetic:
    return pointerArithmetic(fn, expr);
  default: // ObjectArithmetic
    break;
  }
  Operands operands(fn);
  operands.add(objectOperand(fn, *expr.left, expr.op));
  operands.add(objectOperand(fn, *expr.right, expr.op));
  // Two literals are nobody's fast path.
  operands.settle();
  At at(fn, expr.span);
  return objectOperator(fn, expr.op, operands[0], operands[1], /*is_inplace=*/false);
}

Value lowerUnary(FunctionContext &fn, const syntax::UnaryExpr &expr) {
  LowerContext &context = fn.module;
  const Type *type = typeOf(fn, expr);
  if (expr.op == UnaryOp::Not) {
    const Expr *truth = negation(context, lowerCondition(fn, *expr.operand));
    Value value = cValue(truth);
    value.type = context.bint();
    return types::isObject(type) ? toObject(fn, value) : value;
  }
  if (!types::isObject(type))
    if (Value value = lowerLiteralTo(fn, expr, type))
      return value;
  Value operand = lowerExpr(fn, *expr.operand);
  At at(fn, expr.span);
  if (operand.isObject()) {
    switch (expr.op) {
    case UnaryOp::Minus:
      return callRuntime(fn, RuntimeEntry::neg, {operand.expr}, {Construct::Operator, "-"});
    case UnaryOp::Plus:
      return callRuntime(fn, RuntimeEntry::pos, {operand.expr}, {Construct::Operator, "+"});
    case UnaryOp::Invert:
      return callRuntime(fn, RuntimeEntry::invert, {operand.expr}, {Construct::Operator, "~"});
    case UnaryOp::Not:
      break;
    }
  }
  if (types::isObject(type)) { // the C value of which an object is wanted
    Value object = toObject(fn, operand);
    const RuntimeEntry entry = expr.op == UnaryOp::Minus  ? RuntimeEntry::neg
                               : expr.op == UnaryOp::Plus ? RuntimeEntry::pos
                                                          : RuntimeEntry::invert;
    return callRuntime(fn, entry, {object.expr}, {Construct::Operator, "-"});
  }
  if (types::isSoftComplex(operand.type))
    operand = convert(fn, operand, type);
  const Expr *value = operand.expr;
  if (!isSameArithmetic(promoted(context, value->type), type))
    value = cast(context, value, types::unqualified(type));
  if (expr.op == UnaryOp::Minus && fn.directives && fn.directives->overflowcheck &&
      types::isInteger(type))
    return callRuntime(fn,
                       byGil(fn, RuntimeEntry::c_neg_checked, RuntimeEntry::c_neg_checked_nogil),
                       {convertExactly(fn, cValue(value), type).expr}, {Construct::Arithmetic, "-"},
                       types::unqualified(type));
  const llvm::StringRef op = expr.op == UnaryOp::Minus ? "-" : expr.op == UnaryOp::Plus ? "+" : "~";
  return cValue(unary(context, op, value, type));
}

} // namespace nogilc::lower
