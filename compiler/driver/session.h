// One run of the compiler over one or more files: the sources that were read, the problems that
// were found, and the exit status that follows from them.
#pragma once

#include "diagnostics/engine.h"
#include "driver/commands.h"
#include "driver/options.h"
#include "support/source.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/Support/Error.h>

#include <optional>
#include <string>
#include <vector>

namespace nogilc::driver {

/// Texts that stand for those of files: of the standard input, or with fixes applied.
using SourceOverlay = llvm::StringMap<std::string>;

/// Shows diagnostics in the format of the options, on the stream of that format; `dropped` were
/// reported and not kept.
void show(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
          const Options &options, size_t dropped);

class Session {
public:
  explicit Session(const Options &options, const SourceOverlay *overlay = nullptr);

  const Options &options() const { return options_; }
  SourceManager &sources() { return sources_; }
  DiagnosticEngine &diagnostics() { return diagnostics_; }

  /// Reports a problem that is not in the source: the run ends with status 2.
  DiagnosticBuilder reportSystem(Diag id);
  void reportSystem(Diag id, llvm::Error error);
  /// Reads a file; null, and reported, if that fails.
  const SourceFile *load(llvm::StringRef path);

  /// Whether a path that the user gave can be the source of a module; reported if not. What cannot
  /// be read is left to load().
  bool acceptsSource(llvm::StringRef path);

  /// The folders where the target Python finds its modules; asked for once, when a cimport needs
  /// it. Empty if there is no such Python.
  const std::vector<std::string> &pythonPath();

  /// Comments `# nogilc: ignore` that do not say what they ignore: the comment, and its lines. What
  /// they should say is known when all checks have run.
  std::vector<std::pair<Span, Span>> &bareIgnores() { return bare_ignores_; }

  bool hasSystemFailed() const { return has_system_failed_; }

  /// Shows what was reported, and gives the exit status.
  int finish();

private:
  const Options &options_;
  const SourceOverlay *overlay_;
  std::vector<std::string> unknown_warnings_;
  SourceManager sources_;
  DiagnosticEngine diagnostics_;
  std::vector<std::pair<Span, Span>> bare_ignores_;
  bool has_system_failed_ = false;
  std::optional<std::vector<std::string>> python_path_;
};

} // namespace nogilc::driver
