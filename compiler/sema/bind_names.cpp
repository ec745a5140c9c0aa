// One body after the other: first the names that it binds get their symbols, then each name that it
// mentions is resolved. Bodies of inner functions and classes wait in a queue until the scopes
// around them are complete, because Python resolves names by scope and not by order.
#include "sema/context.h"
#include "sema/counted_loop.h"
#include "sema/patterns.h"

#include "syntax/visit.h"

#include <llvm/Support/SaveAndRestore.h>

namespace nogilc::sema {

bool isPrange(const syntax::Node *expr) {
  auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(expr);
  if (!call)
    return false;
  if (auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(call->callee))
    return attribute->attribute.name == "prange";
  auto *name = llvm::dyn_cast<syntax::NameExpr>(call->callee);
  return name && name->name == "prange";
}

using namespace types;
using syntax::Expr;
using syntax::NodeKind;
using syntax::Stmt;

namespace {

class Binder {
public:
  Binder(Context &ctx, PendingBody &body)
      : ctx_(ctx), place_(body.place), scope_(body.scope), function_(body.function), cls_(body.cls),
        block_(body.block), is_class_body_(isClassScope(*body.scope)) {
    place_.scope = scope_;
    loop_depth_ = is_class_body_ && scope_->block ? 1 : 0;
    if (!is_class_body_ && function_->type)
      is_gil_released_ = function_->type->is_nogil && !function_->type->is_with_gil;
  }

  void run(const PendingBody &body) {
    declareLocalsOfDecorators();
    for (const Stmt *stmt : body.body)
      declareGlobals(*stmt);
    if (body.expression)
      runExpression(*body.expression);
    else
      visitBody(body.body);
    is_resolving_ = true;
    if (body.expression)
      runExpression(*body.expression);
    else
      visitBody(body.body);
  }

private:
  /// `@cython.locals(i=cython.int)`: what is no parameter is a typed local.
  void declareLocalsOfDecorators() {
    if (is_class_body_ || !function_->node)
      return;
    auto found = ctx_.traits.find(function_->node);
    if (found == ctx_.traits.end())
      return;
    for (const syntax::CallExpr *locals : found->second.locals)
      for (const syntax::Keyword *keyword : locals->keywords) {
        if (scope_->symbols.contains(keyword->name.name))
          continue;
        const Type *type = typeOfLocal(ctx_, scope_, *keyword->value);
        if (!type) {
          ctx_.report(Diag::NotAType, keyword->value->span).arg("the value of this keyword");
          type = ctx_.types.error();
        }
        declareLocal(ctx_, scope_, keyword->name.name, keyword->name.span, SymbolKind::Local, type);
      }
  }

  // A lambda's body, or a generator expression: its first iterable belongs to the scope around it.
  void runExpression(const Expr &expr) {
    if (auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(&expr))
      return visit(*lambda->body);
    auto &comprehension = llvm::cast<syntax::ComprehensionExpr>(expr);
    visitClauses(comprehension, /*with_first_iterable=*/false);
  }

  // ---- global and nonlocal: they hold for the whole body, wherever they stand
  void declareGlobals(const Stmt &stmt) {
    if (auto *node = llvm::dyn_cast<syntax::GlobalStmt>(&stmt)) {
      for (const syntax::Ident &name : node->names)
        declareGlobal(name);
    } else if (auto *node = llvm::dyn_cast<syntax::NonlocalStmt>(&stmt)) {
      for (const syntax::Ident &name : node->names)
        declareNonlocal(name);
    } else if (auto *node = llvm::dyn_cast<syntax::CompileTimeIf>(&stmt)) {
      for (const Stmt *inner : takenArm(ctx_, scope_, *node))
        declareGlobals(*inner);
    } else if (!llvm::isa<syntax::FunctionDef, syntax::ClassDef, syntax::CFunctionDef>(stmt)) {
      syntax::forEachChild(stmt, [&](const syntax::Node &child) { declareGlobalsIn(child); });
    }
  }
  void declareGlobalsIn(const syntax::Node &node) {
    switch (node.kind) {
    case NodeKind::IfClause:
    case NodeKind::ExceptHandler:
    case NodeKind::MatchCase:
      syntax::forEachChild(node, [&](const syntax::Node &child) { declareGlobalsIn(child); });
      return;
    case NodeKind::GlobalStmt:
    case NodeKind::NonlocalStmt:
    case NodeKind::CompileTimeIf:
    case NodeKind::IfStmt:
    case NodeKind::WhileStmt:
    case NodeKind::ForStmt:
    case NodeKind::ForFromStmt:
    case NodeKind::TryStmt:
    case NodeKind::WithStmt:
    case NodeKind::MatchStmt:
      return declareGlobals(static_cast<const Stmt &>(node));
    default:
      return;
    }
  }

  void declareGlobal(const syntax::Ident &name) {
    if (scope_->kind == ScopeKind::Module)
      return;
    auto found = scope_->symbols.find(name.name);
    if (found != scope_->symbols.end() && found->second->kind == SymbolKind::Parameter) {
      ctx_.report(Diag::InvalidScope, name.span).arg(name.name).arg("a parameter and global");
      return;
    }
    Scope *module = scope_;
    while (module->parent)
      module = module->parent;
    scope_->symbols[name.name] = declareName(ctx_, module, name.name, name.span);
  }

  void declareNonlocal(const syntax::Ident &name) {
    auto own = scope_->symbols.find(name.name);
    if (own != scope_->symbols.end() && own->second->kind == SymbolKind::Parameter) {
      ctx_.report(Diag::InvalidScope, name.span).arg(name.name).arg("a parameter and nonlocal");
      return;
    }
    for (Scope *scope = scope_->parent; scope && scope->kind != ScopeKind::Module;
         scope = scope->parent) {
      if (isClassScope(*scope))
        continue;
      auto found = scope->symbols.find(name.name);
      if (found != scope->symbols.end() && found->second->kind != SymbolKind::PythonGlobal) {
        scope_->symbols[name.name] = found->second;
        return;
      }
    }
    ctx_.report(Diag::NoNonlocal, name.span).arg(name.name);
  }

