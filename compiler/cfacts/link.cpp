// See link.h.
#include "cfacts/link.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringMap.h>

#include <deque>

namespace nogilc::cfacts {

namespace {

/// A chain of notes ends here: who reads further looks into the callee.
constexpr unsigned kLongestChain = 12;

struct Node {
  const Function *function = nullptr;
  size_t unit = 0;
  /// The first use that makes the function need the GIL; null: it does not.
  const Use *need = nullptr;
  /// The function that `need` leads to; null if it needs the GIL by itself.
  Node *next = nullptr;
  /// Those whose calls may make them need the GIL because this one does, and by which use.
  std::vector<std::pair<Node *, const Use *>> callers;
  /// Uses of the kind Callback, by parameter.
  std::vector<const Use *> callbacks;
};

class Linker {
public:
  explicit Linker(llvm::ArrayRef<Unit> units) : units_(units) {}

  std::vector<LinkedProblem> run() {
    declareFunctions();
    connect();
    spreadNeeds();
    for (const Node &node : nodes_)
      checkFunction(node);
    checkEntries();
    for (size_t unit = 0; unit < units_.size(); ++unit)
      for (const Problem &problem : units_[unit].problems)
        problems_.push_back({problem, unit});
    return std::move(problems_);
  }

private:
  void declareFunctions();
  void connect();
  void spreadNeeds();
  void markNeed(Node &node, const Use &use, Node *next);

  /// The function that a call reaches and that needs the GIL: the callee, one that overrides it, or
  /// what it is given and calls.
  Node *needingCallee(const Use &use);
  Node *argumentCalled(const Use &use);
  Node *find(llvm::StringRef key) {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }

  llvm::ArrayRef<Node *> overriders(llvm::StringRef key) const {
    const auto found = overriders_.find(key);
    return found == overriders_.end() ? llvm::ArrayRef<Node *>() : llvm::ArrayRef(found->second);
  }

  void checkFunction(const Node &node);
  /// Reports a use that needs the GIL if it does; `why` completes "needs the GIL, which ...".
  void checkUse(const Node &node, const Use &use, const std::string &why,
                llvm::ArrayRef<Problem::Remark> remarks);
  void checkArgument(const Node &node, const Use &use);
  /// Checks a function that is called while the GIL is released.
  void checkEntered(const Node &node, const std::string &why,
                    llvm::ArrayRef<Problem::Remark> remarks);
  void checkEntries();
  void addChain(Problem &problem, const Node *node);

