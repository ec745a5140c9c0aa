// What is special about a method of a `cdef class` by its name: the rows of slots.def.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <cstdint>

namespace nogilc::sema {

enum class SpecialKind : uint8_t {
#define NOGILC_SPECIAL_METHOD(Kind, name, Shape) Kind,
#include "sema/slots.def"
};

/// The C function behind a special method. A Status is 0, or -1 where it raised.
enum class SpecialShape : uint8_t {
  Arguments,     ///< called as a Python function, with any arguments
  Unary,         ///< object f(self)
  Binary,        ///< object f(self, object)
  Operator,      ///< the same; with `c_api_binop_methods` the class may be that of either argument
  Ternary,       ///< object f(self, object, object)
  Power,         ///< object f(self, object, object), or without the last one
  BinaryStatus,  ///< int f(self, object)
  TernaryStatus, ///< int f(self, object, object)
  Length,        ///< Py_ssize_t f(self)
  Truth,         ///< bint f(self)
  Contains,      ///< bint f(self, object)
  Hash,          ///< Py_hash_t f(self)
  RichCompare,   ///< object f(self, object, int)
  Destroy,       ///< void f(self), which cannot raise
  GetBuffer,     ///< int f(self, Py_buffer *, int)
  ReleaseBuffer, ///< void f(self, Py_buffer *), which cannot raise
};

struct SpecialMethod {
  SpecialKind kind;
  llvm::StringLiteral name;
  SpecialShape shape;
};

/// Null: nothing is special about the name.
const SpecialMethod *specialMethod(llvm::StringRef name);

/// A slot of the type object.
struct TypeSlot {
  llvm::StringLiteral name;
  llvm::StringLiteral adapter; ///< empty: the method is the slot's function
  llvm::ArrayRef<SpecialKind> methods;
};
llvm::ArrayRef<TypeSlot> typeSlots();

/// Whether the C function returns a Status, whatever the method's `return` says.
bool returnsStatus(SpecialShape shape);

} // namespace nogilc::sema
