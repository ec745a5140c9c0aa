// The C++ of `cdef class`es: structs of instances and method tables in front, descriptions and type
// objects behind the functions. Called by emit.cpp.
#pragma once

#include "emit/context.h"

namespace nogilc::emit {

/// The name of the list of the module's types.
inline constexpr llvm::StringLiteral kClassesName = "ng_classes";

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
