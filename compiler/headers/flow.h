// Follows the GIL through a function on Clang's control flow graph: on each path, with the
// conditions that hold there, where it is held and released, what needs it, and what is left undone
// at the end. A function is looked at when it is called, and once.
#pragma once

#include "cfacts/facts.h"
#include "headers/api.h"
#include "headers/conditions.h"
#include "headers/gil_state.h"
#include "headers/targets.h"

#include <clang/AST/ASTContext.h>
#include <clang/Analysis/CFG.h>

#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/StringMap.h>

#include <memory>

namespace nogilc::headers {

/// What the result of a call may be: some of these.
enum Result : unsigned { kNegative = 1, kZero = 2, kPositive = 4, kAnyResult = 7 };

/// What is known of a function when it has been looked at.
struct Summary {
  bool is_done = false; ///< not while it is being looked at: calls in a circle do nothing
  cfacts::Effect effect = cfacts::Effect::None;
  /// Of an effect that may be: the results that it comes with, and those without it, where they
  /// tell; else 0.
  unsigned effect_results = 0, other_results = 0;
  /// A `throw` of its own, or of what it calls, can leave it.
  bool throws = false;
  std::vector<cfacts::Use> uses;
  std::vector<cfacts::Problem> problems;
};

/// What the functions of one source share.
class Program {
public:
  Program(clang::ASTContext &context, const SourcePlaces &places,
          const llvm::StringMap<cfacts::Effect> &effects)
      : context(context), places(places), api(places), targets(context), conditions(context),
        effects(effects) {}

  /// Of a function with a body; null without one.
  const Summary *summary(const clang::FunctionDecl &function);

  clang::ASTContext &context;
  const SourcePlaces &places;
  Api api;
  Targets targets;
  Conditions conditions;
  /// Of functions that other sources define, by their keys.
  const llvm::StringMap<cfacts::Effect> &effects;
  /// In the order in which they were looked at.
  llvm::MapVector<const clang::FunctionDecl *, std::unique_ptr<Summary>> functions;
  std::vector<cfacts::ThreadEntry> entries;
};

/// Looks at one function.
void followFunction(Program &program, const clang::FunctionDecl &function, Summary &summary);

} // namespace nogilc::headers
