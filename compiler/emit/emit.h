// IR to C++17 text that includes the runtime's umbrella header. Cannot fail,
// decides nothing, and is deterministic.
#pragma once

#include "ir/ir.h"
#include "support/source.h"

#include <string>
#include <vector>

namespace nogilc::emit {

struct EmitOptions {
  bool line_directives = true; ///< `#line` that point into the source
  std::string output_path;     ///< names the text itself in `#line`; empty: not known
};

std::string emitModule(const ir::Module &module, const SourceManager &sources,
                       const EmitOptions &options);

/// The same in as many texts as the C++ compiler may translate at the same time, for modules that
/// are large enough; they are linked together. The first has the init function.
std::vector<std::string> emitModuleInParts(const ir::Module &module, const SourceManager &sources,
                                           const EmitOptions &options);

/// The headers by which C and C++ reach the module; empty where nothing is `public` or `api`.
struct Headers {
  std::string public_text;
  std::string api_text;
};
/// `stem` is the name of their files: `stem.h`, `stem_api.h`.
Headers emitHeaders(const ir::Module &module, llvm::StringRef stem);

} // namespace nogilc::emit
