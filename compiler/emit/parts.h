// Texts of one module that C++ compilers can work on at the same time. The first part has the whole
// module but for some functions; each further one has some of those. Only functions that need
// nothing but the runtime and the module's own Python objects can stand elsewhere: what a header
// declares may be another thing in every file that includes it.
#pragma once

#include "emit/context.h"

#include <llvm/ADT/DenseMap.h>

#include <string>
#include <vector>

namespace nogilc::emit {

struct Parts {
  /// The C++ namespace of what the parts share, instead of an unnamed one.
  std::string name_space;
  /// The functions that do not stand in the first part.
  llvm::DenseMap<const ir::Function *, unsigned> part_of;
  unsigned count = 1;
};

/// As many parts of about `size` instructions as there are, at least one. Depends on the module
/// alone.
Parts planParts(const ModuleContext &context, unsigned size);

/// One of the further parts.
std::string emitPart(ModuleContext &context, const Parts &parts, unsigned number);

} // namespace nogilc::emit
