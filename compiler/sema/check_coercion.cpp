// Whether a value fits where it is used. Literals take the type that is wanted of them: `"abc"` is
// text, bytes or a `char *`; `b"x"` may be a character.
#include "sema/check.h"

namespace nogilc::sema {

using namespace types;

void Checker::mismatch(Span span, const Type *from, const Type *to) {
  if (mentionsError(from) || mentionsError(to)) // what is known of them is not the whole
    return;
  if (isSame(from, to) && !isCopyable(from)) {
    ctx_.report(Diag::LockCopied, span)
        .arg(spelling(from))
        .note("pass a pointer to it: a copy would be another lock");
    return;
  }
  auto report = ctx_.report(Diag::TypeMismatch, span);
  report.arg(spelling(from)).arg(spelling(to));
  const FunctionType *source = calledFunction(from);
  const FunctionType *target = calledFunction(to);
  if (source && target) {
    if (target->is_nogil && !source->is_nogil)
      report.note("the pointer promises `nogil`, the function does not, and they differ otherwise");
    else if (target->exception.kind == ExceptionKind::None &&
             source->exception.kind != ExceptionKind::None)
      report.note("the pointer is `noexcept`, but the function may raise; declare the function "
                  "`noexcept` or give the pointer's type an exception clause");
    else if (!(target->exception == source->exception))
      report.note("they report exceptions in different ways");
  } else if (source && isObject(to)) {
    report.note(
        "a C function becomes a Python object, as a call with `*` or `**` needs it, only if "
        "its parameters and its result do");
  } else if (isObject(from) && isPointer(to)) {
    report.note("a Python object has no pointer of this type; `<" + spelling(to) +
                ">` casts to the address where that is meant");
  } else if (isCText(from) && isObject(to)) {
    report.note("bytes become text by decoding: `.decode('utf-8')`, or for the whole module by "
                "`# cython: c_string_encoding=utf-8`");
  } else if (isArithmetic(from) && isInteger(to) && isFloat(from)) {
    report.note("write `<" + spelling(to) + ">` to cut off the fraction");
  }
}

/// The single character of a literal, if it has exactly one.
static std::optional<uint32_t> singleCharacter(const syntax::StringLiteral &literal) {
  llvm::StringRef text = literal.value;
  if (literal.string_kind == syntax::StringKind::Bytes ||
      literal.string_kind == syntax::StringKind::Char) {
    if (text.size() == 1)
      return static_cast<unsigned char>(text[0]);
    return std::nullopt;
  }
  if (text.empty())
    return std::nullopt;
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (text.size() != length)
    return std::nullopt;
  uint32_t value = length == 1 ? first : first & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; ++i)
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  return value;
}

