// Checks C and C++ sources: has nogilc-clang find out what each does about the GIL, and puts that
// together. The way of a file through `nogilc check` is in checked_files.h.
#pragma once

#include "cfacts/facts.h"
#include "driver/compile_commands.h"
#include "driver/session.h"

#include <llvm/ADT/ArrayRef.h>

#include <string>

namespace nogilc::driver {

/// One source in a session of its own.
struct CheckedCSource {
  std::string path;
  const CompileCommand *command = nullptr;
  Session *session = nullptr;
  cfacts::Unit unit;
};

/// Reads the facts of the sources, at most `jobs` at once, decides what is wrong, and reports it to
/// the sessions.
void checkCSources(llvm::MutableArrayRef<CheckedCSource> sources, const Options &options);

} // namespace nogilc::driver
