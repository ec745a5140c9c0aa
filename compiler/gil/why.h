// Why a C function is not `nogil`, whole: every operation in it that needs the GIL, and through the
// functions that it calls, theirs. What `nogilc why` shows; the errors of the checker follow one
// way only (reasons.h). Reports nothing.
#pragma once

#include "gil/facts.h"

#include <memory>
#include <string>
#include <vector>

namespace nogilc::gil {

/// What a function would have to be rid of, in the order of the source.
struct Why {
  struct Reason {
    Fact fact;
    /// The callee, when the fact is a call of a function of this module that is not `nogil`.
    std::unique_ptr<Why> callee;
    bool is_told = false; ///< the callee's reasons stand elsewhere: it calls itself, or was shown
  };
  const ir::Function *function = nullptr;
  bool is_declared = false; ///< `nogil` already
  std::vector<Reason> reasons;

  /// Nothing in it needs the GIL, or only calls of functions of which the same is true.
  bool canBeNogil() const;
};

Why whyNotNogil(const ir::Function &function);

} // namespace nogilc::gil
