// See why.h.
#include "gil/why.h"

#include "gil/reasons.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::gil {

namespace {

bool isInside(Span inner, Span outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// What the language puts in around an operation: who removes the operation is rid of it, too.
bool isAttendant(const Fact &fact) {
  if (!fact.inst)
    return false;
  if (fact.kind == FactKind::Holds)
    return !fact.variable || fact.variable->source_name.empty();
  switch (fact.inst->construct) {
  case ir::Construct::None:
  case ir::Construct::ToPython:
  case ir::Construct::FromPython:
  case ir::Construct::TypeTest:
  case ir::Construct::AssignObject:
  case ir::Construct::HoldObject:
  case ir::Construct::DropObject:
  case ir::Construct::ExceptionPath:
    return true;
  default:
    return false;
  }
}

class WhyBuilder {
public:
  Why build(const ir::Function &function);

private:
  /// What is known about the functions met so far; one that is in the making calls itself, which
  /// is no reason.
  llvm::DenseMap<const ir::Function *, bool> could_;
};

/// Of the facts of a statement, those that a writer would have to do something about.
std::vector<Fact> worthTelling(std::vector<Fact> facts) {
  std::vector<Fact> told;
  for (const Fact &fact : facts) {
    const bool is_said = llvm::any_of(facts, [&](const Fact &other) {
      if (other.statement != fact.statement || &other == &fact)
        return false;
      if (isAttendant(fact))
        return !isAttendant(other) ||
               (isInside(fact.span, other.span) && !(fact.span == other.span));
      return false;
    });
    const bool is_repeated = llvm::any_of(told, [&](const Fact &other) {
      return other.span == fact.span && describe(other) == describe(fact);
    });
    if (!is_said && !is_repeated)
      told.push_back(fact);
  }
  return told;
}

Why WhyBuilder::build(const ir::Function &function) {
  Why why;
  why.function = &function;
  why.is_python = function.role != ir::FunctionRole::C;
  why.returns_object = !why.is_python && function.type && types::isObject(function.type->result);
  const auto [known, is_new] = could_.try_emplace(&function, true);
  if (!is_new) {
    why.is_told_elsewhere = true;
    why.could_elsewhere = known->second;
    return why;
  }
  for (const Fact &fact : worthTelling(obstacles(function))) {
    // What every Python function does to be called, which nobody wrote.
    if (why.is_python && fact.kind == FactKind::Needs &&
        fact.inst->construct == ir::Construct::None)
      continue;
    Why::Reason &reason = why.reasons.emplace_back(Why::Reason{fact, nullptr});
    if (fact.kind == FactKind::CallsGil && fact.inst->callee_function)
      reason.callee = std::make_unique<Why>(build(*fact.inst->callee_function));
  }
  could_[&function] = why.canBeNogil();
  return why;
}

} // namespace

bool Why::canBeNogil() const {
  if (is_python || returns_object || function->is_partial)
    return false;
  if (is_told_elsewhere)
    return could_elsewhere;
  return llvm::all_of(
      reasons, [](const Reason &reason) { return reason.callee && reason.callee->canBeNogil(); });
}

Why whyNotNogil(const ir::Function &function) { return WhyBuilder().build(function); }

} // namespace nogilc::gil
