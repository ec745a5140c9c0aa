// What a function does about the GIL, as data: one walk over its IR yields facts, and the table
// `verdict` says which facts are right in which region state. Reports nothing.
#pragma once

#include "ir/ir.h"

#include <llvm/ADT/SmallVector.h>

#include <vector>

namespace nogilc::gil {

using ir::GilState;

enum class FactKind : uint8_t {
  Needs,    ///< an operation on Python objects
  Calls,    ///< a call of a C function that may be called without the GIL
  CallsGil, ///< a call of a C function that may not
  Holds,    ///< an owned object comes into being; it is dropped where its block ends
  Acquires, ///< a `with gil` region begins
  Releases, ///< a `with nogil` region begins
};
inline constexpr size_t kFactKinds = 6;

enum class Verdict : uint8_t { Ok, NeedsGil, AlreadyHeld, AlreadyReleased };

/// The rules, one row a kind of fact, one column a state.
Verdict verdict(FactKind kind, GilState state);

/// The state inside a region.
GilState stateInside(ir::InstKind region, GilState outside);

struct Fact {
  FactKind kind = FactKind::Needs;
  GilState state = GilState::Held;
  Span span;
  uint32_t statement = 0;
  const ir::Inst *inst = nullptr;         ///< null: a local variable of the function
  const ir::Variable *variable = nullptr; ///< Holds
  /// The innermost region around it that released the GIL; null: the function's own state.
  const ir::Inst *region = nullptr;
  /// Needs: not the instruction itself, but this part of an expression in it.
  const ir::Expr *part = nullptr;
  /// What the operation works on, in the words of the source: "the list `items`"; may be empty.
  /// Only of facts that break a rule.
  std::string operand = {};
  /// Only of facts that break a rule: whether this would be C if these variables, which nobody
  /// declares, were C numbers.
  bool is_arithmetic = false;
  std::vector<const ir::Variable *> undeclared = {};

  Verdict verdict() const { return gil::verdict(kind, state); }
};

/// The name by which C++ knows the function that is called, if it is called by name.
llvm::StringRef calledName(const ir::Inst &call);

/// In the order of evaluation, with the body starting in the state `entry`.
std::vector<Fact> factsOf(const ir::Function &function, GilState entry);
inline std::vector<Fact> factsOf(const ir::Function &function) {
  return factsOf(function, function.entry_state);
}

/// Makes the object with the variables that inner functions use.
bool makesScope(const Fact &fact);

/// "calling `f`", "holding the Python object `x`".
std::string describe(const Fact &fact);

} // namespace nogilc::gil
