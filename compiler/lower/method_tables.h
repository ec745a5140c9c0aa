// Which methods of a `cdef class` are called through its table, and the entries of the table.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Made by another module.
bool isImported(const sema::ClassInfo &cls);

/// Whether the class's table has the method: other modules call what a .pxd shows in no other way,
/// be it virtual or not.
bool isInTable(const sema::MethodInfo &method);

/// Whether the function that stands behind the method is known where the class is.
bool isKnown(const sema::MethodInfo &method);

/// Whether Python classes may override the C function.
bool needsDispatcher(const sema::MethodInfo &method);

/// The method whose function it is.
const sema::MethodInfo *methodOf(const sema::FunctionInfo &info);

/// A table has an entry for each number of arguments that a method may be called with: whoever
/// leaves some out gets the default values of the function that stands there.
struct Arity {
  size_t least, most; ///< `self` among them
  bool contains(size_t count) const { return least <= count && count <= most; }
};

/// Null: its signature has an error.
const types::FunctionType *typeOf(const sema::MethodInfo &method);
Arity arityOf(const sema::MethodInfo &method);

/// The method, of those that this one overrides, whose class's table has the entry.
const sema::MethodInfo &introducing(const sema::MethodInfo &method, size_t count);

std::string entryName(const sema::MethodInfo &method, size_t count, bool is_direct = false);

/// Whether a cpdef method has a second entry, with the function that looks for no override: what
/// `C.f(self)` in another module calls.
bool hasDirectEntry(const sema::MethodInfo &introducing);

/// The type of the entry: without the arguments that are left out.
const types::FunctionType *entryType(LowerContext &context, const types::FunctionType &type,
                                     size_t count);

/// What C code calls where it knows which class's method is meant.
const ir::Function *functionOf(const LowerContext &context, const sema::MethodInfo &method,
                               bool is_direct = false);

} // namespace nogilc::lower
