// `[tool.nogilc]` in pyproject.toml: what holds for all the files below its folder. The command
// line has the last word.
#pragma once

#include "driver/options.h"
#include "diagnostics/diagnostic.h"
#include "support/source.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/Support/GlobPattern.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nogilc::driver {

struct Config {
  std::string file;   ///< empty: there is none
  std::string folder; ///< of the pyproject.toml; paths in it count from there
  std::vector<std::pair<std::string, std::string>> directives;
  std::vector<std::string> include_dirs;
  std::optional<int> language_level;
  std::vector<std::string> selected; ///< warnings, as behind -W
  std::vector<Diag> ignored;         ///< not shown by `check`
  std::string baseline;
  std::vector<llvm::GlobPattern> excluded;

  /// Whether a search leaves a path out: it or a folder above it matches.
  bool excludes(llvm::StringRef path) const;
};

/// Finds the configuration of files, upwards from each, and reads it once. Not for several threads.
class ConfigFinder {
public:
  explicit ConfigFinder(const Options &options) : options_(options) {}

  /// Of the nearest pyproject.toml with a `[tool.nogilc]` in the file's folder or above; one that
  /// says nothing if there is none.
  const Config &of(llvm::StringRef path);
  /// The same for a folder.
  const Config &ofFolder(llvm::StringRef folder);

  /// What is wrong with the files that were read.
  llvm::ArrayRef<Diagnostic> problems() const { return problems_; }
  SourceManager &sources() { return sources_; }

private:
  const Config *read(const std::string &path);

  const Options &options_;
  llvm::StringMap<const Config *> by_folder_;
  std::vector<std::unique_ptr<Config>> configs_;
  SourceManager sources_;
  std::vector<Diagnostic> problems_;
  Config none_;
};

/// Runs a command on inputs that share one configuration, with what it says; several are wrong use.
int runWithConfig(const Options &options, int (*run)(const Options &));

/// The options for a file: what its configuration says, and then the command line.
Options withConfig(const Options &options, const Config &config);

} // namespace nogilc::driver
