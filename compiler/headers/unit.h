// One source: runs Clang over it and collects what its functions do about the GIL.
#pragma once

#include "cfacts/facts.h"
#include "headers/flow.h"
#include "headers/source_places.h"

#include <llvm/ADT/StringMap.h>

#include <string>
#include <vector>

namespace nogilc::headers {

struct UnitRequest {
  FileNames names;
  std::vector<std::string> command; ///< as a compiler would be called, the source included
  llvm::StringMap<cfacts::Effect> effects;
};

cfacts::Unit readUnit(const UnitRequest &request);

/// What was found out about a function, as the linker of facts wants it.
cfacts::Function functionFacts(const Program &program, const clang::FunctionDecl &function,
                               const Summary &summary);

} // namespace nogilc::headers
