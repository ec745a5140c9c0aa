// Writing results: all or nothing. A file is written beside its place and renamed into it, so that
// a failed or interrupted run leaves what was there as it was.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>

namespace nogilc {

enum class WriteMode : uint8_t {
  Always,
  /// Leaves a file that has these bytes already alone, with its time: builds that compare times do
  /// then not run what comes after it.
  IfChanged,
};

/// Writes a file. The error is one line for people that begins with the path in backticks. A
/// symbolic link is followed; a path that is not a regular file (`/dev/stdout`) is written to
/// directly.
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef text,
                      WriteMode mode = WriteMode::Always);

/// Renames a finished file into its place, within one file system.
llvm::Error replaceFile(llvm::StringRef from, llvm::StringRef to);

} // namespace nogilc
