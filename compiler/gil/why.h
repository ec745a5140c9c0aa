// Why a function is not `nogil`, whole: every operation in it that needs the GIL, and through the
// functions that it calls, theirs. What `nogilc why` shows; the errors of the checker follow one
// way only (reasons.h). Reports nothing.
#pragma once

#include "gil/facts.h"

#include <memory>
#include <vector>

namespace nogilc::gil {

/// What a function would have to be rid of, in the order of the source.
struct Why {
  struct Reason {
    Fact fact;
    /// The function that is called, if it is one of this module that is not declared `nogil`.
    std::unique_ptr<Why> callee;
  };
  const ir::Function *function = nullptr;
  bool is_python = false;      ///< a `def` function: it is called with objects
  bool returns_object = false; ///< its caller would own an object without the GIL
  /// Its reasons are not repeated: it is being explained already, or has been.
  bool is_told_elsewhere = false;
  bool could_elsewhere = true; ///< what is said there
  std::vector<Reason> reasons;

  /// Nothing in it needs the GIL but calls of functions of which the same is true.
  bool canBeNogil() const;
  /// Whether it runs without the GIL as it stands.
  bool isNogil() const { return function->entry_state == ir::GilState::Either; }
};

Why whyNotNogil(const ir::Function &function);

} // namespace nogilc::gil
