// What changes the state of the GIL on a path, what needs it there, and what is left at the end of
// a function. See flow_path.h.
#include "headers/flow_path.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::headers {

using cfacts::Effect;

namespace {

/// Acquisitions nest no deeper in sources that make sense.
constexpr size_t kMostFrames = 8;

bool isLocal(const clang::ValueDecl *owner) {
  const auto *variable = llvm::dyn_cast_or_null<clang::VarDecl>(owner);
  return variable && variable->hasLocalStorage() && !llvm::isa<clang::ParmVarDecl>(variable);
}

} // namespace

bool PathFacts::intersect(const PathFacts &other) {
  const bool has_lost = conditions.intersect(other.conditions);
  if (!returned)
    returned = other.returned;
  const auto lost_used_up =
      std::erase_if(used_up, [&](const VariablePath &path) { return !other.used_up.count(path); });
  const auto lost_borrowed = std::erase_if(borrowed, [&](const auto &entry) {
    const auto found = other.borrowed.find(entry.first);
    return found == other.borrowed.end() || !(found->second == entry.second);
  });
  const auto lost_results = std::erase_if(results, [&](const auto &entry) {
    const auto found = other.results.find(entry.first);
    return found == other.results.end() || found->second != entry.second;
  });
  return has_lost || lost_results != 0 || lost_used_up != 0 || lost_borrowed != 0;
}

std::optional<PathFacts> Flow::assume(const clang::Expr &expr, bool is_true,
                                      const PathFacts &facts) const {
  if (const std::optional<bool> constant = program_.conditions.constant(&expr))
    return *constant == is_true ? std::optional(facts) : std::nullopt;
  if (const std::optional<bool> known = testResult(expr, facts))
    return *known == is_true ? std::optional(facts) : std::nullopt;
  const std::optional<Condition> condition = program_.conditions.of(&expr);
  if (!condition)
    return facts;
  if (const std::optional<bool> known = facts.conditions.value(*condition))
    return *known == is_true ? std::optional(facts) : std::nullopt;
  PathFacts next = facts;
  next.conditions.set(*condition, is_true);
  return next;
}

/// Whether a test of a call's result is true, by what the result may be on the path.
std::optional<bool> Flow::testResult(const clang::Expr &condition, const PathFacts &facts) const {
  const clang::Expr *expr = withoutHints(&condition);
  bool is_negated = false;
  for (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr);
       unary && unary->getOpcode() == clang::UO_LNot;
       unary = llvm::dyn_cast<clang::UnaryOperator>(expr)) {
    is_negated = !is_negated;
    expr = withoutHints(unary->getSubExpr());
  }
  clang::BinaryOperatorKind test = clang::BO_NE;
  int64_t bound = 0;
  if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
      binary && binary->isComparisonOp()) {
    clang::Expr::EvalResult value;
    if (binary->getRHS()->isValueDependent() ||
        !binary->getRHS()->EvaluateAsInt(value, program_.context) ||
        !value.Val.getInt().isRepresentableByInt64())
      return std::nullopt;
    test = binary->getOpcode();
    bound = value.Val.getInt().getExtValue();
    expr = withoutHints(binary->getLHS());
  }
  if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
      binary && binary->getOpcode() == clang::BO_Assign)
    expr = withoutHints(binary->getRHS());
  const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(expr);
  const auto found = facts.results.find(reference ? static_cast<const void *>(reference->getDecl())
                                                  : static_cast<const void *>(expr));
  if (found == facts.results.end() || bound < -1 || bound > 0)
    return std::nullopt;
  std::optional<bool> answer;
  for (const auto &[result, value] : {std::pair(kNegative, -1), {kZero, 0}, {kPositive, 1}}) {
    if (!(found->second & result))
      continue;
    const bool is_true = test == clang::BO_LT   ? value < bound
                         : test == clang::BO_LE ? value <= bound
                         : test == clang::BO_GT ? value > bound
                         : test == clang::BO_GE ? value >= bound
                         : test == clang::BO_EQ ? value == bound
                                                : value != bound;
    if (answer && *answer != is_true)
      return std::nullopt;
    answer = is_true;
  }
  return answer ? std::optional(*answer != is_negated) : std::nullopt;
}

