// See truth_types.h.
#include "headers/truth_types.h"

#include <clang/AST/Attr.h>
#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>

#include <algorithm>

namespace nogilc::headers {

using clang::QualType;

namespace {

/// Structs within structs within structs: of CPython's own few have more.
constexpr unsigned kDeepest = 6;

bool beginsWithObject(const clang::RecordDecl *record, unsigned depth) {
  record = record ? record->getDefinition() : nullptr;
  if (!record || depth > kDeepest || record->field_empty())
    return false;
  const auto *first = record->field_begin()->getType()->getAsRecordDecl();
  return first && (first->getName() == "_object" || beginsWithObject(first, depth + 1));
}

class Fitting {
public:
  explicit Fitting(const clang::ASTContext &context) : context_(context) {}

  Fit value(QualType from, QualType to, bool is_result) const;

private:
  Fit number(QualType from, QualType to, bool is_result) const;
  Fit integer(QualType from, QualType to, bool is_result) const;
  Fit pointer(QualType from, QualType to) const;
  Fit pointee(QualType from, QualType to, unsigned depth) const;
  Fit plainPointee(QualType from, QualType to, unsigned depth) const;
  Fit function(const clang::FunctionType &from, const clang::FunctionType &to,
               unsigned depth) const;
  /// Of parts of function types, which are the same or not.
  Fit same(QualType from, QualType to, unsigned depth) const;

  /// Arrays and functions as the pointers that they become.
  QualType decayed(QualType type) const {
    const bool decays = type->isArrayType() || type->isFunctionType();
    return context_.getCanonicalType(decays ? context_.getDecayedType(type) : type)
        .getUnqualifiedType();
  }

  bool isUnknown(QualType type) const {
    if (type.isNull() || type->isDependentType() || type->isUndeducedType())
      return true;
    type = type.getNonReferenceType();
    const auto *record = type->getAsRecordDecl();
    // A class of C++ may convert as it likes.
    const auto *cxx = llvm::dyn_cast_or_null<clang::CXXRecordDecl>(record);
    return record && (record->hasAttr<clang::TransparentUnionAttr>() ||
                      (cxx && cxx->hasDefinition() && !cxx->isCLike()));
  }

