// `nogilc explain`: the page of a diagnostic.
#include "driver/commands.h"
#include "driver/pages.h"
#include "support/suggest.h"

#include <llvm/Support/Format.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::driver {

namespace {

/// A line for each diagnostic, by group: its slug, and the first sentence of its page.
void listDiagnostics() {
  llvm::StringRef group;
  for (const DiagnosticRow &row : diagnosticRows()) {
    if (group != diagnosticGroup(row.id)) {
      llvm::outs() << (group.empty() ? "" : "\n") << diagnosticGroup(row.id) << '\n';
      group = diagnosticGroup(row.id);
    }
    llvm::outs() << "  " << llvm::left_justify(row.slug, 30) << ' '
                 << (row.severity == Severity::Ignored ? "off: " : "") << diagnosticSummary(row.id)
                 << '\n';
  }
}

} // namespace

int runExplain(const Options &options) {
  int status = kDone;
  if (options.lists)
    listDiagnostics();
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
    const std::string page = diagnosticPage(findDiagnostic(slug)->id);
    if (page.empty()) {
      llvm::errs() << "nogilc: the page of `" << slug << "` cannot be read\n";
      status = kSystemFailed;
      continue;
    }
    llvm::outs() << page;
  }
  return status;
}

std::string versionText() { return NOGILC_VERSION; }

} // namespace nogilc::driver
