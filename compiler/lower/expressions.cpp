#include "lower/expressions.h"

#include "lower/arithmetic.h"
#include "lower/arrays.h"
#include "lower/async.h"
#include "lower/attributes.h"
#include "lower/c_calls.h"
#include "lower/c_types.h"
#include "lower/compare.h"
#include "lower/comprehensions.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/displays.h"
#include "lower/generators.h"
#include "lower/items.h"
#include "lower/literals.h"
#include "lower/names.h"
#include "lower/python_calls.h"
#include "lower/python_functions.h"
#include "lower/special_calls.h"
#include "lower/strings.h"
#include "lower/targets.h"
#include "syntax/visit.h"

namespace nogilc::lower {

namespace {

Value unsupportedExpr(FunctionContext &fn, const syntax::Expr &expr, llvm::StringRef construct) {
  fn.module.unsupported(expr.span, construct);
  return borrowed(none(fn.module));
}

/// One overload a kind of expression.
struct Lowering {
  FunctionContext &fn;

  bool isCppOperator(const syntax::Expr &expr) const {
    return infoOf(fn, expr).form == sema::ExprForm::CppOperator;
  }

  Value operator()(const syntax::NameExpr &expr) { return lowerName(fn, expr); }
  Value operator()(const syntax::ConstantExpr &expr) { return lowerConstant(fn, expr); }
  Value operator()(const syntax::IntLiteral &expr) { return lowerInt(fn, expr); }
  Value operator()(const syntax::FloatLiteral &expr) { return lowerFloat(fn, expr); }
  Value operator()(const syntax::ImaginaryLiteral &expr) { return lowerImaginary(fn, expr); }
  Value operator()(const syntax::StringLiteral &expr) {
    return isCDisplay(fn, expr) ? lowerCDisplay(fn, expr) : lowerString(fn, expr);
  }
  Value operator()(const syntax::JoinedString &expr) { return lowerJoinedString(fn, expr); }
  Value operator()(const syntax::FormattedValue &expr) { return lowerFormattedValue(fn, expr); }
  Value operator()(const syntax::TupleExpr &expr) { return lowerTuple(fn, expr); }
  Value operator()(const syntax::ListExpr &expr) { return lowerList(fn, expr); }
  Value operator()(const syntax::SetExpr &expr) { return lowerSet(fn, expr); }
  Value operator()(const syntax::DictExpr &expr) { return lowerDict(fn, expr); }
  Value operator()(const syntax::StarredExpr &expr) {
    return unsupportedExpr(fn, expr, "a starred expression here");
  }
  Value operator()(const syntax::ComprehensionExpr &expr) { return lowerComprehension(fn, expr); }
  Value operator()(const syntax::UnaryExpr &expr) {
    return isCppOperator(expr) ? lowerCppOperator(fn, infoOf(fn, expr), {expr.operand})
                               : lowerUnary(fn, expr);
  }
  Value operator()(const syntax::BinaryExpr &expr) {
    return isCppOperator(expr) ? lowerCppOperator(fn, infoOf(fn, expr), {expr.left, expr.right})
                               : lowerBinary(fn, expr);
  }
  Value operator()(const syntax::BoolExpr &expr) { return lowerBool(fn, expr); }
  Value operator()(const syntax::CompareExpr &expr) {
    return isCppOperator(expr)
               ? lowerCppOperator(fn, infoOf(fn, expr), {expr.first, expr.operands[0]})
               : lowerCompare(fn, expr);
  }
  Value operator()(const syntax::ConditionalExpr &expr) { return lowerConditional(fn, expr); }
  Value operator()(const syntax::NamedExpr &expr) { return lowerNamedExpr(fn, expr); }
  Value operator()(const syntax::LambdaExpr &expr) { return lowerLambda(fn, expr); }
  Value operator()(const syntax::AwaitExpr &expr) { return lowerAwait(fn, expr); }
  Value operator()(const syntax::YieldExpr &expr) { return lowerYield(fn, expr); }
  Value operator()(const syntax::YieldFromExpr &expr) { return lowerYieldFrom(fn, expr); }
  Value operator()(const syntax::CallExpr &expr) {
    switch (infoOf(fn, expr).form) {
    case sema::ExprForm::CppCall:
      return lowerCppCall(fn, expr);
    case sema::ExprForm::CppOperator:
      return lowerCppOperator(fn, infoOf(fn, expr), {expr.args[0]});
    case sema::ExprForm::CCall:
      return lowerCCall(fn, expr);
    case sema::ExprForm::ExtensionNew:
      return lowerExtensionNew(fn, expr);
    case sema::ExprForm::BuiltinCall:
      return lowerBuiltinCall(fn, expr);
    case sema::ExprForm::StructConstruct:
      return lowerStructConstruct(fn, expr);
    case sema::ExprForm::TypeConvert:
      return lowerTypeConvert(fn, expr);
    case sema::ExprForm::CythonCall:
      return lowerCythonCall(fn, expr);
    default: // forms of other kinds of node, and PythonCall
      return lowerPythonCall(fn, expr);
    }
  }
  Value operator()(const syntax::AttributeExpr &expr) { return lowerAttribute(fn, expr); }
  Value operator()(const syntax::IndexExpr &expr) {
    return isCppOperator(expr) ? lowerCppOperator(fn, infoOf(fn, expr), {expr.base, expr.index})
                               : lowerIndex(fn, expr);
  }
  Value operator()(const syntax::SliceExpr &expr) { return lowerSliceObject(fn, expr); }
  Value operator()(const syntax::CastExpr &expr) {
    const Type *type = typeOf(fn, expr);
    // A literal takes the type that it is cast to as it does in an assignment; one of a header may
    // cut it, and a `float` does.
    const auto *floating = llvm::dyn_cast<types::FloatType>(types::canonical(type));
    const bool is_cut = floating && floating->floating == types::FloatKind::Float;
    Value value = types::isArithmetic(type) && !types::isOfHeader(type) && !is_cut
                      ? lowerLiteralTo(fn, *expr.operand, type)
                      : Value();
    if (!value)
      value = lowerExpr(fn, *expr.operand);
    return convertByCast(fn, value, type, expr.is_checked);
  }
  Value operator()(const syntax::AddressOfExpr &expr) { return lowerAddressOf(fn, expr); }
  Value operator()(const syntax::SizeofExpr &expr) {
    const Type *of = expr.type ? fn.module.analysis.typeOf(*expr.type) : typeOf(fn, *expr.operand);
    if (!of && expr.operand)
      of = fn.module.analysis.typeOf(*expr.operand);
    return cValue(sizeOf(fn.module, of));
  }
  Value operator()(const syntax::NewExpr &expr) { return unsupportedExpr(fn, expr, "`new`"); }
  Value operator()(const syntax::TypeNameExpr &expr) {
    return unsupportedExpr(fn, expr, "a C type as a value");
  }
  Value operator()(const syntax::BackquoteExpr &expr) {
    Value value = lowerObject(fn, *expr.value);
    return callRuntime(fn, RuntimeEntry::to_repr, {value.expr}, {Construct::CallBuiltin, "repr"});
  }
  Value operator()(const syntax::ForFromRange &expr) {
    return unsupportedExpr(fn, expr, "a generator expression that begins with `for ... from`");
  }
  Value operator()(const syntax::ErrorExpr &) { return borrowed(none(fn.module)); }
};

} // namespace

Value lowerExpr(FunctionContext &fn, const syntax::Expr &expr) {
  At at(fn, expr.span);
  if (const sema::ConstantValue *constant = infoOf(fn, expr).constant)
    return lowerConstantValue(fn, *constant, typeOf(fn, expr));
  Value value = syntax::dispatch(expr, Lowering{fn});
  if (value.kind == ValueKind::Nothing)
    return borrowed(none(fn.module));
  // What sema knows is more exact than what the runtime's table says: `list`, not `object`.
  if (value.isObject() && types::isObject(typeOf(fn, expr)))
    value.type = typeOf(fn, expr);
  return value;
}

bool isCutNumber(const FunctionContext &fn, const syntax::Expr &expr) {
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr);
  const sema::Symbol *symbol = call ? infoOf(fn, *call->callee).symbol : nullptr;
  return symbol && symbol->kind == sema::SymbolKind::Builtin && symbol->name == "int" &&
         call->args.size() == 1 && call->keywords.empty() &&
         !llvm::isa<syntax::StarredExpr>(call->args[0]) &&
         types::isArithmetic(typeOf(fn, *call->args[0]));
}

