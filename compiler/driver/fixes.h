// Applies the fixes of diagnostics to texts. Knows nothing of files and rounds: check.cpp does.
#pragma once

#include "diagnostics/diagnostic.h"
#include "support/source.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringMap.h>

#include <string>

namespace nogilc::driver {

struct FixedTexts {
  llvm::StringMap<std::string> texts; ///< the new text of each file that changes, by path
  size_t fixes = 0;                   ///< how many were applied
};

/// Applies the first applicable fix of each diagnostic, in order, unless it overlaps one that was
/// applied: those wait for the next round, when the file has been checked again. What is inserted
/// ends its lines as the file does. `with_unsafe` takes guesses, too.
FixedTexts applyFixes(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                      bool with_unsafe);

/// How many diagnostics have a fix that may be applied.
size_t countFixable(llvm::ArrayRef<Diagnostic> diagnostics, bool with_unsafe);

/// The difference of two texts of a file in the unified format, with three lines of context; empty
/// if there is none.
std::string unifiedDiff(llvm::StringRef path, llvm::StringRef before, llvm::StringRef after);

} // namespace nogilc::driver
