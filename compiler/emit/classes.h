// The C++ of `cdef class`es: structs of instances and method tables in front, descriptions and type
// objects behind the functions. Called by emit.cpp.
#pragma once

#include "emit/context.h"

#include <vector>

namespace nogilc::emit {

/// The name of the list of the module's types.
inline constexpr llvm::StringLiteral kClassesName = "ng_classes";

/// What stands in a class's table, in the order of its members.
struct TableEntry {
  const ir::Function *function; ///< null: that of the imported base
  bool has_status;              ///< in the form that says if it raised
};
std::vector<TableEntry> tableEntries(const ir::Class &cls);

/// Finds the classes of the module whose instances some function makes by `C.__new__(C)`.
void findMakers(ModuleContext &context);
void emitClassStructs(ModuleContext &context);
/// The structs that C code may know stand outside of the module's namespace.
void emitPublicInstances(ModuleContext &context);
/// The same for a header.
void writeInstanceForC(TextWriter &out, const ir::Class &cls);
void emitClassTypes(ModuleContext &context);

/// What goes to and comes from other modules.
bool hasExportedClasses(const ir::Module &module);
bool hasImportedClasses(const ir::Module &module);
void emitClassLinkage(ModuleContext &context);

} // namespace nogilc::emit
