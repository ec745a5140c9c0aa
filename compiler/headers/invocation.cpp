// See invocation.h.
#include "headers/invocation.h"

namespace nogilc::headers {

void ErrorCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                      const clang::Diagnostic &info) {
  clang::DiagnosticConsumer::HandleDiagnostic(level, info);
  if (level < clang::DiagnosticsEngine::Error || errors_.size() >= kMostErrors)
    return;
  llvm::SmallString<128> text;
  info.FormatDiagnostic(text);
  Error error{"", 0, 0, false, text.str().str()};
  if (info.hasSourceManager() && info.getLocation().isValid()) {
    const clang::SourceManager &manager = info.getSourceManager();
    const clang::SourceLocation at = manager.getFileLoc(info.getLocation());
    const auto [file, offset] = manager.getDecomposedLoc(at);
    error.file = manager.getFilename(at).str();
    error.offset = offset;
    error.line = manager.getLineNumber(file, offset);
    error.is_in_main = file == manager.getMainFileID();
  }
  errors_.push_back(std::move(error));
}

std::vector<std::string> adjustedCommand(const std::vector<std::string> &command) {
  std::vector<std::string> adjusted{"clang", "-fsyntax-only"};
  for (size_t i = 1; i < command.size(); ++i) {
    const llvm::StringRef option = command[i];
    if (option == "-o" || option == "-MF" || option == "-MT" || option == "-MQ") {
      ++i;
      continue;
    }
    const bool is_dropped =
        option == "-c" || option == "-S" || option == "-E" || option == "-MD" || option == "-MMD" ||
        option == "-MP" || option.starts_with("-W") || option == "-Winvalid-pch" ||
        option.starts_with("-flto") || option.starts_with("-fno-semantic") ||
        option.starts_with("-fanalyzer") || option.starts_with("-fdiagnostics") ||
        option.starts_with("-fmodules-ts") || option.starts_with("-fdeps-format") ||
        option.starts_with("-fmodule-mapper") || option.starts_with("-fpch") ||
        option.starts_with("-specs") || option.starts_with("-ffile-prefix-map") ||
        option.starts_with("-fno-canonical") || option.starts_with("-g") || option == "-pg";
    if (!is_dropped)
      adjusted.push_back(option.str());
  }
  adjusted.insert(adjusted.begin() + 2,
                  {"-w", "-Qunused-arguments", "-resource-dir", NOGILC_CLANG_RESOURCES});
  return adjusted;
}

} // namespace nogilc::headers