bool Checker::adaptLiteral(const syntax::Expr &expr, const Type *target) {
  const Type *plain = canonical(target);
  ExprInfo &info = ctx_.info(expr);
  if (auto *literal = llvm::dyn_cast<syntax::StringLiteral>(&expr)) {
    using syntax::StringKind;
    if (isCppText(plain) && literal->string_kind != StringKind::Unicode &&
        literal->string_kind != StringKind::Char) {
      info.type = ctx_.types.pointer(
          ctx_.types.qualified(ctx_.types.integer(IntegerKind::Char), true, false));
      return true;
    }
    if (isCharPointer(plain) && literal->string_kind != StringKind::Unicode &&
        literal->string_kind != StringKind::Char) {
      info.type = unqualified(target);
      return true;
    }
    // `memcpy(p, b"abc", 3)`: text as mere memory.
    if (auto *pointer = llvm::dyn_cast<PointerType>(plain);
        pointer && !pointer->is_null && isVoid(pointer->pointee) &&
        literal->string_kind != StringKind::Unicode && literal->string_kind != StringKind::Char) {
      info.type = ctx_.types.pointer(ctx_.types.qualified(
          ctx_.types.integer(IntegerKind::Char), isConst(pointer->pointee), /*is_volatile=*/false));
      return true;
    }
    auto *integer = llvm::dyn_cast<IntegerType>(plain);
    if (integer && literal->string_kind != StringKind::Char) {
      auto character = singleCharacter(*literal);
      if (!character)
        return false;
      const bool is_unicode =
          integer->integer == IntegerKind::UCS4 || integer->integer == IntegerKind::Unicode;
      if (literal->string_kind == StringKind::Bytes ? is_unicode
                                                    : (!is_unicode && *character > 0x7f))
        return false;
      info.type = unqualified(target);
      return true;
    }
    if (auto *object = llvm::dyn_cast<ObjectType>(plain);
        object && literal->string_kind == StringKind::Plain &&
        object->object == ObjectKind::Bytes && ctx_.languageLevel(expr.span) == 2) {
      info.type = object;
      return true;
    }
    return false;
  }
  // An integer that is too large for `long` still fits a wider C type, or a double.
  if (info.constant && isObject(info.type)) {
    if (auto *value = std::get_if<llvm::APSInt>(&info.constant->value)) {
      if (auto *integer = llvm::dyn_cast<IntegerType>(plain)) {
        const bool is_of_header = isOfHeader(target);
        const unsigned width = is_of_header || integer->rank >= 7 ? 128
                               : integer->rank >= 5               ? 64
                               : integer->rank >= 4               ? 32
                               : integer->rank == 2               ? 16
                                                                  : 8;
        // `int x = 0xFFFFFFFF` is C's way to write a bit pattern.
        const bool fits = value->isNonNegative()
                              ? value->isIntN(width)
                              : (is_of_header || integer->is_signed) && value->isSignedIntN(width);
        if (!fits) {
          ctx_.report(Diag::ConstantTooLarge, expr.span).arg(spelling(target));
          info.type = error();
          return true;
        }
        info.type = unqualified(target);
        return true;
      }
      if (isFloat(plain)) {
        info.type = unqualified(target);
        return true;
      }
    }
  }
  // `cdef int x = a ** b`: where a whole number is wanted, integers to a power stay integers.
  if (auto *binary = llvm::dyn_cast<syntax::BinaryExpr>(&expr);
      binary && binary->op == syntax::BinaryOp::Pow && !directives_->cpow.has_value() &&
      info.form == ExprForm::CArithmetic && isFloat(info.type) && isInteger(plain) &&
      isInteger(ctx_.info(*binary->left).type) && isInteger(ctx_.info(*binary->right).type)) {
    info.operand_type =
        commonArithmetic(ctx_.types, ctx_.info(*binary->left).type, ctx_.info(*binary->right).type);
    info.type = info.operand_type;
    return true;
  }
  if (isFloat(plain) && adaptPower(expr))
    return true;
  if (auto *conditional = llvm::dyn_cast<syntax::ConditionalExpr>(&expr)) {
    if (isObject(info.type) && llvm::isa<syntax::StringLiteral>(conditional->then_value) &&
        llvm::isa<syntax::StringLiteral>(conditional->else_value) &&
        adaptLiteral(*conditional->then_value, target) &&
        adaptLiteral(*conditional->else_value, target)) {
      info.type = unqualified(target);
      return true;
    }
  }
  return false;
}

/// `cdef bytearray b = p[:n]`: a piece of C text is made the object that is wanted.
bool Checker::adaptTextSlice(const syntax::Expr &expr, const Type *target) {
  auto *object = llvm::dyn_cast<ObjectType>(canonical(target));
  ExprInfo &info = ctx_.info(expr);
  if (!object || info.form != ExprForm::PointerSlice ||
      !isCText(ctx_.info(*llvm::cast<syntax::IndexExpr>(expr).base).type))
    return false;
  const bool is_made =
      object->object == ObjectKind::Bytes || object->object == ObjectKind::ByteArray ||
      (object->object == ObjectKind::Str && !ctx_.analysis.text_rules.encoding.empty());
  if (is_made)
    info.type = object;
  return is_made;
}

