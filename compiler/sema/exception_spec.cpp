// How a C function reports an exception: the clause as written, or the default that the place of
// the declaration gives. Cython 3's rules: functions defined in the module propagate exceptions
// with a value of their return type where it has one; extern functions do not raise.
#include "sema/context.h"

#include <llvm/ADT/StringExtras.h>

#include <cmath>

namespace nogilc::sema {

using namespace types;

namespace {

/// The value that says "raised" when nobody wrote one, as C++. Empty: the type has none.
llvm::StringRef defaultValue(const Type *result) {
  const Type *type = canonical(result);
  switch (type->kind) {
  case TypeKind::Integer:
  case TypeKind::Bint:
  case TypeKind::Float:
    return "-1";
  case TypeKind::Pointer:
    return "NULL";
  default:
    return {};
  }
}

} // namespace

std::string constantText(const ConstantValue &value) {
  if (auto *integer = std::get_if<llvm::APSInt>(&value.value)) {
    llvm::SmallString<24> text;
    integer->toString(text, 10);
    return text.str().str();
  }
  if (auto *boolean = std::get_if<bool>(&value.value))
    return *boolean ? "1" : "0";
  if (auto *number = std::get_if<double>(&value.value)) {
    if (std::isinf(*number))
      return *number < 0 ? "-HUGE_VAL" : "HUGE_VAL";
    char text[40];
    snprintf(text, sizeof text, "%.17g", *number);
    return text;
  }
  return {};
}

namespace {

/// The written value as C++, or nothing after an error.
std::optional<std::string> writtenValue(Context &ctx, Scope *scope, const syntax::Expr &value,
                                        const Type *result) {
  const Type *type = canonical(result);
  auto mismatch = [&](llvm::StringRef why) -> std::optional<std::string> {
    ctx.report(Diag::InvalidExceptionValue, value.span).arg(why);
    return std::nullopt;
  };
  if (auto *literal = llvm::dyn_cast<syntax::StringLiteral>(&value);
      literal && isInteger(type) && literal->value.size() == 1)
    return std::to_string(static_cast<int>(static_cast<signed char>(literal->value[0])));
  if (const ConstantValue *constant = fold(ctx, scope, value)) {
    if (std::holds_alternative<std::string>(constant->value))
      return mismatch("the exception value is text, the function returns `" + spelling(result) +
                      "`");
    const bool is_float = std::holds_alternative<double>(constant->value);
    const bool fits = isFloat(type) || (isInteger(type) && !is_float);
    if (!fits)
      return mismatch("the exception value does not fit the return type `" + spelling(result) +
                      "`");
    return constantText(*constant);
  }
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&value); name && name->name == "NULL") {
    if (isPointer(type))
      return "NULL";
    return mismatch("the exception value `NULL` does not fit the return type `" + spelling(result) +
                    "`");
  }
  if (auto *cast = llvm::dyn_cast<syntax::CastExpr>(&value)) {
    DeclarationPlace place;
    place.scope = scope;
    const Type *target = resolveTypeName(ctx, place, *cast->type);
    auto inner = writtenValue(ctx, scope, *cast->operand,
                              isPointer(target) ? ctx.types.integer(IntegerKind::SSize) : target);
    if (!inner)
      return std::nullopt;
    return "((" + cppDeclaration(target, "") + ")" + *inner + ")";
  }
  if (Symbol *symbol = resolveDotted(ctx, scope, value)) {
    if (symbol->kind == SymbolKind::EnumConstant || symbol->kind == SymbolKind::ExternVariable) {
      const bool fits = isSame(symbol->type, result) ||
                        implicitConversion(symbol->type, result).kind != ConversionKind::Impossible;
      if (!fits)
        return mismatch("the exception value is a `" + spelling(symbol->type) +
                        "`, the function returns `" + spelling(result) + "`");
      return symbol->cname;
    }
  }
  return mismatch("the exception value must be a constant");
}

bool isNan(Context &ctx, Scope *scope, const syntax::Expr &value) {
  const ConstantValue *constant = fold(ctx, scope, value);
  auto *number = constant ? std::get_if<double>(&constant->value) : nullptr;
  return number && std::isnan(*number);
}

/// What translates C++ exceptions: a Python exception as `PyExc_…`, or a function's name.
std::string cppHandler(Context &ctx, const DeclarationPlace &place, const syntax::Expr &value) {
  const Symbol *symbol = resolveDotted(ctx, place.scope, value);
  if (symbol && symbol->kind == SymbolKind::CFunction && !isError(symbol->type)) {
    auto *type = llvm::dyn_cast<FunctionType>(symbol->type);
    if (type && type->parameters.empty() && !symbol->cname.empty())
      return symbol->cname;
  } else if (symbol && symbol->kind == SymbolKind::Builtin &&
             llvm::StringRef(symbol->name.str()).ends_with("Error")) {
    return "PyExc_" + symbol->name.str().str();
  }
  if (!symbol || !isError(symbol->type))
    ctx.report(Diag::InvalidExceptionValue, value.span)
        .arg("what handles C++ exceptions must be a built-in exception or a C function without "
             "parameters");
  return {};
}

} // namespace

