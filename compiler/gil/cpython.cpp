// See cpython.h.
#include "gil/cpython.h"

#include "gil/facts.h"
#include "ir/walk.h"
#include "types/cpython_api.h"

#include <llvm/ADT/MapVector.h>

namespace nogilc::gil {

namespace {

/// A declaration that CPython contradicts, and where it is relied upon.
struct Suspect {
  const ir::NogilDeclaration *declaration = nullptr;
  llvm::StringRef reason;
  llvm::SmallVector<Span, 4> calls;     ///< without the GIL
  llvm::SmallVector<Span, 1> addresses; ///< kept or passed on: who calls it then is not known
};

using Suspects = llvm::MapVector<llvm::StringRef, Suspect>;

Suspects suspectsOf(const ir::Module &module) {
  Suspects suspects;
  for (const ir::NogilDeclaration &declaration : module.nogil_declarations) {
    const types::CpythonFunction function =
        types::cpythonFunction(declaration.cname, declaration.is_in_cpython_header);
    if (function.gil == types::CpythonGil::Needs)
      suspects.insert({declaration.cname, {&declaration, function.reason, {}, {}}});
  }
  return suspects;
}

void findAddresses(const ir::Function &function, Suspects &suspects) {
  ir::forEachInst(function.body, [&](const ir::Inst &inst) {
    ir::forEachExpr(inst, [&](const ir::Expr &expr) {
      if (expr.kind != ir::ExprKind::NamedValue || &expr == inst.callee)
        return;
      if (auto found = suspects.find(expr.text); found != suspects.end())
        found->second.addresses.push_back(inst.span);
    });
  });
}

void findCalls(const ir::Function &function, Suspects &suspects) {
  for (const Fact &fact : factsOf(function)) {
    const bool is_call = fact.inst && fact.inst->kind == ir::InstKind::CallFunction;
    if (!is_call || fact.kind != FactKind::Calls || fact.state == GilState::Held)
      continue;
    if (auto found = suspects.find(fact.inst->callee->text); found != suspects.end())
      found->second.calls.push_back(fact.span);
  }
}

/// `PyFloat_Check(o)`, `Py_SIZE(o)`: reads of a field, which go well as long as the caller keeps
/// the object; but what they say may be over when they say it.
bool readsFieldOnly(llvm::StringRef name) {
  return name.ends_with("_Check") || name.ends_with("_CheckExact") || name.ends_with("_GET_SIZE") ||
         llvm::is_contained({"Py_TYPE", "Py_IS_TYPE", "Py_SIZE", "Py_REFCNT", "PyObject_TypeCheck",
                             "PyType_HasFeature"},
                            name);
}

void report(const Suspect &suspect, DiagnosticEngine &diagnostics) {
  const ir::NogilDeclaration &declaration = *suspect.declaration;
  const bool is_used = !suspect.calls.empty() || !suspect.addresses.empty();
  if (!is_used && !declaration.is_own)
    return;
  // What another file declares is not for this one to mend, but its uses are.
  const Span place = declaration.is_own      ? declaration.span
                     : suspect.calls.empty() ? suspect.addresses.front()
                                             : suspect.calls.front();
  const bool is_harmful = is_used && !readsFieldOnly(declaration.cname);
  auto error =
      diagnostics.report(is_harmful ? Diag::NogilCpython : Diag::NogilCpythonUnused, place);
  error.arg(declaration.cname);
  if (!declaration.is_own)
    error.note(declaration.span, "declared `nogil` here");
  for (Span span : suspect.calls)
    if (span.file != place.file || span.begin != place.begin)
      error.note(span, "called here, where the GIL may not be held");
  for (Span span : suspect.addresses)
    if (span.file != place.file || span.begin != place.begin)
      error.note(span, "its address is taken here: who calls it need not hold the GIL");
  if (!suspect.reason.empty())
    error.note("`" + declaration.cname + "`: " + suspect.reason);
  error.note(
      "declare it outside of the `nogil` block, or without `nogil`, and call it while the GIL "
      "is held");
}

} // namespace

void checkCpythonDeclarations(const ir::Module &module, DiagnosticEngine &diagnostics) {
  Suspects suspects = suspectsOf(module);
  if (suspects.empty()) // nearly always
    return;
  for (const ir::Function *function : module.functions) {
    findCalls(*function, suspects);
    findAddresses(*function, suspects);
  }
  for (const auto &[name, suspect] : suspects)
    report(suspect, diagnostics);
}

} // namespace nogilc::gil
