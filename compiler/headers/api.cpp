// See api.h.
#include "headers/api.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/StringSwitch.h>

namespace nogilc::headers {

using types::CpythonGil;

namespace {

Transition guardTransition(const clang::CXXRecordDecl &record) {
  if (!record.getIdentifier())
    return Transition::None;
  // Names are compared before the qualified name is made: nearly all differ.
  const Transition transition =
      llvm::StringSwitch<Transition>(record.getName())
          .Case("gil_scoped_release", Transition::ScopedRelease)
          .Case("gil_scoped_acquire", Transition::ScopedAcquire)
          .Case("gil_scoped_acquire_simple", Transition::ScopedAcquire)
          .Case("ReleaseGil", Transition::ScopedRelease)
          .Case("ReleaseGilIfHeld", Transition::ScopedReleaseIf)
          .Cases("AcquireGil", "AcquireGilAnyhow", Transition::ScopedAcquire)
          .Default(Transition::None);
  if (transition == Transition::None)
    return transition;
  const std::string name = record.getQualifiedNameAsString();
  return llvm::StringSwitch<bool>(llvm::StringRef(name).split("::").first)
                 .Cases("pybind11", "nanobind", "nogilc_rt", true)
                 .Default(false)
             ? transition
             : Transition::None;
}

/// A function that C knows by its name.
llvm::StringRef cName(const clang::FunctionDecl &function) {
  return function.getIdentifier() && function.isExternC() ? function.getName() : llvm::StringRef();
}

ApiUse apiUse(llvm::StringRef name, llvm::StringRef reason) {
  return {("`" + name + "()`").str(), reason.str()};
}

/// NumPy's API that works on memory or plain numbers alone.
bool isFreeInNumpy(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("PyArray_MultiplyList", "PyArray_MultiplyIntList", "PyArray_OverflowMultiplyList",
             true)
      .Cases("PyArray_CompareLists", "PyArray_GetNDArrayCVersion", true)
      .Cases("PyArray_GetEndianness", "PyArray_GetNDArrayCFeatureVersion", true)
      .Default(false);
}

} // namespace

bool isGuard(const clang::CXXRecordDecl &record) {
  return guardTransition(record) != Transition::None;
}

Transition transitionOf(const clang::FunctionDecl &function) {
  if (const auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
    return guardTransition(*constructor->getParent());
  const llvm::StringRef name = cName(function);
  if (!name.starts_with("Py"))
    return Transition::None;
  return llvm::StringSwitch<Transition>(name)
      .Cases("PyEval_SaveThread", "PyEval_ReleaseThread", Transition::Save)
      .Cases("PyEval_RestoreThread", "PyEval_AcquireThread", Transition::Restore)
      .Case("PyGILState_Ensure", Transition::Ensure)
      .Case("PyGILState_Release", Transition::EndEnsure)
      .Default(Transition::None);
}

bool Api::isKnown(const clang::FunctionDecl &function) const {
  if (!function.getIdentifier())
    return false;
  const bool is_from_header = places_.isCpython(function.getLocation()) ||
                              places_.isCpython(function.getCanonicalDecl()->getLocation());
  // What is private and has a body says itself what it needs.
  if (function.getName().starts_with("_") && function.hasBody() &&
      types::cpythonFunction(function.getName(), false).gil == CpythonGil::NotApi)
    return false;
  return is_from_header &&
         types::cpythonFunction(function.getName(), true).gil != CpythonGil::NotApi;
}

std::optional<std::pair<llvm::StringRef, types::CpythonFunction>>
Api::outermostMacro(clang::SourceLocation location) const {
  const clang::SourceManager &manager = places_.manager();
  std::optional<std::pair<llvm::StringRef, types::CpythonFunction>> found;
  for (; location.isMacroID(); location = manager.getImmediateMacroCallerLoc(location)) {
    if (manager.isMacroArgExpansion(location) || !places_.isCpython(location))
      continue;
    const llvm::StringRef name =
        clang::Lexer::getImmediateMacroName(location, manager, clang::LangOptions());
    const types::CpythonFunction function = types::cpythonFunction(name, false);
    if (function.gil != CpythonGil::NotApi)
      found = {name, function};
  }
  return found;
}

std::optional<ApiUse> Api::macro(clang::SourceLocation location) const {
  const auto found = outermostMacro(location);
  if (!found || found->second.gil != CpythonGil::Needs)
    return std::nullopt;
  return apiUse(found->first, found->second.reason);
}

llvm::StringRef Api::nameOf(const clang::Expr &expr) const {
  const clang::Expr *plain = expr.IgnoreParenCasts();
  if (const auto found = outermostMacro(plain->getExprLoc()))
    return found->first;
  const auto *call = llvm::dyn_cast<clang::CallExpr>(plain);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee ? cName(*callee) : llvm::StringRef();
}

bool Api::isInFreeMacro(clang::SourceLocation location) const {
  const auto found = outermostMacro(location);
  return found && found->second.gil == CpythonGil::Free;
}

/// `(*(int (*)(PyObject *)) PyArray_API[7])(x)`: the name is that of the macro around it.
std::optional<ApiUse> Api::numpyCall(const clang::CallExpr &call) const {
  const clang::SourceManager &manager = places_.manager();
  clang::SourceLocation location = call.getCallee()->getExprLoc();
  llvm::StringRef name;
  while (location.isMacroID()) {
    if (!manager.isMacroArgExpansion(location)) {
      const llvm::StringRef macro =
          clang::Lexer::getImmediateMacroName(location, manager, clang::LangOptions());
      if (macro.starts_with("PyArray_") || macro.starts_with("PyUFunc_"))
        name = macro;
    }
    location = manager.getImmediateMacroCallerLoc(location);
  }
  if (name.empty() || name.ends_with("_API") || isFreeInNumpy(name))
    return std::nullopt;
  return apiUse(name, "NumPy's API needs the GIL, as CPython's does");
}

std::optional<ApiUse> Api::call(const clang::CallExpr &call,
                                const clang::FunctionDecl *callee) const {
  if (callee && transitionOf(*callee) != Transition::None)
    return std::nullopt;
  const clang::SourceLocation place = call.getExprLoc();
  if (isInFreeMacro(place))
    return std::nullopt;
  const std::optional<ApiUse> by_macro = macro(place);
  if (!callee)
    return by_macro ? by_macro : numpyCall(call);
  if (!isKnown(*callee))
    return std::nullopt;
  const types::CpythonFunction function = types::cpythonFunction(callee->getName(), true);
  if (function.gil != CpythonGil::Needs)
    return std::nullopt;
  return by_macro ? by_macro : apiUse(callee->getName(), function.reason);
}

bool givesBorrowedItem(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("PyList_GetItem", "PyList_GET_ITEM", "PyDict_GetItem", "PyDict_GetItemString", true)
      .Cases("PyDict_GetItemWithError", "_PyDict_GetItemStringWithError", true)
      .Cases("_PyDict_GetItemIdWithError", "PySys_GetObject", "PyWeakref_GetObject", true)
      .Case("PyWeakref_GET_OBJECT", true)
      .Default(false);
}

bool takesReference(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("Py_INCREF", "Py_XINCREF", "Py_NewRef", "Py_XNewRef", "_Py_NewRef", "_Py_XNewRef",
             true)
      .Default(false);
}

std::optional<unsigned> threadArgument(const clang::FunctionDecl &function) {
  const llvm::StringRef name = cName(function);
  if (!name.empty())
    return llvm::StringSwitch<std::optional<unsigned>>(name)
        .Cases("pthread_create", "CreateThread", "_beginthreadex", 2u)
        .Cases("thrd_create", "uv_thread_create", "g_thread_new", 1u)
        .Cases("PyThread_start_new_thread", "_beginthread", 0u)
        .Default(std::nullopt);
  if (!function.getIdentifier() || function.getName() != "async" || !function.isInStdNamespace())
    return std::nullopt;
  // The overload with a policy has the function second.
  const clang::QualType first =
      function.getNumParams() == 0 ? clang::QualType() : function.getParamDecl(0)->getType();
  return !first.isNull() && first.getNonReferenceType()->isEnumeralType() ? 1u : 0u;
}

std::optional<unsigned> calledArgument(const clang::FunctionDecl &function) {
  if (function.getIdentifier() && function.isInStdNamespace() && function.getName() == "call_once")
    return 1;
  return llvm::StringSwitch<std::optional<unsigned>>(cName(function))
      .Cases("qsort", "qsort_r", 3u)
      .Case("bsearch", 4u)
      .Cases("pthread_once", "call_once", 1u)
      .Default(std::nullopt);
}

bool isThreadClass(const clang::CXXRecordDecl &record) {
  if (!record.getIdentifier() || (record.getName() != "thread" && record.getName() != "jthread"))
    return false;
  const std::string name = record.getQualifiedNameAsString();
  return record.isInStdNamespace() || name == "boost::thread";
}

bool isReleasingCallGuard(clang::QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  const auto *special = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (!special || special->getName() != "call_guard")
    return false;
  for (const clang::TemplateArgument &argument : special->getTemplateArgs().asArray()) {
    llvm::SmallVector<clang::TemplateArgument, 2> types{argument};
    if (argument.getKind() == clang::TemplateArgument::Pack)
      types.assign(argument.pack_begin(), argument.pack_end());
    for (const clang::TemplateArgument &one : types)
      if (one.getKind() == clang::TemplateArgument::Type)
        if (const auto *guard = one.getAsType()->getAsCXXRecordDecl();
            guard && guardTransition(*guard) == Transition::ScopedRelease)
          return true;
  }
  return false;
}

} // namespace nogilc::headers