  // ---- binding
  Name privateName(Name name) const { return sema::privateName(ctx_, cls_, name); }

  /// Where a plain assignment binds: never in a comprehension's own scope, except its targets.
  Scope *bindingScope(bool is_clause_target) const {
    Scope *scope = scope_;
    if (!is_clause_target)
      while (scope->parent && isComprehension(*scope))
        scope = scope->parent;
    return scope;
  }

  static bool isComprehension(const Scope &scope) {
    return scope.kind == ScopeKind::Comprehension ||
           (scope.kind == ScopeKind::Function && scope.function &&
            scope.function->kind == FunctionKind::GeneratorExpression);
  }

  /// `(x := …)` in a generator expression binds in the function around it, whose names must be
  /// known before the expression's turn comes.
  void declareWalrusTargets(const syntax::Node &node) {
    syntax::walk(node, [&](const syntax::Node &inner) {
      if (auto *named = llvm::dyn_cast<syntax::NamedExpr>(&inner))
        noteBinding(bindName(named->target->name, named->target->span, *named->target), opaque());
      return inner.kind != NodeKind::LambdaExpr;
    });
  }

  Symbol *bindName(Name written, Span span, const syntax::Node &node,
                   bool is_clause_target = false) {
    const Name name = privateName(written);
    if (is_resolving_) {
      Symbol *symbol = use(ctx_, scope_, function_, name);
      ctx_.analysis.bindings[node.id] = symbol;
      ctx_.info(node).symbol = symbol;
      return symbol;
    }
    Scope *scope = bindingScope(is_clause_target);
    Symbol *symbol = declareName(ctx_, scope, name, span);
    if (symbol->kind == SymbolKind::Parameter)
      symbol->is_assigned = true;
    return symbol;
  }

  void noteBinding(Symbol *symbol, Binding binding) {
    if (is_resolving_ || !symbol || symbol->kind != SymbolKind::Local || symbol->is_declared)
      return;
    if (symbol->scope->function != function_) // `nonlocal`: the value has types of another body
      binding = opaque();
    binding.symbol = symbol;
    ctx_.bindings_of[symbol->scope->function].push_back(binding);
  }

  static Binding valueBinding(const Expr *value) {
    Binding binding;
    binding.value = value;
    binding.kind = value ? Binding::Kind::Value : Binding::Kind::Opaque;
    return binding;
  }
  static Binding opaque() { return valueBinding(nullptr); }

  void bindTarget(const Expr &target, const Binding &binding, bool is_clause_target = false) {
    switch (target.kind) {
    case NodeKind::NameExpr: {
      auto &name = llvm::cast<syntax::NameExpr>(target);
      mentioned_.insert(name.name);
      noteBinding(bindName(name.name, name.span, name, is_clause_target), binding);
      return;
    }
    case NodeKind::TupleExpr:
    case NodeKind::ListExpr: {
      auto targets = elementsOf(target);
      auto values = binding.kind == Binding::Kind::Value && binding.value
                        ? elementsOf(*binding.value)
                        : List<Expr *>();
      bool is_pairwise = values.size() == targets.size();
      for (const Expr *element : targets)
        is_pairwise &= !llvm::isa<syntax::StarredExpr>(element);
      for (const Expr *element : values)
        is_pairwise &= !llvm::isa<syntax::StarredExpr>(element);
      const bool is_unpacked = !is_pairwise && binding.kind == Binding::Kind::Value &&
                               binding.value && llvm::none_of(targets, [](const Expr *element) {
                                 return llvm::isa<syntax::StarredExpr>(element);
                               });
      for (size_t i = 0; i < targets.size(); ++i) {
        Binding part = is_pairwise ? valueBinding(values[i]) : opaque();
        if (is_unpacked) {
          part = binding;
          part.kind = Binding::Kind::Component;
          part.index = static_cast<uint32_t>(i);
          part.count = static_cast<uint32_t>(targets.size());
        }
        bindTarget(*targets[i], part, is_clause_target);
      }
      return;
    }
    case NodeKind::StarredExpr: {
      Binding list;
      list.type = ctx_.types.object(ObjectKind::List);
      list.kind = Binding::Kind::Opaque;
      bindTarget(*llvm::cast<syntax::StarredExpr>(target).value, list, is_clause_target);
      return;
    }
    default:
      visit(target); // an attribute or item: its parts are read
      return;
    }
  }

  static List<Expr *> elementsOf(const Expr &expr) {
    if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr))
      return tuple->elements;
    if (auto *list = llvm::dyn_cast<syntax::ListExpr>(&expr))
      return list->elements;
    return {};
  }