unsigned Flow::resultOf(const clang::ReturnStmt *returned) const {
  const clang::Expr *value = returned ? returned->getRetValue() : nullptr;
  clang::Expr::EvalResult number;
  if (!value || value->isValueDependent())
    return kAnyResult;
  if (value->getType()->isIntegralOrEnumerationType() &&
      value->EvaluateAsInt(number, program_.context))
    return number.Val.getInt().isNegative() ? kNegative
           : number.Val.getInt().isZero()   ? kZero
                                            : kPositive;
  if (const std::optional<bool> constant = program_.conditions.constant(value);
      constant && !*constant)
    return kZero;
  return kAnyResult;
}

GilState Flow::unwound(const GilState &state, const clang::CXXTryStmt *attempt) const {
  GilState result = state;
  const auto isInside = [&](const clang::ValueDecl *owner) {
    const clang::SourceRange range =
        attempt ? attempt->getTryBlock()->getSourceRange() : clang::SourceRange();
    const clang::SourceManager &manager = program_.context.getSourceManager();
    return !attempt ||
           (!manager.isBeforeInTranslationUnit(owner->getLocation(), range.getBegin()) &&
            manager.isBeforeInTranslationUnit(owner->getLocation(), range.getEnd()));
  };
  for (size_t i = 0; i < result.frames.size(); ++i)
    if (const Frame &frame = result.frames[i];
        frame.is_scoped && frame.owner && isInside(frame.owner)) {
      result.status = frame.before;
      result.frames.truncate(i);
    }
  return result;
}

// ------------------------------------------------------------------------------ releases and takes

void Flow::undoFrom(size_t frame, Path &path) {
  for (size_t i = frame; i < path.state.frames.size(); ++i)
    undone_.insert(path.state.frames[i].statement);
  path.state.status = path.state.frames[frame].before;
  path.state.frames.truncate(frame);
}

void Flow::transition(Transition change, const clang::CallExpr &call, Path &path) {
  const clang::SourceRange place = call.getCallee()->getSourceRange();
  const std::string what = "`" + call.getDirectCallee()->getNameAsString() + "()`";
  const VariablePath argument =
      call.getNumArgs() > 0 ? variablePath(call.getArg(0)) : VariablePath();
  Frame frame;
  frame.place = place;
  frame.statement = &call;
  frame.handle = text_.destination(call);
  frame.is_local = text_.staysInside(call);
  switch (change) {
  case Transition::None:
  case Transition::ScopedRelease:
  case Transition::ScopedReleaseIf:
  case Transition::ScopedAcquire:
    return;
  case Transition::Save:
    if (call.getNumArgs() > 0) { // PyEval_ReleaseThread
      frame.handle = argument;
      frame.is_local = false;
    }
    return release(std::move(frame), false, what, path);
  case Transition::Restore:
    return restore(argument, place, what, path);
  case Transition::Ensure:
    frame.kind = Frame::Kind::Ensure;
    return ensure(std::move(frame), path);
  case Transition::EndEnsure:
    return endEnsure(argument, place, path);
  }
}

void Flow::release(Frame frame, bool is_allowed_again, const std::string &what, Path &path) {
  // A hook that was called without the GIL, has taken it, and gives it back.
  auto &undone = path.state.undone;
  if (path.state.frames.empty() && !undone.empty() && undone.back() == Frame::Kind::Release) {
    undone.pop_back();
    path.state.status = Status::Entry;
    return;
  }
  const Frame *first = path.state.innermost(Frame::Kind::Release);
  if (path.state.status == Status::Released && !is_allowed_again) {
    if (is_reporting_ && first)
      report("c-double-release", frame.place, {what})
          .remarks.push_back(
              {program_.places.place(first->place), "the GIL is released here", true});
  } else if (!is_allowed_again)
    need(frame.place, what, "it gives up what the caller must have", path);
  if (path.state.frames.size() >= kMostFrames)
    return;
  frame.before = path.state.status;
  path.facts.used_up.erase(frame.handle);
  for (auto &[variable, borrowed] : path.facts.borrowed)
    if (borrowed.released.isInvalid())
      borrowed.released = frame.place;
  path.state.frames.push_back(std::move(frame));
  path.state.status = Status::Released;
}

