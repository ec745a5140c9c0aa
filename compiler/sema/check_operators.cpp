// Operators: which are C arithmetic, which go through Python's protocols, and in what type.
#include "sema/check.h"

namespace nogilc::sema {

using namespace types;
using syntax::BinaryOp;

namespace {

llvm::StringRef text(BinaryOp op) {
  static constexpr llvm::StringLiteral kTexts[] = {"+",  "-",  "*",  "@", "/", "//", "%",
                                                   "**", "<<", ">>", "&", "|", "^"};
  return kTexts[static_cast<size_t>(op)];
}

llvm::StringRef compareText(syntax::CompareOp op) {
  static constexpr llvm::StringLiteral kTexts[] = {
      "<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not"};
  return kTexts[static_cast<size_t>(op)];
}

bool isBint(const Type *type) { return canonical(type)->kind == TypeKind::Bint; }

/// The type of a number when arithmetic takes it: small integers and truth values count as int.
const Type *promoted(Context &ctx, const Type *type) {
  return commonArithmetic(ctx.types, type, type);
}

const Type *decayed(Context &ctx, const Type *type) {
  if (auto *array = llvm::dyn_cast<ArrayType>(canonical(type)))
    return ctx.types.pointer(array->element);
  if (llvm::isa<FunctionType>(canonical(type)))
    return ctx.types.pointer(canonical(type));
  return type;
}

} // namespace

/// The nearest class that both inherit from; null: there is none.
static const Type *commonBase(Context &ctx, const Type *a, const Type *b) {
  const CppClassType *left = cppClass(a);
  const CppClassType *right = cppClass(b);
  if (!left || !right)
    return nullptr;
  if (baseDistance(right, left))
    return left;
  for (const Type *base : left->declaration->bases) {
    const Type *made = ctx.types.substitute(base, left->declaration->arguments, left->arguments);
    if (const Type *common = commonBase(ctx, made, right))
      return common;
  }
  return nullptr;
}

const Type *spanningType(Context &ctx, const Type *a, const Type *b) {
  if (isError(a))
    return b;
  if (isError(b))
    return a;
  a = decayed(ctx, unqualified(a));
  b = decayed(ctx, unqualified(b));
  if (a == b || isSame(a, b))
    return a;
  const Type *ca = canonical(a);
  const Type *cb = canonical(b);
  // A Python float and a C double are the same to the program.
  if (isFloat(ca) && isObjectKind(cb, ObjectKind::Float))
    return ctx.types.floating(FloatKind::Double);
  if (isFloat(cb) && isObjectKind(ca, ObjectKind::Float))
    return ctx.types.floating(FloatKind::Double);
  if (isArithmetic(ca) && isArithmetic(cb)) {
    if (isBint(ca) || isBint(cb))
      return ctx.types.object();
    const bool is_character =
        isObjectKind(ca, ObjectKind::Str) ||
        (llvm::isa<IntegerType>(ca) && llvm::cast<IntegerType>(ca)->integer == IntegerKind::UCS4) ||
        (llvm::isa<IntegerType>(cb) && llvm::cast<IntegerType>(cb)->integer == IntegerKind::UCS4);
    if (is_character)
      return ctx.types.object(); // text in Python, a number in C
    return commonArithmetic(ctx.types, a, b);
  }
  if (isPointer(ca) && isPointer(cb)) {
    if (llvm::cast<PointerType>(ca)->is_null)
      return b;
    if (llvm::cast<PointerType>(cb)->is_null)
      return a;
    if (implicitConversion(a, b).kind == ConversionKind::CPointer)
      return b;
    if (implicitConversion(b, a).kind == ConversionKind::CPointer)
      return a;
    if (isCharPointer(ca) && isCharPointer(cb))
      return ctx.types.object(); // both are bytes to Python
    if (const Type *base = commonBase(ctx, elementOf(ca), elementOf(cb)))
      return ctx.types.pointer(base);
    if (!calledFunction(ca) && !calledFunction(cb)) {
      const bool is_const = isConst(elementOf(ca)) || isConst(elementOf(cb));
      return ctx.types.pointer(ctx.types.qualified(ctx.types.voidType(), is_const, false));
    }
  }
  if (calledFunction(ca) && calledFunction(cb)) {
    if (implicitConversion(a, b).kind == ConversionKind::CPointer)
      return b;
    if (implicitConversion(b, a).kind == ConversionKind::CPointer)
      return a;
  }
  return ctx.types.object();
}

llvm::StringRef binaryText(BinaryOp op) { return text(op); }

const Type *Checker::unary(const syntax::UnaryExpr &node, ExprInfo &info) {
  if (node.op == syntax::UnaryOp::Not) {
    condition(*node.operand, &info);
    if (info.form == ExprForm::CppOperator)
      return info.type;
    if (ctx_.info(*node.operand).constant)
      info.constant = fold(ctx_, scope_, node);
    return ctx_.types.bint();
  }
  const Type *operand = type(*node.operand);
  if (isError(operand))
    return error();
  if (ctx_.info(*node.operand).constant) {
    if (const ConstantValue *value = fold(ctx_, scope_, node)) {
      info.constant = value;
      info.form = ExprForm::CArithmetic;
      const Type *result = constantType(*value);
      info.operand_type = result;
      return result;
    }
  }
  if (isObject(operand)) {
    info.form = ExprForm::ObjectArithmetic;
    return ctx_.types.object();
  }
  if (const Type *result = cppOperator(node.op == syntax::UnaryOp::Plus    ? "+"
                                       : node.op == syntax::UnaryOp::Minus ? "-"
                                                                           : "~",
                                       {{node.operand, operand}}, node.span, info))
    return result;
  if (isArithmetic(operand) && !(node.op == syntax::UnaryOp::Invert && !isInteger(operand))) {
    info.form = ExprForm::CArithmetic;
    info.operand_type = promoted(ctx_, operand);
    return info.operand_type;
  }
  ctx_.report(Diag::InvalidOperand, node.span)
      .arg(node.op == syntax::UnaryOp::Plus    ? "+"
           : node.op == syntax::UnaryOp::Minus ? "-"
                                               : "~")
      .arg(spelling(operand));
  return error();
}

const Type *Checker::binary(const syntax::BinaryExpr &node, ExprInfo &info) {
  const Type *left = type(*node.left);
  const Type *right = type(*node.right);
  if (isError(left) || isError(right))
    return error();
  if (ctx_.info(*node.left).constant && ctx_.info(*node.right).constant) {
    // Constants follow Python's rules, but for a division that is to be C's.
    const bool is_c_division = node.op == BinaryOp::TrueDiv && directives_->cdivision &&
                               isInteger(left) && isInteger(right);
    if (const ConstantValue *value = is_c_division ? nullptr : fold(ctx_, scope_, node)) {
      info.constant = value;
      info.form = ExprForm::CArithmetic;
      info.operand_type = constantType(*value);
      return info.operand_type;
    }
    // Numbers that only Python can hold, or an error of Python's: `10 ** 10000`, `1 << -1`.
    const bool is_integers =
        std::holds_alternative<llvm::APSInt>(ctx_.info(*node.left).constant->value) &&
        std::holds_alternative<llvm::APSInt>(ctx_.info(*node.right).constant->value);
    const bool is_fraction =
        asInteger(*ctx_.info(*node.right).constant).value_or(0) < 0; // a C double does
    const bool is_shift = node.op == BinaryOp::LShift || node.op == BinaryOp::RShift;
    if (is_integers && (is_shift || (node.op == BinaryOp::Pow && !is_fraction))) {
      info.form = ExprForm::ObjectArithmetic;
      return ctx_.types.object();
    }
  }
  // `hash(a) * 31`: Python's numbers have no end, and a hash fills the C number.
  const bool may_overflow = node.op == BinaryOp::Add || node.op == BinaryOp::Sub ||
                            node.op == BinaryOp::Mul || node.op == BinaryOp::Pow ||
                            node.op == BinaryOp::LShift;
  const auto isHash = [&](const syntax::Expr &operand) {
    const ExprInfo &call = ctx_.info(operand);
    return call.form == ExprForm::BuiltinCall && call.text == "hash";
  };
  if (may_overflow && isHash(*node.left))
    left = ctx_.types.object();
  if (may_overflow && isHash(*node.right))
    right = ctx_.types.object();
  // `10 ** len(text)`: no C variable is in it, and Python's result may be any number.
  const bool may_be_big = (node.op == BinaryOp::Pow && !directives_->cpow.value_or(false)) ||
                          node.op == BinaryOp::LShift;
  if (may_be_big && isInteger(left) && isInteger(right) && isAskedOfObject(*node.right) &&
      (ctx_.info(*node.left).constant || isAskedOfObject(*node.left))) {
    info.form = ExprForm::ObjectArithmetic;
    return ctx_.types.object();
  }
  return binaryType(node.op, node, node.op_span, *node.left, left, *node.right, right, info);
}

/// A number that only Python objects and constants decide, such as `len(text) - 1`.
bool Checker::isAskedOfObject(const syntax::Expr &expr) {
  if (auto *unary = llvm::dyn_cast<syntax::UnaryExpr>(&expr))
    return isAskedOfObject(*unary->operand);
  if (auto *binary = llvm::dyn_cast<syntax::BinaryExpr>(&expr)) {
    auto isPart = [&](const syntax::Expr &side) {
      return ctx_.info(side).constant || isAskedOfObject(side);
    };
    return isPart(*binary->left) && isPart(*binary->right) &&
           !(ctx_.info(*binary->left).constant && ctx_.info(*binary->right).constant);
  }
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr);
  auto *callee = call ? llvm::dyn_cast<syntax::NameExpr>(call->callee) : nullptr;
  const Symbol *symbol = callee ? ctx_.info(*callee).symbol : nullptr;
  return symbol && symbol->kind == SymbolKind::Builtin && !call->args.empty() &&
         (llvm::isa<syntax::StringLiteral>(call->args[0]) ||
          isObject(canonical(ctx_.info(*call->args[0]).type)));
}

