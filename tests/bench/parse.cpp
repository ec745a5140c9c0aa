// Parses one file once, in a fresh process, and prints what it took: text to AST, the predictor's
// tables cold. Run by tests/bench/parse.py.
//
// usage: bench_parse FILE  ->  lines bytes seconds peak-bytes-above-base AST-bytes
#include "parse/parse.h"

#include "diagnostics/engine.h"
#include "llvm/Support/raw_ostream.h"
#include "support/source.h"

#include <ctime>
#include <fstream>
#include <string>

namespace {

/// The largest resident size so far, in bytes. (getrusage would give that of the process before
/// exec.)
long peakBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0)
      return std::stol(line.substr(6)) * 1024;
  return 0;
}

/// Processor time: other processes of the machine do not count.
double seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

} // namespace

int main(int count, char **words) {
  if (count != 2) {
    llvm::errs() << "usage: bench_parse FILE\n";
    return 2;
  }
  const long base = peakBytes();
  nogilc::SourceManager sources;
  const double begin = seconds();
  auto file = sources.load(words[1]);
  if (!file) {
    llvm::errs() << llvm::toString(file.takeError()) << '\n';
    return 2;
  }
  nogilc::Interner interner;
  nogilc::syntax::AstContext context(interner);
  nogilc::DiagnosticEngine diagnostics;
  nogilc::parse::parseModule(**file, {nogilc::parse::fileKindOf(words[1]), 3}, context,
                             diagnostics);
  const double taken = seconds() - begin;
  const long peak = peakBytes();
  if (!diagnostics.empty()) {
    llvm::errs() << words[1] << " does not parse\n";
    return 1;
  }
  llvm::outs() << (*file)->lineCount() << ' ' << (*file)->text().size() << ' ' << taken << ' '
               << peak - base << ' ' << context.bytesAllocated() << '\n';
  return 0;
}