  const clang::ASTContext &context_;
};

Fit Fitting::value(QualType from, QualType to, bool is_result) const {
  if (isUnknown(from) || isUnknown(to))
    return Fit::Good;
  from = decayed(from.getNonReferenceType());
  to = decayed(to.getNonReferenceType());
  if (context_.hasSameType(from, to))
    return Fit::Good;
  const bool is_number = from->isArithmeticType() || from->isEnumeralType();
  if (is_number && (to->isArithmeticType() || to->isEnumeralType()))
    return number(from, to, is_result);
  if (from->isPointerType() && to->isPointerType())
    return pointer(from, to);
  if (from->isNullPtrType() && to->isPointerType())
    return Fit::Good;
  // What is none of C's own: vectors, blocks, pointers to members.
  const auto isKnown = [](QualType type) {
    return type->isArithmeticType() || type->isEnumeralType() || type->isPointerType() ||
           type->isRecordType() || type->isVoidType();
  };
  return isKnown(from) && isKnown(to) ? Fit::Differs : Fit::Good;
}

Fit Fitting::number(QualType from, QualType to, bool is_result) const {
  if (from->isAnyComplexType() || to->isAnyComplexType()) {
    if (from->isAnyComplexType() != to->isAnyComplexType())
      return from->isAnyComplexType() ? Fit::Differs : Fit::Good;
    return value(from->castAs<clang::ComplexType>()->getElementType(),
                 to->castAs<clang::ComplexType>()->getElementType(), is_result);
  }
  if (from->isFloatingType() && to->isFloatingType())
    return context_.getFloatingTypeOrder(from, to) > 0 ? Fit::Narrows : Fit::Good;
  if (to->isFloatingType())
    return Fit::Good;
  if (from->isFloatingType())
    return Fit::Differs;
  return integer(from, to, is_result);
}

Fit Fitting::integer(QualType from, QualType to, bool is_result) const {
  if (to->isBooleanType() || from->isBooleanType())
    return Fit::Good;
  // C++ takes only an enum's own values for it; out of it any number.
  if (to->isEnumeralType())
    return Fit::Converts;
  if (from->isEnumeralType())
    return from->isScopedEnumeralType() ? Fit::Converts : Fit::Good;
  const uint64_t width = context_.getIntWidth(from), target = context_.getIntWidth(to);
  if (width > target)
    return Fit::Narrows;
  // Whether `char` has a sign is the machine's matter.
  const auto isChar = [](QualType type) {
    return type->isSpecificBuiltinType(clang::BuiltinType::Char_S) ||
           type->isSpecificBuiltinType(clang::BuiltinType::Char_U);
  };
  if (!is_result || isChar(from) || isChar(to))
    return Fit::Good;
  const bool is_signed = from->isSignedIntegerType();
  const bool loses_sign = is_signed && to->isUnsignedIntegerType();
  const bool overflows = !is_signed && to->isSignedIntegerType() && width == target;
  return loses_sign || overflows ? Fit::Narrows : Fit::Good;
}

Fit Fitting::pointer(QualType from, QualType to) const {
  // A class's struct that the header leaves to the module's own header may be one.
  const auto mayBeObject = [&](QualType type) {
    const clang::RecordDecl *record = type->getPointeeType()->getAsRecordDecl();
    return isPythonObject(context_, type) || (record && !record->getDefinition());
  };
  if ((isPythonObject(context_, from) && mayBeObject(to)) ||
      (isPythonObject(context_, to) && mayBeObject(from)))
    return Fit::Good;
  return pointee(from->getPointeeType(), to->getPointeeType(), 0);
}

Fit Fitting::pointee(QualType from, QualType to, unsigned depth) const {
  const bool loses = (from.isConstQualified() && !to.isConstQualified()) ||
                     // `char **` is no `const char **`: a const string could be put there.
                     (depth > 0 && from.isConstQualified() != to.isConstQualified());
  const Fit plain = plainPointee(from.getUnqualifiedType(), to.getUnqualifiedType(), depth);
  return std::max(plain, loses ? Fit::LosesConst : Fit::Good);
}

Fit Fitting::plainPointee(QualType from, QualType to, unsigned depth) const {
  from = context_.getCanonicalType(from).getUnqualifiedType();
  to = context_.getCanonicalType(to).getUnqualifiedType();
  if (context_.hasSameUnqualifiedType(from, to) || from->isDependentType() ||
      to->isDependentType() || depth > kDeepest)
    return Fit::Good;
  if (to->isVoidType())
    return depth == 0 && !from->isFunctionType() ? Fit::Good : Fit::Converts;
  if (from->isVoidType())
    return Fit::Converts;
  if (const auto *function_from = from->getAs<clang::FunctionType>())
    if (const auto *function_to = to->getAs<clang::FunctionType>())
      return function(*function_from, *function_to, depth);
  if (from->isPointerType() && to->isPointerType())
    return pointee(from->getPointeeType(), to->getPointeeType(), depth + 1);
  const bool is_integer = from->isIntegralOrEnumerationType() && !from->isIncompleteType();
  if (is_integer && to->isIntegralOrEnumerationType() && !to->isIncompleteType())
    return context_.getTypeSize(from) == context_.getTypeSize(to) ? Fit::Converts : Fit::Differs;
  if (from->isArrayType() && to->isArrayType())
    return std::max(Fit::Converts,
                    pointee(context_.getAsArrayType(from)->getElementType(),
                            context_.getAsArrayType(to)->getElementType(), depth + 1));
  const auto *derived = from->getAsCXXRecordDecl();
  const auto *base = to->getAsCXXRecordDecl();
  if (derived && base && derived->hasDefinition() && base->hasDefinition() &&
      derived->isDerivedFrom(base))
    return Fit::Good;
  return Fit::Differs;
}

Fit Fitting::function(const clang::FunctionType &from, const clang::FunctionType &to,
                      unsigned depth) const {
  const auto *prototype_from = from.getAs<clang::FunctionProtoType>();
  const auto *prototype_to = to.getAs<clang::FunctionProtoType>();
  if (!prototype_from || !prototype_to)
    return Fit::Good;
  if (prototype_from->getNumParams() != prototype_to->getNumParams() ||
      prototype_from->isVariadic() != prototype_to->isVariadic())
    return Fit::Differs;
  Fit worst = same(from.getReturnType(), to.getReturnType(), depth + 1);
  for (unsigned i = 0; i < prototype_from->getNumParams(); ++i)
    worst = std::max(
        worst, same(prototype_from->getParamType(i), prototype_to->getParamType(i), depth + 1));
  return worst;
}

Fit Fitting::same(QualType from, QualType to, unsigned depth) const {
  from = context_.getCanonicalType(from).getUnqualifiedType();
  to = context_.getCanonicalType(to).getUnqualifiedType();
  if (context_.hasSameType(from, to) || isUnknown(from) || isUnknown(to))
    return Fit::Good;
  if (from->isPointerType() && to->isPointerType()) {
    const QualType pointed_from = from->getPointeeType(), pointed_to = to->getPointeeType();
    if (isPythonObject(context_, from) && isPythonObject(context_, to))
      return Fit::Good;
    const Fit plain =
        plainPointee(pointed_from.getUnqualifiedType(), pointed_to.getUnqualifiedType(), depth);
    const bool is_same_const = pointed_from.isConstQualified() == pointed_to.isConstQualified();
    return std::max(plain, is_same_const ? Fit::Converts : Fit::LosesConst);
  }
  const bool is_integer = from->isIntegralOrEnumerationType() && to->isIntegralOrEnumerationType();
  if (is_integer && !from->isIncompleteType() && !to->isIncompleteType() &&
      context_.getTypeSize(from) == context_.getTypeSize(to))
    return Fit::Converts;
  return Fit::Differs;
}

} // namespace

Fit valueFits(const clang::ASTContext &context, QualType from, QualType to, bool is_result) {
  return Fitting(context).value(from, to, is_result);
}

bool isPythonObject(const clang::ASTContext &context, QualType type) {
  type = context.getCanonicalType(type).getNonReferenceType();
  if (!type->isPointerType())
    return false;
  const clang::RecordDecl *record = type->getPointeeType()->getAsRecordDecl();
  return record && (record->getName() == "_object" || beginsWithObject(record, 0));
}

std::string describeNarrowing(const clang::ASTContext &context, QualType from, QualType to) {
  from = context.getCanonicalType(from).getNonReferenceType();
  to = context.getCanonicalType(to).getNonReferenceType();
  if (from->isAnyComplexType() || from->isFloatingType())
    return "digits are lost";
  if (from->isSignedIntegerType() && to->isUnsignedIntegerType() &&
      context.getIntWidth(from) <= context.getIntWidth(to))
    return "a negative value becomes a large one";
  if (context.getIntWidth(from) == context.getIntWidth(to))
    return "a large value becomes a negative one";
  return "large values are cut off";
}

std::string spelling(const clang::ASTContext &context, QualType type) {
  clang::PrintingPolicy policy(context.getLangOpts());
  policy.SuppressTagKeyword = false;
  policy.adjustForCPlusPlus();
  const std::string written = type.getAsString(policy);
  const QualType canonical = context.getCanonicalType(type);
  const std::string meant = canonical.getAsString(policy);
  // `z_off_t` says little; what is behind a struct's name says nothing more.
  const bool is_plain = canonical->isArithmeticType() || canonical->isPointerType();
  const auto withoutTag = [](llvm::StringRef text) {
    text.consume_front("const ");
    text.consume_front("struct ");
    text.consume_front("union ");
    text.consume_front("enum ");
    return text;
  };
  if (withoutTag(written) == withoutTag(meant) || !is_plain ||
      llvm::StringRef(meant).contains("unnamed"))
    return "`" + written + "`";
  return "`" + written + "` (`" + meant + "`)";
}

} // namespace nogilc::headers
