// See flow.h. The way through the graph is here; what a statement does is in statements.cpp, what
// a change of the GIL's state does in transitions.cpp.
#include "headers/flow.h"

#include "headers/flow_path.h"

#include <clang/AST/StmtCXX.h>

#include <set>

namespace nogilc::headers {

namespace {

/// Blocks are looked at again when their states change; so often on average, and then no more.
constexpr size_t kMostRounds = 60;

clang::CFG::BuildOptions buildOptions() {
  clang::CFG::BuildOptions options;
  options.AddImplicitDtors = true;
  options.AddTemporaryDtors = true;
  options.AddInitializers = true;
  options.AddEHEdges = true;
  options.AddCXXDefaultInitExprInCtors = true;
  options.setAllAlwaysAdd();
  return options;
}

/// A block that ends with a call which may throw: where to.
const clang::CFGBlock *exceptionTarget(const clang::CFGBlock &block) {
  if (block.getTerminatorStmt() || block.succ_size() != 2)
    return nullptr;
  return *std::next(block.succ_begin());
}

const clang::CallExpr *lastCall(const clang::CFGBlock &block) {
  if (block.empty())
    return nullptr;
  const auto statement = block.back().getAs<clang::CFGStmt>();
  return statement ? llvm::dyn_cast<clang::CallExpr>(statement->getStmt()) : nullptr;
}

const clang::CXXThrowExpr *lastThrow(const clang::CFGBlock &block) {
  if (block.empty())
    return nullptr;
  const auto statement = block.back().getAs<clang::CFGStmt>();
  return statement ? llvm::dyn_cast<clang::CXXThrowExpr>(statement->getStmt()) : nullptr;
}

/// `PyGILState_Check()` or `!PyGILState_Check()`: by which truth the GIL is known to be held.
std::optional<bool> asksForGil(const clang::Expr &condition) {
  const clang::Expr *expr = condition.IgnoreParenImpCasts();
  bool is_held = true;
  while (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr)) {
    if (unary->getOpcode() != clang::UO_LNot)
      return std::nullopt;
    is_held = !is_held;
    expr = unary->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto *call = llvm::dyn_cast<clang::CallExpr>(expr);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !callee->getIdentifier() || callee->getName() != "PyGILState_Check")
    return std::nullopt;
  return is_held;
}

/// By which truth of a condition a thread state that was given to the function is null: then nobody
/// has released the GIL.
std::optional<bool> asksForNullState(const clang::Expr &condition) {
  const clang::Expr *expr = withoutHints(&condition);
  bool is_null = false;
  for (;;) {
    const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(expr);
    const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
    if (unary && unary->getOpcode() == clang::UO_LNot) {
      is_null = !is_null;
      expr = withoutHints(unary->getSubExpr());
    } else if (binary && binary->isEqualityOp() &&
               llvm::isa<clang::GNUNullExpr, clang::CXXNullPtrLiteralExpr, clang::IntegerLiteral>(
                   binary->getRHS()->IgnoreParenCasts())) {
      is_null ^= binary->getOpcode() == clang::BO_EQ;
      expr = withoutHints(binary->getLHS());
    } else {
      break;
    }
  }
  const clang::RecordDecl *record = expr->getType()->getPointeeType().isNull()
                                        ? nullptr
                                        : expr->getType()->getPointeeType()->getAsRecordDecl();
  const VariablePath variable = variablePath(expr);
  if (!record || record->getName() != "_ts" || !variable.is_known ||
      (variable.local() && !llvm::isa<clang::ParmVarDecl>(variable.local())))
    return std::nullopt;
  return is_null;
}

class Walk {
public:
  Walk(Program &program, const clang::FunctionDecl &function, Summary &summary, clang::CFG &graph)
      : graph_(graph), flow_(program, function, summary), begins_(graph.getNumBlockIDs()) {}

  void run();

private:
  void visit(const clang::CFGBlock &block, bool is_final);
  void join(const clang::CFGBlock *block, const Paths &paths);
  void leave(const clang::CFGBlock &block, const Paths &paths, bool is_final);
  Paths takeBranch(const clang::CFGBlock &block, const Paths &paths, bool is_true) const;
  /// What is left of the paths when an exception goes from a block to another.
  Paths unwind(const clang::CFGBlock &to, const Paths &paths) const;
  bool canThrow(const clang::CallExpr &call) const;