const Type *Checker::power(const Type *left, const syntax::Expr &right, const Type *right_type,
                           const syntax::Expr &left_expr, ExprInfo &info) {
  const Type *common = commonArithmetic(ctx_.types, left, right_type);
  const bool is_c = directives_->cpow.value_or(false);
  const ConstantValue *exponent = ctx_.info(right).constant;
  info.form = ExprForm::CArithmetic;
  if (auto *number = llvm::dyn_cast<ComplexType>(canonical(common))) {
    info.operand_type = isInteger(number->component)
                            ? ctx_.types.complex(ctx_.types.floating(FloatKind::Double))
                            : static_cast<const Type *>(unqualified(common));
    return info.operand_type;
  }
  if (isInteger(common)) {
    const bool is_whole =
        is_c || !isSigned(right_type) || (exponent && asInteger(*exponent).value_or(-1) >= 0);
    // A signed exponent may be negative, and then the result is a fraction.
    info.operand_type = is_whole ? common : ctx_.types.floating(FloatKind::Double);
    return info.operand_type;
  }
  bool is_real = is_c || isInteger(right_type);
  if (!is_real && exponent)
    if (auto *number = std::get_if<double>(&exponent->value))
      is_real = *number == static_cast<double>(static_cast<int64_t>(*number));
  if (!is_real)
    if (const ConstantValue *base = ctx_.info(left_expr).constant) {
      auto *number = std::get_if<double>(&base->value);
      is_real = (number && *number >= 0) || asInteger(*base).value_or(-1) >= 0;
    }
  if (is_real) {
    info.operand_type = isFloat(common) ? common : ctx_.types.floating(FloatKind::Double);
    return info.operand_type;
  }
  // A negative base gives a complex number in Python: leave it to Python. `cpow=True` asks for C.
  info.form = ExprForm::ObjectArithmetic;
  return ctx_.types.object();
}

