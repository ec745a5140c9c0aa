// Checks several files at once, each on its own, and puts what was found together in an order that
// depends neither on the threads nor on the order of the files. Shows nothing.
#pragma once

#include "driver/compile_commands.h"
#include "driver/config.h"
#include "driver/session.h"

#include <memory>
#include <string>
#include <vector>

namespace nogilc::driver {

struct CheckReport {
  /// Those that the diagnostics speak of.
  std::unique_ptr<SourceManager> sources = std::make_unique<SourceManager>();
  std::vector<Diagnostic> diagnostics; ///< sorted by file and place, each once
  size_t dropped = 0;                  ///< reported and not kept
  size_t ignored = 0;                  ///< by comments and configuration
  bool has_system_failed = false;

  size_t count(Severity severity) const;
};

struct CheckRequest {
  const Options &options; ///< of the command line
  ConfigFinder &configs;
  std::vector<std::string> paths; ///< sorted, each once
  const SourceOverlay *overlay = nullptr;
  CompileCommands commands = {}; ///< of C and C++ sources; others are compiled as options say
};

CheckReport checkFiles(const CheckRequest &request);

} // namespace nogilc::driver