void Flow::restore(const VariablePath &handle, clang::SourceRange place, const std::string &what,
                   Path &path) {
  auto &frames = path.state.frames;
  // The release whose thread state it is; or the last one, if that is not known.
  size_t match = frames.size();
  for (size_t i = frames.size(); i-- > 0 && match == frames.size();)
    if (frames[i].kind == Frame::Kind::Release &&
        (!handle.is_known || !frames[i].handle.is_known || frames[i].handle == handle))
      match = i;
  const bool is_held = path.state.status == Status::Held;
  const bool is_used_up = handle.local() && path.facts.used_up.count(handle) != 0;
  if (is_held || (is_used_up && match == frames.size())) {
    reportHeld(place, what, path);
    if (match != frames.size())
      undoFrom(match, path);
    return;
  }
  if (handle.is_known)
    path.facts.used_up.insert(handle);
  if (match != frames.size())
    return undoFrom(match, path);
  path.state.undone.push_back(Frame::Kind::Release);
  path.state.status = Status::Held;
}

void Flow::reportHeld(clang::SourceRange place, const std::string &what, const Path &path) {
  if (!is_reporting_)
    return;
  cfacts::Problem &problem = report("c-double-acquire", place, {what});
  if (const Frame *taken = path.state.innermost(Frame::Kind::Ensure))
    problem.remarks.push_back({program_.places.place(taken->place), "the GIL is taken here", true});
}

/// Whether a `PyGILState_Ensure()` after a release still holds the GIL when the release is undone.
bool Flow::isHeldSince(size_t release, const Path &path) const {
  const auto since = llvm::ArrayRef(path.state.frames).drop_front(release + 1);
  return path.state.status == Status::Held &&
         path.state.frames[release].kind == Frame::Kind::Release &&
         llvm::any_of(since, [](const Frame &frame) {
           return frame.kind == Frame::Kind::Ensure && !frame.is_scoped;
         });
}

void Flow::ensure(Frame frame, Path &path) {
  if (path.state.frames.size() >= kMostFrames)
    return;
  frame.before = path.state.status;
  path.state.frames.push_back(std::move(frame));
  path.state.status = Status::Held;
}

void Flow::endEnsure(const VariablePath &handle, clang::SourceRange place, Path &path) {
  auto &frames = path.state.frames;
  if (path.state.status == Status::Released)
    need(place, "`PyGILState_Release()`", "it must be called with the GIL that it gives back",
         path);
  for (size_t i = frames.size(); i-- > 0;)
    if (frames[i].kind == Frame::Kind::Ensure &&
        (!handle.is_known || !frames[i].handle.is_known || frames[i].handle == handle))
      return undoFrom(i, path);
  if (frames.empty() && path.state.undone.size() < kMostFrames) {
    path.state.undone.push_back(Frame::Kind::Ensure);
    path.state.status = Status::Entry;
  }
}

void Flow::endScope(const clang::CXXRecordDecl &guard, const clang::ValueDecl *owner,
                    clang::SourceRange place, const std::string &what, Path &path) {
  auto &frames = path.state.frames;
  for (size_t i = frames.size(); i-- > 0;)
    if (frames[i].is_scoped && frames[i].owner == owner) {
      if (isHeldSince(i, path))
        reportHeld(place, what, path);
      return undoFrom(i, path);
    }
  if (isLocal(owner) || path.state.undone.size() >= kMostFrames)
    return;
  // A member, or what a pointer points at: it was made elsewhere.
  const bool is_release = guard.getName().contains_insensitive("release");
  path.state.undone.push_back(is_release ? Frame::Kind::Release : Frame::Kind::Ensure);
  path.state.status = is_release ? Status::Held : Status::Entry;
}