  llvm::ArrayRef<Unit> units_;
  std::deque<Node> nodes_;
  llvm::StringMap<Node *> by_key_;
  /// By the key of the method that they override, which may have no body anywhere.
  llvm::StringMap<std::vector<Node *>> overriders_;
  std::vector<LinkedProblem> problems_;
};

/// Functions of headers are in several units, and the same in each.
void Linker::declareFunctions() {
  for (size_t unit = 0; unit < units_.size(); ++unit)
    for (const Function &function : units_[unit].functions) {
      const auto [at, is_new] = by_key_.try_emplace(function.key);
      if (!is_new)
        continue;
      Node &node = nodes_.emplace_back();
      node.function = &function;
      node.unit = unit;
      at->second = &node;
    }
}

void Linker::connect() {
  for (Node &node : nodes_) {
    for (const std::string &key : node.function->overrides)
      overriders_[key].push_back(&node);
    for (const Use &use : node.function->uses)
      if (use.kind == Use::Kind::Callback)
        node.callbacks.push_back(&use);
  }
  for (Node &node : nodes_)
    for (const Use &use : node.function->uses) {
      if (use.state != State::Entry)
        continue;
      if (Node *argument = argumentCalled(use))
        argument->callers.emplace_back(&node, &use);
      if (use.kind != Use::Kind::Call)
        continue;
      if (Node *callee = find(use.callee))
        callee->callers.emplace_back(&node, &use);
      if (use.is_virtual)
        for (Node *overrider : overriders(use.callee))
          overrider->callers.emplace_back(&node, &use);
    }
}

/// What a call passes to a function that calls it, with the GIL as it finds it; null if it does
/// not.
Node *Linker::argumentCalled(const Use &use) {
  const Node *callee = use.kind == Use::Kind::Argument ? find(use.callee) : nullptr;
  const bool is_called =
      callee && llvm::any_of(callee->callbacks, [&](const Use *callback) {
        return callback->parameter == use.parameter && callback->state == State::Entry;
      });
  return is_called ? find(use.argument) : nullptr;
}

void Linker::markNeed(Node &node, const Use &use, Node *next) {
  if (node.need)
    return;
  node.need = &use;
  node.next = next;
}

void Linker::spreadNeeds() {
  std::deque<Node *> queue;
  for (Node &node : nodes_)
    for (const Use &use : node.function->uses)
      if (!node.need && use.kind == Use::Kind::Needs && use.state == State::Entry) {
        markNeed(node, use, nullptr);
        queue.push_back(&node);
      }
  // Breadth first: each chain is as short as there is one.
  for (; !queue.empty(); queue.pop_front()) {
    Node *node = queue.front();
    for (const auto &[caller, use] : node->callers)
      if (!caller->need) {
        markNeed(*caller, *use, node);
        queue.push_back(caller);
      }
  }
}

Node *Linker::needingCallee(const Use &use) {
  if (Node *argument = argumentCalled(use))
    return argument->need ? argument : nullptr;
  Node *callee = find(use.callee);
  if (callee && callee->need)
    return callee;
  if (use.is_virtual)
    for (Node *overrider : overriders(use.callee))
      if (overrider->need)
        return overrider;
  return nullptr;
}

/// One note for each function on the way to what needs the GIL.
void Linker::addChain(Problem &problem, const Node *node) {
  for (unsigned depth = 0; node && node->need && depth < kLongestChain; ++depth) {
    const Use &use = *node->need;
    std::string text = "`" + node->function->name + "` ";
    if (use.kind == Use::Kind::Needs)
      text += "needs the GIL for " + use.what + (use.reason.empty() ? "" : ": " + use.reason);
    else if (use.kind == Use::Kind::Argument)
      text +=
          "passes " + use.what + " to `" + find(use.callee)->function->name + "`, which calls it";
    else if (node->next)
      text += (use.is_virtual && node->next->function->key != use.callee
                   ? "makes a virtual call that may reach `" + node->next->function->name + "`"
                   : "needs the GIL for " + use.what);
    problem.remarks.push_back({use.place, text, false});
    node = node->next;
  }
}

void Linker::checkUse(const Node &node, const Use &use, const std::string &why,
                      llvm::ArrayRef<Problem::Remark> remarks) {
  Node *callee = nullptr;
  if (use.kind == Use::Kind::Call || use.kind == Use::Kind::Argument) {
    callee = needingCallee(use);
    if (!callee)
      return;
  } else if (use.kind != Use::Kind::Needs) {
    return;
  }
  Problem problem;
  problem.slug = "c-gil-call";
  problem.place = use.place;
  problem.arguments = {use.what, why};
  problem.remarks.assign(remarks.begin(), remarks.end());
  if (!use.reason.empty())
    problem.remarks.push_back({{}, use.what + ": " + use.reason, false});
  if (callee && use.kind == Use::Kind::Argument)
    problem.remarks.push_back(
        {{}, "`" + find(use.callee)->function->name + "` calls what it is given", false});
  else if (callee && callee->function->key != use.callee)
    problem.remarks.push_back(
        {callee->function->place, "`" + callee->function->name + "` overrides it", false});
  addChain(problem, callee);
  problems_.push_back({std::move(problem), node.unit});
}

/// A function is passed to one that calls it: in the state of the call and of that region.
void Linker::checkArgument(const Node &node, const Use &use) {
  const Node *callee = find(use.callee);
  const Node *argument = find(use.argument);
  if (!callee || !argument || !argument->need)
    return;
  for (const Use *callback : callee->callbacks) {
    if (callback->parameter != use.parameter)
      continue;
    if (callback->state != State::Released && use.state != State::Released)
      continue;
    Problem problem;
    problem.slug = "c-gil-call";
    problem.place = use.place;
    const bool is_inside = callback->state == State::Released;
    problem.arguments = {"`" + argument->function->name + "`",
                         is_inside ? "is released where `" + callee->function->name + "` calls it"
                                   : "is released here"};
    problem.remarks.push_back({callback->place, "it is called here", false});
    problem.remarks.push_back(
        {is_inside ? callback->region : use.region, "the GIL is released here", false});
    addChain(problem, argument);
    problems_.push_back({std::move(problem), node.unit});
    return;
  }
}

void Linker::checkFunction(const Node &node) {
  for (const Use &use : node.function->uses) {
    if (use.state == State::Released && use.is_given) {
      const Node *given = find(use.callee);
      if (given && given->function->is_own) {
        checkEntered(*given, "is released where " + use.what + " is called",
                     {{use.place, "it is called here", false},
                      {use.region, "the GIL is released here", false}});
        continue;
      }
    }
    if (!node.function->is_own)
      continue;
    if (use.state == State::Team)
      checkUse(node, use, "the other threads of the parallel region do not have",
               {{use.region, "they begin here", true}});
    else if (use.kind == Use::Kind::Argument)
      checkArgument(node, use);
    else if (use.state == State::Released)
      checkUse(node, use, "is released here", {{use.region, "the GIL is released here", true}});
  }
}

void Linker::checkEntered(const Node &node, const std::string &why,
                          llvm::ArrayRef<Problem::Remark> remarks) {
  for (const Use &use : node.function->uses)
    if (use.state == State::Entry)
      checkUse(node, use, why, remarks);
}

void Linker::checkEntries() {
  for (const Unit &unit : units_)
    for (const ThreadEntry &entry : unit.entries)
      if (const Node *node = find(entry.callee); node && node->function->is_own)
        checkEntered(*node, "`" + node->function->name + "` is entered without",
                     {{entry.place, entry.how, false}});
}

} // namespace

std::vector<LinkedProblem> link(llvm::ArrayRef<Unit> units) { return Linker(units).run(); }

} // namespace nogilc::cfacts
