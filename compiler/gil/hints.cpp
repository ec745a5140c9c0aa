// See hints.h. What is said of a whole function is not said of one that is partial: what it lacks
// may need the GIL.
#include "gil/hints.h"

#include "gil/facts.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/StringSet.h>

namespace nogilc::gil {

namespace {

using ir::Construct;
using ir::Expr;
using ir::ExprKind;
using ir::Inst;
using ir::InstKind;

/// Loops that run less often are not worth a word.
constexpr int64_t kLongLoop = 1000;

/// Functions of C that wait for something: in seconds rather than in nanoseconds.
bool isBlocking(llvm::StringRef name) {
  static const llvm::StringSet<> names = {"accept",
                                          "connect",
                                          "epoll_wait",
                                          "fflush",
                                          "fgets",
                                          "flock",
                                          "fread",
                                          "fsync",
                                          "fwrite",
                                          "getaddrinfo",
                                          "gethostbyname",
                                          "lockf",
                                          "nanosleep",
                                          "poll",
                                          "pread",
                                          "pselect",
                                          "pthread_cond_wait",
                                          "pthread_join",
                                          "pthread_mutex_lock",
                                          "pwrite",
                                          "read",
                                          "recv",
                                          "recvfrom",
                                          "recvmsg",
                                          "select",
                                          "sem_wait",
                                          "send",
                                          "sendmsg",
                                          "sendto",
                                          "sigwait",
                                          "sleep",
                                          "system",
                                          "usleep",
                                          "wait",
                                          "waitpid",
                                          "write"};
  return names.contains(name);
}

/// What a conversion of arguments, of the result, or an exception on its way out needs.
bool isAtTheEdge(const Fact &fact) {
  if (!fact.inst)
    return false;
  switch (fact.inst->construct) {
  case Construct::TypeTest:
  case Construct::FromPython:
  case Construct::ToPython:
  case Construct::ReturnObject:
  case Construct::ExceptionPath:
  case Construct::Raise:
  case Construct::Assert:
  case Construct::Arithmetic:
  case Construct::UnboundCheck:
    return true;
  default:
    return fact.inst->kind == InstKind::ReturnRef || fact.inst->kind == InstKind::ReturnMoved;
  }
}

class HintWalker {
public:
  HintWalker(const ir::Function &function, DiagnosticEngine &diagnostics)
      : function_(function), diagnostics_(diagnostics), state_(function.entry_state) {}

  void run();

private:
  void walk(const ir::Block &block) {
    for (const Inst *inst : block)
      walk(*inst);
  }
  void walk(const Inst &inst);
  bool isLongAndPure(const Inst &loop) const;

