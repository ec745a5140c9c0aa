// What two modules that are compiled apart agree on: a C function's or variable's type as text. The
// signature is the one that Cython's modules write into their `__pyx_capi__`, so that ours and
// theirs understand each other; the contract says more, for our own modules.
#pragma once

#include "types/types.h"

namespace nogilc::types {

/// How a C function goes over the boundary of modules.
struct ExportedFunction {
  const FunctionType *type = nullptr;
  bool is_cpdef = false;  ///< gets a further `int`, which module functions ignore
  llvm::StringRef module; ///< dotted; with the name for the struct of the optional arguments
  llvm::StringRef name;
};

/// `5pkg_3mod_`: a dotted name as a part of C names.
std::string mangledModule(llvm::StringRef module);

/// `int (double, struct __pyx_t_3mod_Point)`.
std::string exportedSignature(const Type *type);
std::string exportedSignature(const ExportedFunction &function);

/// The declaration in the dialect's words, then each struct and enum that it mentions with its
/// parts: `double (Point) noexcept nogil; struct mod.Point { double x; double y; }`.
std::string exportedContract(const Type *type);

} // namespace nogilc::types
