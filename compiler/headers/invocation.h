// What each run of Clang has: its errors as data, and a command line of any compiler as Clang takes
// it.
#pragma once

#include <clang/Basic/Diagnostic.h>
#include <llvm/ADT/ArrayRef.h>

#include <string>
#include <vector>

namespace nogilc::headers {

/// Keeps the first errors of Clang; warnings are the compiler's business.
class ErrorCollector : public clang::DiagnosticConsumer {
public:
  struct Error {
    std::string file;
    uint32_t offset;
    unsigned line;
    bool is_in_main;
    std::string text;
  };

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic &info) override;

  llvm::ArrayRef<Error> errors() const { return errors_; }

private:
  static constexpr size_t kMostErrors = 3;
  std::vector<Error> errors_;
};

/// Without the options of other compilers that Clang's driver takes for mistakes, and those that
/// write files.
std::vector<std::string> adjustedCommand(const std::vector<std::string> &command);

} // namespace nogilc::headers
