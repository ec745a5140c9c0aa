// The builtin types that a `cdef class` may inherit from: the rows of the runtime's
// builtin_bases.def.
#pragma once

#include <llvm/ADT/StringRef.h>

namespace nogilc::sema {

struct BuiltinBase {
  llvm::StringLiteral name;
  llvm::StringLiteral object_struct; ///< of its instances, in C
  bool is_collected;                 ///< its instances take part in garbage collection
  bool varies; ///< its instances vary in size: there is no place for attributes
  bool is_exception;
};

/// Null: a `cdef class` cannot inherit from a builtin of this name.
const BuiltinBase *builtinBase(llvm::StringRef name);

} // namespace nogilc::sema
