// The paths through one function: the states that the GIL has on them, and what is known there.
// Used by the files of the flow alone: flow.cpp, statements.cpp, transitions.cpp.
#pragma once

#include "headers/flow.h"

#include <clang/AST/ParentMap.h>
#include <clang/AST/StmtCXX.h>
#include <clang/AST/StmtOpenMP.h>

#include <map>
#include <memory>
#include <set>

namespace nogilc::headers {

/// A variable with a borrowed reference that nothing keeps alive while other threads run.
struct Borrowed {
  const clang::Stmt *from = nullptr; ///< the call that gave it
  clang::SourceRange released;       ///< where the GIL was released since; invalid: nowhere

  friend bool operator==(const Borrowed &a, const Borrowed &b) {
    return a.from == b.from && a.released == b.released;
  }
};

/// What all the paths with one state of the GIL have in common.
struct PathFacts {
  KnownConditions conditions;
  /// Variables whose thread state has been given back, and which have got no other.
  std::set<VariablePath> used_up;
  /// Local variables that hold borrowed references to items of containers that may change.
  std::map<const clang::VarDecl *, Borrowed> borrowed;
  /// Results of calls, and variables that have got them: those that are possible on the path.
  std::map<const void *, unsigned> results;
  /// Of the return statement that the path goes through; the last one seen.
  const clang::ReturnStmt *returned = nullptr;

  /// Keeps what both know; whether something was lost.
  bool intersect(const PathFacts &other);
};

/// Paths that differ in the state of the GIL are followed apart, all others together.
using Paths = std::map<GilState, PathFacts>;

/// One path while a statement is applied to it.
struct Path {
  GilState state;
  PathFacts facts;
};

class Flow {
public:
  Flow(Program &program, const clang::FunctionDecl &function, Summary &summary)
      : program_(program), function_(function), summary_(summary), text_(function) {}

  Paths apply(const clang::CFGElement &element, const Paths &paths);
  /// Nothing if the path cannot be taken.
  std::optional<PathFacts> assume(const clang::Expr &condition, bool is_true,
                                  const PathFacts &facts) const;
  /// The state when an exception has destroyed the guards inside a `try`, or all if it is null.
  GilState unwound(const GilState &state, const clang::CXXTryStmt *attempt) const;

  /// From now on the states are final, and each block is applied once more.
  void startReporting() { is_reporting_ = true; }
  void end(const Paths &paths);
  void throwOut(const clang::Expr &by, const Paths &paths);
  void finish();

private:
  std::optional<bool> testResult(const clang::Expr &condition, const PathFacts &facts) const;
  unsigned resultOf(const clang::ReturnStmt *returned) const;

  // statements.cpp
  void statement(const clang::Stmt &statement, Path &path);
  void call(const clang::CallExpr &call, Path &path);
  void construct(const clang::CXXConstructExpr &construct, Path &path);
  void destroy(const clang::CXXDestructorDecl *destructor, const clang::ValueDecl *owner,
               clang::SourceRange place, const std::string &what, Path &path,
               bool is_dynamic = false);
  /// What a shared pointer was the last to hold.
  void dropShared(const clang::CXXRecordDecl &record, clang::SourceRange place, const Path &path);
  void cleanUp(const clang::FunctionDecl &function, const clang::VarDecl &variable, Path &path);
  const clang::Expr *taken(const clang::Expr &value, const Path &path) const;
  void assign(const clang::Expr *target, const clang::Expr *value, Path &path);
  void declare(const clang::VarDecl &variable, Path &path);
  void passArguments(const clang::CallExpr &call, const clang::FunctionDecl &callee, Path &path);
  /// Reports a variable whose object may be gone, when it is used.
  void useVariable(const clang::Expr *expr, const Path &path);
  void startThreads(const clang::CallExpr &call, const clang::FunctionDecl *callee);
  void enterOnThread(const clang::Expr *callable, clang::SourceRange place, std::string how);

  // transitions.cpp
  void transition(Transition transition, const clang::CallExpr &call, Path &path);
  void applyEffect(cfacts::Effect effect, const clang::ValueDecl *owner, bool is_scoped,
                   const clang::Stmt *statement, clang::SourceRange place, const std::string &what,
                   Path &path, bool has_results = false);
  void release(Frame frame, bool is_allowed_again, const std::string &what, Path &path);
  void restore(const VariablePath &handle, clang::SourceRange place, const std::string &what,
               Path &path);
  void ensure(Frame frame, Path &path);
  void endEnsure(const VariablePath &handle, clang::SourceRange place, Path &path);
  void endScope(const clang::CXXRecordDecl &guard, const clang::ValueDecl *owner,
                clang::SourceRange place, const std::string &what, Path &path);
  bool isHeldSince(size_t release, const Path &path) const;
  /// Reports that something takes back the GIL, which is held.
  void reportHeld(clang::SourceRange place, const std::string &what, const Path &path);
  /// Undoes the frames from one on.
  void undoFrom(size_t frame, Path &path);

  // Uses: recorded when the states are final.
  void need(clang::SourceRange place, const std::string &what, const std::string &reason,
            const Path &path);
  void useFunction(cfacts::Use use, clang::SourceRange place, const Path &path);
  /// The state and region of a use; false if the GIL is held there.
  const clang::OMPExecutableDirective *teamWithoutGil(clang::SourceRange place,
                                                      const Path &path) const;
  bool mayExclude(const clang::Stmt &release, const clang::Stmt &use) const;
  bool placeUse(cfacts::Use &use, clang::SourceRange place, const Path &path) const;
  void addUse(cfacts::Use use);
  cfacts::Problem &report(llvm::StringRef slug, clang::SourceRange place,
                          std::vector<std::string> arguments);
  void reportLeft(const Frame &frame, clang::SourceRange place, const std::string &how);

  Program &program_;
  const clang::FunctionDecl &function_;
  Summary &summary_;
  BodyText text_;
  bool is_reporting_ = false;
  const clang::Stmt *current_ = nullptr; ///< the statement that is being applied; or none
  mutable std::unique_ptr<clang::ParentMap> parents_;
  /// Paths that the current statement makes beside the one that it is applied to.
  std::vector<Path> others_;
  std::set<std::tuple<uint8_t, uint8_t, uint32_t, uint32_t, std::string>> known_uses_;
  std::set<std::tuple<std::string, uint32_t, uint32_t>> known_problems_;
  /// Releases and acquisitions that some path undoes.
  std::set<const clang::Stmt *> undone_;
  /// What is left at the ends of the function, judged when all are seen.
  struct Left {
    Frame frame;
    clang::SourceRange place;
    std::string how;
  };
  std::vector<Left> left_;
  std::set<cfacts::Effect> effects_;
  std::map<cfacts::Effect, unsigned> results_; ///< with which each effect ends
};

} // namespace nogilc::headers
