// Finds and parses the files that `cimport` and `include` name: from the folder that holds the
// module's package, in -I folders, where the target Python finds its modules, and among the
// declarations that come with the compiler.
#pragma once

#include "driver/distutils.h"
#include "driver/paths.h"
#include "driver/session.h"
#include "parse/parse.h"
#include "sema/sema.h"
#include "syntax/ast_context.h"

#include <llvm/ADT/StringMap.h>

#include <map>
#include <optional>

namespace nogilc::driver {

/// How a file is parsed: by its kind, and the language level of the command line.
parse::ParseOptions parseOptions(const Options &options, llvm::StringRef path);

class FileModuleLoader final : public sema::ModuleLoader {
public:
  /// `path` is the main source file, `place` where its module lies.
  FileModuleLoader(Session &session, syntax::AstContext &ast, llvm::StringRef path,
                   const ModulePlace &place);

  sema::PxdFile loadPxd(llvm::StringRef dotted, sema::PxdSearch search) override;
  sema::SearchReport explainMissing(llvm::StringRef dotted, sema::PxdSearch search) override;
  const syntax::Module *loadInclude(llvm::StringRef path, FileId from,
                                    std::vector<std::string> &searched) override;
  sema::HeaderAnswer loadHeaders(const sema::HeaderQuery &query) override;

  /// How the module is compiled: where its headers are.
  void setCompilation(const DistutilsSettings &settings) { settings_ = settings; }

  /// The files that were read, in order, without the main one.
  const std::vector<std::string> &loaded() const { return loaded_; }
  /// The same, parsed.
  std::vector<const syntax::Module *> modules() const;

private:
  std::vector<std::string> foldersFor(llvm::StringRef dotted, sema::PxdSearch search);
  std::string findPxd(llvm::StringRef dotted, sema::PxdSearch search);
  const syntax::Module *parse(llvm::StringRef path);
  std::optional<FileId> includerOf(FileId file) const;

  Session &session_;
  syntax::AstContext &ast_;
  std::string main_path_;
  std::string module_name_;
  std::vector<std::string> own_folders_;           ///< of the package, then those of -I
  llvm::StringMap<const syntax::Module *> parsed_; ///< by path; null for what cannot be read
  std::vector<std::string> loaded_;
  std::map<FileId, FileId> included_from_;
  DistutilsSettings settings_;
};

} // namespace nogilc::driver