ExceptionSpec exceptionSpec(Context &ctx, const DeclarationPlace &place,
                            const syntax::ExceptionClause *clause, const Type *result,
                            bool is_definition, Span span) {
  using syntax::ExceptionClauseKind;
  ExceptionSpec spec;
  const auto kind = clause ? clause->clause : ExceptionClauseKind::Unspecified;
  if (isError(result))
    return spec;
  if (kind == ExceptionClauseKind::Cpp) {
    if (is_definition && !place.in_extern)
      ctx.unsupported(clause->span, "`except +` of a function that is no function of C++");
    spec.kind = ExceptionKind::Cpp;
    if (clause->cpp_star)
      spec.cpp_handler = "*";
    else if (clause->value)
      spec.cpp_handler = ctx.types.string(cppHandler(ctx, place, *clause->value));
    return spec;
  }
  if (isObject(result)) {
    spec.kind = ExceptionKind::Object;
    if (kind == ExceptionClauseKind::Value || kind == ExceptionClauseKind::CheckedValue)
      ctx.report(Diag::InvalidExceptionValue, clause->span)
          .arg("a function that returns an object has no exception value: it returns null");
    else if (kind == ExceptionClauseKind::Noexcept && !place.in_extern)
      ctx.report(Diag::IgnoredExceptionClause, clause->span);
    return spec;
  }
  (void)span;
  switch (kind) {
  case ExceptionClauseKind::Unspecified: {
    if (place.in_extern || (place.directives && place.directives->legacy_implicit_noexcept))
      return spec;
    const llvm::StringRef value = is_definition && !place.in_pxd ? defaultValue(result) : "";
    spec.kind = value.empty() ? ExceptionKind::Always : ExceptionKind::CheckedValue;
    spec.value = value;
    return spec;
  }
  case ExceptionClauseKind::Noexcept:
    return spec;
  case ExceptionClauseKind::Always:
    spec.kind = ExceptionKind::Always;
    return spec;
  case ExceptionClauseKind::Value:
  case ExceptionClauseKind::CheckedValue: {
    if (isVoid(result)) {
      ctx.report(Diag::InvalidExceptionValue, clause->span)
          .arg("a function that returns `void` has no exception value")
          .note("`except *` makes the caller ask for a pending exception after each call");
      return spec;
    }
    auto value = writtenValue(ctx, place.scope, *clause->value, result);
    if (!value)
      return spec;
    if (isNan(ctx, place.scope, *clause->value)) { // equal to nothing, so it tells nothing
      spec.kind = ExceptionKind::Always;
      return spec;
    }
    spec.kind =
        kind == ExceptionClauseKind::Value ? ExceptionKind::Value : ExceptionKind::CheckedValue;
    spec.value = ctx.types.string(*value);
    return spec;
  }
  case ExceptionClauseKind::Cpp:
    break;
  }
  return spec;
}

ExceptionSpec pureExceptionSpec(Context &ctx, const DeclarationPlace &place,
                                const syntax::CallExpr *exceptval, const Type *result,
                                bool has_declared_result) {
  ExceptionSpec spec;
  if (isError(result))
    return spec;
  const auto isUnchecked = [&] {
    for (const syntax::Keyword *keyword :
         exceptval ? exceptval->keywords : syntax::List<syntax::Keyword *>())
      if (keyword->name.name == "check")
        if (const ConstantValue *value = fold(ctx, place.scope, *keyword->value))
          return !truth(*value).value_or(true);
    return false;
  };
  if (!has_declared_result || isObject(result)) {
    spec.kind = ExceptionKind::Object;
    if (exceptval && exceptval->args.empty() && isUnchecked())
      ctx.report(Diag::IgnoredExceptionClause, exceptval->span);
    else if (exceptval && !exceptval->args.empty())
      ctx.report(Diag::InvalidExceptionValue, exceptval->span)
          .arg("a function that returns a Python object reports an exception by itself: it takes "
               "no exception value");
    return spec;
  }
  if (!exceptval && place.directives && place.directives->legacy_implicit_noexcept)
    return spec;
  const syntax::Expr *written =
      exceptval && !exceptval->args.empty() ? exceptval->args[0] : nullptr;
  bool is_checked =
      written == nullptr; // `@exceptval(V)` alone means `except V`, with check `except? V`
  if (exceptval && !exceptval->keywords.empty())
    is_checked = !isUnchecked();
  // `@exceptval(-1)` without `check` checks as well: the default of check is True.
  if (written && exceptval->keywords.empty())
    is_checked = true;
  if (written) {
    auto value = writtenValue(ctx, place.scope, *written, result);
    if (!value)
      return spec;
    spec.kind = is_checked ? ExceptionKind::CheckedValue : ExceptionKind::Value;
    spec.value = ctx.types.string(*value);
    return spec;
  }
  if (!is_checked)
    return spec;
  const llvm::StringRef value = defaultValue(result);
  spec.kind = value.empty() ? ExceptionKind::Always : ExceptionKind::CheckedValue;
  spec.value = value;
  return spec;
}

} // namespace nogilc::sema
