// Dependency files in the format of make, which C++ compilers, make and ninja share.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <string>
#include <vector>

namespace nogilc::driver {

/// The text that says that `target` is made from `dependencies`.
std::string depfileText(llvm::StringRef target, llvm::ArrayRef<std::string> dependencies);

/// The dependencies in the text of a depfile with one rule.
std::vector<std::string> parseDepfile(llvm::StringRef text);

} // namespace nogilc::driver