const Type *Checker::binaryType(BinaryOp op, const syntax::Node &node, Span op_span,
                                const syntax::Expr &left, const Type *left_type,
                                const syntax::Expr &right, const Type *right_type, ExprInfo &info) {
  (void)node;
  if (isError(left_type) || isError(right_type))
    return error();
  auto invalid = [&]() -> const Type * {
    ctx_.report(Diag::InvalidOperands, op_span.isValid() ? op_span : node.span)
        .arg(text(op))
        .arg(spelling(left_type))
        .arg(spelling(right_type));
    return error();
  };
  if (op != BinaryOp::Pow && op != BinaryOp::FloorDiv && op != BinaryOp::MatMul)
    if (const Type *result =
            cppOperator(text(op), {{&left, left_type}, {&right, right_type}}, node.span, info))
      return result;
  const Type *a = decayed(ctx_, left_type);
  const Type *b = decayed(ctx_, right_type);
  if ((isSoftComplex(a) || isSoftComplex(b)) && !isOfComplexNumbers(op)) {
    info.form = ExprForm::ObjectArithmetic;
    return ctx_.types.object();
  }
  // `(1, 2) + pair`, `pair * 3`: the operators of Python's tuples.
  const auto isTuple = [&](const Type *type) {
    return llvm::isa<CTupleType>(canonical(type)) &&
           implicitConversion(type, ctx_.types.object()).kind != ConversionKind::Impossible;
  };
  if (isTuple(a) || isTuple(b)) {
    coerceToObject(left);
    coerceToObject(right);
    info.form = ExprForm::ObjectArithmetic;
    return ctx_.types.object();
  }
  // A character is a str where only a str has the operator's meaning: `c * 3`, `c + "x"`.
  const bool is_text_operator = op == BinaryOp::Add || op == BinaryOp::Mul || op == BinaryOp::Mod;
  if (is_text_operator && (isUnicodeCharacter(a) || isUnicodeCharacter(b))) {
    info.form = ExprForm::ObjectArithmetic;
    return ctx_.types.object();
  }
  if (isArithmetic(a) && isArithmetic(b)) {
    const bool are_integers = isInteger(a) && isInteger(b);
    const Type *common = commonArithmetic(ctx_.types, a, b);
    info.form = ExprForm::CArithmetic;
    switch (op) {
    case BinaryOp::MatMul:
      return invalid();
    case BinaryOp::TrueDiv:
      // cdivision is about this operator, too: integers stay integers, as in C.
      if (are_integers && ctx_.hasTrueDivision(node.span) && !directives_->cdivision)
        common = ctx_.types.floating(FloatKind::Double);
      else if (auto *number = llvm::dyn_cast<ComplexType>(canonical(common));
               number && isInteger(number->component))
        common = ctx_.types.complex(ctx_.types.floating(FloatKind::Double));
      break;
    case BinaryOp::FloorDiv:
    case BinaryOp::Mod:
      if (isComplex(common))
        return invalid();
      break;
    case BinaryOp::Pow:
      return power(a, right, b, left, info);
    case BinaryOp::LShift:
    case BinaryOp::RShift:
      if (!are_integers)
        return invalid();
      break;
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor:
      if (!are_integers)
        return invalid();
      if (isBint(a) && isBint(b)) {
        info.operand_type = ctx_.types.integer(IntegerKind::Int);
        return ctx_.types.bint();
      }
      break;
    default:
      break;
    }
    info.operand_type = common;
    return common;
  }
  if (isPointer(a) && !isFunctionPointer(a) && isInteger(b) &&
      (op == BinaryOp::Add || op == BinaryOp::Sub)) {
    if (isVoid(elementOf(a)))
      return invalid();
    info.form = ExprForm::PointerArithmetic;
    info.operand_type = unqualified(a);
    return info.operand_type;
  }
  if (isPointer(b) && !isFunctionPointer(b) && isInteger(a) && op == BinaryOp::Add) {
    if (isVoid(elementOf(b)))
      return invalid();
    info.form = ExprForm::PointerArithmetic;
    info.operand_type = unqualified(b);
    return info.operand_type;
  }
  if (isPointer(a) && isPointer(b) && op == BinaryOp::Sub) {
    if (!isSame(unqualified(elementOf(a)), unqualified(elementOf(b))) || isVoid(elementOf(a)))
      return invalid();
    info.form = ExprForm::PointerArithmetic;
    info.operand_type = unqualified(a);
    return ctx_.types.integer(IntegerKind::PtrDiff);
  }
  // `s % args` formats, also if `s` is a `char *`; no other operator takes two C values to Python.
  const bool is_format = op == BinaryOp::Mod && isCharPointer(a);
  if (!isObject(a) && !isObject(b) && !is_format)
    return invalid();
  coerceToObject(left);
  coerceToObject(right);
  if (isError(ctx_.info(left).type) || isError(ctx_.info(right).type))
    return error();
  info.form = ExprForm::ObjectArithmetic;
  if (op == BinaryOp::Add)
    for (ObjectKind kind : {ObjectKind::Str, ObjectKind::Bytes, ObjectKind::ByteArray,
                            ObjectKind::List, ObjectKind::Tuple})
      if (isObjectKind(a, kind) && isObjectKind(b, kind))
        return ctx_.types.object(kind);
  // `text * 3`: a C number only repeats.
  if (op == BinaryOp::Mul)
    for (ObjectKind kind : {ObjectKind::Str, ObjectKind::Bytes, ObjectKind::ByteArray,
                            ObjectKind::List, ObjectKind::Tuple})
      if ((isObjectKind(a, kind) && isInteger(b)) || (isObjectKind(b, kind) && isInteger(a)))
        return ctx_.types.object(kind);
  if (op == BinaryOp::Mod && llvm::isa<syntax::StringLiteral>(left) &&
      isObjectKind(a, ObjectKind::Str))
    return ctx_.types.object(ObjectKind::Str);
  return ctx_.types.object();
}

