// See reasons.h.
#include "gil/reasons.h"

#include <llvm/ADT/DenseSet.h>

namespace nogilc::gil {

using ir::Construct;

/// What lowering does in another way in a `nogil` function: it does not keep one from being it.
static bool hasFormWithoutGil(Construct construct) {
  return construct == Construct::Arithmetic || construct == Construct::UnboundCheck ||
         construct == Construct::ExceptionPath || construct == Construct::Raise ||
         construct == Construct::Assert || construct == Construct::Print;
}

namespace {

/// The statements that raise: a `nogil` function takes the GIL for the whole of them.
llvm::DenseSet<uint32_t> raisingStatements(const std::vector<Fact> &facts) {
  llvm::DenseSet<uint32_t> statements;
  for (const Fact &fact : facts)
    if (fact.inst &&
        (fact.inst->construct == Construct::Raise || fact.inst->construct == Construct::Assert))
      statements.insert(fact.statement);
  return statements;
}

class Explainer {
public:
  Explanation run(const ir::Function &function) {
    if (follow(function))
      result_.declare.clear();
    return std::move(result_);
  }

private:
  /// Whether something in the function really needs the GIL; the way to it is in the chain then.
  bool follow(const ir::Function &function);

  Explanation result_;
  llvm::DenseSet<const ir::Function *> visited_;
};

bool Explainer::follow(const ir::Function &function) {
  // A function that calls itself does not need the GIL for that reason.
  if (!visited_.insert(&function).second)
    return false;
  result_.declare.push_back(&function);
  for (const Fact &fact : obstacles(function)) {
    result_.chain.push_back({&function, fact});
    const bool is_call = fact.kind == FactKind::CallsGil && fact.inst->callee_function;
    if (!is_call || follow(*fact.inst->callee_function))
      return true;
    result_.chain.pop_back();
  }
  return false;
}

} // namespace

std::vector<Fact> obstacles(const ir::Function &function) {
  std::vector<Fact> facts = factsOf(function, GilState::Either);
  const llvm::DenseSet<uint32_t> raising = raisingStatements(facts);
  llvm::erase_if(facts, [&](const Fact &fact) {
    return fact.verdict() == Verdict::Ok ||
           (fact.inst &&
            (raising.contains(fact.statement) || hasFormWithoutGil(fact.inst->construct)));
  });
  return facts;
}

Explanation explain(const ir::Function &function) { return Explainer().run(function); }

} // namespace nogilc::gil
