// Baselines: the problems that a project has and does not want to hear of yet. A problem is known
// by its file, its slug and the text of its line, counted, so that it stays known when lines move.
// The file is JSON, sorted, a line an entry: it can be read in a review and merged.
#pragma once

#include "diagnostics/diagnostic.h"
#include "support/source.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <map>
#include <string>
#include <vector>

namespace nogilc::driver {

class Baseline {
public:
  /// `path` is the baseline's file: paths in it count from its folder.
  explicit Baseline(llvm::StringRef path);

  /// Reads the file; the error is a sentence for people.
  llvm::Error read();
  llvm::Error write() const;

  /// Counts a problem in, when a baseline is made.
  void add(const Diagnostic &diagnostic, const SourceManager &sources);
  /// Whether a problem is in it; each entry answers for as many as it counts.
  bool take(const Diagnostic &diagnostic, const SourceManager &sources);

  /// What nobody took: `checked` says whether a file was looked at.
  struct Stale {
    std::string file, slug, line;
    unsigned count;
  };
  std::vector<Stale> stale(llvm::ArrayRef<std::string> checked) const;

  size_t size() const;
  llvm::StringRef path() const { return path_; }

private:
  /// The counter of a problem: by file, slug and line.
  struct Key {
    std::string file, slug, line;
    friend bool operator<(const Key &a, const Key &b) {
      return std::tie(a.file, a.slug, a.line) < std::tie(b.file, b.slug, b.line);
    }
  };
  Key keyOf(const Diagnostic &diagnostic, const SourceManager &sources) const;
  std::string relative(llvm::StringRef file) const;

  std::string path_;
  std::map<Key, unsigned> entries_;
};

} // namespace nogilc::driver
