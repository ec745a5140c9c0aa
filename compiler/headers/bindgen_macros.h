// Macros that are constants, or that call a function: found in a first run over the headers, and
// asked for their types and values by variables that the second run appends.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/Lex/Preprocessor.h>

#include <functional>
#include <string>
#include <vector>

namespace nogilc::headers {

struct BoundMacro {
  std::string name;
  bool is_function_like = false;
  std::string probe; ///< the variable that has its value; empty: it can be none
  /// Function-like: the function that it calls, and which of its parameters are passed through as
  /// which parameter of that one.
  std::string callee;
  std::vector<std::string> parameter_names;
  std::vector<unsigned> parameters;
};

struct MacroTable {
  std::vector<BoundMacro> macros; ///< in the order of the text
  /// Text that goes behind the includes.
  std::string probes(bool is_cpp) const;
};

/// The macros that are asked for, by place and name; called at the end of the first run.
MacroTable
collectMacros(const clang::Preprocessor &preprocessor,
              const std::function<bool(clang::SourceLocation, llvm::StringRef)> &is_wanted);

} // namespace nogilc::headers
