// Why a C function needs the GIL, or that only its declaration says so: followed through the calls
// that it makes, for the notes below an error.
#pragma once

#include "gil/facts.h"

namespace nogilc::gil {

/// One step of an explanation: `function` needs the GIL because of `fact`.
struct Step {
  const ir::Function *function;
  Fact fact;
};

struct Explanation {
  /// From the function asked about to the first operation that really needs the GIL. Empty: nothing
  /// in it does.
  std::vector<Step> chain;
  /// When the chain is empty: the functions that would have to be declared `nogil`, the one asked
  /// about first.
  std::vector<const ir::Function *> declare;
};

/// Whether the fact follows from one of those that come later in its statement, so that it says
/// nothing new: the conversion of an argument.
bool followsFrom(const Fact &fact, llvm::ArrayRef<Fact> later);

/// Whether `fact` is about a part of the comprehension that `outer` is about.
bool isPartOf(const Fact &fact, const Fact &outer);

/// The same as followsFrom, or it is about a variable that only lowering knows.
bool isExplained(const Fact &fact, llvm::ArrayRef<Fact> later);

/// The facts that keep a function from being `nogil`, in the order of evaluation, with calls of
/// functions that may turn out not to need the GIL among them.
std::vector<Fact> obstacles(const ir::Function &function);

Explanation explain(const ir::Function &function);

} // namespace nogilc::gil
