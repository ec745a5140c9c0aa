// Definite assignment and reachability of one body, by a walk over its structure. Finds the object
// variables that some path reads before they are bound (their reads are checked at run time), and
// statements that nothing can reach.
#include "sema/context.h"
#include "sema/patterns.h"

#include "syntax/visit.h"

#include <llvm/ADT/BitVector.h>

namespace nogilc::sema {

using syntax::Expr;
using syntax::NodeKind;
using syntax::Stmt;

namespace {

/// Which variables are bound for certain. `is_dead`: no path comes here.
struct State {
  llvm::BitVector bound;
  bool is_dead = false;
};

class Flow {
public:
  Flow(Context &ctx, const PendingBody &body) : ctx_(ctx), body_(body) {}

  void run() {
    for (Symbol *symbol : body_.function->locals) {
      numbers_[symbol] = static_cast<unsigned>(numbers_.size());
      // An inner function may run at any time.
      if (symbol->is_captured && symbol->kind == SymbolKind::Local)
        symbol->may_be_unbound = true;
    }
    state_.bound.resize(static_cast<unsigned>(numbers_.size()));
    for (const ParameterInfo &parameter : body_.function->parameters)
      if (parameter.symbol)
        bind(parameter.symbol);
    if (body_.expression) {
      if (auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(body_.expression))
        return visit(*lambda->body);
      return visitClauses(llvm::cast<syntax::ComprehensionExpr>(*body_.expression), false);
    }
    visitBody(body_.body);
  }

private:
  struct Loop {
    State at_break;
    State at_continue;
    explicit Loop(const State &shape) : at_break(dead(shape)), at_continue(dead(shape)) {}
  };

  static State dead(const State &shape) {
    State state;
    state.bound.resize(shape.bound.size(), true);
    state.is_dead = true;
    return state;
  }

  static void join(State &into, const State &other) {
    if (other.is_dead)
      return;
    if (into.is_dead) {
      into = other;
      return;
    }
    into.bound &= other.bound;
  }

  void bind(Symbol *symbol) {
    auto found = numbers_.find(symbol);
    if (found != numbers_.end())
      state_.bound.set(found->second);
  }
  void unbind(Symbol *symbol) {
    auto found = numbers_.find(symbol);
    if (found == numbers_.end())
      return;
    state_.bound.reset(found->second);
  }
  void read(Symbol *symbol) {
    auto found = numbers_.find(symbol);
    if (found != numbers_.end() && !state_.bound.test(found->second) && !state_.is_dead)
      symbol->may_be_unbound = true;
  }

  // ---- statements
  void visitBody(List<Stmt *> body) {
    // What is inside of a statement that is never reached has been told with it.
    const bool was_told = is_told_;
    for (const Stmt *stmt : body) {
      if (state_.is_dead && !is_told_ && is_reporting_ &&
          !llvm::isa<syntax::PassStmt, syntax::FunctionDef, syntax::ClassDef, syntax::CVarDecl>(
              stmt)) {
        // `return; yield` makes a generator on purpose.
        auto *expr = llvm::dyn_cast<syntax::ExprStmt>(stmt);
        if (!(expr && llvm::isa<syntax::YieldExpr>(expr->value)))
          ctx_.report(Diag::UnreachableCode, stmt->span);
        is_told_ = true;
      }
      visitStmt(*stmt);
    }
    is_told_ = was_told;
  }

  /// Unbinds whatever `del` in these statements may unbind, before they run an unknown number of
  /// times or only in part.
  void forgetDeleted(List<Stmt *> body) {
    for (const Stmt *stmt : body)
      syntax::walk(*stmt, [&](const syntax::Node &node) {
        if (llvm::isa<syntax::FunctionDef, syntax::ClassDef, syntax::LambdaExpr>(node))
          return false;
        if (auto *del = llvm::dyn_cast<syntax::DelStmt>(&node)) {
          for (const Expr *target : del->targets)
            if (Symbol *symbol = ctx_.info(*target).symbol; symbol && !holdsPointer(*symbol))
              unbind(symbol);
        } else if (auto *handler = llvm::dyn_cast<syntax::ExceptHandler>(&node)) {
          if (unbindsName(*handler))
            if (Symbol *symbol = ctx_.info(*handler->target).symbol)
              unbind(symbol);
        }
        return true;
      });
  }