void Flow::applyEffect(Effect effect, const clang::ValueDecl *owner, bool is_scoped,
                       const clang::Stmt *statement, clang::SourceRange place,
                       const std::string &what, Path &path, bool has_results) {
  Frame frame;
  frame.owner = owner;
  frame.is_scoped = is_scoped;
  frame.place = place;
  frame.statement = statement;
  auto &frames = path.state.frames;
  const auto undo = [&](Frame::Kind kind, bool is_certain) {
    // What the same object did is undone first.
    for (size_t i = frames.size(); i-- > 0;)
      if (frames[i].kind == kind && owner && frames[i].owner == owner) {
        if (is_certain && isHeldSince(i, path))
          reportHeld(place, what, path);
        if (has_results)
          others_.push_back(path);
        return undoFrom(i, path);
      }
    for (size_t i = frames.size(); i-- > 0;)
      if (frames[i].kind == kind && !frames[i].is_local && !frames[i].is_scoped) {
        if (is_certain && isHeldSince(i, path))
          reportHeld(place, what, path);
        if (has_results)
          others_.push_back(path);
        return undoFrom(i, path);
      }
    if (path.state.undone.size() >= kMostFrames || isLocal(owner))
      return;
    if (!is_certain)
      others_.push_back(path);
    path.state.undone.push_back(kind);
    path.state.status = kind == Frame::Kind::Release ? Status::Held : Status::Entry;
  };
  switch (effect) {
  case Effect::None:
    return;
  case Effect::MayRelease:
    others_.push_back(path);
    [[fallthrough]];
  case Effect::Releases:
    // Whether it may be called in this state was said by its uses.
    return release(std::move(frame), true, "", path);
  case Effect::MayEnsure:
    others_.push_back(path);
    [[fallthrough]];
  case Effect::Ensures:
    frame.kind = Frame::Kind::Ensure;
    return ensure(std::move(frame), path);
  case Effect::Acquires:
  case Effect::MayAcquire:
    return undo(Frame::Kind::Release, effect == Effect::Acquires);
  case Effect::EndsEnsure:
  case Effect::MayEndEnsure:
    return undo(Frame::Kind::Ensure, effect == Effect::EndsEnsure);
  }
}

// ------------------------------------------------------------------------------------------- uses

namespace {

/// A part of a function that runs only if a condition says so.
struct Guarded {
  const clang::Stmt *statement;
  const clang::Expr *condition;
};

llvm::SmallVector<Guarded, 4> guardsOf(const clang::Stmt &statement,
                                       const clang::ParentMap &parents) {
  llvm::SmallVector<Guarded, 4> found;
  const clang::Stmt *child = &statement;
  for (const clang::Stmt *at = parents.getParent(child); at;
       child = at, at = parents.getParent(at)) {
    if (const auto *branch = llvm::dyn_cast<clang::IfStmt>(at)) {
      if (child != branch->getCond())
        found.push_back({at, branch->getCond()});
    } else if (const auto *choice = llvm::dyn_cast<clang::ConditionalOperator>(at)) {
      if (child != choice->getCond())
        found.push_back({at, choice->getCond()});
    } else if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(at);
               binary && binary->isLogicalOp() && child == binary->getRHS()) {
      found.push_back({at, binary->getLHS()});
    }
  }
  return found;
}

bool contains(const clang::Stmt *outer, const clang::Stmt &inner, const clang::ParentMap &parents) {
  for (const clang::Stmt *at = &inner; at; at = parents.getParent(at))
    if (at == outer)
      return true;
  return false;
}

} // namespace

