// `# distutils:` comments: how a module wants to be compiled and linked. The keys are those of
// setuptools' Extension; a value is a list of words, or `[a, b]`.
#pragma once

#include "syntax/ast.h"

#include <string>
#include <vector>

namespace nogilc::driver {

struct DistutilsSettings {
  std::vector<std::string> sources;
  std::vector<std::string> include_dirs;
  std::vector<std::string> define_macros; ///< `NAME` or `NAME=VALUE`
  std::vector<std::string> undef_macros;
  std::vector<std::string> libraries;
  std::vector<std::string> library_dirs;
  std::vector<std::string> runtime_library_dirs;
  std::vector<std::string> extra_objects;
  std::vector<std::string> extra_compile_args;
  std::vector<std::string> extra_link_args;
  std::vector<std::string> depends; ///< files whose change rebuilds the module
  bool is_cxx = false;              ///< `language = c++`: its headers may throw and catch

  /// Whether the module is compiled by flags of its own.
  bool changesCompilation() const {
    return is_cxx || !define_macros.empty() || !undef_macros.empty() || !extra_compile_args.empty();
  }
};

/// Keys that have no meaning here, those of other build tools, are passed over.
DistutilsSettings distutilsSettings(const syntax::Module &module);

/// Words as a POSIX shell splits them: white space, both quotes, backslashes.
std::vector<std::string> splitWords(llvm::StringRef text);

} // namespace nogilc::driver