/// `cdef int k = int(d)` of a C floating-point number.
static bool isCut(const FunctionContext &fn, const syntax::Expr &expr, const Type *type) {
  if (!types::isInteger(type) || types::isUnicodeCharacter(type) || !isCutNumber(fn, expr))
    return false;
  const Type *from = typeOf(fn, *llvm::cast<syntax::CallExpr>(expr).args[0]);
  return llvm::isa<types::FloatType>(types::canonical(from));
}

Value lowerTo(FunctionContext &fn, const syntax::Expr &expr, const Type *type) {
  if (isCut(fn, expr, type)) {
    const Value value = lowerExpr(fn, *llvm::cast<syntax::CallExpr>(expr).args[0]);
    Value integer = cValue(cast(fn.module, value.expr, type));
    integer.type = type;
    return integer;
  }
  {
    At at(fn, expr.span);
    if (const auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr);
        text && isCppObject(type) && types::isCharPointer(typeOf(fn, expr))) {
      const Value bytes = lowerTo(fn, expr, typeOf(fn, expr));
      const size_t length = text->string_kind == syntax::StringKind::Plain
                                ? text->bytes_value.size()
                                : text->value.size();
      return cppString(fn, bytes.expr, intLiteral(fn.module, static_cast<int64_t>(length)), type);
    }
    if (Value value = isCppObject(type) ? Value() : lowerLiteralTo(fn, expr, type))
      return value;
  }
  Value value = lowerExpr(fn, expr);
  At at(fn, expr.span);
  return convert(fn, value, type);
}

Value lowerObject(FunctionContext &fn, const syntax::Expr &expr) {
  return lowerTo(fn, expr, fn.module.object());
}

void lowerDiscarded(FunctionContext &fn, const syntax::Expr &expr) {
  if (const auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr);
      call && lowerDiscardedAppend(fn, *call))
    return;
  Value value = lowerExpr(fn, expr);
  // A C call whose result is not wanted is an instruction already; other pure values have no
  // effect.
  (void)value;
}

} // namespace nogilc::lower