/// Whether `expr` is arithmetic of C numbers that is done on objects only because a `x ** 0.5` in
/// it has a complex result for a negative `x`; or a variable that holds such a result. That can be
/// computed in C, and without the GIL.
bool Checker::canBeReal(const syntax::Expr &expr) {
  const ExprInfo &info = ctx_.info(expr);
  if (llvm::isa<syntax::NameExpr>(expr))
    return info.symbol && info.symbol->kind == SymbolKind::Local &&
           isSoftComplex(info.symbol->type) && info.form == ExprForm::SymbolRead;
  const auto isReal = [&](const syntax::Expr &operand) {
    const Type *type = ctx_.info(operand).type;
    return isInteger(type) || isFloat(type) || canBeReal(operand);
  };
  if (auto *choice = llvm::dyn_cast<syntax::ConditionalExpr>(&expr))
    return (canBeReal(*choice->then_value) && isReal(*choice->else_value)) ||
           (isReal(*choice->then_value) && canBeReal(*choice->else_value));
  if (info.form != ExprForm::ObjectArithmetic)
    return false;
  if (auto *unary = llvm::dyn_cast<syntax::UnaryExpr>(&expr))
    return unary->op != syntax::UnaryOp::Invert && canBeReal(*unary->operand);
  auto *binary = llvm::dyn_cast<syntax::BinaryExpr>(&expr);
  if (!binary)
    return false;
  auto isNumber = [&](const syntax::Expr &operand) { return !isObject(ctx_.info(operand).type); };
  switch (binary->op) {
  case syntax::BinaryOp::Pow:
    // Two integers are left to Python for the size of the result.
    if (isInteger(ctx_.info(*binary->left).type) && isInteger(ctx_.info(*binary->right).type))
      return false;
    break;
  case syntax::BinaryOp::Add:
  case syntax::BinaryOp::Sub:
  case syntax::BinaryOp::Mul:
  case syntax::BinaryOp::TrueDiv:
    if (isNumber(*binary->left) && isNumber(*binary->right))
      return false;
    break;
  default:
    return false;
  }
  return isReal(*binary->left) && isReal(*binary->right);
}

/// Whether the whole is complex where a part is: it is no float then, and the parts can be floats
/// at once. A product of two complex numbers may be real.
bool Checker::staysComplex(const syntax::Expr &expr) {
  if (auto *unary = llvm::dyn_cast<syntax::UnaryExpr>(&expr))
    return staysComplex(*unary->operand);
  if (auto *choice = llvm::dyn_cast<syntax::ConditionalExpr>(&expr))
    return staysComplex(*choice->then_value) && staysComplex(*choice->else_value);
  auto *binary = llvm::dyn_cast<syntax::BinaryExpr>(&expr);
  if (!binary)
    return true;
  const bool is_left = canBeReal(*binary->left), is_right = canBeReal(*binary->right);
  if (is_left && is_right)
    return false;
  if (binary->op == syntax::BinaryOp::Pow)
    return !is_left && !is_right;
  return staysComplex(is_left ? *binary->left : *binary->right);
}

void Checker::makeNumber(const syntax::Expr &expr, const Type *number) {
  if (!canBeReal(expr))
    return;
  ExprInfo &info = ctx_.info(expr);
  if (llvm::isa<syntax::NameExpr>(expr)) {
    info.type = info.symbol->type;
    return;
  }
  if (auto *choice = llvm::dyn_cast<syntax::ConditionalExpr>(&expr)) {
    makeNumber(*choice->then_value, number);
    makeNumber(*choice->else_value, number);
    info.type = info.operand_type = number;
    return;
  }
  if (auto *unary = llvm::dyn_cast<syntax::UnaryExpr>(&expr)) {
    makeNumber(*unary->operand, number);
  } else {
    auto &binary = llvm::cast<syntax::BinaryExpr>(expr);
    makeNumber(*binary.left, number);
    makeNumber(*binary.right, number);
    info.is_real_power = binary.op == syntax::BinaryOp::Pow && isFloat(number);
  }
  info.form = ExprForm::CArithmetic;
  info.type = info.operand_type = number;
}