  /// `p = new T()`, `del p`: what `p` points at ends, and `p` keeps its value.
  bool holdsPointer(const Symbol &symbol) const {
    if (symbol.is_declared && !isObject(symbol.type))
      return true;
    return llvm::any_of(ctx_.bindings_of[symbol.scope->function], [&](const Binding &binding) {
      auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(binding.value);
      return binding.symbol == &symbol && call && llvm::isa<syntax::NewExpr>(call->callee);
    });
  }

  static std::optional<bool> constantTruth(Context &ctx, Scope *scope, const Expr &condition) {
    if (llvm::isa<syntax::NameExpr>(condition))
      return std::nullopt;
    const ConstantValue *value = fold(ctx, scope, condition);
    return value ? truth(*value) : std::nullopt;
  }

  void visitLoop(List<Stmt *> body, List<Stmt *> else_body, const State &after_test,
                 bool is_endless) {
    loops_.emplace_back(state_);
    visitBody(body);
    Loop loop = std::move(loops_.back());
    loops_.pop_back();
    // The loop ends by its test, from the first time or a later one: what was bound before it.
    state_ = is_endless ? dead(state_) : after_test;
    if (!else_body.empty())
      visitBody(else_body);
    join(state_, loop.at_break);
  }

  /// `except … as name`: the name is gone behind it. Level 2 keeps it, as Python 2 did.
  bool unbindsName(const syntax::ExceptHandler &handler) const {
    return handler.target && llvm::isa<syntax::NameExpr>(handler.target) &&
           ctx_.module.language_level >= 3;
  }

  void visitTry(const syntax::TryStmt &node) {
    const State before = state_;
    forgetDeleted(node.body);
    State interrupted = state_; // anywhere in the body
    state_ = before;
    visitBody(node.body);
    State normal = state_;
    if (!node.else_body.empty()) {
      visitBody(node.else_body);
      normal = state_;
    }
    for (const syntax::ExceptHandler *handler : node.handlers) {
      state_ = interrupted;
      if (handler->type)
        visit(*handler->type);
      if (handler->target)
        bindTarget(*handler->target);
      visitBody(handler->body);
      if (unbindsName(*handler))
        if (Symbol *symbol = ctx_.info(*handler->target).symbol)
          unbind(symbol);
      join(normal, state_);
      // The next `except*` may run after this one, which got anywhere in its body.
      if (node.is_star) {
        state_ = interrupted;
        forgetDeleted(handler->body);
        if (unbindsName(*handler))
          if (Symbol *symbol = ctx_.info(*handler->target).symbol)
            unbind(symbol);
        interrupted = state_;
      }
    }
    if (!node.has_finally) {
      state_ = normal;
      return;
    }
    State at_finally = interrupted;
    at_finally.is_dead = false;
    if (!normal.is_dead)
      at_finally.bound &= normal.bound;
    state_ = at_finally;
    for (const syntax::ExceptHandler *handler : node.handlers)
      forgetDeleted(handler->body);
    forgetDeleted(node.else_body);
    const llvm::BitVector entered = state_.bound;
    visitBody(node.finally_body);
    if (normal.is_dead || state_.is_dead) {
      state_.is_dead = true;
      state_.bound.set();
      return;
    }
    llvm::BitVector added = state_.bound;
    added.reset(entered);
    llvm::BitVector removed = entered;
    removed.reset(state_.bound);
    state_.bound = normal.bound;
    state_.bound |= added;
    state_.bound.reset(removed);
  }

  void visitMatch(const syntax::MatchStmt &node) {
    visit(*node.subject);
    State result = dead(state_);
    for (const syntax::MatchCase *match_case : node.cases) {
      const State before = state_;
      visitPattern(*match_case->pattern,
                   {[&](const syntax::NameExpr &target, bool) { bindTarget(target); },
                    [&](const Expr &value) { visit(value); }});
      if (match_case->guard)
        visit(*match_case->guard);
      visitBody(match_case->body);
      join(result, state_);
      const bool takes_all = !match_case->guard && isIrrefutable(*match_case->pattern);
      state_ = takes_all ? dead(before) : before;
    }
    join(result, state_);
    state_ = result;
  }

