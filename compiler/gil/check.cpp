// Turns the facts that break a rule into errors: one a cause, with the place where the GIL was
// released and the reason why a callee needs it.
#include "gil/check.h"

#include "gil/borrowed.h"
#include "gil/cpython.h"
#include "gil/facts.h"
#include "gil/hints.h"
#include "gil/insertions.h"
#include "gil/nones.h"
#include "gil/reasons.h"
#include "gil/sharing.h"
#include "gil/signature.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::gil {
namespace {

using ir::Construct;

Diag slugOf(Construct construct) {
  switch (construct) {
  case Construct::CallPython:
  case Construct::CallMethod:
  case Construct::FindOverride:
  case Construct::CallBuiltin:
  case Construct::CallC:
  case Construct::CppConstruct:
  case Construct::CppCopy:
  case Construct::CppAssign:
  case Construct::CppDestroy:
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
  case Construct::CppOperator:
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
  if (fact.kind == FactKind::CallsGil && fact.inst->construct == Construct::None)
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

/// A `def` or a `class`: its decorators, defaults and bases are there for it.
bool isDefinition(const Fact &fact) {
  return fact.kind == FactKind::Needs && (fact.inst->construct == Construct::DefineFunction ||
                                          fact.inst->construct == Construct::DefineClass);
}

/// A definition; else the first in the order of evaluation that does not follow from another.
const Fact &primaryOf(llvm::ArrayRef<Fact> facts) {
  if (const Fact *definition = llvm::find_if(facts, isDefinition); definition != facts.end())
    return *definition;
  for (size_t i = 0; i < facts.size(); ++i)
    if (!isExplained(facts[i], facts.drop_front(i + 1)))
      return facts[i];
  return facts.front();
}

/// What is wrong in the way that a `match` takes its subject apart is wrong in all its patterns.
bool isOfMatch(const Fact &fact) {
  return fact.kind == FactKind::Needs && fact.inst->construct == Construct::Match;
}

/// The facts that need the GIL and do not have it, without those that follow from others on other
/// lines of their statement.
std::vector<Fact> needsOf(const std::vector<Fact> &facts) {
  std::vector<Fact> needs;
  llvm::copy_if(facts, std::back_inserter(needs),
                [](const Fact &fact) { return fact.verdict() == Verdict::NeedsGil; });
  std::vector<Fact> kept;
  for (size_t i = 0; i < needs.size(); ++i) {
    const auto later = llvm::ArrayRef(needs).drop_front(i + 1).take_while(
        [&](const Fact &other) { return other.statement == needs[i].statement; });
    const bool is_part = llvm::any_of(kept, [&](const Fact &outer) {
      return outer.statement == needs[i].statement && isPartOf(needs[i], outer);
    });
    if (!is_part && !followsFrom(needs[i], later))
      kept.push_back(needs[i]);
  }
  return kept;
}

bool makesFunction(const Fact &fact) {
  if (fact.kind != FactKind::Needs || makesScope(fact))
    return false;
  const Construct construct = fact.inst->construct;
  return construct == Construct::Lambda || construct == Construct::DefineFunction ||
         construct == Construct::GeneratorExpression || construct == Construct::DefineClass;
}

/// The variables that are to blame for all of the facts, which are arithmetic but for them; empty
/// if there is more.
std::vector<const ir::Variable *> undeclaredOf(llvm::ArrayRef<Fact> facts) {
  std::vector<const ir::Variable *> all;
  for (const Fact &fact : facts) {
    if (!fact.is_arithmetic)
      return {};
    for (const ir::Variable *variable : fact.undeclared)
      if (!llvm::is_contained(all, variable))
        all.push_back(variable);
  }
  return all;
}

/// "`a`, `b`".
std::string namesOf(llvm::ArrayRef<const ir::Variable *> variables) {
  std::string names;
  for (const ir::Variable *variable : variables)
    names += (names.empty() ? "`" : ", `") + variable->source_name + "`";
  return names;
}

bool overlap(Span a, Span b) { return a.file == b.file && a.begin < b.end && b.begin < a.end; }

class Reporter {
public:
  Reporter(const ir::Module &module, const SourceManager &sources, DiagnosticEngine &diagnostics)
      : module_(module), sources_(sources), diagnostics_(diagnostics) {}

  void run(const ir::Function &function);

private:
  void reportNeed(const ir::Function &function, llvm::ArrayRef<Fact> facts,
                  llvm::ArrayRef<const ir::Variable *> undeclared);
  void adviseDeclarations(DiagnosticBuilder &error, const ir::Function &function,
                          llvm::ArrayRef<const ir::Variable *> variables);
  void reportNesting(const ir::Function &function, const Fact &fact);
  /// Where the GIL was released for a fact.
  void labelRelease(DiagnosticBuilder &error, const ir::Function &function, const Fact &fact);
  /// Whether it has a fix for it.
  bool explainCallee(DiagnosticBuilder &error, const Fact &fact);
  void offerGil(DiagnosticBuilder &error, const ir::Function &function, llvm::ArrayRef<Fact> facts);
  bool fixDeclarations(DiagnosticBuilder &error, llvm::ArrayRef<const ir::Function *> functions);
  uint32_t lineOf(Span span) const {
    return span.isValid() ? sources_.file(span.file).line(span.begin) : 0;
  }

  const ir::Module &module_;
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
bool Reporter::explainCallee(DiagnosticBuilder &error, const Fact &fact) {
  if (fact.kind != FactKind::CallsGil)
    return false;
  const ir::Function *callee = fact.inst->callee_function;
  if (!callee) {
    // A conversion is a call of a C function, too, but of none that can be declared otherwise.
    const bool is_call = fact.inst->construct == Construct::CallC;
    if (is_call && !fact.inst->subject.empty())
      error.note("`" + llvm::Twine(llvm::StringRef(fact.inst->subject)) +
                 "` is not declared `nogil`");
    return false;
  }
  const Explanation explanation = explain(*callee);
  for (const Step &step : explanation.chain)
    error.note(step.fact.span,
               "`" + nameOf(*step.function) + "` needs the GIL for " + describe(step.fact));
  for (const ir::Function *function : explanation.declare)
    error.note(function->span,
               "nothing in `" + nameOf(*function) + "` needs the GIL: declare it `nogil`");
  return fixDeclarations(error, explanation.declare);
}

/// The functions are declared `nogil` together, or not at all: each calls the next.
bool Reporter::fixDeclarations(DiagnosticBuilder &error,
                               llvm::ArrayRef<const ir::Function *> functions) {
  std::vector<Span> places;
  std::string names;
  for (const ir::Function *function : functions) {
    const std::optional<Span> place = placeForNogil(*function, sources_);
    if (!place)
      return false;
    places.push_back(*place);
    names += (names.empty() ? "`" : ", `") + nameOf(*function) + "`";
  }
  for (const Span place : places) {
    if (place == places.front())
      error.fix(place, " nogil", "declare " + names + " as `nogil`");
    else
      error.edit(place, " nogil");
  }
  return !places.empty();
}

/// Variables that are objects only for want of a declaration.
void Reporter::adviseDeclarations(DiagnosticBuilder &error, const ir::Function &function,
                                  llvm::ArrayRef<const ir::Variable *> variables) {
  for (const ir::Variable *variable : variables)
    error.note(variable->span, "`" + variable->source_name +
                                   "` is not declared, and a Python object in case its values do "
                                   "not fit a C number: `" +
                                   declarationOf(*variable, sources_) + "` makes it one");
  // A loop over a C range gives nothing that does not fit.
  const bool is_safe = llvm::all_of(
      variables, [](const ir::Variable *variable) { return variable->is_loop_counter; });
  if (const auto insertion = declare(variables, function, sources_))
    error.fix(insertion->place, insertion->text, "declare " + namesOf(variables),
              is_safe ? Applicability::Safe : Applicability::Unsafe);
}

/// To take the GIL for a statement changes when other threads run, but nothing else; unless it
/// binds an object that lives on where the GIL is not held.
void Reporter::offerGil(DiagnosticBuilder &error, const ir::Function &function,
                        llvm::ArrayRef<Fact> facts) {
  const bool keeps_object = llvm::any_of(facts, [&](const Fact &fact) {
    const ir::Variable *variable = fact.variable;
    if (!variable && fact.inst && fact.inst->kind == ir::InstKind::StoreRef)
      variable = ir::asVariable(fact.inst->place);
    return variable && variable->storage == ir::Storage::Local && !variable->source_name.empty();
  });
  const bool stops = llvm::any_of(facts, [](const Fact &fact) {
    return fact.inst &&
           (fact.inst->construct == Construct::Yield || fact.inst->construct == Construct::Await);
  });
  if (stops || (keeps_object && function.entry_state != GilState::Held))
    return;
  const auto insertion =
      holdGil(module_.simple_statements.lookup(facts.front().statement), sources_);
  if (insertion)
    error.fix(insertion->place, insertion->text, "take the GIL for this statement: `with gil:`",
              Applicability::Unsafe);
}

/// The facts of one statement and line. One is the error; others that stand beside it are labels;
/// those around or inside one (a conversion of an argument, the assignment of the result) follow
/// from it and say nothing new.
void Reporter::reportNeed(const ir::Function &function, llvm::ArrayRef<Fact> facts,
                          llvm::ArrayRef<const ir::Variable *> undeclared) {
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
  if (!undeclared.empty())
    adviseDeclarations(error, function, undeclared);
  else if (first.inst && first.inst->construct == Construct::FindOverride)
    error.note("declare the class `@cython.final`, or the method `cdef` or `with gil`");
  else if (!explainCallee(error, first))
    offerGil(error, function, facts);
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
  for (const Fact &fact : facts)
    if (fact.verdict() == Verdict::AlreadyHeld || fact.verdict() == Verdict::AlreadyReleased)
      reportNesting(function, fact);
  const std::vector<Fact> needs = needsOf(facts);
  // What needs the scope is an error itself.
  const bool is_scope_explained = llvm::any_of(needs, makesFunction);
  llvm::DenseSet<uint32_t> one_mistake;
  for (const Fact &fact : needs)
    if (isOfMatch(fact) || isDefinition(fact))
      one_mistake.insert(fact.statement);
  for (const Fact &fact : needs) {
    if (makesScope(fact) && is_scope_explained)
      continue;
    // A `try` with its clauses is one mistake, and so are a `match` with its patterns and a
    // definition with its decorators.
    const bool is_told = isOfTry(fact) && index.contains({fact.statement, kWholeStatement});
    const uint32_t line = is_told || isExcept(fact) || one_mistake.contains(fact.statement)
                              ? kWholeStatement
                              : lineOf(fact.span);
    const auto [at, is_new] = index.try_emplace({fact.statement, line}, groups.size());
    if (is_new)
      groups.push_back({fact.statement, line, {}});
    groups[at->second].facts.push_back(fact);
  }
  llvm::DenseSet<const ir::Variable *> told;
  for (const Group &group : groups) {
    std::vector<const ir::Variable *> undeclared = undeclaredOf(group.facts);
    const bool is_declaration_missing = !undeclared.empty();
    llvm::erase_if(undeclared,
                   [&](const ir::Variable *variable) { return !told.insert(variable).second; });
    // Where a declaration that is asked for already is all that is missing, there is nothing to
    // say.
    if (!is_declaration_missing || !undeclared.empty())
      reportNeed(function, group.facts, undeclared);
  }
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
  Reporter reporter(module, sources, diagnostics);
  for (const ir::Function *function : module.functions)
    reporter.run(*function);
  checkCpythonDeclarations(module, diagnostics);
  checkSharing(module, diagnostics);
  checkBorrowed(module, diagnostics);
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
