// See truth_gil.h.
#include "headers/truth_gil.h"

#include "cfacts/link.h"
#include "headers/flow.h"
#include "headers/truth_signatures.h"
#include "headers/unit.h"

namespace nogilc::headers {

using cfacts::ExternDeclaration;
using cfacts::HeaderFinding;

namespace {

/// What stands for a declaration among the functions of the headers: it calls what it declares.
constexpr llvm::StringLiteral kDeclared = "@";

class NogilChecker {
public:
  explicit NogilChecker(Truth &truth)
      : truth_(truth), program_(truth.context, truth.places, no_effects_) {}

  void run() {
    for (size_t i = 0; i < truth_.probes.request.declarations.size(); ++i) {
      const ExternDeclaration &declaration = truth_.declaration(i);
      if (isCallable(declaration.kind) && declaration.is_nogil && !declaration.is_cpython_api)
        enter(i);
    }
    reportNeeds();
    reportObjects();
    reportThrows();
  }

private:
  /// Makes the declaration a function that is entered without the GIL.
  void enter(size_t number) {
    cfacts::Function declared;
    declared.key = kDeclared.str() + std::to_string(number);
    declared.name = truth_.declaration(number).name;
    declared.is_own = true;
    const auto *probe = truth_.probe<clang::FunctionDecl>(probeName("call", number));
    if (const Summary *summary = probe ? program_.summary(*probe) : nullptr)
      declared.uses = summary->uses;
    else if (const clang::FunctionDecl *function = truth_.functions.lookup(number))
      addUseOf(*function, declared);
    // The place tells which declaration it was.
    for (cfacts::Use &use : declared.uses)
      use.place = {kDeclared.str(), static_cast<uint32_t>(number), 0};
    unit_.entries.push_back({declared.key, {}, ""});
    unit_.functions.push_back(std::move(declared));
  }

  /// Of a function that cannot be called with what was declared.
  void addUseOf(const clang::FunctionDecl &function, cfacts::Function &declared) {
    cfacts::Use use;
    use.what = "`" + truth_.places.name(function) + "()`";
    if (program_.api.isKnown(function)) {
      const types::CpythonFunction known = types::cpythonFunction(function.getName(), true);
      if (known.gil != types::CpythonGil::Needs)
        return;
      use.reason = known.reason.str();
    } else {
      if (!program_.summary(function))
        return;
      use.kind = cfacts::Use::Kind::Call;
      use.callee = truth_.places.key(function);
    }
    declared.uses.push_back(std::move(use));
  }

  void reportNeeds() {
    for (const auto &[function, summary] : program_.functions)
      if (!truth_.probes.isProbe(*function, truth_.places.manager()))
        unit_.functions.push_back(functionFacts(program_, *function, *summary));
    for (cfacts::LinkedProblem &found : cfacts::link(unit_)) {
      const cfacts::Problem &problem = found.problem;
      if (problem.place.file != kDeclared)
        continue; // of the headers themselves
      const size_t number = problem.place.begin;
      if (!reported_.insert(number).second)
        continue;
      const ExternDeclaration &declaration = truth_.declaration(number);
      const std::string &what = problem.arguments.front();
      const clang::FunctionDecl *meant = truth_.functions.lookup(number);
      const std::string itself =
          declaration.owner != 0 && meant ? truth_.places.name(*meant) : declaration.cname;
      HeaderFinding &finding = truth_.report("header-gil", number, 0,
                                             {declaration.name, what == "`" + itself + "()`"
                                                                    ? "what it does needs the GIL"
                                                                    : what + " needs the GIL"});
      if (const clang::MacroInfo *macro = macroOf(truth_.preprocessor, declaration.cname))
        truth_.note(finding, macro->getDefinitionLoc(), "the macro is defined here");
      for (const cfacts::Problem::Remark &remark : problem.remarks)
        if (!remark.text.empty())
          truth_.note(finding, remark.place, remark.text);
    }
  }

  /// A function without a body that is given Python objects, or gives one.
  void reportObjects() {
    for (size_t i = 0; i < truth_.probes.request.declarations.size(); ++i) {
      const ExternDeclaration &declaration = truth_.declaration(i);
      const clang::FunctionDecl *function = truth_.functions.lookup(i);
      if (!function || !declaration.is_nogil || declaration.is_cpython_api ||
          reported_.contains(i) || function->hasBody() || program_.api.isKnown(*function))
        continue;
      std::string what;
      clang::SourceLocation place;
      if (isPythonObject(truth_.context, function->getReturnType())) {
        what = "returns a Python object";
        place = function->getLocation();
      }
      for (const clang::ParmVarDecl *parameter : function->parameters())
        if (what.empty() && isPythonObject(truth_.context, parameter->getType())) {
          what = "takes a Python object";
          place = parameter->getLocation();
        }
      if (what.empty())
        continue;
      HeaderFinding &finding = truth_.report(
          "header-gil", i, 0,
          {declaration.name, "it " + what + ", and no body shows that it leaves it alone"});
      truth_.note(finding, place, "the header says it here");
    }
  }

  void reportThrows() {
    for (const auto &[number, function] : truth_.throwing) {
      const ExternDeclaration &declaration = truth_.declaration(number);
      const Summary *summary = program_.summary(*function);
      if (summary && !summary->throws)
        continue; // its body shows no `throw`
      HeaderFinding &finding = truth_.report("header-throws", number, 0,
                                             {declaration.name, summary ? "throws" : "may throw"});
      truth_.note(finding, function->getLocation(), "the header says it here");
    }
  }

  Truth &truth_;
  const llvm::StringMap<cfacts::Effect> no_effects_;
  Program program_;
  cfacts::Unit unit_;
  llvm::DenseSet<size_t> reported_;
};

} // namespace

void checkNogilDeclarations(Truth &truth) { NogilChecker(truth).run(); }

} // namespace nogilc::headers
