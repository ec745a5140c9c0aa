// The headers by which C and C++ reach a module: `module.h` declares what is `public`, for code
// that is linked with the module; `module_api.h` has `import_module()`, which fetches what is `api`
// out of the module's table, for code anywhere. Both are C. Also asked by emit.cpp, which lets a
// module's own headers say nothing in its own text.
#pragma once

#include "ir/ir.h"

#include <string>

namespace nogilc::emit {

bool hasPublicHeader(const ir::Module &module);
bool hasApiHeader(const ir::Module &module);
/// The macro that keeps a header from being read twice; `suffix` is `H` or `API_H`.
std::string headerGuard(const ir::Module &module, llvm::StringRef suffix);

} // namespace nogilc::emit