  clang::CFG &graph_;
  Flow flow_;
  std::vector<Paths> begins_; ///< by the number of the block
  std::set<unsigned, std::greater<>> queue_;
  std::vector<const clang::CFGBlock *> blocks_;
};

void Walk::run() {
  blocks_.resize(graph_.getNumBlockIDs());
  for (const clang::CFGBlock *block : graph_)
    blocks_[block->getBlockID()] = block;
  Paths start;
  start.emplace(GilState(), PathFacts());
  join(&graph_.getEntry(), start);
  size_t left = kMostRounds * blocks_.size();
  // Clang numbers blocks from the exit up: the highest number is nearest to the beginning.
  while (!queue_.empty() && left-- > 0) {
    const unsigned next = *queue_.begin();
    queue_.erase(queue_.begin());
    visit(*blocks_[next], false);
  }
  flow_.startReporting();
  for (const clang::CFGBlock *block : blocks_)
    if (block && !begins_[block->getBlockID()].empty())
      visit(*block, true);
  flow_.finish();
}

void Walk::join(const clang::CFGBlock *block, const Paths &paths) {
  if (!block || paths.empty())
    return;
  Paths &known = begins_[block->getBlockID()];
  bool has_changed = false;
  for (const auto &[state, facts] : paths) {
    const auto [at, is_new] = known.try_emplace(state, facts);
    has_changed |= is_new || at->second.intersect(facts);
  }
  if (has_changed)
    queue_.insert(block->getBlockID());
}

void Walk::visit(const clang::CFGBlock &block, bool is_final) {
  Paths paths = begins_[block.getBlockID()];
  for (const clang::CFGElement &element : block)
    paths = flow_.apply(element, paths);
  leave(block, paths, is_final);
}

Paths Walk::takeBranch(const clang::CFGBlock &block, const Paths &paths, bool is_true) const {
  const clang::Expr *condition = block.getLastCondition();
  if (!condition)
    return paths;
  const bool is_held = asksForGil(*condition) == is_true || asksForNullState(*condition) == is_true;
  Paths taken;
  for (const auto &[state, facts] : paths) {
    std::optional<PathFacts> next = flow_.assume(*condition, is_true, facts);
    if (!next)
      continue;
    GilState known = state;
    if (is_held && known.status == Status::Entry)
      known.status = Status::Held;
    taken.try_emplace(std::move(known), std::move(*next));
  }
  return taken;
}

Paths Walk::unwind(const clang::CFGBlock &to, const Paths &paths) const {
  const auto *attempt = llvm::dyn_cast_or_null<clang::CXXTryStmt>(to.getTerminatorStmt());
  Paths result;
  for (const auto &[state, facts] : paths)
    result.try_emplace(flow_.unwound(state, attempt), facts);
  return result;
}

/// Functions of C do not throw, whatever their declarations leave open.
bool Walk::canThrow(const clang::CallExpr &call) const {
  const clang::FunctionDecl *callee = call.getDirectCallee();
  return !callee || !(callee->isExternC() || callee->getBuiltinID() != 0);
}

void Walk::leave(const clang::CFGBlock &block, const Paths &paths, bool is_final) {
  const clang::CFGBlock *exit = &graph_.getExit();
  const clang::CFGBlock *thrown_to = exceptionTarget(block);
  const clang::CallExpr *call = thrown_to ? lastCall(block) : nullptr;
  const clang::CXXThrowExpr *thrown = lastThrow(block);
  if (&block == exit || block.hasNoReturnElement())
    return;
  unsigned number = 0;
  for (const clang::CFGBlock *to : block.succs()) {
    const bool is_exception = thrown || (call && to == thrown_to && number == 1);
    const bool is_branch = block.getTerminatorStmt() && block.succ_size() == 2;
    const bool is_first = number++ == 0;
    if (!to)
      continue;
    if (is_exception && call && !canThrow(*call))
      continue;
    if (is_exception) {
      const Paths left = unwind(*to, paths);
      if (to != exit)
        join(to, left);
      else if (is_final)
        flow_.throwOut(thrown ? static_cast<const clang::Expr &>(*thrown) : *call, left);
      continue;
    }
    const bool is_dispatch = llvm::isa_and_nonnull<clang::CXXTryStmt>(block.getTerminatorStmt());
    const Paths next =
        is_branch && !is_dispatch && !llvm::isa<clang::SwitchStmt>(block.getTerminatorStmt())
            ? takeBranch(block, paths, is_first)
            : paths;
    if (to != exit)
      join(to, next);
    else if (is_final && !is_dispatch)
      flow_.end(next);
  }
}

} // namespace

void followFunction(Program &program, const clang::FunctionDecl &function, Summary &summary) {
  const std::unique_ptr<clang::CFG> graph =
      clang::CFG::buildCFG(&function, function.getBody(), &program.context, buildOptions());
  if (graph)
    Walk(program, function, summary, *graph).run();
}

const Summary *Program::summary(const clang::FunctionDecl &function) {
  const clang::FunctionDecl *definition = nullptr;
  if (!function.hasBody(definition) || !definition->getBody() || definition->isDependentContext())
    return nullptr;
  if (const auto known = functions.find(definition); known != functions.end())
    return known->second.get();
  functions[definition] = std::make_unique<Summary>();
  Summary &made = *functions[definition];
  followFunction(*this, *definition, made);
  made.is_done = true;
  return &made;
}

} // namespace nogilc::headers
