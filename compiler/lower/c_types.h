// Small questions about C types that several topics ask.
#pragma once

#include "lower/context.h"

namespace nogilc::lower {

/// Whether two arithmetic types have the same width and signedness on every platform that we know.
inline bool isSameArithmetic(const Type *a, const Type *b) {
  a = types::canonical(a);
  b = types::canonical(b);
  if (a == b)
    return true;
  if (const auto *left = llvm::dyn_cast<types::IntegerType>(a))
    if (const auto *right = llvm::dyn_cast<types::IntegerType>(b))
      return left->rank == right->rank && left->is_signed == right->is_signed;
  return false;
}

/// The type that C gives a value of `type` in arithmetic: `int` for all that is smaller.
inline const Type *promoted(LowerContext &context, const Type *type) {
  type = types::canonical(type);
  const auto *integer = llvm::dyn_cast<types::IntegerType>(type);
  if (type->kind == types::TypeKind::Bint || type->kind == types::TypeKind::Enum ||
      (integer && integer->rank < 4))
    return context.intType();
  return type;
}

inline bool isUnsigned(const Type *type) {
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  return integer && !integer->is_signed;
}

/// Whether a local or parameter is the function's alone: no call and no other function changes it.
inline bool isPrivate(const ir::Variable &variable) {
  return (variable.storage == ir::Storage::Local || variable.storage == ir::Storage::Parameter ||
          variable.storage == ir::Storage::Temporary) &&
         !variable.is_escaping;
}

} // namespace nogilc::lower
