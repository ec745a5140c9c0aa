// See truth_signatures.h.
#include "headers/truth_signatures.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/Stmt.h>
#include <clang/Sema/Overload.h>

namespace nogilc::headers {

using cfacts::ExternDeclaration;
using cfacts::HeaderFinding;
using clang::QualType;

namespace {

/// A function of the header as far as calls see it.
struct Signature {
  const clang::FunctionProtoType *type = nullptr; ///< null: of C without a prototype
  QualType result;
  unsigned fewest = 0; ///< without those that have a default
  bool takes_any =
      false; ///< behind those of `type`, too: an instance of `template <typename... T>`
  clang::SourceLocation place;
  std::string text;
};

Signature signatureOf(const Truth &truth, const clang::FunctionDecl &function) {
  Signature signature;
  signature.type = function.getType()->getAs<clang::FunctionProtoType>();
  signature.result = function.getReturnType();
  signature.fewest = function.getMinRequiredArguments();
  const clang::FunctionDecl *pattern = function.getTemplateInstantiationPattern();
  signature.takes_any = pattern && llvm::any_of(pattern->parameters(), [](const auto *parameter) {
                          return parameter->isParameterPack();
                        });
  signature.place = function.getLocation();
  signature.text = function.getType().getAsString(truth.context.getPrintingPolicy());
  return signature;
}

Signature signatureOf(const Truth &truth, const clang::ValueDecl &pointer) {
  Signature signature;
  const QualType type = pointer.getType()->getPointeeType();
  signature.type = type->getAs<clang::FunctionProtoType>();
  signature.result = type->castAs<clang::FunctionType>()->getReturnType();
  signature.fewest = signature.type ? signature.type->getNumParams() : 0;
  signature.place = pointer.getLocation();
  signature.text = type.getAsString(truth.context.getPrintingPolicy());
  return signature;
}

bool isCxxClass(QualType type) {
  const auto *record = type.isNull() ? nullptr : type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->hasDefinition() && !record->isCLike();
}

/// Of objects of C++ classes: whether C++ binds or converts one to the other.
Fit objectFits(const Truth &truth, QualType from, QualType to, bool is_result) {
  if (from->isDependentType() || to->isDependentType() || from->isUndeducedType() ||
      to->isUndeducedType())
    return Fit::Good;
  const QualType value = from.getNonReferenceType();
  const bool is_to_reference = to->isLValueReferenceType();
  const bool is_to_const = to.getNonReferenceType().isConstQualified();
  if (is_to_reference && value.isConstQualified() && !is_to_const)
    return objectFits(truth, value.getUnqualifiedType(), to.getNonReferenceType(), is_result) ==
                   Fit::Good
               ? Fit::LosesConst
               : Fit::Differs;
  const bool is_place =
      from->isLValueReferenceType() || !(is_result || to->isRValueReferenceType());
  const QualType wanted = to.getNonReferenceType().getUnqualifiedType();
  const bool is_same = truth.context.hasSameUnqualifiedType(value, wanted);
  if (is_to_reference && !is_to_const && !is_place)
    return Fit::Differs;
  if (is_same || truth.sema.IsDerivedFrom(clang::SourceLocation(), value, wanted))
    return Fit::Good;
  if (is_to_reference && !is_to_const)
    return Fit::Differs;
  clang::OpaqueValueExpr object(clang::SourceLocation(), value,
                                is_place ? clang::VK_LValue : clang::VK_XValue);
  const clang::ImplicitConversionSequence way = truth.sema.TryImplicitConversion(
      &object, wanted, /*SuppressUserConversions=*/false, clang::Sema::AllowedExplicit::None,
      /*InOverloadResolution=*/false, /*CStyle=*/false, /*AllowObjCWritebackConversion=*/false);
  return way.isBad() ? Fit::Differs : Fit::Good;
}

/// Dearer than any types.
constexpr unsigned kWrongCount = 1u << 16;

/// One declaration beside one function.
class Match {
public:
  Match(const Truth &truth, size_t number, const Signature &signature)
      : truth_(truth), number_(number), declaration_(truth.declaration(number)),
        signature_(signature) {}

  bool hasFittingCount() const {
    if (!signature_.type)
      return true;
    const size_t given = declaration_.parts.size();
    const bool is_variadic = signature_.type->isVariadic() || signature_.takes_any;
    return given >= (signature_.takes_any ? 0 : signature_.fewest) &&
           (is_variadic || (given <= signature_.type->getNumParams() && !declaration_.has_varargs));
  }

