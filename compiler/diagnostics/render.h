// Shows diagnostics: for people with the source (text) or in a line each (concise), and for
// machines.
#pragma once

#include "diagnostics/diagnostic.h"
#include <llvm/Support/raw_ostream.h>
#include "support/source.h"

#include <functional>
#include <optional>
#include <string>

namespace nogilc {

enum class DiagnosticFormat : uint8_t { Text, Concise, Json, Sarif, Github };

/// The format of a name on the command line.
std::optional<DiagnosticFormat> diagnosticFormat(llvm::StringRef name);

/// Machine formats go to the standard output, the others to standard error.
inline bool isMachineFormat(DiagnosticFormat format) {
  return format != DiagnosticFormat::Text && format != DiagnosticFormat::Concise;
}

/// What the SARIF renderer tells about the tool and its rules. It reads no files itself.
struct ToolText {
  std::string version;
  std::function<std::string(Diag)> page; ///< Markdown, or empty
};

/// Writes diagnostics, in the order given, to `out`. Colours are used if `out` has them enabled.
/// Machine formats write a whole document, also when there is nothing to say.
void render(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
            DiagnosticFormat format, llvm::raw_ostream &out, const ToolText &tool = {});

/// The single renderers, one file each.
void renderText(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                llvm::raw_ostream &out);
void renderConcise(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                   llvm::raw_ostream &out);
void renderJson(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                llvm::raw_ostream &out);
void renderSarif(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                 llvm::raw_ostream &out, const ToolText &tool);
void renderGithub(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                  llvm::raw_ostream &out);

/// `error` or `warning`.
llvm::StringRef severityName(Severity severity);

} // namespace nogilc
