// "Did you mean ...?": the nearest known word to one that is unknown.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <algorithm>

namespace nogilc {

/// Collects the nearest candidate; give it every candidate, then ask.
class Suggestion {
public:
  explicit Suggestion(llvm::StringRef wanted)
      : wanted_(wanted), best_distance_(static_cast<unsigned>(wanted.size() / 3 + 1) + 1) {}

  void offer(llvm::StringRef candidate) {
    if (candidate.empty() || candidate == wanted_)
      return;
    const unsigned distance = wanted_.edit_distance(candidate, /*AllowReplacements=*/true,
                                                    /*MaxEditDistance=*/best_distance_);
    // A word of which nothing is left is no suggestion.
    if (distance < best_distance_ && distance < std::max(wanted_.size(), candidate.size())) {
      best_distance_ = distance;
      best_ = candidate;
    }
  }

  /// Empty if nothing is near: at most one edit for each three letters, and one more.
  llvm::StringRef best() const { return best_; }

private:
  llvm::StringRef wanted_;
  llvm::StringRef best_;
  unsigned best_distance_; ///< a candidate must be nearer than this
};

template <typename Range> llvm::StringRef suggest(llvm::StringRef wanted, const Range &candidates) {
  Suggestion suggestion(wanted);
  for (const auto &candidate : candidates)
    suggestion.offer(candidate);
  return suggestion.best();
}

} // namespace nogilc
