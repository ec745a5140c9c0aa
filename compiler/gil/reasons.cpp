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

/// A conversion that the language puts in, not the writer.
bool isConversion(const Fact &fact) {
  if (fact.kind != FactKind::Needs)
    return false;
  switch (fact.inst->construct) {
  case Construct::ToPython:
  case Construct::FromPython:
  case Construct::TypeTest:
    return true;
  default:
    return false;
  }
}

/// Whether the fact is about what stands around its operands as one expression, so that their
/// conversions are its own affair; what a statement does to a value is not.
bool explainsOperands(const Fact &fact) {
  if (fact.kind == FactKind::CallsGil)
    return true;
  if (fact.kind != FactKind::Needs)
    return false;
  switch (fact.inst->construct) {
  case Construct::None:
  case Construct::ToPython:
  case Construct::FromPython:
  case Construct::TypeTest:
  case Construct::TruthTest:
  case Construct::AssignObject:
  case Construct::WriteGlobal:
  case Construct::ReturnObject:
  case Construct::HoldObject:
  case Construct::DropObject:
  case Construct::ExceptionPath:
    return false;
  default:
    return true;
  }
}

bool isInside(Span inner, Span outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// A variable that lowering made, such as the iterator of a loop.
bool isMadeByCompiler(const Fact &fact) {
  return fact.kind == FactKind::Holds && fact.variable && fact.variable->source_name.empty() &&
         !(fact.inst && fact.inst->kind == ir::InstKind::CallFunction);
}

/// `o.f` of the call `o.f(x)`.
bool isLookupOfMethod(const Fact &fact, const Fact &call) {
  return fact.kind == FactKind::Needs && fact.inst->construct == Construct::GetAttribute &&
         call.kind == FactKind::Needs && call.inst->construct == Construct::CallMethod &&
         fact.inst->subject == call.inst->subject;
}

/// A store puts the value into the form that its place needs.
bool storesValue(const Fact &fact) {
  if (fact.kind != FactKind::Needs)
    return false;
  switch (fact.inst->construct) {
  case Construct::SetItem:
  case Construct::SetAttribute:
  case Construct::WriteGlobal:
    return true;
  default:
    return false;
  }
}

/// A reference that lowering takes to an operand.
bool isOperandKept(const Fact &fact) {
  return fact.kind == FactKind::Needs && fact.inst->construct == Construct::HoldObject;
}

/// `x, y = y, x` keeps both before it assigns.
bool assignsObject(const Fact &fact) {
  return fact.kind == FactKind::Needs && fact.inst->construct == Construct::AssignObject;
}

/// Whether `outer` says all that there is to say about `fact`, which comes before it. Of `a + 1`
/// the addition is what was written, although `1` becomes an object before; of `d[1] = 2` the
/// store.
bool explains(const Fact &outer, const Fact &fact) {
  if (outer.statement == fact.statement && storesValue(outer) && fact.kind == FactKind::Needs &&
      fact.inst->construct == Construct::ToPython)
    return true;
  if (outer.statement == fact.statement && isOperandKept(fact) && assignsObject(outer))
    return true;
  if (!isInside(fact.span, outer.span))
    return false;
  return isPartOf(fact, outer) || (isConversion(fact) && explainsOperands(outer)) ||
         isLookupOfMethod(fact, outer) ||
         (isOperandKept(fact) && outer.kind == FactKind::Needs && !isOperandKept(outer));
}

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
  const std::vector<Fact> facts = obstacles(function);
  const auto stops = [&](const Fact &fact) {
    result_.chain.push_back({&function, fact});
    const bool is_call = fact.kind == FactKind::CallsGil && fact.inst->callee_function;
    if (!is_call || follow(*fact.inst->callee_function))
      return true;
    result_.chain.pop_back();
    return false;
  };
  llvm::SmallVector<const Fact *, 8> explained;
  for (size_t i = 0; i < facts.size(); ++i) {
    const auto later = llvm::ArrayRef(facts).drop_front(i + 1).take_while(
        [&](const Fact &other) { return other.statement == facts[i].statement; });
    if (isExplained(facts[i], later))
      explained.push_back(&facts[i]);
    else if (stops(facts[i]))
      return true;
  }
  // What explains them may turn out not to need the GIL: a C function that only lacks its `nogil`.
  return llvm::any_of(explained, [&](const Fact *fact) { return stops(*fact); });
}

} // namespace

bool isPartOf(const Fact &fact, const Fact &outer) {
  return outer.kind == FactKind::Needs && isInside(fact.span, outer.span) &&
         (outer.inst->construct == Construct::GeneratorExpression ||
          outer.inst->construct == Construct::Comprehension);
}

bool followsFrom(const Fact &fact, llvm::ArrayRef<Fact> later) {
  return llvm::any_of(later, [&](const Fact &outer) { return explains(outer, fact); });
}

bool isExplained(const Fact &fact, llvm::ArrayRef<Fact> later) {
  return isMadeByCompiler(fact) || followsFrom(fact, later);
}

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