  /// What to compare: the parameters that the header names, and the result.
  std::vector<Comparison> comparisons() const {
    std::vector<Comparison> all;
    const size_t count = signature_.type ? std::min<size_t>(declaration_.parts.size(),
                                                            signature_.type->getNumParams())
                                         : 0;
    for (size_t i = 0; i < count; ++i) {
      const cfacts::TypedName &part = declaration_.parts[i];
      const QualType declared = truth_.probedType(probeName("part", number_, i));
      if (declared.isNull())
        continue;
      const std::string which = part.name.empty() ? "parameter " + std::to_string(i + 1)
                                                  : "the parameter `" + part.name + "`";
      all.push_back({which + " of `" + declaration_.name + "`", part.type, declared,
                     signature_.type->getParamType(static_cast<unsigned>(i)), false, number_, i + 1,
                     signature_.place});
    }
    // What is not looked at may be anything.
    const QualType declared = truth_.probedType(probeName("value", number_));
    if (!declared.isNull() && !declared->isVoidType())
      all.push_back({"the result of `" + declaration_.name + "`", declaration_.value.type, declared,
                     signature_.result, true, number_, 0, signature_.place});
    return all;
  }

  /// The sum of what does not fit: the smallest is meant.
  unsigned cost() const {
    if (!hasFittingCount())
      return kWrongCount + missingCount();
    unsigned sum = 0;
    for (const Comparison &comparison : comparisons())
      sum += static_cast<unsigned>(fitOf(truth_, comparison)) * 8;
    return sum;
  }

  /// By how many parameters the declaration has too few or too many.
  unsigned missingCount() const {
    const auto given = static_cast<unsigned>(declaration_.parts.size());
    return given < signature_.fewest ? signature_.fewest - given
                                     : given - std::min(given, signature_.type->getNumParams());
  }

