// The executable `nogilc`: chooses the command. Everything that it does is in the library
// nogilc::driver.
#include "driver/commands.h"
#include "driver/config.h"
#include "driver/options.h"

#include <llvm/Support/raw_ostream.h>

#include <cstdlib>

using namespace nogilc;

namespace {

int run(int argc, const char *const *argv) {
  const driver::OptionsResult result = driver::parseOptions(argc, argv);
  if (!result.error.empty()) {
    llvm::errs() << "nogilc: " << result.error << '\n';
    return driver::kSystemFailed;
  }
  switch (result.options.command) {
  case driver::Command::Compile:
    return driver::runWithConfig(result.options, driver::runCompile);
  case driver::Command::Build:
    return driver::runWithConfig(result.options, driver::runBuild);
  case driver::Command::Check:
    return driver::runCheck(result.options);
  case driver::Command::Why:
    return driver::runWhy(result.options);
  case driver::Command::Bindgen:
    return driver::runWithConfig(result.options, driver::runBindgen);
  case driver::Command::Explain:
    return driver::runExplain(result.options);
  case driver::Command::Version:
    llvm::outs() << "nogilc " << driver::versionText() << '\n';
    return driver::kDone;
  case driver::Command::Help:
    llvm::outs() << driver::helpText();
    return driver::kDone;
  }
  return driver::kSystemFailed;
}

} // namespace

int main(int argc, char **argv) {
  const int status = run(argc, argv);
  llvm::outs().flush();
  // The process ends here: nobody waits for the arenas to be given back one by one.
  std::_Exit(status);
}