/// `a or 1.5`, `x if a else 1.5`, `min(1, 1.5)` as a Python object: each integer stays an integer,
/// where a C result would make a float of it. The same for C functions. True if `expr` was such a
/// one and is an object now.
bool Checker::takeApart(const syntax::Expr &expr) {
  llvm::SmallVector<const syntax::Expr *, 4> values;
  ExprInfo &info = ctx_.info(expr);
  if (auto *node = llvm::dyn_cast<syntax::BoolExpr>(&expr))
    values.append(node->operands.begin(), node->operands.end());
  else if (auto *node = llvm::dyn_cast<syntax::ConditionalExpr>(&expr))
    values = {node->then_value, node->else_value};
  else if (auto *node = llvm::dyn_cast<syntax::CallExpr>(&expr);
           node && info.form == ExprForm::BuiltinCall && (info.text == "min" || info.text == "max"))
    values.append(node->args.begin(), node->args.end());
  const bool has_integer = llvm::any_of(
      values, [&](const syntax::Expr *value) { return isInteger(ctx_.info(*value).type); });
  // `f if a else g` of C functions: each is made an object in its own way.
  const bool is_of_functions = !values.empty() && calledFunction(info.type) &&
                               llvm::all_of(values, [&](const syntax::Expr *value) {
                                 return llvm::isa<FunctionType>(canonical(ctx_.info(*value).type));
                               });
  if (!(isFloat(info.type) && has_integer) && !is_of_functions)
    return false;
  for (const syntax::Expr *value : values)
    coerceToObject(*value);
  if (info.form == ExprForm::BuiltinCall)
    info.form = ExprForm::PythonCall;
  info.type = info.operand_type = ctx_.types.object();
  return true;
}

/// Conversions that the dialect has and the compiler has not: reported as such.
bool Checker::isNotYet(const syntax::Expr &expr, const Type *from, const Type *target) {
  const Type *plain = canonical(target);
  auto *object = llvm::dyn_cast<ObjectType>(plain);
  if (!object || isObject(from))
    return false;
  const bool is_known = (isInteger(from) &&
                         (object->object == ObjectKind::Bytes ||
                          object->object == ObjectKind::Bool || object->object == ObjectKind::Str));
  if (is_known)
    ctx_.unsupported(expr.span,
                     "converting `" + spelling(from) + "` to `" + spelling(target) + "`");
  return is_known;
}

/// A function that needs the GIL, for a pointer that promises that it does not, and nothing else
/// wrong; true if that was reported.
bool Checker::reportGilCallback(const syntax::Expr &expr, const Type *from, const Type *target) {
  const FunctionType *source = calledFunction(from);
  const FunctionType *wanted = calledFunction(target);
  if (!source || !wanted || source->is_nogil || !wanted->is_nogil)
    return false;
  FunctionType promised = *source;
  promised.is_nogil = true;
  if (implicitConversion(ctx_.types.function(promised), target).kind == ConversionKind::Impossible)
    return false;
  const Symbol *symbol = ctx_.info(expr).symbol;
  auto report = ctx_.report(Diag::GilCallback, expr.span);
  report.arg(symbol ? symbol->name.str().str() : spelling(from)).arg(spelling(target));
  if (symbol && symbol->kind == SymbolKind::CFunction)
    report.note(symbol->span, "declare it `nogil`, or `with gil` if it uses Python objects");
  else
    report.note("without the GIL only a function can be called that is declared `nogil`");
  return true;
}

/// `a == b or f(b)`, of which Python would see a bool or an int: what it is in C where a C number
/// is wanted. Null: it has no such form.
const Type *Checker::numberOfChoice(const syntax::Expr &expr) {
  const ExprInfo &info = ctx_.info(expr);
  if (info.type && isArithmetic(info.type) && canonical(info.type)->kind != TypeKind::Complex)
    return info.type;
  llvm::SmallVector<const syntax::Expr *, 4> operands;
  if (auto *boolean = llvm::dyn_cast<syntax::BoolExpr>(&expr))
    operands.assign(boolean->operands.begin(), boolean->operands.end());
  else if (auto *conditional = llvm::dyn_cast<syntax::ConditionalExpr>(&expr))
    operands = {conditional->then_value, conditional->else_value};
  const Type *common = nullptr;
  for (const syntax::Expr *operand : operands) {
    const Type *one = numberOfChoice(*operand);
    if (!one)
      return nullptr;
    common = common ? commonArithmetic(ctx_.types, common, one) : one;
  }
  return common;
}

void Checker::adaptChoice(const syntax::Expr &expr, const Type *common) {
  ExprInfo &info = ctx_.info(expr);
  if (!isObject(info.type))
    return;
  info.type = info.operand_type = common;
  info.constant = nullptr;
  if (auto *boolean = llvm::dyn_cast<syntax::BoolExpr>(&expr)) {
    for (const syntax::Expr *operand : boolean->operands)
      adaptChoice(*operand, common);
  } else if (auto *conditional = llvm::dyn_cast<syntax::ConditionalExpr>(&expr)) {
    adaptChoice(*conditional->then_value, common);
    adaptChoice(*conditional->else_value, common);
  }
}

