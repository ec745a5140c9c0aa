// The commands of nogilc, one file each, and what they return to the shell.
#pragma once

#include "driver/options.h"

#include <string>

namespace nogilc::driver {

/// Exit statuses.
enum ExitStatus : int {
  kDone = 0,
  kSourceHasErrors = 1,
  kSystemFailed = 2, ///< or wrong use
};

int runCompile(const Options &options);
int runBuild(const Options &options);
int runCheck(const Options &options);
int runWhy(const Options &options);
int runBindgen(const Options &options);
int runExplain(const Options &options);

std::string versionText();

} // namespace nogilc::driver
