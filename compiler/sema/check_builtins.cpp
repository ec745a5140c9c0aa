// Builtins that mean something to C values (`len`, `abs`, `min` …), and the functions of the
// `cython` module.
#include "sema/check.h"

namespace nogilc::sema {

using namespace types;

bool looksAtLocals(const syntax::CallExpr &call, llvm::StringRef name) {
  if (!call.keywords.empty())
    return false;
  if (name == "locals" || name == "vars" || name == "dir")
    return call.args.empty();
  return (name == "eval" || name == "exec") && call.args.size() == 1 &&
         !llvm::isa<syntax::StarredExpr>(call.args[0]);
}

/// As the peer words it: programs compare the text.
static std::string typeofText(const Type *type) {
  if (auto *object = llvm::dyn_cast<ObjectType>(canonical(type)))
    return object->object == ObjectKind::Object ? "Python object"
                                                : object->python_name.str() + " object";
  if (auto *pointer = llvm::dyn_cast<PointerType>(canonical(type)); pointer && pointer->is_null)
    return "void *";
  std::string dimensions;
  for (; llvm::isa<ArrayType>(type); type = llvm::cast<ArrayType>(type)->element) {
    auto *array = llvm::cast<ArrayType>(type);
    dimensions += "[" + (array->size ? std::to_string(*array->size) : array->size_text.str()) + "]";
  }
  return dimensions.empty() ? spelling(type) : spelling(type) + " " + dimensions;
}

const Type *Checker::minMax(const syntax::CallExpr &node, llvm::StringRef name, ExprInfo &info) {
  if (node.args.size() < 2)
    return nullptr;
  const Type *common = nullptr;
  bool has_signed = false, has_unsigned = false;
  for (const syntax::Expr *arg : node.args) {
    if (llvm::isa<syntax::StarredExpr>(arg))
      return nullptr;
    const Type *one = type(*arg);
    if (isError(one)) {
      elements(node.args);
      return error();
    }
    if (!isArithmetic(one) || canonical(one)->kind == TypeKind::Bint ||
        canonical(one)->kind == TypeKind::Complex)
      return nullptr;
    const ConstantValue *constant = ctx_.info(*arg).constant;
    const bool fits_both = constant && asInteger(*constant).value_or(-1) >= 0;
    if (isInteger(one) && !fits_both)
      (isSigned(one) ? has_signed : has_unsigned) = true;
    common = common ? commonArithmetic(ctx_.types, common, one) : unqualified(one);
  }
  // Of numbers that are written out Python gives one as it is: `min(1, 1.0)` is an int.
  if (llvm::all_of(node.args, [](const syntax::Expr *arg) {
        return llvm::isa<syntax::IntLiteral, syntax::FloatLiteral>(arg);
      }))
    return nullptr;
  // A negative number beside an unsigned one would turn into a huge one: the smaller one of two
  // fits into the signed type, the larger one into the unsigned.
  if (isInteger(common) && has_signed && has_unsigned && !isSigned(common)) {
    if (node.args.size() != 2)
      return nullptr;
    const Type *first = ctx_.info(*node.args[0]).type, *second = ctx_.info(*node.args[1]).type;
    const Type *with_sign = isSigned(first) ? first : second;
    info.form = ExprForm::BuiltinCall;
    info.text = name == "min" ? "min of mixed" : "max of mixed";
    info.operand_type = common;
    return name == "min" ? commonArithmetic(ctx_.types, with_sign, with_sign) : common;
  }
  common = commonArithmetic(ctx_.types, common, common);
  for (const syntax::Expr *arg : node.args)
    coerce(*arg, common);
  info.form = ExprForm::BuiltinCall;
  info.text = name;
  info.operand_type = common;
  return common;
}

const Type *Checker::builtinCall(const syntax::CallExpr &node, llvm::StringRef name,
                                 ExprInfo &info) {
  TypeContext &types = ctx_.types;
  if (name == "super" && node.args.empty() && node.keywords.empty()) {
    if (!info.symbol) {
      ctx_.report(Diag::MisplacedStatement, node.span)
          .arg("this place: `super()` needs a method of a class around it");
      return error();
    }
    info.form = ExprForm::BuiltinCall;
    info.text = "super";
    return types.object();
  }
  if (looksAtLocals(node, name)) {
    elements(node.args);
    info.form = ExprForm::BuiltinCall;
    info.text = name;
    return name == "dir" ? types.object(ObjectKind::List) : types.object();
  }
  if (name == "globals" && node.args.empty() && node.keywords.empty()) {
    info.form = ExprForm::BuiltinCall;
    info.text = "globals";
    return types.object(ObjectKind::Dict);
  }
  if (!node.keywords.empty())
    return nullptr;
  if (name == "min" || name == "max")
    return minMax(node, name, info);
  auto builtin = [&](llvm::StringRef text, const Type *result) {
    info.form = ExprForm::BuiltinCall;
    info.text = text;
    return result;
  };
  if (name == "isinstance" && node.args.size() == 2) {
    elements(node.args);
    return builtin("isinstance", types.bint());
  }
  if (name == "divmod" && node.args.size() == 2 &&
      llvm::none_of(node.args,
                    [](const syntax::Expr *arg) { return llvm::isa<syntax::StarredExpr>(arg); })) {
    const Type *a = type(*node.args[0]);
    const Type *b = type(*node.args[1]);
    const bool is_float = isFloat(a) || isFloat(b);
    if (!(isInteger(a) || isFloat(a)) || !(isInteger(b) || isFloat(b)))
      return nullptr;
    info.operand_type =
        is_float ? types.floating(FloatKind::Double) : unqualified(commonArithmetic(types, a, b));
    for (const syntax::Expr *operand : node.args)
      coerce(*operand, info.operand_type);
    return builtin("divmod", ctupleOf(ctx_, {info.operand_type, info.operand_type}));
  }
  if (node.args.size() != 1 || llvm::isa<syntax::StarredExpr>(node.args[0]))
    return nullptr;
  const syntax::Expr &arg = *node.args[0];
  const Type *of = type(arg);
  if (isError(of) && name == "len")
    return builtin("len", types.integer(IntegerKind::SSize));
  if (isError(of) && name == "bool")
    return builtin("bool", types.bint());
  // What these make depends on what they are given.
  if (isError(of) && llvm::is_contained({"abs", "float", "int", "ord", "divmod"}, name))
    return error();
  if (name == "len") {
    if (auto *array = llvm::dyn_cast<ArrayType>(canonical(of))) {
      auto *element = llvm::dyn_cast<IntegerType>(canonical(array->element));
      if (!(element && element->rank == 1) && array->size) {
        ConstantValue value;
        value.value = llvm::APSInt(llvm::APInt(64, *array->size), false);
        info.constant = ctx_.newConstant(std::move(value));
        return builtin("len", types.integer(IntegerKind::SSize));
      }
    }
    if (isCText(of)) // the bytes are counted, whatever object the text becomes elsewhere
      coerce(arg, types.object(ObjectKind::Bytes));
    else
      coerceToObject(arg);
    return builtin("len", types.integer(IntegerKind::SSize));
  }
  if (name == "abs" && adaptPower(arg, ctx_.types.softComplex()))
    of = ctx_.info(arg).type;
  if (auto *number = llvm::dyn_cast<ComplexType>(canonical(of)); number && name == "abs") {
    const Type *component =
        isFloat(number->component) ? number->component : ctx_.types.floating(FloatKind::Double);
    info.operand_type = ctx_.types.complex(component);
    coerce(arg, info.operand_type);
    return builtin("abs", component);
  }
  if (name == "abs" && isArithmetic(of)) {
    info.operand_type = commonArithmetic(types, of, of);
    coerce(arg, info.operand_type);
    return builtin("abs", info.operand_type);
  }
  if (name == "hash") {
    coerceToObject(arg);
    return builtin("hash", types.integer(IntegerKind::Hash));
  }
  if (name == "bool") {
    condition(arg); // of C text: whether there is any, which the object that it becomes tells
    info.form = ExprForm::TypeConvert;
    info.operand_type = types.bint();
    return types.bint();
  }
  if (isUnicodeCharacter(of) && (name == "float" || name == "int"))
    return nullptr; // what the digit says
  if (name == "float" && isArithmetic(of) && canonical(of)->kind != TypeKind::Complex) {
    info.form = ExprForm::TypeConvert;
    info.operand_type = types.floating(FloatKind::Double);
    return info.operand_type;
  }
  if (name == "int" && isInteger(of)) {
    info.form = ExprForm::TypeConvert;
    info.operand_type = commonArithmetic(types, of, of);
    return info.operand_type;
  }
  if (name == "ord") {
    auto *integer = llvm::dyn_cast<IntegerType>(canonical(of));
    if (auto *literal = llvm::dyn_cast<syntax::StringLiteral>(&arg)) {
      const Type *character =
          types.integer(literal->string_kind == syntax::StringKind::Bytes ? IntegerKind::UChar
                                                                          : IntegerKind::UCS4);
      if (adaptLiteral(arg, character)) {
        info.form = ExprForm::TypeConvert;
        info.operand_type = types.integer(IntegerKind::Long);
        return info.operand_type;
      }
      return nullptr;
    }
    if (integer) {
      info.form = ExprForm::TypeConvert;
      info.operand_type = types.integer(IntegerKind::Long);
      return info.operand_type;
    }
    if (isObject(of))
      return builtin("ord", types.integer(IntegerKind::Int));
  }
  if (name == "str" && isObject(of))
    return nullptr;
  return nullptr;
}

/// The operators of C that Python's syntax has no place for, by their names in `cython.operator`;
/// null: not one of these.
const Type *Checker::cOperator(const syntax::CallExpr &node, llvm::StringRef name) {
  const bool is_step = name.ends_with("increment") || name.ends_with("decrement");
  if (name != "dereference" && !is_step)
    return nullptr;
  if (node.args.size() != 1 || !node.keywords.empty() ||
      llvm::isa<syntax::StarredExpr>(node.args[0])) {
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg("1 argument")
        .arg(static_cast<uint64_t>(node.args.size() + node.keywords.size()));
    return error();
  }
  const syntax::Expr &operand = *node.args[0];
  const Type *found = is_step ? targetType(operand) : type(operand);
  if (isError(found))
    return error();
  if (cppClass(found) && !isPointer(found)) {
    ExprInfo &info = ctx_.info(node);
    const llvm::StringRef op = name == "dereference"         ? "*"
                               : name.ends_with("increment") ? "++"
                                                             : "--";
    CppArgument operands[] = {{&operand, found}, {nullptr, ctx_.types.integer(IntegerKind::Int)}};
    // `x++` is declared with an `int` that nobody passes.
    const bool is_post = name.starts_with("post");
    const Type *result =
        cppOperator(op, llvm::ArrayRef(operands).take_front(is_post ? 2 : 1), node.span, info);
    if (is_post && result)
      info.text = ctx_.types.string((op + "post").str());
    if (result)
      return result;
  }
  const Type *element = elementOf(canonical(found));
  const bool is_typed = element && !isVoid(element) && !llvm::isa<FunctionType>(canonical(element));
  if (is_step ? (isArithmetic(found) && !isComplex(found)) || (is_typed && isPointer(found))
              : is_typed)
    return is_step ? unqualified(found) : element;
  ctx_.report(Diag::InvalidOperand, node.span)
      .arg(is_step ? (name.ends_with("increment") ? "++" : "--") : "*")
      .arg(spelling(found));
  return error();
}

const Type *Checker::cythonCall(const syntax::CallExpr &node, const std::string &name,
                                ExprInfo &info) {
  TypeContext &types = ctx_.types;
  info.form = ExprForm::CythonCall;
  info.text = types.string(name);
  auto wrongCount = [&](llvm::StringRef expected) {
    ctx_.report(Diag::WrongArgumentCount, node.span)
        .arg(expected)
        .arg(static_cast<uint64_t>(node.args.size()));
    return error();
  };
  auto typeArgument = [&](const syntax::Expr &arg) -> const Type * {
    const Type *found = typeOfLocal(ctx_, scope_, arg);
    if (!found) {
      ctx_.report(Diag::NotAType, arg.span).arg("this argument");
      return error();
    }
    return found;
  };
  if (name == "cast") {
    if (node.args.size() != 2)
      return wrongCount("2 arguments");
    const Type *target = typeArgument(*node.args[0]);
    bool is_checked = false;
    for (const syntax::Keyword *keyword : node.keywords)
      if (keyword->name.name == "typecheck")
        if (const ConstantValue *value = fold(ctx_, scope_, *keyword->value))
          is_checked = truth(*value).value_or(false);
    info.operand_type = castTo(target, *node.args[1], node.span, is_checked);
    info.is_checked_cast = is_checked;
    return info.operand_type;
  }
  if (name == "sizeof") {
    if (node.args.size() != 1)
      return wrongCount("1 argument");
    const Type *measured = typeOfLocal(ctx_, scope_, *node.args[0]);
    if (measured)
      ctx_.analysis.written_types[node.args[0]->id] = measured;
    else
      measured = type(*node.args[0]);
    info.operand_type = measured;
    return types.integer(IntegerKind::Size);
  }
  if (name == "typeof") {
    if (node.args.size() != 1)
      return wrongCount("1 argument");
    const Type *found = typeOfExpression(ctx_, scope_, *node.args[0]);
    if (!found)
      found = type(*node.args[0]);
    if (canBeReal(*node.args[0]))
      found = ctx_.types.softComplex();
    if (isError(found))
      return error();
    ConstantValue text;
    text.value = typeofText(found);
    info.constant = ctx_.newConstant(std::move(text));
    return types.object(ObjectKind::Str);
  }
  if (name == "address") {
    if (node.args.size() != 1)
      return wrongCount("1 argument");
    const Type *operand = type(*node.args[0]);
    if (isError(operand))
      return error();
    if (isObject(operand)) {
      ctx_.report(Diag::NoAddress, node.span).arg("a Python variable's address cannot be taken");
      return error();
    }
    if (Symbol *symbol = ctx_.info(*node.args[0]).symbol; symbol && !ctx_.is_quiet)
      symbol->is_address_taken = true;
    return types.pointer(operand);
  }
  if (name == "declare") {
    if (node.args.empty())
      return types.object();
    const Type *target = typeArgument(*node.args[0]);
    if (node.args.size() > 1) {
      type(*node.args[1]);
      coerce(*node.args[1], target);
    }
    return target;
  }
  if (llvm::StringRef(name).starts_with("operator."))
    if (const Type *result = cOperator(node, llvm::StringRef(name).drop_front(9)))
      return result;
  if (name == "likely" || name == "unlikely") {
    if (node.args.size() != 1)
      return wrongCount("1 argument");
    condition(*node.args[0]);
    return types.bint();
  }
  if (name == "cdiv" || name == "cmod") {
    if (node.args.size() != 2)
      return wrongCount("2 arguments");
    const Type *a = type(*node.args[0]);
    const Type *b = type(*node.args[1]);
    if (isError(a) || isError(b))
      return error();
    if (!isArithmetic(a) || !isArithmetic(b)) {
      ctx_.report(Diag::InvalidOperands, node.span)
          .arg("cython." + name)
          .arg(spelling(a))
          .arg(spelling(b));
      return error();
    }
    info.operand_type = commonArithmetic(types, a, b);
    return info.operand_type;
  }
  // `cython.int(x)`: a cast.
  if (const Type *target = cythonType(ctx_, name)) {
    if (node.args.size() != 1)
      return wrongCount("1 argument");
    info.form = ExprForm::TypeConvert;
    info.operand_type = castTo(target, *node.args[0], node.span, false);
    return info.operand_type;
  }
  if (isDirective(name))
    ctx_.report(Diag::MisplacedDirective, node.span).arg(name).arg("an expression");
  else
    ctx_.unsupported(node.span, "`cython." + name + "`");
  lookAtArguments(node);
  return error();
}

} // namespace nogilc::sema