bool Checker::hasCallable(const FunctionType &function) {
  const Type *object = ctx_.types.object();
  const auto isForm = [](Conversion conversion) {
    return conversion.kind != ConversionKind::Impossible;
  };
  return !function.has_c_varargs && function.optional_count == 0 &&
         llvm::all_of(function.parameters,
                      [&](const Type *parameter) {
                        return isForm(implicitConversion(object, parameter));
                      }) &&
         (isVoid(function.result) || isForm(implicitConversion(function.result, object)));
}

/// `o = 5` of a class with an `operator=` for it: what that takes is made of the value.
bool Checker::assignsOther(const syntax::Expr &expr, const Type *target) {
  const CppClassType *cls = is_assigning_ ? cppClass(target) : nullptr;
  const Type *from = ctx_.info(expr).type;
  if (!cls || isPointer(target) ||
      implicitConversion(from, target).kind != ConversionKind::Impossible)
    return false;
  const FunctionType *function = assignmentOf(ctx_.analysis, ctx_.types, cls, from);
  if (!function)
    return false;
  is_assigning_ = false;
  coerce(expr, function->parameters[0]);
  is_assigning_ = true;
  return true;
}

void Checker::coerce(const syntax::Expr &expr, const Type *target) {
  ExprInfo &info = ctx_.info(expr);
  const bool is_choice = llvm::isa<syntax::BoolExpr, syntax::ConditionalExpr>(expr);
  if (is_choice && info.type && isObject(info.type) && isArithmetic(target))
    if (const Type *common = numberOfChoice(expr)) // an unsigned one may not have all values
      adaptChoice(expr, isInteger(common) && !isSigned(common) ? unqualified(target) : common);
  const Type *from = info.type;
  if (!from || isError(from) || isError(target))
    return;
  if (isComplex(target) && adaptPower(expr, ctx_.types.softComplex()))
    return;
  if (adaptLiteral(expr, target) || adaptTextSlice(expr, target) || assignsOther(expr, target) ||
      (isObject(target) && takeApart(expr)))
    return;
  if (calledFunction(target))
    from = methodAsFunction(expr);
  if (isVoid(from)) {
    if (isObject(target)) // None
      return;
    ctx_.report(Diag::NoValue, expr.span);
    info.type = error();
    return;
  }
  // A cpdef function is also a Python object: the module's global of its name. Of others a callable
  // is made.
  if (const FunctionType *function = calledFunction(from);
      function && isObject(target) && canonical(target) == ctx_.types.object()) {
    const Symbol *symbol =
        info.symbol && info.symbol->kind == SymbolKind::CFunction ? info.symbol : nullptr;
    const bool is_method = symbol && symbol->cls;
    if (symbol && symbol->is_cpdef && !symbol->is_extern && !(symbol->home && !is_method)) {
      info.type = ctx_.types.object();
    } else if (!hasCallable(*function)) {
      mismatch(expr.span, from, target);
      info.type = error();
    } else if (info.form == ExprForm::ExtensionMethod) {
      info.type = ctx_.types.object(); // bound: the callable holds the object
    }
    return;
  }
  if (auto *word = llvm::dyn_cast<syntax::ConstantExpr>(&expr);
      word && word->value == syntax::Constant::None &&
      (isArithmetic(target) || isPointer(target) ||
       llvm::isa<StructType, CTupleType, ArrayType>(canonical(target)))) {
    ctx_.report(Diag::TypeMismatch, expr.span).arg("None").arg(spelling(target));
    info.type = error();
    return;
  }
  Conversion conversion = implicitConversion(from, target, ctx_.analysis.text_rules);
  // What is written as text or as a container is no number, whatever an object might be.
  if (isArithmetic(target) && canonical(target)->kind != TypeKind::Bint &&
      llvm::isa<syntax::StringLiteral, syntax::JoinedString, syntax::ListExpr, syntax::TupleExpr,
                syntax::DictExpr, syntax::SetExpr>(expr))
    conversion.kind = conversion.kind == ConversionKind::FromObject ? ConversionKind::Impossible
                                                                    : conversion.kind;
  if (conversion.kind == ConversionKind::Impossible && isNotYet(expr, from, target)) {
    info.type = error();
    return;
  }
  if (conversion.kind == ConversionKind::Impossible) {
    if (!reportGilCallback(expr, from, target))
      mismatch(expr.span, from, target);
    info.type = error();
  }
}