  std::string wantedCount() const {
    const unsigned most = signature_.type->getNumParams();
    if (signature_.type->isVariadic())
      return "at least " + std::to_string(signature_.fewest);
    return signature_.fewest == most
               ? std::to_string(most)
               : std::to_string(signature_.fewest) + " to " + std::to_string(most);
  }

private:
  const Truth &truth_;
  size_t number_;
  const ExternDeclaration &declaration_;
  const Signature &signature_;
};

void reportSignature(Truth &truth, size_t number, const Signature &signature) {
  const ExternDeclaration &declaration = truth.declaration(number);
  const Match match(truth, number, signature);
  if (!match.hasFittingCount()) {
    HeaderFinding &finding =
        truth.report("header-parameters", number, 0,
                     {declaration.name, givenCount(declaration), match.wantedCount()});
    truth.note(finding, signature.place, "declared here as `" + signature.text + "`");
    return;
  }
  for (const Comparison &comparison : match.comparisons())
    reportFit(truth, comparison, fitOf(truth, comparison));
}

/// Whether a header speaks C++, so that what it does not promise has a meaning.
bool isOfCxx(const Truth &truth, const clang::FunctionDecl &function) {
  if (function.isExternC() || function.getBuiltinID() != 0 ||
      truth.context.getSourceManager().isInSystemHeader(function.getLocation()))
    return false;
  if (truth.probes.request.is_cxx ||
      !function.getDeclContext()->getRedeclContext()->isTranslationUnit())
    return true;
  const auto isCxxType = [](QualType type) {
    const auto *record = type->getAsCXXRecordDecl();
    return type->isReferenceType() || (record && record->hasDefinition() && !record->isCLike());
  };
  return isCxxType(function.getReturnType()) ||
         llvm::any_of(function.parameters(),
                      [&](const auto *parameter) { return isCxxType(parameter->getType()); });
}

} // namespace

std::string givenCount(const ExternDeclaration &declaration) {
  const size_t count = declaration.parts.size();
  return std::to_string(count) + (declaration.has_varargs ? " or more" : "") +
         (count == 1 && !declaration.has_varargs ? " parameter" : " parameters");
}

void compareTypes(Truth &truth, const Comparison &comparison) {
  reportFit(truth, comparison, fitOf(truth, comparison));
}

Fit fitOf(const Truth &truth, const Comparison &comparison) {
  const QualType from = comparison.is_result ? comparison.actual : comparison.declared;
  const QualType to = comparison.is_result ? comparison.declared : comparison.actual;
  if (isCxxClass(from) || isCxxClass(to))
    return objectFits(truth, from, to, comparison.is_result);
  return valueFits(truth.context, from, to, comparison.is_result);
}

void reportFit(Truth &truth, const Comparison &comparison, Fit fit) {
  // Of a `bint` only counts whether it is zero.
  if (fit == Fit::Narrows && comparison.written == "bint" && comparison.actual->isIntegerType() &&
      truth.context.getIntWidth(comparison.actual) <=
          truth.context.getIntWidth(comparison.declared))
    return;
  llvm::StringRef slug;
  switch (fit) {
  case Fit::Good:
    return;
  case Fit::Narrows:
    slug = "header-narrowing";
    break;
  case Fit::Converts:
    slug = "header-conversion";
    break;
  case Fit::LosesConst:
    slug = "header-const";
    break;
  case Fit::Differs:
    slug = "header-type";
    break;
  }
  std::vector<std::string> arguments{comparison.what, quoted(comparison.written),
                                     spelling(truth.context, comparison.actual)};
  if (fit == Fit::Narrows) {
    const bool is_out = comparison.is_result;
    arguments.push_back(describeNarrowing(truth.context,
                                          is_out ? comparison.actual : comparison.declared,
                                          is_out ? comparison.declared : comparison.actual));
  }
  HeaderFinding &finding =
      truth.report(slug, comparison.number, comparison.part, std::move(arguments));
  truth.note(finding, comparison.place, "the header says it here");
}

/// `NULL` is a number to C++, and a pointer of any type.
bool isNull(const Truth &truth, const clang::Expr &value, QualType declared) {
  return declared->isPointerType() &&
         value.isNullPointerConstant(truth.context, clang::Expr::NPC_ValueDependentIsNotNull) !=
             clang::Expr::NPCK_NotNull;
}

const clang::Stmt *callOfProbe(const Truth &truth, size_t number) {
  const auto *function = truth.probe<clang::FunctionDecl>(probeName("call", number));
  const auto *body =
      function ? llvm::dyn_cast_or_null<clang::CompoundStmt>(function->getBody()) : nullptr;
  // Behind the call stands the semicolon, which a macro may have said already.
  return body && !body->body_empty() ? body->body_front() : nullptr;
}

const clang::FunctionDecl *calledByProbe(const Truth &truth, size_t number) {
  const auto *expr = llvm::dyn_cast_or_null<clang::Expr>(callOfProbe(truth, number));
  if (!expr)
    return nullptr;
  expr = expr->IgnoreImplicit()->IgnoreParens()->IgnoreImplicit();
  if (const auto *made = llvm::dyn_cast<clang::CXXNewExpr>(expr))
    return made->getConstructExpr() ? made->getConstructExpr()->getConstructor() : nullptr;
  const auto *call = llvm::dyn_cast<clang::CallExpr>(expr);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (truth.declaration(number).owner != 0)
    return callee;
  // A macro that passes something else on is no other name of the function.
  if (!callee || call->getNumArgs() < truth.declaration(number).parts.size())
    return nullptr;
  for (unsigned i = 0; i < call->getNumArgs(); ++i) {
    const auto *argument =
        llvm::dyn_cast<clang::DeclRefExpr>(call->getArg(i)->IgnoreParenImpCasts());
    const auto *parameter =
        argument ? llvm::dyn_cast<clang::ParmVarDecl>(argument->getDecl()) : nullptr;
    const bool is_default = llvm::isa<clang::CXXDefaultArgExpr>(call->getArg(i));
    const bool is_same = parameter && parameter->getFunctionScopeIndex() == i;
    // What copies an object stands around it.
    if (!is_default && !is_same && !call->getArg(i)->getType()->isRecordType())
      return nullptr;
  }
  return callee;
}

void compareSignature(Truth &truth, size_t number,
                      llvm::ArrayRef<const clang::FunctionDecl *> functions) {
  std::optional<Signature> best;
  const clang::FunctionDecl *meant = nullptr;
  unsigned lowest = 0;
  for (const clang::FunctionDecl *function : functions) {
    Signature signature = signatureOf(truth, *function);
    const unsigned cost = Match(truth, number, signature).cost();
    if (best && cost >= lowest)
      continue;
    best = std::move(signature);
    meant = function;
    lowest = cost;
  }
  reportSignature(truth, number, *best);
  const ExternDeclaration &declaration = truth.declaration(number);
  const auto *type = meant->getType()->getAs<clang::FunctionProtoType>();
  if (!type || !isOfCxx(truth, *meant) || meant->hasAttr<clang::NoThrowAttr>() ||
      clang::isUnresolvedExceptionSpec(type->getExceptionSpecType()))
    return;
  const bool cannot_throw = type->isNothrow();
  if (declaration.catches && cannot_throw) {
    HeaderFinding &finding = truth.report("header-noexcept", number, 0, {declaration.name});
    truth.note(finding, meant->getLocation(), "declared `noexcept` here");
  }
  if (!declaration.catches && !cannot_throw)
    truth.throwing.emplace_back(number, meant);
}

bool takesCount(const Truth &truth, size_t number, const clang::FunctionDecl &function) {
  const Signature signature = signatureOf(truth, function);
  return Match(truth, number, signature).hasFittingCount();
}

void compareSignature(Truth &truth, size_t number, const clang::ValueDecl &pointer) {
  reportSignature(truth, number, signatureOf(truth, pointer));
}

void compareCallResult(Truth &truth, size_t number, clang::SourceLocation place) {
  const auto *expr = llvm::dyn_cast_or_null<clang::Expr>(callOfProbe(truth, number));
  const QualType declared = truth.probedType(probeName("value", number));
  if (!expr || declared.isNull() || declared->isVoidType() || isNull(truth, *expr, declared))
    return;
  const ExternDeclaration &declaration = truth.declaration(number);
  QualType actual = expr->IgnoreImplicit()->getType();
  // `(x) ? 1 : 0` is an int, whatever it is declared as: the type of an expression says less than
  // that of a function.
  if (actual->isArithmeticType() && declared->isArithmeticType())
    return;
  compareTypes(truth, {"the result of `" + declaration.name + "`", declaration.value.type, declared,
                       actual, true, number, 0, place});
}

} // namespace nogilc::headers
