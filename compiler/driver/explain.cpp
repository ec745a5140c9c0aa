// `nogilc explain`: the page of a diagnostic.
#include "driver/commands.h"
#include "driver/paths.h"
#include "support/suggest.h"

#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::driver {

int runExplain(const Options &options) {
  int status = kDone;
  for (const std::string &input : options.inputs) {
    // What a message shows, `error[slug]` or `[slug]`, is understood too.
    llvm::StringRef slug = input;
    if (slug.ends_with("]"))
      slug = slug.drop_back().split('[').second;
    if (!findDiagnostic(slug)) {
      llvm::errs() << "nogilc: there is no diagnostic `" << slug << "`";
      Suggestion suggestion(slug);
      for (const DiagnosticRow &row : diagnosticRows())
        suggestion.offer(row.slug);
      if (!suggestion.best().empty())
        llvm::errs() << "; did you mean `" << suggestion.best() << "`?";
      llvm::errs() << '\n';
      status = kSystemFailed;
      continue;
    }
    const std::string path = resourceFolder() + "/diagnostics/" + slug.str() + ".md";
    auto page = llvm::MemoryBuffer::getFile(path);
    if (!page) {
      llvm::errs() << "nogilc: the page `" << path << "` cannot be read\n";
      status = kSystemFailed;
      continue;
    }
    llvm::outs() << (*page)->getBuffer();
  }
  return status;
}

std::string versionText() { return NOGILC_VERSION; }

} // namespace nogilc::driver