static bool isCppValue(const Type *type) { return llvm::isa<CppClassType>(canonical(type)); }

/// `x ** 0.5 < y`: complex numbers have no order, so that both are real.
void Checker::adaptCompared(const syntax::CompareExpr &node) {
  using syntax::CompareOp;
  const syntax::Expr &left = *node.first, &right = *node.operands[0];
  const CompareOp op = node.ops[0];
  const auto isNumber = [&](const syntax::Expr &expr) {
    const Type *type = ctx_.info(expr).type;
    return isInteger(type) || isFloat(type) || canBeReal(expr);
  };
  if (node.ops.size() != 1 || !isNumber(left) || !isNumber(right))
    return;
  const bool is_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!is_equality && op != CompareOp::Lt && op != CompareOp::Le && op != CompareOp::Gt &&
      op != CompareOp::Ge)
    return;
  for (const syntax::Expr *operand : {&left, &right})
    if (is_equality)
      adaptPower(*operand, ctx_.types.softComplex());
    else
      adaptPower(*operand);
}

const Type *Checker::compare(const syntax::CompareExpr &node, ExprInfo &info) {
  using syntax::CompareOp;
  type(*node.first);
  for (const syntax::Expr *operand : node.operands)
    type(*operand);
  adaptCompared(node);
  if (node.ops.size() == 1 && node.ops[0] != CompareOp::In && node.ops[0] != CompareOp::NotIn &&
      node.ops[0] != CompareOp::Is && node.ops[0] != CompareOp::IsNot)
    if (const Type *result = cppOperator(compareText(node.ops[0]),
                                         {{node.first, ctx_.info(*node.first).type},
                                          {node.operands[0], ctx_.info(*node.operands[0]).type}},
                                         node.span, info))
      return result;
  bool all_c = true;
  bool all_objects = true;
  bool has_rich_object = false;
  bool has_error = false;
  const Type *common = nullptr;
  bool is_common = true;
  const syntax::Expr *left = node.first;
  for (size_t i = 0; i < node.ops.size(); ++i) {
    const syntax::Expr *right = node.operands[i];
    const CompareOp op = node.ops[i];
    const bool is_membership = op == CompareOp::In || op == CompareOp::NotIn;
    const bool is_identity = op == CompareOp::Is || op == CompareOp::IsNot;
    const Type *a = decayed(ctx_, ctx_.info(*left).type);
    const Type *b = decayed(ctx_, ctx_.info(*right).type);
    if (!is_membership && !isError(a) && !isError(b)) {
      // `c == b"x"`: the literal is a character beside a C number.
      if (isInteger(a) && llvm::isa<syntax::StringLiteral>(right) && adaptLiteral(*right, a))
        b = ctx_.info(*right).type;
      else if (isInteger(b) && llvm::isa<syntax::StringLiteral>(left) && adaptLiteral(*left, b))
        a = ctx_.info(*left).type;
    }
    if (isError(a) || isError(b)) {
      has_error = true;
      left = right;
      continue;
    }
    if (is_identity && (isCppValue(a) || isCppValue(b))) {
      ctx_.report(Diag::InvalidOperands, node.span)
          .arg(compareText(op))
          .arg(spelling(a))
          .arg(spelling(b));
      has_error = true;
      left = right;
      continue;
    }
    const Type *pair = nullptr;
    // `p in pointers[:n]`: pointers have no Python form, the elements are looked at in C.
    auto *slice = llvm::dyn_cast<syntax::IndexExpr>(right);
    if (is_membership && slice && ctx_.info(*slice).form == ExprForm::PointerSlice &&
        node.ops.size() == 1 && isPointer(a)) {
      const Type *element = elementOf(ctx_.info(*slice->base).type);
      const bool is_comparable =
          isPointer(element) &&
          (isSame(a, element) || implicitConversion(a, element).kind != ConversionKind::Impossible);
      if (is_comparable) {
        info.form = ExprForm::MixedCompare;
        return ctx_.types.bint();
      }
    }
    if (!is_membership) {
      // Only a real number has an order: it is converted to one.
      if (op != CompareOp::Eq && op != CompareOp::Ne)
        for (const Type **side : {&a, &b})
          if (isSoftComplex(*side))
            *side = ctx_.types.floating(FloatKind::Double);
      if (isArithmetic(a) && isArithmetic(b)) {
        pair = commonArithmetic(ctx_.types, a, b);
        if (isComplex(pair) && op != CompareOp::Eq && op != CompareOp::Ne)
          pair = nullptr;
      } else if (isPointer(a) && isPointer(b)) {
        const bool is_comparable = isSame(unqualified(elementOf(a)), unqualified(elementOf(b))) ||
                                   isVoid(elementOf(a)) || isVoid(elementOf(b)) ||
                                   calledFunction(a) || calledFunction(b);
        pair = llvm::cast<PointerType>(canonical(a))->is_null ? unqualified(b) : unqualified(a);
        if (!is_comparable)
          pair = nullptr;
      } else if (calledFunction(a) && (isPointer(b) || calledFunction(b)))
        pair = isPointer(a) ? unqualified(a) : unqualified(b);
      else if (calledFunction(b) && isPointer(a))
        pair = unqualified(a);
    }
    if (pair) {
      all_objects = false;
      is_common &= !common || common == pair;
      common = pair;
    } else if (!is_membership && !isObject(a) && !isObject(b) &&
               !(llvm::isa<CTupleType>(canonical(a)) && llvm::isa<CTupleType>(canonical(b)) &&
                 !is_identity)) {
      ctx_.report(Diag::InvalidOperands, node.span)
          .arg(compareText(op))
          .arg(spelling(a))
          .arg(spelling(b));
      has_error = true;
    } else {
      all_c = false;
      has_rich_object |= !is_membership && !is_identity;
      coerceToObject(*left);
      coerceToObject(*right);
      has_error |= isError(ctx_.info(*left).type) || isError(ctx_.info(*right).type);
    }
    left = right;
  }
  if (has_error)
    return ctx_.is_quiet ? error() : ctx_.types.bint();
  bool all_constant = ctx_.info(*node.first).constant != nullptr;
  for (const syntax::Expr *operand : node.operands)
    all_constant &= ctx_.info(*operand).constant != nullptr;
  if (all_constant)
    info.constant = fold(ctx_, scope_, node);
  if (all_c && is_common) {
    info.form = ExprForm::CCompare;
    info.operand_type = common;
  } else {
    info.form = all_objects ? ExprForm::ObjectCompare : ExprForm::MixedCompare;
  }
  return has_rich_object ? static_cast<const Type *>(ctx_.types.object()) : ctx_.types.bint();
}

