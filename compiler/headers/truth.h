// Compares what a module declares of its headers with the headers: reads them as the module's C++
// does, with a probe behind them for each declaration that only the compiler can understand
// (macros, types, calls). Called by main.cpp; what is found goes back to nogilc as data.
#pragma once

#include "cfacts/declarations.h"

#include <string>
#include <vector>

namespace nogilc::headers {

struct TruthRequest {
  cfacts::HeaderRequest what;
  std::string directory;            ///< what relative paths in the command count from; absolute
  std::string root;                 ///< files below it are named from it; absolute
  std::string folder;               ///< of the module's source; `#include "x.h"` looks there first
  std::vector<std::string> command; ///< as a compiler would be called, without a source
};

cfacts::HeaderReport compareHeaders(const TruthRequest &request);

} // namespace nogilc::headers
