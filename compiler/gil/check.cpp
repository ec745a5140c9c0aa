// Turns the facts that break a rule into errors: one a cause, with the place where the GIL was
// released and the reason why a callee needs it.
#include "gil/check.h"

#include "gil/cpython.h"
#include "gil/facts.h"
#include "gil/hints.h"
#include "gil/nones.h"
#include "gil/reasons.h"
#include "gil/sharing.h"
#include "gil/signature.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::gil {
namespace {

using ir::Construct;

Diag slugOf(Construct construct) {
  switch (construct) {
  case Construct::CallPython:
  case Construct::CallMethod:
  case Construct::CallBuiltin:
  case Construct::CallC:
    return Diag::GilCall;
  case Construct::ReadGlobal:
  case Construct::WriteGlobal:
    return Diag::GilName;
  case Construct::GetAttribute:
  case Construct::SetAttribute:
  case Construct::DeleteAttribute:
    return Diag::GilAttribute;
  case Construct::GetItem:
  case Construct::SetItem:
  case Construct::DeleteItem:
  case Construct::Slice:
  case Construct::Iterate:
  case Construct::Unpack:
    return Diag::GilItem;
  case Construct::Operator:
  case Construct::Compare:
  case Construct::TruthTest:
  case Construct::Arithmetic:
    return Diag::GilOperator;
  case Construct::ToPython:
  case Construct::FromPython:
  case Construct::TypeTest:
    return Diag::GilConversion;
  case Construct::None:
  case Construct::BuildTuple:
  case Construct::BuildList:
  case Construct::BuildSet:
  case Construct::BuildDict:
  case Construct::BuildSlice:
  case Construct::BuildString:
  case Construct::BuildComplex:
  case Construct::RawObject:
  case Construct::Comprehension:
  case Construct::GeneratorExpression:
  case Construct::Lambda:
  case Construct::DefineFunction:
  case Construct::DefineClass:
  case Construct::AssignObject:
  case Construct::HoldObject:
  case Construct::DropObject:
  case Construct::ReturnObject:
  case Construct::UnboundCheck:
  case Construct::Delete:
    return Diag::GilObject;
  case Construct::Import:
  case Construct::Raise:
  case Construct::Reraise:
  case Construct::Assert:
  case Construct::Except:
  case Construct::Finally:
  case Construct::With:
  case Construct::CriticalSection:
  case Construct::Yield:
  case Construct::Match:
  case Construct::Await:
  case Construct::Print:
  case Construct::Exec:
  case Construct::ExceptionPath:
    return Diag::GilStatement;
  }
  llvm_unreachable("not a construct");
}

Diag slugOf(const Fact &fact) {
  if (fact.kind == FactKind::CallsGil)
    return Diag::GilCall;
  if (fact.kind == FactKind::Holds || fact.part)
    return Diag::GilObject;
  return slugOf(fact.inst->construct);
}

/// Stands for all lines of a statement.
constexpr uint32_t kWholeStatement = 0;

bool isExcept(const Fact &fact) {
  return fact.kind == FactKind::Needs && fact.inst->construct == Construct::Except;
}

/// What a `try` with `except` clauses does by itself: it tests and handles the exception, and
/// raises it again when no clause is for it.
bool isOfTry(const Fact &fact) {
  return isExcept(fact) ||
         (fact.kind == FactKind::Needs && fact.inst->construct == Construct::Reraise);
}

/// The first in the order of evaluation that does not follow from another.
const Fact &primaryOf(llvm::ArrayRef<Fact> facts) {
  for (size_t i = 0; i < facts.size(); ++i)
    if (!isExplained(facts[i], facts.drop_front(i + 1)))
      return facts[i];
  return facts.front();
}

bool makesFunction(const Fact &fact) {
  if (fact.kind != FactKind::Needs || makesScope(fact))
    return false;
  const Construct construct = fact.inst->construct;
  return construct == Construct::Lambda || construct == Construct::DefineFunction ||
         construct == Construct::GeneratorExpression || construct == Construct::DefineClass;
}

bool overlap(Span a, Span b) { return a.file == b.file && a.begin < b.end && b.begin < a.end; }

class Reporter {
public:
  Reporter(const SourceManager &sources, DiagnosticEngine &diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  void run(const ir::Function &function);

private:
  void reportNeed(const ir::Function &function, llvm::ArrayRef<Fact> facts);
  void reportNesting(const ir::Function &function, const Fact &fact);
  /// Where the GIL was released for a fact.
  void labelRelease(DiagnosticBuilder &error, const ir::Function &function, const Fact &fact);
  void explainCallee(DiagnosticBuilder &error, const Fact &fact);
  void fixDeclarations(DiagnosticBuilder &error, llvm::ArrayRef<const ir::Function *> functions);
  uint32_t lineOf(Span span) const {
    return span.isValid() ? sources_.file(span.file).line(span.begin) : 0;
  }

  const SourceManager &sources_;
  DiagnosticEngine &diagnostics_;
};

std::string nameOf(const ir::Function &function) {
  const llvm::StringRef name = function.source_name;
  return name.empty() ? function.name : name.substr(name.rfind('.') + 1).str();
}

void Reporter::labelRelease(DiagnosticBuilder &error, const ir::Function &function,
                            const Fact &fact) {
  if (fact.region)
    error.label(fact.region->span, "GIL released here");
  else if (function.nogil_span.isValid())
    error.label(function.nogil_span, "`" + nameOf(function) + "` is declared `nogil` here");
  else if (function.span.isValid())
    error.label(function.span, "`" + nameOf(function) + "` runs without the GIL");
}

/// Why the function that is called needs the GIL, at its own place, and so on.
void Reporter::explainCallee(DiagnosticBuilder &error, const Fact &fact) {
  if (fact.kind != FactKind::CallsGil)
    return;
  const ir::Function *callee = fact.inst->callee_function;
  if (!callee) {
    if (!fact.inst->subject.empty())
      error.note("`" + llvm::Twine(llvm::StringRef(fact.inst->subject)) +
                 "` is not declared `nogil`");
    return;
  }
  const Explanation explanation = explain(*callee);
  for (const Step &step : explanation.chain)
    error.note(step.fact.span,
               "`" + nameOf(*step.function) + "` needs the GIL for " + describe(step.fact));
  for (const ir::Function *function : explanation.declare)
    error.note(function->span,
               "nothing in `" + nameOf(*function) + "` needs the GIL: declare it `nogil`");
  fixDeclarations(error, explanation.declare);
}

/// The functions are declared `nogil` together, or not at all: each calls the next.
void Reporter::fixDeclarations(DiagnosticBuilder &error,
                               llvm::ArrayRef<const ir::Function *> functions) {
  std::vector<Span> places;
  std::string names;
  for (const ir::Function *function : functions) {
    const std::optional<Span> place = placeForNogil(*function, sources_);
    if (!place)
      return;
    places.push_back(*place);
    names += (names.empty() ? "`" : ", `") + nameOf(*function) + "`";
  }
  for (const Span place : places) {
    if (place == places.front())
      error.fix(place, " nogil", "declare " + names + " as `nogil`");
    else
      error.edit(place, " nogil");
  }
}

/// The facts of one statement and line. One is the error; others that stand beside it are labels;
/// those around or inside one (a conversion of an argument, the assignment of the result) follow
/// from it and say nothing new.
void Reporter::reportNeed(const ir::Function &function, llvm::ArrayRef<Fact> facts) {
  const Fact &first = primaryOf(facts);
  DiagnosticBuilder error = diagnostics_.report(slugOf(first), first.span);
  error.arg(describe(first));
  error.arg(first.region ? std::string("is released here")
                         : "`" + nameOf(function) + "` may run without");
  labelRelease(error, function, first);
  llvm::SmallVector<Span, 4> shown = {first.span};
  for (size_t i = 0; i < facts.size(); ++i) {
    const Fact &fact = facts[i];
    if (isOfTry(fact) || isExplained(fact, facts.drop_front(i + 1)) ||
        llvm::any_of(shown, [&](Span span) { return overlap(span, fact.span); }))
      continue;
    shown.push_back(fact.span);
    error.label(fact.span, describe(fact) + " needs it, too");
  }
  explainCallee(error, first);
}

void Reporter::reportNesting(const ir::Function &function, const Fact &fact) {
  if (fact.verdict() == Verdict::AlreadyReleased) {
    DiagnosticBuilder error = diagnostics_.report(Diag::GilNestedRelease, fact.span);
    labelRelease(error, function, fact);
    return;
  }
  diagnostics_.report(Diag::GilNestedAcquire, fact.span);
}

void Reporter::run(const ir::Function &function) {
  struct Group {
    uint32_t statement;
    uint32_t line;
    std::vector<Fact> facts;
  };
  std::vector<Group> groups;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, size_t> index;
  const std::vector<Fact> facts = factsOf(function);
  // What needs the scope is an error itself.
  const bool is_scope_explained = llvm::any_of(
      facts, [](const Fact &fact) { return fact.verdict() != Verdict::Ok && makesFunction(fact); });
  for (const Fact &fact : facts) {
    switch (fact.verdict()) {
    case Verdict::Ok:
      continue;
    case Verdict::AlreadyHeld:
    case Verdict::AlreadyReleased:
      reportNesting(function, fact);
      continue;
    case Verdict::NeedsGil:
      if (makesScope(fact) && is_scope_explained)
        continue;
      break;
    }
    // A `try` with its clauses is one mistake.
    const bool is_told = isOfTry(fact) && index.contains({fact.statement, kWholeStatement});
    const uint32_t line = is_told || isExcept(fact) ? kWholeStatement : lineOf(fact.span);
    const auto [at, is_new] = index.try_emplace({fact.statement, line}, groups.size());
    if (is_new)
      groups.push_back({fact.statement, line, {}});
    groups[at->second].facts.push_back(fact);
  }
  for (const Group &group : groups)
    reportNeed(function, group.facts);
}

llvm::StringRef word(GilState state) {
  switch (state) {
  case GilState::Held:
    return "held";
  case GilState::Released:
    return "released";
  case GilState::Either:
    return "either";
  }
  llvm_unreachable("not a state");
}

llvm::StringRef word(FactKind kind) {
  switch (kind) {
  case FactKind::Needs:
    return "needs";
  case FactKind::Calls:
    return "calls";
  case FactKind::CallsGil:
    return "calls-gil";
  case FactKind::Holds:
    return "holds";
  case FactKind::Acquires:
    return "acquires";
  case FactKind::Releases:
    return "releases";
  }
  llvm_unreachable("not a fact kind");
}

llvm::StringRef word(Verdict verdict) {
  switch (verdict) {
  case Verdict::Ok:
    return "";
  case Verdict::NeedsGil:
    return "  <- needs the GIL";
  case Verdict::AlreadyHeld:
    return "  <- already held";
  case Verdict::AlreadyReleased:
    return "  <- already released";
  }
  llvm_unreachable("not a verdict");
}

} // namespace

void check(const ir::Module &module, const SourceManager &sources, DiagnosticEngine &diagnostics) {
  Reporter reporter(sources, diagnostics);
  for (const ir::Function *function : module.functions)
    reporter.run(*function);
  checkCpythonDeclarations(module, diagnostics);
  checkSharing(module, diagnostics);
  checkNones(module, diagnostics);
  giveHints(module, diagnostics);
}

void printFacts(const ir::Module &module, const SourceManager &sources, llvm::raw_ostream &out) {
  for (const ir::Function *function : module.functions) {
    out << function->name << ": " << word(function->entry_state) << "\n";
    for (const Fact &fact : factsOf(*function)) {
      out << "  ";
      if (fact.span.isValid()) {
        const LineColumn place = sources.begin(fact.span);
        out << place.line << ":" << place.column << " ";
      }
      out << word(fact.state) << " " << word(fact.kind) << ": " << describe(fact)
          << word(fact.verdict()) << "\n";
    }
  }
}

} // namespace nogilc::gil