  void die() {
    state_.is_dead = true;
    state_.bound.set();
  }

  void visitStmt(const Stmt &stmt) {
    using namespace syntax;
    switch (stmt.kind) {
    case NodeKind::AssignStmt: {
      auto &node = llvm::cast<AssignStmt>(stmt);
      if (ctx_.analysis.stmts.lookup(stmt.id).is_declaration_only)
        return;
      visit(*node.value);
      for (const Expr *target : node.targets)
        bindTarget(*target);
      return;
    }
    case NodeKind::AugAssignStmt: {
      auto &node = llvm::cast<AugAssignStmt>(stmt);
      visit(*node.target);
      visit(*node.value);
      bindTarget(*node.target);
      return;
    }
    case NodeKind::AnnAssignStmt: {
      auto &node = llvm::cast<AnnAssignStmt>(stmt);
      if (!node.value)
        return;
      visit(*node.value);
      return bindTarget(*node.target);
    }
    case NodeKind::DelStmt:
      for (const Expr *target : llvm::cast<DelStmt>(stmt).targets) {
        visit(*target);
        if (Symbol *symbol = ctx_.info(*target).symbol;
            symbol && llvm::isa<NameExpr>(target) && !holdsPointer(*symbol)) {
          unbind(symbol);
          symbol->is_assigned |= symbol->kind == SymbolKind::Parameter;
        }
      }
      return;
    case NodeKind::ReturnStmt:
      if (auto *value = llvm::cast<ReturnStmt>(stmt).value)
        visit(*value);
      return die();
    case NodeKind::RaiseStmt:
      syntax::forEachChild(stmt, [&](const Node &child) { visitNode(child); });
      return die();
    case NodeKind::BreakStmt:
      if (!loops_.empty())
        join(loops_.back().at_break, state_);
      return die();
    case NodeKind::ContinueStmt:
      if (!loops_.empty())
        join(loops_.back().at_continue, state_);
      return die();
    case NodeKind::IfStmt: {
      auto &node = llvm::cast<IfStmt>(stmt);
      State result = dead(state_);
      for (const IfClause *clause : node.clauses) {
        visit(*clause->condition);
        const State otherwise = state_;
        visitBody(clause->body);
        join(result, state_);
        state_ = otherwise;
      }
      visitBody(node.else_body);
      join(result, state_);
      state_ = result;
      return;
    }
    case NodeKind::WhileStmt: {
      auto &node = llvm::cast<WhileStmt>(stmt);
      forgetDeleted(node.body);
      visit(*node.condition);
      const State after_test = state_;
      const auto constant = constantTruth(ctx_, body_.scope, *node.condition);
      return visitLoop(node.body, node.else_body, after_test, constant && *constant);
    }
    case NodeKind::ForStmt: {
      auto &node = llvm::cast<ForStmt>(stmt);
      visit(*node.iterable);
      forgetDeleted(node.body);
      const State after_test = state_;
      bindTarget(*node.target);
      return visitLoop(node.body, node.else_body, after_test, false);
    }
    case NodeKind::ForFromStmt: {
      auto &node = llvm::cast<ForFromStmt>(stmt);
      visit(*node.start);
      visit(*node.stop);
      if (node.step)
        visit(*node.step);
      forgetDeleted(node.body);
      bindTarget(*node.target); // the start is stored even if the body never runs
      const State after_test = state_;
      return visitLoop(node.body, node.else_body, after_test, false);
    }
    case NodeKind::MatchStmt:
      return visitMatch(llvm::cast<MatchStmt>(stmt));
    case NodeKind::TryStmt:
      return visitTry(llvm::cast<TryStmt>(stmt));
    case NodeKind::WithStmt: {
      auto &node = llvm::cast<WithStmt>(stmt);
      bool may_swallow = false;
      for (const WithItem *item : node.items) {
        std::optional<bool> taken;
        DeclarationPlace place = body_.place;
        place.scope = body_.scope;
        const WithForm form = withForm(ctx_, place, *item, taken, false);
        if (form == WithForm::ContextManager || form == WithForm::CriticalSection)
          visit(*item->context);
        may_swallow |= form == WithForm::ContextManager;
        if (item->target)
          bindTarget(*item->target);
      }
      const State before = state_;
      visitBody(node.body);
      if (may_swallow) {
        // __exit__ may swallow an exception from anywhere in the body.
        State after = state_;
        state_ = before;
        forgetDeleted(node.body);
        join(state_, after);
      }
      return;
    }
    case NodeKind::FunctionDef: {
      auto &node = llvm::cast<FunctionDef>(stmt);
      const StmtInfo info = ctx_.analysis.stmts.lookup(node.id);
      if (info.function)
        for (const Expr *decorator : info.function->decorators)
          visit(*decorator);
      for (const Parameter *parameter : node.parameters->parameters) {
        if (parameter->default_value)
          visit(*parameter->default_value);
        if (parameter->annotation)
          visit(*parameter->annotation);
      }
      if (info.symbol)
        bind(info.symbol);
      return;
    }
    case NodeKind::ClassDef: {
      auto &node = llvm::cast<ClassDef>(stmt);
      for (const Expr *base : node.bases)
        visit(*base);
      for (const Keyword *keyword : node.keywords)
        visit(*keyword->value);
      const StmtInfo info = ctx_.analysis.stmts.lookup(node.id);
      if (info.cls) {
        for (const Expr *decorator : info.cls->decorators)
          visit(*decorator);
      }
      if (info.symbol)
        bind(info.symbol);
      return;
    }
    case NodeKind::ImportStmt:
      for (const ImportAlias *alias : llvm::cast<ImportStmt>(stmt).aliases)
        if (Symbol *symbol = ctx_.analysis.stmts.lookup(alias->id).symbol)
          bind(symbol);
      return;
    case NodeKind::ImportFromStmt:
      for (const ImportAlias *alias : llvm::cast<ImportFromStmt>(stmt).names)
        if (Symbol *symbol = ctx_.analysis.stmts.lookup(alias->id).symbol)
          bind(symbol);
      return;
    case NodeKind::CVarDecl:
      for (const Declarator *declarator : llvm::cast<CVarDecl>(stmt).declarators) {
        const NameDeclarator &name = declaredName(*declarator);
        if (!name.initializer)
          continue;
        visit(*name.initializer);
        if (Symbol *symbol = ctx_.analysis.bindings.lookup(name.id))
          bind(symbol);
      }
      return;
    case NodeKind::DeclBlock:
      return visitBody(llvm::cast<DeclBlock>(stmt).body);
    case NodeKind::CompileTimeIf:
      return visitBody(takenArm(ctx_, body_.scope, llvm::cast<CompileTimeIf>(stmt)));
    case NodeKind::IncludeStmt:
      if (auto *included = ctx_.analysis.stmts.lookup(stmt.id).included)
        visitBody(included->body);
      return;
    case NodeKind::CFunctionDef:
    case NodeKind::ExternBlock:
    case NodeKind::CTypedef:
    case NodeKind::CStructDef:
    case NodeKind::CEnumDef:
    case NodeKind::CFusedDef:
    case NodeKind::CClassDef:
    case NodeKind::CppClassDef:
      return;
    case NodeKind::AssertStmt: {
      auto &node = llvm::cast<AssertStmt>(stmt);
      visit(*node.condition);
      const State after = state_;
      if (node.message)
        visit(*node.message);
      state_ = after;
      return;
    }
    default:
      syntax::forEachChild(stmt, [&](const Node &child) { visitNode(child); });
      return;
    }
  }