/// Whether a release that happens in some cases and a use that happens in some may exclude each
/// other: the condition of the use was settled before the release, as in
/// `if (!needs_api) save = PyEval_SaveThread(); … if (needs_api && PyErr_Occurred())`.
bool Flow::mayExclude(const clang::Stmt &release, const clang::Stmt &use) const {
  if (!parents_)
    parents_ = std::make_unique<clang::ParentMap>(function_.getBody());
  const clang::SourceManager &manager = program_.context.getSourceManager();
  const auto isSettled = [&](const clang::Expr *condition) {
    const std::optional<Condition> known = program_.conditions.of(condition);
    return known && !known->reads.empty() &&
           llvm::all_of(known->reads, [&](const clang::ValueDecl *variable) {
             return llvm::all_of(text_.assignments(*variable), [&](clang::SourceLocation place) {
               return manager.isBeforeInTranslationUnit(
                   manager.getExpansionLoc(place), manager.getExpansionLoc(release.getBeginLoc()));
             });
           });
  };
  const bool is_conditional = llvm::any_of(guardsOf(release, *parents_), [&](const Guarded &guard) {
    return !contains(guard.statement, use, *parents_);
  });
  return is_conditional && llvm::any_of(guardsOf(use, *parents_), [&](const Guarded &guard) {
           if (contains(guard.statement, release, *parents_))
             return false;
           // One of `a && b && c` is enough.
           const clang::Expr *condition = guard.condition;
           for (;;) {
             const auto *binary =
                 llvm::dyn_cast<clang::BinaryOperator>(condition->IgnoreParenImpCasts());
             if (!binary || binary->getOpcode() != clang::BO_LAnd)
               return isSettled(condition);
             if (isSettled(binary->getRHS()))
               return true;
             condition = binary->getLHS();
           }
         });
}

/// The directive whose other threads run the code at a place and have not taken the GIL.
const clang::OMPExecutableDirective *Flow::teamWithoutGil(clang::SourceRange place,
                                                          const Path &path) const {
  const clang::SourceManager &manager = program_.context.getSourceManager();
  const clang::OMPExecutableDirective *team = text_.teamAt(place.getBegin(), manager);
  const bool has_taken = team && llvm::any_of(path.state.frames, [&](const Frame &frame) {
                           return frame.kind == Frame::Kind::Ensure &&
                                  isInside(frame.place.getBegin(), *team, manager);
                         });
  return has_taken ? nullptr : team;
}

bool Flow::placeUse(cfacts::Use &use, clang::SourceRange place, const Path &path) const {
  if (!is_reporting_)
    return false;
  use.place = program_.places.place(place);
  if (path.state.status != Status::Released)
    if (const clang::OMPExecutableDirective *team = teamWithoutGil(place, path)) {
      use.state = cfacts::State::Team;
      use.region = program_.places.place(team->getSourceRange());
      return true;
    }
  if (path.state.status == Status::Held)
    return false;
  const Frame *released = path.state.innermost(Frame::Kind::Release);
  if (path.state.status == Status::Released && released && released->statement && current_ &&
      mayExclude(*released->statement, *current_))
    return false;
  use.state = cfacts::State::Entry;
  if (path.state.status == Status::Released) {
    use.state = cfacts::State::Released;
    if (const Frame *frame = path.state.innermost(Frame::Kind::Release))
      use.region = program_.places.place(frame->place);
  }
  return true;
}

void Flow::addUse(cfacts::Use use) {
  const auto key = std::tuple(static_cast<uint8_t>(use.kind), static_cast<uint8_t>(use.state),
                              use.place.begin, use.place.end, use.what + use.callee + use.argument);
  if (known_uses_.insert(key).second)
    summary_.uses.push_back(std::move(use));
}

void Flow::need(clang::SourceRange place, const std::string &what, const std::string &reason,
                const Path &path) {
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Needs;
  use.what = what;
  use.reason = reason;
  if (placeUse(use, place, path))
    addUse(std::move(use));
}

void Flow::useFunction(cfacts::Use use, clang::SourceRange place, const Path &path) {
  if (placeUse(use, place, path))
    addUse(std::move(use));
}

