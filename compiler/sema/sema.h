// The entry of semantic analysis: declare, resolve, infer, check. It reads the AST, reports through
// the engine and returns the side tables. It finds .pxd files through ModuleLoader, so that it
// depends neither on the parser nor on the file system.
#pragma once

#include "diagnostics/engine.h"
#include "sema/analysis.h"
#include "syntax/ast_context.h"
#include "types/types.h"

#include <llvm/ADT/StringRef.h>

#include <string>
#include <utility>
#include <vector>

namespace nogilc::sema {

/// Why a .pxd is looked for: that decides where.
enum class PxdSearch : uint8_t {
  Own,      ///< of the module itself: beside it and in -I folders
  Relative, ///< `from .x cimport`: the same, it is of the same package
  Absolute, ///< also where the target Python finds its modules
};

struct PxdFile {
  const syntax::Module *ast = nullptr; ///< null: there is none
  std::string path;
  bool is_package = false; ///< an `__init__.pxd`
};

/// What to say of a file that is not there.
struct SearchReport {
  std::vector<std::string> folders;    ///< where it was looked for, in order
  std::vector<std::string> neighbours; ///< dotted names that are there, in the same package
  std::string source; ///< a `.pyx` or `.py` of that name, which has no .pxd; empty if none
};

/// What `cdef extern from "x.h": *` asks for.
struct HeaderQuery {
  std::vector<std::string> earlier; ///< headers that the module includes before
  std::vector<std::string> headers; ///< of all such blocks of the module, as written
  std::vector<std::string> nogil;   ///< those whose blocks are `nogil`
  std::vector<std::string> names;   ///< that the module mentions
};

/// The declarations of headers, as the text of a .pxd.
struct HeaderAnswer {
  const syntax::Module *ast = nullptr; ///< null: they could not be read
  std::string error;
  bool has_clang = true; ///< false: there is no nogilc-clang to ask
  /// Names that a header has and that cannot be declared, with the reason.
  std::vector<std::pair<std::string, std::string>> omissions;
};

/// Finds and parses what `cimport` and `include` name. Implemented by the driver.
class ModuleLoader {
public:
  virtual ~ModuleLoader() = default;
  /// The .pxd of a dotted module. Parsed once; its own diagnostics are reported by the parser.
  virtual PxdFile loadPxd(llvm::StringRef dotted, PxdSearch search) = 0;
  /// Of a .pxd that loadPxd did not find.
  virtual SearchReport explainMissing(llvm::StringRef dotted, PxdSearch search) = 0;
  /// The file of an `include`, looked up beside `from` and on the search path; null if there is
  /// none: then `searched` gets the folders, and stays empty if the file would include itself.
  virtual const syntax::Module *loadInclude(llvm::StringRef path, FileId from,
                                            std::vector<std::string> &searched) = 0;
  /// Declarations out of headers. A loader that reads none has nothing to say.
  virtual HeaderAnswer loadHeaders(const HeaderQuery &) { return {}; }
};

struct SemaOptions {
  std::string module_name;                                     ///< dotted
  bool is_package = false;                                     ///< the file is an `__init__`
  std::vector<std::pair<std::string, std::string>> directives; ///< -X name=value, in order
  std::vector<std::pair<std::string, std::string>> compile_time_names; ///< -E NAME=value
  bool is_check_only = false; ///< `nogilc check`: also report what only matters to a checker
};

Analysis analyze(const syntax::Module &module, const SemaOptions &options, ModuleLoader &loader,
                 syntax::AstContext &ast, types::TypeContext &types, DiagnosticEngine &diagnostics);

} // namespace nogilc::sema