  // ---- expressions
  void bindTarget(const Expr &target) {
    switch (target.kind) {
    case NodeKind::NameExpr:
      if (Symbol *symbol = ctx_.info(target).symbol)
        bind(symbol);
      return;
    case NodeKind::TupleExpr:
    case NodeKind::ListExpr:
    case NodeKind::StarredExpr:
      syntax::forEachChild(
          target, [&](const syntax::Node &child) { bindTarget(static_cast<const Expr &>(child)); });
      return;
    default:
      return visit(target);
    }
  }

  void visitNode(const syntax::Node &node) {
    switch (node.kind) {
    case NodeKind::Keyword:
      return visit(*llvm::cast<syntax::Keyword>(node).value);
    case NodeKind::DictItem: {
      auto &item = llvm::cast<syntax::DictItem>(node);
      if (item.key)
        visit(*item.key);
      return visit(*item.value);
    }
    case NodeKind::TypeName:
      return;
    default:
      return visit(static_cast<const Expr &>(node));
    }
  }

  void visit(const Expr &expr) {
    using namespace syntax;
    switch (expr.kind) {
    case NodeKind::NameExpr:
      if (Symbol *symbol = ctx_.info(expr).symbol)
        read(symbol);
      return;
    case NodeKind::BoolExpr: {
      auto &node = llvm::cast<BoolExpr>(expr);
      visit(*node.operands.front());
      const State after_first = state_;
      for (const Expr *operand : node.operands.drop_front())
        visit(*operand);
      state_ = after_first; // the others may not have run
      return;
    }
    case NodeKind::ConditionalExpr: {
      auto &node = llvm::cast<ConditionalExpr>(expr);
      visit(*node.condition);
      const State before = state_;
      visit(*node.then_value);
      State after = state_;
      state_ = before;
      visit(*node.else_value);
      join(state_, after);
      return;
    }
    case NodeKind::CompareExpr: {
      auto &node = llvm::cast<CompareExpr>(expr);
      visit(*node.first);
      visit(*node.operands.front());
      const State after_first = state_;
      for (const Expr *operand : node.operands.drop_front())
        visit(*operand);
      if (node.operands.size() > 1)
        state_ = after_first;
      return;
    }
    case NodeKind::NamedExpr: {
      auto &node = llvm::cast<NamedExpr>(expr);
      visit(*node.value);
      return bindTarget(*node.target);
    }
    case NodeKind::LambdaExpr:
      if (auto *parameters = llvm::cast<LambdaExpr>(expr).parameters)
        for (const Parameter *parameter : parameters->parameters)
          if (parameter->default_value)
            visit(*parameter->default_value);
      return;
    case NodeKind::ComprehensionExpr: {
      auto &node = llvm::cast<ComprehensionExpr>(expr);
      visit(*node.clauses.front()->iterable);
      if (node.result == ComprehensionKind::Generator)
        return;
      const State before = state_;
      visitClauses(node, false);
      state_ = before; // it may have made no round at all
      return;
    }
    case NodeKind::SizeofExpr:
      return; // not evaluated
    case NodeKind::CallExpr:
      if (cythonName(ctx_, body_.scope, *llvm::cast<CallExpr>(expr).callee) == "typeof")
        return; // nor this
      syntax::forEachChild(expr, [&](const Node &child) { visitNode(child); });
      return;
    default:
      syntax::forEachChild(expr, [&](const Node &child) { visitNode(child); });
      return;
    }
  }

  void visitClauses(const syntax::ComprehensionExpr &node, bool with_first) {
    bool is_first = true;
    for (const syntax::ComprehensionClause *clause : node.clauses) {
      if (!is_first || with_first)
        visit(*clause->iterable);
      is_first = false;
      bindTarget(*clause->target);
      for (const Expr *condition : clause->conditions)
        visit(*condition);
    }
    if (node.element)
      visit(*node.element);
    if (node.value)
      visit(*node.value);
  }

  Context &ctx_;
  const PendingBody &body_;
  llvm::DenseMap<Symbol *, unsigned> numbers_;
  State state_;
  llvm::SmallVector<Loop, 4> loops_;
  bool is_reporting_ = true;
  bool is_told_ = false; ///< that what is being visited is never reached
};

} // namespace

void checkFlow(Context &ctx, const PendingBody &body) { Flow(ctx, body).run(); }

} // namespace nogilc::sema