/// Whether `i or u` would turn a negative number into a large one: C's common type of a signed and
/// an unsigned type is no type of all their values.
static bool losesSign(Context &ctx, const Type *common,
                      llvm::ArrayRef<const syntax::Expr *> operands) {
  return isInteger(common) && !isSigned(common) &&
         llvm::any_of(operands, [&](const syntax::Expr *operand) {
           const Type *type = canonical(ctx.info(*operand).type);
           return type->kind == TypeKind::Integer && isSigned(type) &&
                  !llvm::isa<syntax::IntLiteral>(operand);
         });
}

const Type *Checker::boolean(const syntax::BoolExpr &node, ExprInfo &info) {
  const Type *result = nullptr;
  bool all_constant = true;
  for (const syntax::Expr *operand : node.operands) {
    const Type *one = type(*operand);
    all_constant &= ctx_.info(*operand).constant != nullptr;
    if (isVoid(one)) {
      ctx_.report(Diag::NoValue, operand->span);
      one = error();
    }
    if (isError(one)) {
      if (ctx_.is_quiet)
        continue;
      ctx_.info(*operand).type = error();
    }
    result = result ? spanningType(ctx_, result, one) : one;
  }
  if (!result)
    return error();
  if (all_constant)
    info.constant = fold(ctx_, scope_, node);
  result = unqualified(result);
  if (losesSign(ctx_, result, {node.operands.begin(), node.operands.end()}))
    result = ctx_.types.object();
  for (const syntax::Expr *operand : node.operands)
    coerce(*operand, result);
  info.operand_type = result;
  return result;
}

const Type *Checker::conditional(const syntax::ConditionalExpr &node, ExprInfo &info) {
  condition(*node.condition);
  const Type *a = type(*node.then_value);
  const Type *b = type(*node.else_value);
  if (isVoid(a) || isVoid(b)) {
    ctx_.report(Diag::NoValue, isVoid(a) ? node.then_value->span : node.else_value->span);
    return error();
  }
  const Type *result = unqualified(spanningType(ctx_, a, b));
  if (losesSign(ctx_, result, {node.then_value, node.else_value}))
    result = ctx_.types.object();
  coerce(*node.then_value, result);
  coerce(*node.else_value, result);
  info.operand_type = result;
  return result;
}

} // namespace nogilc::sema