/// The object lives on after the statement: a variable or a constant holds it.
static bool isHeld(const syntax::Expr &expr, const ExprInfo &info) {
  switch (expr.kind) {
  case syntax::NodeKind::StringLiteral:
    return true;
  case syntax::NodeKind::NameExpr:
    return info.symbol && info.symbol->kind != SymbolKind::PythonGlobal &&
           info.symbol->kind != SymbolKind::ClassName;
  default:
    return info.constant != nullptr;
  }
}

void Checker::checkKept(const syntax::Expr &value, const Type *target) {
  if (!isPointer(target) || is_value_kept_ || isError(ctx_.info(value).type))
    return;
  if (auto *cast = llvm::dyn_cast<syntax::CastExpr>(&value)) {
    const syntax::Expr &operand = *cast->operand;
    if (isPointer(ctx_.info(value).type))
      checkKept(operand, target);
    return;
  }
  if (auto *choice = llvm::dyn_cast<syntax::ConditionalExpr>(&value)) {
    checkKept(*choice->then_value, target);
    checkKept(*choice->else_value, target);
    return;
  }
  const ExprInfo &info = ctx_.info(value);
  if (isCharPointer(canonical(target)) && info.form == ExprForm::SymbolRead && info.symbol &&
      isObject(info.type) && info.symbol->kind == SymbolKind::PythonGlobal &&
      !info.symbol->module) {
    ctx_.report(Diag::PointerIntoGlobal, value.span)
        .arg(info.symbol->name)
        .note("give the object to a local or `cdef` variable first, which keeps it alive");
    return;
  }
  if (!isObject(info.type) || isHeld(value, info))
    return;
  // An item or attribute may well be held by its container; what a call or an operator makes is
  // not.
  const bool is_made =
      llvm::isa<syntax::CallExpr, syntax::BinaryExpr, syntax::UnaryExpr, syntax::JoinedString,
                syntax::ListExpr, syntax::TupleExpr, syntax::DictExpr, syntax::ComprehensionExpr>(
          value);
  const bool is_slice = info.form == ExprForm::PythonSlice;
  if (is_made || is_slice)
    ctx_.report(Diag::DanglingPointer, value.span)
        .note("give the object to a variable first, which keeps it alive");
}

void Checker::condition(const syntax::Expr &expr, ExprInfo *negation) {
  if (auto *node = llvm::dyn_cast<syntax::BoolExpr>(&expr)) {
    for (const syntax::Expr *operand : node->operands)
      condition(*operand);
    ExprInfo &info = ctx_.info(expr);
    info.type = ctx_.types.bint();
    info.operand_type = ctx_.types.bint();
    info.form = ExprForm::Plain;
    bool all_constant = true;
    for (const syntax::Expr *operand : node->operands)
      all_constant &= ctx_.info(*operand).constant != nullptr;
    if (all_constant)
      info.constant = fold(ctx_, scope_, expr);
    return;
  }
  const Type *found = canonical(type(expr));
  if (adaptPower(expr, ctx_.types.softComplex()))
    return;
  if (isVoid(found)) {
    ctx_.report(Diag::NoValue, expr.span);
    ctx_.info(expr).type = error();
    return;
  }
  if (const CppClassType *cls = cppClass(found)) {
    if (negation)
      if (const Type *result = cppOperator("!", {{&expr, found}}, expr.span, *negation)) {
        negation->type = result;
        return;
      }
    const CppMember truth = findCppMember(ctx_.analysis, ctx_.types, cls, "operator bool");
    if (!truth.symbol)
      mismatch(expr.span, found, ctx_.types.bint());
    if (!truth.symbol || isError(truth.symbol->type))
      ctx_.info(expr).type = error();
    return;
  }
  if (llvm::isa<CTupleType>(found)) {
    coerceToObject(expr);
    return;
  }
  if (llvm::isa<StructType, OpaqueType>(found)) {
    mismatch(expr.span, found, ctx_.types.bint());
    ctx_.info(expr).type = error();
  }
}

} // namespace nogilc::sema