  const ir::Function &function_;
  DiagnosticEngine &diagnostics_;
  GilState state_;
  unsigned loops_ = 0; ///< around this, inside of the region
  std::vector<const Inst *> pure_loops_;
  llvm::DenseSet<const Inst *> needing_; ///< instructions that need the GIL
};

/// A loop that counts to a small number is over soon.
bool isShort(const Inst &loop) {
  const Expr *condition = loop.value;
  if (!condition || condition->kind != ExprKind::Binary || condition->operands.size() != 2 ||
      condition->operands[1]->kind != ExprKind::Literal)
    return false;
  int64_t bound = 0;
  return !condition->operands[1]->text.rtrim("ULul").getAsInteger(0, bound) && bound < kLongLoop;
}

bool hasLoop(const ir::Block &block) {
  bool found = false;
  ir::forEachInst(block, [&](const Inst &inst) { found |= inst.kind == InstKind::Loop; });
  return found;
}

bool HintWalker::isLongAndPure(const Inst &loop) const {
  if (isShort(loop) && !hasLoop(*loop.body))
    return false;
  bool is_pure = true;
  ir::forEachInst(*loop.body, [&](const Inst &inst) {
    is_pure &= !needing_.contains(&inst) && inst.kind != InstKind::ReleaseGil &&
               inst.kind != InstKind::Unknown && inst.kind != InstKind::Yield;
  });
  return is_pure;
}

void HintWalker::walk(const Inst &inst) {
  const bool is_held = state_ == GilState::Held;
  if (inst.kind == InstKind::AcquireGil && inst.construct == Construct::None && loops_ > 0)
    diagnostics_.report(Diag::PerfAcquireInLoop, inst.span);
  if (inst.kind == InstKind::CallFunction && is_held && !inst.callee_function &&
      isBlocking(calledName(inst)))
    diagnostics_.report(Diag::PerfBlockingCall, inst.span).arg(calledName(inst));
  if (inst.kind == InstKind::CallFunction && !is_held && loops_ > 0 && inst.callee_type &&
      inst.callee_type->is_with_gil)
    diagnostics_.report(Diag::PerfAcquireInLoop, inst.span)
        .note("`" + llvm::Twine(llvm::StringRef(inst.subject)) + "` is declared `with gil`");
  if (!inst.body)
    return;
  if (inst.kind == InstKind::Loop && is_held && isLongAndPure(inst)) {
    pure_loops_.push_back(&inst);
    return;
  }
  const GilState outer_state = state_;
  const unsigned outer_loops = loops_;
  state_ = stateInside(inst.kind, state_);
  const bool is_region = inst.kind == InstKind::ReleaseGil || inst.kind == InstKind::AcquireGil;
  loops_ = is_region || state_ == GilState::Held ? 0 : loops_ + (inst.kind == InstKind::Loop);
  walk(*inst.body);
  if (inst.else_body)
    walk(*inst.else_body);
  state_ = outer_state;
  loops_ = outer_loops;
}

void HintWalker::run() {
  bool is_all_at_the_edge = true;
  for (const Fact &fact : factsOf(function_, GilState::Either)) {
    if (fact.verdict() == Verdict::Ok)
      continue;
    if (fact.inst)
      needing_.insert(fact.inst);
    is_all_at_the_edge &= isAtTheEdge(fact);
  }
  walk(function_.body);
  if (pure_loops_.empty())
    return;
  const bool is_python = function_.role == ir::FunctionRole::Python;
  if (is_python && is_all_at_the_edge && !function_.is_partial) {
    diagnostics_.report(Diag::PerfReleaseWhole, pure_loops_.front()->span)
        .arg(function_.source_name);
    return;
  }
  for (const Inst *loop : pure_loops_)
    diagnostics_.report(Diag::PerfLoopHoldsGil, loop->span);
}

/// A `nogil` function that nobody calls without the GIL: nothing ever releases it.
void hintNeverReleased(const ir::Module &module, DiagnosticEngine &diagnostics) {
  llvm::DenseMap<const ir::Function *, bool> only_held; // of those that are called
  llvm::StringSet<> addresses;
  for (const ir::Function *function : module.functions) {
    for (const Fact &fact : factsOf(*function))
      if (fact.kind == FactKind::Calls && fact.inst->callee_function) {
        const auto [at, is_new] = only_held.try_emplace(fact.inst->callee_function, true);
        at->second &= fact.state == GilState::Held || fact.inst->callee_function == function;
      }
    ir::forEachInst(function->body, [&](const Inst &inst) {
      for (const Expr *root : {inst.place, inst.value})
        if (root)
          ir::forEachExpr(*root, [&](const Expr &expr) {
            if (expr.kind == ExprKind::NamedValue)
              addresses.insert(expr.text);
          });
      for (const Expr *arg : inst.args)
        if (arg)
          ir::forEachExpr(*arg, [&](const Expr &expr) {
            if (expr.kind == ExprKind::NamedValue)
              addresses.insert(expr.text);
          });
    });
  }
  for (const ir::Function *function : module.functions) {
    const auto found = only_held.find(function);
    const bool is_plain_nogil = function->type && function->type->is_nogil &&
                                !function->type->is_with_gil && function->is_static;
    if (found != only_held.end() && found->second && is_plain_nogil &&
        !addresses.contains(function->name) && hasLoop(function->body))
      diagnostics.report(Diag::PerfNeverReleased, function->span).arg(function->source_name);
  }
}

} // namespace

void giveHints(const ir::Module &module, DiagnosticEngine &diagnostics) {
  static constexpr Diag kHints[] = {Diag::PerfAcquireInLoop, Diag::PerfBlockingCall,
                                    Diag::PerfLoopHoldsGil, Diag::PerfReleaseWhole,
                                    Diag::PerfNeverReleased};
  if (llvm::all_of(kHints, [&](Diag hint) { return diagnostics.isOff(hint); }))
    return;
  for (const ir::Function *function : module.functions)
    HintWalker(*function, diagnostics).run();
  hintNeverReleased(module, diagnostics);
}

} // namespace nogilc::gil
