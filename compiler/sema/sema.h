// The entry of semantic analysis: declare, resolve, infer, check. It reads the AST, reports through
// the engine and returns the side tables. It finds .pxd files through ModuleLoader, so that it
// depends neither on the parser nor on the file system.
#pragma once

#include "diagnostics/engine.h"
#include "sema/analysis.h"
#include "syntax/ast_context.h"
#include "types/types.h"

#include <llvm/ADT/StringRef.h>

namespace nogilc::sema {

/// Finds and parses what `cimport` and `include` name. Implemented by the driver.
class ModuleLoader {
public:
  virtual ~ModuleLoader() = default;
  /// The .pxd of a dotted module, or null if there is none. Parsed once; its own diagnostics are
  /// reported by the parser. `path` gets the file's path.
  virtual const syntax::Module *loadPxd(llvm::StringRef dotted, std::string &path) = 0;
  /// The file of an `include`, looked up beside `from` and on the search path; null if there is
  /// none.
  virtual const syntax::Module *loadInclude(llvm::StringRef path, FileId from) = 0;
};

struct SemaOptions {
  std::string module_name;                                     ///< dotted
  bool is_package = false;                                     ///< the file is an `__init__`
  std::vector<std::pair<std::string, std::string>> directives; ///< -X name=value, in order
  bool is_check_only = false; ///< `nogilc check`: also report what only matters to a checker
};

Analysis analyze(const syntax::Module &module, const SemaOptions &options, ModuleLoader &loader,
                 syntax::AstContext &ast, types::TypeContext &types, DiagnosticEngine &diagnostics);

} // namespace nogilc::sema
