// Puts the facts of all the sources of a project together: which functions need the GIL, through
// calls, across sources; and finds those that are used where it is released. Reports nothing: the
// driver turns the problems into diagnostics.
#pragma once

#include "cfacts/facts.h"

#include <llvm/ADT/ArrayRef.h>

namespace nogilc::cfacts {

/// A problem, and the unit (by its number) in which it was found.
struct LinkedProblem {
  Problem problem;
  size_t unit = 0;
};

/// All that is wrong in the units: what each found by itself, and what only all together show.
std::vector<LinkedProblem> link(llvm::ArrayRef<Unit> units);

} // namespace nogilc::cfacts
