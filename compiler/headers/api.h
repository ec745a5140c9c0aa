// What is known of functions by their names: CPython's API, the guards of binding libraries, and
// the functions that start threads or call back. What a function does that is none of these is
// found in its body (flow.h).
#pragma once

#include "headers/source_places.h"
#include "types/cpython_api.h"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>

#include <optional>
#include <string>
#include <utility>

namespace nogilc::headers {

/// What a call does to the GIL.
enum class Transition : uint8_t {
  None,
  Save,            ///< PyEval_SaveThread: gives the handle
  Restore,         ///< PyEval_RestoreThread: takes the handle
  Ensure,          ///< PyGILState_Ensure: gives the handle
  EndEnsure,       ///< PyGILState_Release: takes the handle
  ScopedRelease,   ///< a guard's constructor; its destructor takes the GIL back
  ScopedReleaseIf, ///< the same, of one that may be used in any state
  ScopedAcquire,   ///< a guard's constructor; its destructor leaves the state as it was
};

/// Of a function or constructor.
Transition transitionOf(const clang::FunctionDecl &function);
/// Whether a class is one of the known guards; its destructor does nothing but what is known.
bool isGuard(const clang::CXXRecordDecl &record);

/// A use of CPython's API.
struct ApiUse {
  std::string what;   ///< "`PyList_Append()`"
  std::string reason; ///< empty: the rule of the whole API
};

class Api {
public:
  explicit Api(const SourcePlaces &places) : places_(places) {}

  /// The macro of the API that an expression comes from, if it needs the GIL.
  std::optional<ApiUse> macro(clang::SourceLocation location) const;
  /// The name of the API that an expression was written with: a function's, or a macro's.
  llvm::StringRef nameOf(const clang::Expr &expr) const;
  /// Whether it comes from one that may be used without the GIL.
  bool isInFreeMacro(clang::SourceLocation location) const;
  /// Whether a call needs the GIL by the callee's name; `callee` may be null.
  std::optional<ApiUse> call(const clang::CallExpr &call, const clang::FunctionDecl *callee) const;
  /// Whether a function belongs to the API, so that its name decides and not its body.
  bool isKnown(const clang::FunctionDecl &function) const;

private:
  /// The outermost macro of the API that a location lies in: that is what was written.
  std::optional<std::pair<llvm::StringRef, types::CpythonFunction>>
  outermostMacro(clang::SourceLocation location) const;
  std::optional<ApiUse> numpyCall(const clang::CallExpr &call) const;

  const SourcePlaces &places_;
};

/// Whether a function or macro of the API gives a borrowed reference to an item of something that
/// other threads may change: `PyList_GetItem`.
bool givesBorrowedItem(llvm::StringRef name);
/// Whether it takes a reference to its argument: `Py_INCREF`.
bool takesReference(llvm::StringRef name);

/// The argument that a function starts a thread with, by its C name; nothing if it starts none.
std::optional<unsigned> threadArgument(const clang::FunctionDecl &function);
/// The argument that a function of C's library calls before it returns.
std::optional<unsigned> calledArgument(const clang::FunctionDecl &function);
/// std::thread and its like: the first argument of the constructor is called on another thread.
bool isThreadClass(const clang::CXXRecordDecl &record);

/// `pybind11::call_guard<gil_scoped_release>` and nanobind's: what is bound together with it is
/// called without the GIL.
bool isReleasingCallGuard(clang::QualType type);

} // namespace nogilc::headers