  /// `enumerate`: the name by which the source iterates over `iterable`, if it does.
  void bindIterationTarget(const Expr &target, const Expr &iterable, bool is_clause_target,
                           bool is_async, const syntax::NameExpr *enumerate = nullptr) {
    if (is_async) {
      bindTarget(target, opaque(), is_clause_target);
      return;
    }
    if (auto *range = llvm::dyn_cast<syntax::ForFromRange>(&iterable)) {
      for (const Expr *number : {range->start, range->stop, range->step})
        if (number)
          bindTarget(target, valueBinding(number), is_clause_target);
      return;
    }
    auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable);
    auto *callee = call ? llvm::dyn_cast<syntax::NameExpr>(call->callee) : nullptr;
    auto *name = llvm::dyn_cast<syntax::NameExpr>(&target);
    if (callee && name && callee->name == "reversed" && call->args.size() == 1) {
      auto *inner = llvm::dyn_cast<syntax::CallExpr>(call->args[0]);
      auto *inner_callee = inner ? llvm::dyn_cast<syntax::NameExpr>(inner->callee) : nullptr;
      if (inner_callee && inner_callee->name == "range") {
        call = inner;
        callee = inner_callee;
      }
    }
    const bool is_range =
        callee && (callee->name == "range" || callee->name == "xrange") && call->keywords.empty();
    if (name && (is_range || isPrange(call)) && !call->args.empty() && call->args.size() <= 3) {
      const size_t bounds = std::min<size_t>(call->args.size(), 2);
      for (size_t i = 0; i < bounds; ++i) {
        Binding binding;
        binding.value = call->args[i];
        binding.kind = Binding::Kind::RangeBound;
        binding.node = call;
        binding.builtin = enumerate;
        bindTarget(target, binding, is_clause_target);
      }
      return;
    }
    Binding binding;
    binding.value = &iterable;
    binding.kind = Binding::Kind::Element;
    binding.builtin = enumerate;
    bindTarget(target, name ? binding : opaque(), is_clause_target);
  }

  // ---- walking
  void visitBody(List<Stmt *> body) {
    for (const Stmt *stmt : body)
      visitStmt(*stmt);
  }

  void visitLoopBody(List<Stmt *> body) {
    llvm::SaveAndRestore in_loop(loop_depth_, loop_depth_ + 1);
    visitBody(body);
  }

  void visitOptional(const Expr *expr) {
    if (expr)
      visit(*expr);
  }
  void visitAll(List<Expr *> list) {
    for (const Expr *expr : list)
      visit(*expr);
  }

  void visitParameterDefaults(const syntax::ParameterList &list, bool with_annotations) {
    for (const syntax::Parameter *parameter : list.parameters) {
      visitOptional(parameter->default_value);
      if (with_annotations)
        visitOptional(parameter->annotation);
    }
  }

  void visitStmt(const Stmt &stmt) {
    using namespace syntax;
    switch (stmt.kind) {
    case NodeKind::AssignStmt: {
      auto &node = llvm::cast<AssignStmt>(stmt);
      if (declarePureType(ctx_, place_, node))
        return;
      visit(*node.value);
      if (declarePure(node))
        return;
      for (const Expr *target : node.targets)
        bindTarget(*target, valueBinding(node.value));
      return;
    }
    case NodeKind::AugAssignStmt: {
      auto &node = llvm::cast<AugAssignStmt>(stmt);
      visit(*node.value);
      Binding binding;
      binding.kind = Binding::Kind::AugAssign;
      binding.node = &node;
      binding.value = node.value;
      bindTarget(*node.target, binding);
      return;
    }
    case NodeKind::AnnAssignStmt: {
      auto &node = llvm::cast<AnnAssignStmt>(stmt);
      visitOptional(node.value);
      visitAnnotation(node);
      return;
    }
    case NodeKind::DelStmt:
      for (const Expr *target : llvm::cast<DelStmt>(stmt).targets) {
        Binding deleted = opaque();
        deleted.kind = Binding::Kind::Deleted;
        bindTarget(*target, deleted);
      }
      return;
    case NodeKind::GlobalStmt:
    case NodeKind::NonlocalStmt:
      return; // done in front
    case NodeKind::ImportStmt:
      return visitImport(llvm::cast<ImportStmt>(stmt));
    case NodeKind::ImportFromStmt:
      return visitImportFrom(llvm::cast<ImportFromStmt>(stmt));
    case NodeKind::ForStmt: {
      auto &node = llvm::cast<ForStmt>(stmt);
      visit(*node.iterable);
      if (const auto counted = countedLoop(node)) {
        Binding count;
        count.kind = Binding::Kind::Opaque;
        count.type = ctx_.types.integer(IntegerKind::SSize);
        count.builtin = counted->callee;
        bindTarget(*counted->counter, count);
        bindIterationTarget(*counted->target, *counted->iterable, false, false, counted->callee);
      } else {
        bindIterationTarget(*node.target, *node.iterable, false, node.is_async);
      }
      visitLoopBody(node.body);
      visitBody(node.else_body);
      return;
    }
    case NodeKind::ForFromStmt: {
      auto &node = llvm::cast<ForFromStmt>(stmt);
      visit(*node.start);
      visit(*node.stop);
      visitOptional(node.step);
      bindTarget(*node.target, valueBinding(node.start));
      bindTarget(*node.target, valueBinding(node.stop));
      if (node.step)
        bindTarget(*node.target, valueBinding(node.step));
      visitLoopBody(node.body);
      visitBody(node.else_body);
      return;
    }
    case NodeKind::WhileStmt: {
      auto &node = llvm::cast<WhileStmt>(stmt);
      llvm::SaveAndRestore in_loop(loop_depth_, loop_depth_ + 1);
      visit(*node.condition);
      visitBody(node.body);
      visitBody(node.else_body);
      return;
    }
    case NodeKind::IfStmt: {
      auto &node = llvm::cast<IfStmt>(stmt);
      for (const IfClause *clause : node.clauses) {
        visit(*clause->condition);
        visitBody(clause->body);
      }
      visitBody(node.else_body);
      return;
    }
    case NodeKind::TryStmt: {
      auto &node = llvm::cast<TryStmt>(stmt);
      visitBody(node.body);
      for (const ExceptHandler *handler : node.handlers) {
        visitOptional(handler->type);
        if (handler->target)
          bindTarget(*handler->target, opaque());
        visitBody(handler->body);
      }
      visitBody(node.else_body);
      visitBody(node.finally_body);
      return;
    }
    case NodeKind::WithStmt: {
      auto &node = llvm::cast<WithStmt>(stmt);
      const bool was_released = is_gil_released_;
      for (const WithItem *item : node.items) {
        std::optional<bool> taken;
        const WithForm form = withForm(ctx_, place_, *item, taken, /*may_report=*/false);
        if (form == WithForm::ContextManager || form == WithForm::CriticalSection)
          visit(*item->context);
        if (item->target)
          bindTarget(*item->target, opaque());
        if (form == WithForm::Gil)
          is_gil_released_ = false;
        else if (form == WithForm::NoGil)
          is_gil_released_ = true;
      }
      visitBody(node.body);
      is_gil_released_ = was_released;
      return;
    }
    case NodeKind::MatchStmt: {
      auto &node = llvm::cast<MatchStmt>(stmt);
      visit(*node.subject);
      for (const MatchCase *match_case : node.cases) {
        visitPattern(*match_case->pattern,
                     {[&](const NameExpr &target, bool is_whole) {
                        bindTarget(target, is_whole ? valueBinding(node.subject) : opaque());
                      },
                      [&](const Expr &value) { visit(value); }});
        visitOptional(match_case->guard);
        visitBody(match_case->body);
      }
      return;
    }
    case NodeKind::TypeAliasStmt:
      if (!is_resolving_)
        ctx_.unsupported(stmt.span, "the `type` statement");
      return;
    case NodeKind::FunctionDef:
      return visitDef(llvm::cast<FunctionDef>(stmt));
    case NodeKind::ClassDef:
      return visitClass(llvm::cast<ClassDef>(stmt));
    case NodeKind::CFunctionDef: {
      auto &node = llvm::cast<CFunctionDef>(stmt);
      if (!isModuleLevel() &&
          !isExtensionBody()) { // a syntax error, told by the parser; its name stays silent
        const syntax::Ident &name = declaredName(*node.declarator).name;
        if (!is_resolving_ && name && !is_class_body_ && !scope_->symbols.contains(name.name))
          declareLocal(ctx_, scope_, name.name, name.span, SymbolKind::Local, ctx_.types.error());
        return;
      }
      if (FunctionInfo *info = ctx_.analysis.stmts[node.id].function)
        for (const ParameterInfo &parameter : info->parameters)
          visitOptional(parameter.default_value);
      return;
    }
    case NodeKind::CVarDecl:
      return visitVariables(llvm::cast<CVarDecl>(stmt));
    case NodeKind::DeclBlock:
      return visitBody(llvm::cast<DeclBlock>(stmt).body);
    case NodeKind::CTypedef:
    case NodeKind::CStructDef:
    case NodeKind::CEnumDef:
    case NodeKind::CFusedDef:
    case NodeKind::CClassDef:
      visitFurtherBases(stmt);
      return;
    case NodeKind::CppClassDef:
    case NodeKind::ExternBlock:
      return; // declared at module level; elsewhere the parser has reported them
    case NodeKind::PropertyDef:
      if (!is_resolving_ && isExtensionBody())
        declareProperty(ctx_, place_, llvm::cast<syntax::PropertyDef>(stmt), *cls_);
      return;
    case NodeKind::IncludeStmt: {
      auto &info = ctx_.analysis.stmts[stmt.id];
      if (!isModuleLevel()) {
        if (!is_resolving_)
          ctx_.unsupported(stmt.span, "`include` inside of a function");
        return;
      }
      if (info.included)
        visitBody(info.included->body);
      return;
    }
    case NodeKind::CompileTimeDef:
      if (!isModuleLevel() && !is_resolving_)
        declareCompileTime(ctx_, scope_, llvm::cast<CompileTimeDef>(stmt));
      return;
    case NodeKind::CompileTimeIf:
      return visitBody(takenArm(ctx_, scope_, llvm::cast<CompileTimeIf>(stmt)));
    case NodeKind::ExprStmt:
      if (declarePureStatement(llvm::cast<ExprStmt>(stmt)))
        return;
      break;
    default:
      break;
    }
    syntax::forEachChild(stmt, [&](const syntax::Node &child) { visitNode(child); });
  }

  bool isModuleLevel() const { return scope_->kind == ScopeKind::Module; }
  bool isExtensionBody() const { return scope_->kind == ScopeKind::ExtensionClass; }

  void visitNode(const syntax::Node &node) {
    switch (node.kind) {
    case NodeKind::Keyword:
      return visit(*llvm::cast<syntax::Keyword>(node).value);
    case NodeKind::DictItem: {
      auto &item = llvm::cast<syntax::DictItem>(node);
      visitOptional(item.key);
      return visit(*item.value);
    }
    case NodeKind::TypeName:
      return; // names of types are resolved when the type is
    default:
      return visit(static_cast<const Expr &>(node));
    }
  }

  void visit(const Expr &expr) {
    switch (expr.kind) {
    case NodeKind::NameExpr:
      mentioned_.insert(llvm::cast<syntax::NameExpr>(expr).name);
      return resolveName(llvm::cast<syntax::NameExpr>(expr));
    case NodeKind::AttributeExpr: {
      auto &node = llvm::cast<syntax::AttributeExpr>(expr);
      if (is_resolving_) {
        const Name name = privateName(node.attribute.name);
        if (name != node.attribute.name)
          ctx_.info(node).text = name.str();
      }
      return visit(*node.base);
    }
    case NodeKind::LambdaExpr:
      return visitLambda(llvm::cast<syntax::LambdaExpr>(expr));
    case NodeKind::ComprehensionExpr:
      return visitComprehension(llvm::cast<syntax::ComprehensionExpr>(expr));
    case NodeKind::NamedExpr: {
      auto &node = llvm::cast<syntax::NamedExpr>(expr);
      visit(*node.value);
      noteBinding(bindName(node.target->name, node.target->span, *node.target),
                  valueBinding(node.value));
      return;
    }
    case NodeKind::YieldExpr:
    case NodeKind::YieldFromExpr:
      if (!is_resolving_) {
        if (is_class_body_ || isModuleLevel())
          break; // the parser has reported it
        if (function_->kind == FunctionKind::CDef || function_->kind == FunctionKind::CpDef)
          ctx_.report(Diag::MisplacedStatement, expr.span).arg("a C function");
        else
          function_->is_generator = true;
      }
      break;
    case NodeKind::AwaitExpr:
      if (function_->kind == FunctionKind::GeneratorExpression)
        function_->is_async = true;
      break;
    case NodeKind::CallExpr: {
      auto &node = llvm::cast<syntax::CallExpr>(expr);
      if (is_resolving_) {
        // Whether `super` is the builtin shows only here; without arguments it needs the class.
        auto *callee = llvm::dyn_cast<syntax::NameExpr>(node.callee);
        if (callee && callee->name == "super" && node.args.empty() && node.keywords.empty())
          useClassCell(node);
        if (!cythonName(ctx_, scope_, *node.callee).empty())
          return visitCythonCall(node);
      }
      break;
    }
    default:
      break;
    }
    syntax::forEachChild(expr, [&](const syntax::Node &child) { visitNode(child); });
  }

  /// `cython.cast(cython.int, x)`: its types are names, but not of variables.
  void visitCythonCall(const syntax::CallExpr &node) {
    for (const Expr *arg : node.args)
      if (!typeOfExpression(ctx_, scope_, *arg) && !llvm::isa<syntax::StringLiteral>(arg))
        visit(*arg);
    for (const syntax::Keyword *keyword : node.keywords)
      if (!typeOfLocal(ctx_, scope_, *keyword->value))
        visit(*keyword->value);
  }

  /// A name that only a class body around this place binds: code inside does not see it, and looks
  /// for a global when it runs.
  bool isHiddenInClass(Name name) const {
    for (const Scope *scope = scope_->parent; scope; scope = scope->parent)
      if (isClassScope(*scope) && scope->symbols.contains(name))
        return true;
    return false;
  }

  void resolveName(const syntax::NameExpr &node) {
    if (!is_resolving_)
      return;
    const Name name = privateName(node.name);
    if (name == "__class__" && !isLocalOfMethod(name) && useClassCell(node))
      return;
    Symbol *symbol = use(ctx_, scope_, function_, name);
    if (!symbol && name != node.name) {
      // C functions and variables of the module keep their names.
      Symbol *plain = lookup(ctx_, scope_, node.name);
      if (plain &&
          (plain->kind == SymbolKind::CFunction || plain->kind == SymbolKind::ModuleVariable ||
           plain->kind == SymbolKind::ExternVariable || plain->kind == SymbolKind::Type))
        symbol = use(ctx_, scope_, function_, node.name);
    }
    if (!symbol) {
      Scope *module = scope_;
      while (module->parent)
        module = module->parent;
      if (ctx_.star_imports.contains(module) || isHiddenInClass(name)) {
        symbol = declareName(ctx_, module, name, node.span);
      } else if (cythonType(ctx_, name.str())) {
        ctx_.info(node).symbol = nullptr; // a C type where types may stand: `sizeof(size_t)`
        return;
      } else {
        reportUndeclared(ctx_, scope_, name, node.span);
        ctx_.undeclared.insert(node.id);
      }
    }
    ctx_.info(node).symbol = symbol;
  }

  /// Whether the function, or one around it up to the class, has a variable of the name.
  bool isLocalOfMethod(Name name) const {
    for (const Scope *scope = scope_; scope && scope->function && !isClassScope(*scope);
         scope = scope->parent)
      if (scope->kind == ScopeKind::Function && scope->symbols.contains(name))
        return true;
    return false;
  }

  /// `__class__` or `super()` in a method, also in a function inside of it.
  bool useClassCell(const Expr &node) {
    FunctionInfo *method = is_class_body_ ? nullptr : function_;
    ClassInfo *cls = nullptr;
    for (; method && !cls; method = method->outer) {
      auto found = ctx_.class_of_method.find(method);
      if (found != ctx_.class_of_method.end())
        cls = found->second;
      if (!method->outer)
        break;
    }
    if (!cls)
      return false;
    if (cls->type) { // there from the start: no cell is needed
      ctx_.info(node).symbol = cls->symbol;
      return true;
    }
    if (!cls->class_cell) {
      Symbol *cell =
          ctx_.newSymbol(SymbolKind::Local, ctx_.name("__class__"), node.span, cls->scope);
      cell->cname = localCname(ctx_, *cls->body_function, "class_cell");
      cell->is_captured = true;
      cell->is_declared = true;
      cls->class_cell = cell;
      cls->body_function->locals.push_back(cell);
      captureOwner(*cell)->captured.push_back(cell);
    }
    function_->uses_super_cell = true;
    function_->cell_class = cls;
    const FunctionInfo *owner = captureOwner(*cls->class_cell);
    for (FunctionInfo *inner = function_; inner && inner != owner; inner = inner->outer) {
      inner->needs_outer_scope = true;
      if (!inner->outer)
        inner->outer = cls->body_function;
    }
    ctx_.info(node).symbol = cls->class_cell;
    return true;
  }

  // ---- statements that bind
  void visitImport(const syntax::ImportStmt &node) {
    if (node.is_cimport) {
      if (!isModuleLevel() && !is_resolving_)
        declareCimport(ctx_, place_, node);
      return;
    }
    if (ctx_.analysis.stmts.lookup(node.id).is_declaration_only)
      return; // `import cython`
    if (!isModuleLevel() && !is_resolving_ && declareCythonImport(ctx_, place_, node))
      return;
    for (const syntax::ImportAlias *alias : node.aliases) {
      const syntax::Ident &name = alias->as_name ? alias->as_name : alias->path.front();
      Symbol *symbol = bindName(name.name, name.span, *alias);
      noteBinding(symbol, opaque());
      ctx_.analysis.stmts[alias->id].symbol = symbol;
    }
  }

  void visitImportFrom(const syntax::ImportFromStmt &node) {
    if (node.is_cimport) {
      if (!isModuleLevel() && !is_resolving_)
        declareCimportFrom(ctx_, place_, node);
      return;
    }
    if (ctx_.analysis.stmts.lookup(node.id).is_declaration_only)
      return;
    if (!isModuleLevel() && !is_resolving_ && declareCythonImport(ctx_, place_, node))
      return;
    if (node.is_star) {
      if (!isModuleLevel()) {
        // The parser said that it cannot stand here.
      } else {
        ctx_.star_imports.insert(scope_);
      }
      return;
    }
    for (const syntax::ImportAlias *alias : node.names) {
      const syntax::Ident &name = alias->as_name ? alias->as_name : alias->path.front();
      if (isClassAlready(node, *alias, name.name)) {
        ctx_.analysis.stmts[alias->id].is_declaration_only = true;
        continue;
      }
      Symbol *symbol = bindName(name.name, name.span, *alias);
      noteBinding(symbol, opaque());
      ctx_.analysis.stmts[alias->id].symbol = symbol;
    }
  }

  /// `from m import C`, where C has been cimported from there: the name is the class for good.
  bool isClassAlready(const syntax::ImportFromStmt &node, const syntax::ImportAlias &alias,
                      Name name) const {
    auto found = scope_->symbols.find(name);
    const ClassInfo *cls = found == scope_->symbols.end() ? nullptr : found->second->cls;
    return cls && found->second->kind == SymbolKind::Type &&
           alias.path.front().name.str() == cls->name && cls->home == absoluteModule(place_, node);
  }

  void visitDef(const syntax::FunctionDef &node) {
    if (!is_resolving_) {
      FunctionInfo *info = ctx_.analysis.stmts.lookup(node.id).function;
      if (!info) {
        info = declareDef(ctx_, place_, node, isModuleLevel() ? nullptr : outerFunction(),
                          is_class_body_ ? cls_ : nullptr, cls_);
        if (block_)
          info->outer = block_;
        noteBinding(info->symbol, opaque());
      }
      if (is_class_body_)
        ctx_.class_of_method[info] = cls_;
    }
    FunctionInfo *info = ctx_.analysis.stmts.lookup(node.id).function;
    for (const Expr *decorator : info->decorators)
      visit(*decorator);
    // What annotations name need not exist: a C type, a forward reference.
    for (const syntax::Parameter *parameter : node.parameters->parameters) {
      visitOptional(parameter->default_value);
      if (parameter->annotation)
        visitAnnotationExpr(*parameter->annotation);
    }
    if (node.return_annotation)
      visitAnnotationExpr(*node.return_annotation);
    if (is_resolving_ && info->kind == FunctionKind::Def)
      ctx_.analysis.stmts[node.id].symbol = info->symbol;
  }

  /// The function around a def in this body; null at module level, also through classes.
  FunctionInfo *outerFunction() const {
    return function_->kind == FunctionKind::Module ? nullptr : function_;
  }
  /// What a function made here finds its closure in first.
  FunctionInfo *closureAround() const { return block_ ? block_ : outerFunction(); }
  bool isInLoop() const { return loop_depth_ != 0; }

  void visitAnnotationExpr(const Expr &annotation) {
    if (!is_resolving_ || !isResolvable(annotation))
      return;
    visit(annotation);
  }
  /// Every name in it is known. Annotations are only documentation then, never an error.
  bool isResolvable(const Expr &expr) {
    if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr))
      return lookup(ctx_, scope_, name->name) != nullptr;
    if (llvm::isa<syntax::LambdaExpr, syntax::ComprehensionExpr, syntax::NamedExpr,
                  syntax::YieldExpr, syntax::YieldFromExpr, syntax::AwaitExpr>(expr))
      return false;
    bool is_known = true;
    syntax::forEachChild(expr, [&](const syntax::Node &child) {
      if (child.kind != NodeKind::Keyword && child.kind != NodeKind::DictItem &&
          child.kind != NodeKind::TypeName)
        is_known = is_known && isResolvable(static_cast<const Expr &>(child));
    });
    return is_known;
  }

  /// The class statement evaluates the bases if there are several.
  void visitFurtherBases(const Stmt &node) {
    const ClassInfo *cls = ctx_.analysis.stmts.lookup(node.id).cls;
    if (!cls || cls->node->id != node.id || cls->other_bases.empty())
      return;
    visit(*cls->first_base);
    for (const Expr *base : cls->other_bases)
      visit(*base);
  }

  void visitClass(const syntax::ClassDef &node) {
    if (!is_resolving_) {
      if (!ctx_.analysis.stmts.lookup(node.id).cls) {
        ClassInfo *info =
            declareClass(ctx_, place_, node, outerFunction(), is_class_body_ ? cls_ : nullptr);
        noteBinding(info->symbol, opaque());
      }
      ClassInfo &cls = *ctx_.analysis.stmts.lookup(node.id).cls;
      if (isInLoop())
        cls.scope->block = newBlock();
      if (FunctionInfo *block = isInLoop() ? cls.scope->block : block_)
        for (PendingBody &body : ctx_.pending)
          if (body.scope == cls.scope)
            body.block = block;
    }
    for (const Expr *decorator : ctx_.analysis.stmts.lookup(node.id).cls->decorators)
      visit(*decorator);
    visitAll(node.bases);
    for (const syntax::Keyword *keyword : node.keywords)
      visit(*keyword->value);
  }

  /// The first walk goes in the order of the text: what is mentioned by now stands before.
  void checkOrder(const syntax::CVarDecl &node) {
    for (const syntax::Declarator *declarator : node.declarators) {
      const syntax::Ident &name = declaredName(*declarator).name;
      const bool is_extern = node.flags.visibility == syntax::Visibility::Extern;
      if (!name || is_extern || !mentioned_.contains(name.name) ||
          llvm::isa<syntax::FunctionDeclarator>(declarator))
        continue;
      ctx_.report(Diag::DeclaredAfterUse, name.span)
          .arg(name.name)
          .note("the type counts for all of the function: declare it at the top");
      auto found = scope_->symbols.find(name.name);
      if (found != scope_->symbols.end() && found->second->kind == SymbolKind::Local &&
          !found->second->is_declared)
        scope_->symbols.erase(found); // it is no second mistake that it has no type there
    }
  }

  void visitVariables(const syntax::CVarDecl &node) {
    if (!is_resolving_ && !is_class_body_)
      checkOrder(node);
    if (!isModuleLevel()) {
      if (!is_resolving_) {
        if (is_class_body_)
          return; // declared with the class; in a Python class the parser has reported it
        declareVariables(ctx_, place_, node, function_);
        if (is_gil_released_)
          for (const syntax::Declarator *declarator : node.declarators)
            if (Symbol *symbol = ctx_.analysis.bindings.lookup(declaredName(*declarator).id))
              if (isObject(symbol->type))
                ctx_.declared_without_gil.insert(symbol);
      } else if (is_class_body_) {
        return;
      }
    }
    for (const syntax::Declarator *declarator : node.declarators)
      visitOptional(declaredName(*declarator).initializer);
  }

  // ---- pure mode's declarations

  /// Of the extension type whose body this is: declared with the class.
  bool isCAttribute(Name written) const {
    const Name name = privateName(written);
    return isExtensionBody() &&
           (findField(*cls_, name) || llvm::any_of(cls_->broken_members, [&](const auto &broken) {
              return broken.first == name;
            }));
  }

  void visitAnnotation(const syntax::AnnAssignStmt &node) {
    auto *name = llvm::dyn_cast<syntax::NameExpr>(node.target);
    if (name && isCAttribute(name->name)) {
      ctx_.analysis.stmts[node.id].is_declaration_only = true;
      return;
    }
    const Type *type = nullptr;
    if (name && !node.is_parenthesized && place_.directives->annotation_typing) {
      if (!is_resolving_)
        checkAnnotation(ctx_, scope_, *node.annotation);
      type = typeOfExpression(ctx_, scope_, *node.annotation);
    }
    if (type && (llvm::isa<ObjectType>(canonical(type)) || is_class_body_))
      type = nullptr; // Python classes in annotations are documentation
    if (!name) {
      visit(*node.target);
    } else if (type) {
      declareTyped(*name, type);
    } else if (node.value || !node.is_parenthesized) {
      // `x: T` makes x local even without a value.
      noteBinding(bindName(name->name, name->span, *name), valueBinding(node.value));
      if (!node.value && is_resolving_ && !is_class_body_)
        ctx_.analysis.stmts[node.id].is_declaration_only = true;
    }
    if (type && !node.value)
      ctx_.analysis.stmts[node.id].is_declaration_only = true;
    visitAnnotationExpr(*node.annotation);
  }

  void declareTyped(const syntax::NameExpr &name, const Type *type) {
    if (is_resolving_) {
      bindName(name.name, name.span, name);
      return;
    }
    if (isModuleLevel()) {
      auto found = scope_->symbols.find(name.name);
      if (found == scope_->symbols.end()) {
        Symbol *symbol = ctx_.newSymbol(SymbolKind::ModuleVariable, name.name, name.span, scope_);
        symbol->type = type;
        symbol->is_declared = true;
        symbol->cname = uniqueCname(ctx_, "g_", name.name.str());
        symbol->may_be_unbound = isObject(type);
        scope_->symbols[name.name] = symbol;
        ctx_.analysis.module_variables.push_back(symbol);
      }
      return;
    }
    auto found = scope_->symbols.find(name.name);
    if (found != scope_->symbols.end() && !found->second->is_declared &&
        found->second->kind == SymbolKind::Local) {
      found->second->type = type;
      found->second->is_declared = true;
      return;
    }
    declareLocal(ctx_, scope_, name.name, name.span, SymbolKind::Local, type);
  }

  /// `x = cython.declare(cython.int, 5)`.
  bool declarePure(const syntax::AssignStmt &node) {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(node.value);
    if (call && !is_resolving_) {
      // Types made by calls: what is named so is silent from here on.
      const std::string made = cythonName(ctx_, scope_, *call->callee);
      if (made == "fused_type") {
        ctx_.unsupported(call->span, "`cython." + made + "`");
        for (const Expr *target : node.targets)
          if (auto *name = llvm::dyn_cast<syntax::NameExpr>(target)) {
            Symbol *symbol = ctx_.newSymbol(SymbolKind::Type, name->name, name->span, scope_);
            symbol->type = ctx_.types.error();
            scope_->symbols[name->name] = symbol;
          }
        return true;
      }
    }
    if (!call || cythonName(ctx_, scope_, *call->callee) != "declare" || call->args.empty())
      return false;
    if (is_class_body_) {
      const bool is_done = llvm::all_of(node.targets, [&](const Expr *target) {
        auto *name = llvm::dyn_cast<syntax::NameExpr>(target);
        return name && isCAttribute(name->name);
      });
      ctx_.analysis.stmts[node.id].is_declaration_only |= is_done;
      return is_done;
    }
    const Type *type = typeOfLocal(ctx_, scope_, *call->args[0]);
    if (!type) {
      if (!is_resolving_)
        ctx_.report(Diag::NotAType, call->args[0]->span).arg("the first argument of `declare`");
      type = ctx_.types.error();
    }
    for (const Expr *target : node.targets) {
      auto *name = llvm::dyn_cast<syntax::NameExpr>(target);
      if (!name)
        return false;
      declareTyped(*name, type);
    }
    if (call->args.size() == 1)
      ctx_.analysis.stmts[node.id].is_declaration_only = true;
    return true;
  }

  /// `cython.declare(x=cython.int, y=cython.double)`.
  bool declarePureStatement(const syntax::ExprStmt &node) {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(node.value);
    if (!call || cythonName(ctx_, scope_, *call->callee) != "declare")
      return false;
    ctx_.analysis.stmts[node.id].is_declaration_only = true;
    if (is_resolving_ || is_class_body_)
      return true;
    for (const syntax::Keyword *keyword : call->keywords) {
      const Type *type = typeOfLocal(ctx_, scope_, *keyword->value);
      if (!type) {
        ctx_.report(Diag::NotAType, keyword->value->span).arg(keyword->name.name);
        type = ctx_.types.error();
      }
      if (isModuleLevel()) {
        Symbol *symbol = ctx_.newSymbol(SymbolKind::ModuleVariable, keyword->name.name,
                                        keyword->name.span, scope_);
        symbol->type = type;
        symbol->is_declared = true;
        symbol->cname = uniqueCname(ctx_, "g_", keyword->name.name.str());
        scope_->symbols[keyword->name.name] = symbol;
        ctx_.analysis.module_variables.push_back(symbol);
      } else {
        declareLocal(ctx_, scope_, keyword->name.name, keyword->name.span, SymbolKind::Local, type);
      }
    }
    return true;
  }

  // ---- expressions with scopes
  void visitLambda(const syntax::LambdaExpr &node) {
    if (node.parameters)
      visitParameterDefaults(*node.parameters, false);
    if (is_resolving_)
      return;
    FunctionInfo &info = ctx_.analysis.function_storage.emplace_back();
    info.kind = FunctionKind::Lambda;
    info.node = &node;
    info.outer = closureAround();
    info.name = "<lambda>";
    info.qualname = qualifiedName(outerFunction(), is_class_body_ ? cls_ : nullptr, info.name);
    info.directives = place_.directives;
    info.cname = uniqueCname(ctx_, "f_", "lambda");
    info.scope = ctx_.newScope(ScopeKind::Function, scope_, &info);
    if (node.parameters)
      declareParameters(ctx_, info, place_, *node.parameters, nullptr, cls_);
    if (is_class_body_)
      ctx_.class_of_method[&info] = cls_;
    ctx_.analysis.functions.push_back(&info);
    ctx_.info(node).function = &info;
    queue(info, node.body ? &node : nullptr);
  }

  void queue(FunctionInfo &info, const Expr *expression) {
    PendingBody body;
    body.scope = info.scope;
    body.function = &info;
    body.cls = cls_;
    body.expression = expression;
    body.place = place_;
    body.place.scope = info.scope;
    ctx_.pending.push_back(std::move(body));
  }

  void visitComprehension(const syntax::ComprehensionExpr &node) {
    if (node.result == syntax::ComprehensionKind::Generator) {
      visit(*node.clauses.front()->iterable);
      if (is_resolving_)
        return;
      declareWalrusTargets(node);
      FunctionInfo &info = ctx_.analysis.function_storage.emplace_back();
      info.kind = FunctionKind::GeneratorExpression;
      info.node = &node;
      info.outer = closureAround();
      info.name = "<genexpr>";
      info.qualname = qualifiedName(outerFunction(), is_class_body_ ? cls_ : nullptr, info.name);
      info.directives = place_.directives;
      info.cname = uniqueCname(ctx_, "f_", "genexpr");
      info.scope = ctx_.newScope(ScopeKind::Function, scope_, &info);
      info.is_generator = true;
      ctx_.analysis.functions.push_back(&info);
      ctx_.info(node).function = &info;
      ctx_.info(node).scope = info.scope;
      queue(info, &node);
      return;
    }
    visit(*node.clauses.front()->iterable); // evaluated in the scope around it
    // As in Python 2, the variables of a list comprehension are those of the code around it.
    const bool has_scope =
        node.result != syntax::ComprehensionKind::List || ctx_.languageLevel(node.span) != 2;
    if (!is_resolving_ && has_scope) {
      Scope *scope = ctx_.newScope(ScopeKind::Comprehension, scope_, scope_->function);
      if (isInLoop() && makesFunctions(node))
        scope->block = newBlock();
      ctx_.info(node).scope = scope;
    }
    Scope *scope = has_scope ? ctx_.info(node).scope : scope_;
    llvm::SaveAndRestore in_scope(scope_, scope);
    llvm::SaveAndRestore in_block(block_, has_scope && scope->block ? scope->block : block_);
    visitClauses(node, false);
  }

  /// Whether functions are made where the comprehension's own variables are known.
  static bool makesFunctions(const syntax::ComprehensionExpr &node) {
    bool is_found = false;
    syntax::walk(node, [&](const syntax::Node &inner) {
      const auto *comprehension = llvm::dyn_cast<syntax::ComprehensionExpr>(&inner);
      is_found |= llvm::isa<syntax::LambdaExpr>(inner) ||
                  (comprehension && comprehension->result == syntax::ComprehensionKind::Generator);
      return !is_found;
    });
    return is_found;
  }

  FunctionInfo *newBlock() {
    FunctionInfo &block = ctx_.analysis.function_storage.emplace_back();
    block.kind = FunctionKind::Block;
    block.outer = closureAround();
    block.name = function_->name;
    block.qualname = function_->qualname;
    block.directives = place_.directives;
    return &block;
  }

  void visitClauses(const syntax::ComprehensionExpr &node, bool with_first_iterable) {
    llvm::SaveAndRestore in_loop(loop_depth_, loop_depth_ + 1);
    bool is_first = true;
    for (const syntax::ComprehensionClause *clause : node.clauses) {
      if (clause->is_async && node.result == syntax::ComprehensionKind::Generator)
        function_->is_async = true;
      if (!is_first || with_first_iterable)
        visit(*clause->iterable);
      is_first = false;
      const bool is_clause_target = scope_->kind == ScopeKind::Comprehension ||
                                    node.result == syntax::ComprehensionKind::Generator;
      bindIterationTarget(*clause->target, *clause->iterable, is_clause_target, clause->is_async);
      visitAll(clause->conditions);
    }
    visitOptional(node.element);
    visitOptional(node.value);
  }

  Context &ctx_;
  DeclarationPlace place_;
  Scope *scope_;
  FunctionInfo *function_;
  ClassInfo *cls_;
  FunctionInfo *block_; ///< the innermost Scope::block around, null: none
  bool is_class_body_;
  unsigned loop_depth_ = 0;
  llvm::DenseSet<Name> mentioned_;
  bool is_resolving_ = false;
  bool is_gil_released_ = false;
};

} // namespace

void declareBody(Context &ctx, PendingBody &body) { Binder(ctx, body).run(body); }

} // namespace nogilc::sema
