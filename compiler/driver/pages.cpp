// See pages.h.
#include "driver/pages.h"

#include "driver/paths.h"

#include <llvm/Support/MemoryBuffer.h>

namespace nogilc::driver {

std::string diagnosticPage(Diag id) {
  auto page = llvm::MemoryBuffer::getFile(resourceFolder() + "/diagnostics/" +
                                          diagnosticRow(id).slug.str() + ".md");
  return page ? (*page)->getBuffer().str() : "";
}

std::string diagnosticSummary(Diag id) {
  const std::string page = diagnosticPage(id);
  // Behind the heading and the blank line after it.
  llvm::StringRef text = llvm::StringRef(page).split("\n\n").second;
  text = text.split("\n\n").first;
  return text.take_front(text.find(". ")).rtrim(".\n").str();
}

} // namespace nogilc::driver