cfacts::Problem &Flow::report(llvm::StringRef slug, clang::SourceRange place,
                              std::vector<std::string> arguments) {
  static cfacts::Problem known;
  cfacts::Problem problem;
  problem.slug = slug.str();
  problem.place = program_.places.place(place);
  problem.arguments = std::move(arguments);
  if (!known_problems_.emplace(problem.slug, problem.place.begin, problem.place.end).second)
    return known = {};
  return summary_.problems.emplace_back(std::move(problem));
}

// ------------------------------------------------------------------------------------------- ends

void Flow::end(const Paths &paths) {
  for (const auto &[state, facts] : paths) {
    std::set<Effect> effects;
    const clang::SourceRange place = facts.returned
                                         ? clang::SourceRange(facts.returned->getReturnLoc())
                                         : clang::SourceRange(function_.getBody()->getEndLoc());
    for (const Frame &frame : state.frames) {
      if (frame.is_scoped && isLocal(frame.owner))
        continue;
      left_.push_back({frame, place, facts.returned ? "returns" : "ends"});
      if (!frame.is_local)
        effects.insert(frame.kind == Frame::Kind::Release ? Effect::Releases : Effect::Ensures);
    }
    for (const Frame::Kind kind : state.undone)
      effects.insert(kind == Frame::Kind::Release ? Effect::Acquires : Effect::EndsEnsure);
    // Several changes at once are no helper's that a caller could rely on.
    // Where the caller is known to hold the GIL, it is as it was.
    if (effects.empty() && state.status == Status::Held)
      continue;
    const Effect effect = effects.size() == 1 ? *effects.begin() : Effect::None;
    effects_.insert(effect);
    results_[effect] |= resultOf(facts.returned);
  }
}

void Flow::throwOut(const clang::Expr &by, const Paths &paths) {
  const auto *call = llvm::dyn_cast<clang::CallExpr>(&by);
  if (call) {
    const clang::FunctionDecl *callee = program_.targets.calleeOf(*call);
    const Summary *summary = callee ? program_.summary(*callee) : nullptr;
    // Nearly every function of C++ could throw; those count that are seen to.
    if (!summary || !summary->throws)
      return;
  }
  summary_.throws = true;
  for (const auto &[state, facts] : paths)
    for (const Frame &frame : state.frames)
      if (!frame.is_scoped && frame.is_local)
        left_.push_back({frame, by.getExprLoc(), call ? "is left by an exception" : "throws"});
}

void Flow::reportLeft(const Frame &frame, clang::SourceRange place, const std::string &how) {
  const bool is_release = frame.kind == Frame::Kind::Release;
  report(is_release ? "c-gil-not-restored" : "c-gil-not-given-back", place,
         {program_.places.name(function_), how})
      .remarks.push_back({program_.places.place(frame.place),
                          is_release ? "the GIL is released here" : "it is taken here", true});
}

void Flow::finish() {
  const bool is_special = llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(function_);
  for (const Left &left : left_) {
    // A helper may leave the GIL released for its caller; one that also undoes it may not.
    if (left.frame.is_local || (!is_special && undone_.count(left.frame.statement)))
      reportLeft(left.frame, left.place, left.how);
  }
  const bool may_not = effects_.erase(Effect::None) != 0;
  if (effects_.size() != 1)
    return;
  const Effect effect = *effects_.begin();
  const auto maybe = [&]() {
    switch (effect) {
    case Effect::Releases:
      return Effect::MayRelease;
    case Effect::Acquires:
      return Effect::MayAcquire;
    case Effect::Ensures:
      return Effect::MayEnsure;
    case Effect::EndsEnsure:
      return Effect::MayEndEnsure;
    default:
      return Effect::None;
    }
  };
  summary_.effect = may_not ? maybe() : effect;
  if (may_not && (results_[effect] & results_[Effect::None]) == 0) {
    summary_.effect_results = results_[effect];
    summary_.other_results = results_[Effect::None];
  }
}

} // namespace nogilc::headers
