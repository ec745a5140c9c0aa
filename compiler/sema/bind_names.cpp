// One body after the other: first the names that it binds get their symbols, then each name that it
// mentions is resolved. Bodies of inner functions and classes wait in a queue until the scopes
// around them are complete, because Python resolves names by scope and not by order.
#include "sema/binder.h"
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
using syntax::NodeKind;

void Binder::run(const PendingBody &body) {
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

/// `@cython.locals(i=cython.int)`: what is no parameter is a typed local.
void Binder::declareLocalsOfDecorators() {
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
void Binder::runExpression(const Expr &expr) {
  if (auto *lambda = llvm::dyn_cast<syntax::LambdaExpr>(&expr))
    return visit(*lambda->body);
  auto &comprehension = llvm::cast<syntax::ComprehensionExpr>(expr);
  visitClauses(comprehension, /*with_first_iterable=*/false);
}

// ---- global and nonlocal: they hold for the whole body, wherever they stand

void Binder::declareGlobals(const Stmt &stmt) {
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

void Binder::declareGlobalsIn(const syntax::Node &node) {
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

void Binder::declareGlobal(const syntax::Ident &name) {
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

void Binder::declareNonlocal(const syntax::Ident &name) {
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

// ---- walking

void Binder::visitBody(List<Stmt *> body) {
  for (const Stmt *stmt : body)
    visitStmt(*stmt);
}

void Binder::visitLoopBody(List<Stmt *> body) {
  llvm::SaveAndRestore in_loop(loop_depth_, loop_depth_ + 1);
  visitBody(body);
}

void Binder::visitOptional(const Expr *expr) {
  if (expr)
    visit(*expr);
}

void Binder::visitAll(List<Expr *> list) {
  for (const Expr *expr : list)
    visit(*expr);
}

void Binder::visitParameterDefaults(const syntax::ParameterList &list, bool with_annotations) {
  for (const syntax::Parameter *parameter : list.parameters) {
    visitOptional(parameter->default_value);
    if (with_annotations)
      visitOptional(parameter->annotation);
  }
}

void Binder::visitStmt(const Stmt &stmt) {
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

void Binder::visitNode(const syntax::Node &node) {
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

void Binder::visit(const Expr &expr) {
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
void Binder::visitCythonCall(const syntax::CallExpr &node) {
  for (const Expr *arg : node.args)
    if (!typeOfExpression(ctx_, scope_, *arg) && !llvm::isa<syntax::StringLiteral>(arg))
      visit(*arg);
  for (const syntax::Keyword *keyword : node.keywords)
    if (!typeOfLocal(ctx_, scope_, *keyword->value))
      visit(*keyword->value);
}

/// A name that only a class body around this place binds: code inside does not see it, and looks
/// for a global when it runs.
bool Binder::isHiddenInClass(Name name) const {
  for (const Scope *scope = scope_->parent; scope; scope = scope->parent)
    if (isClassScope(*scope) && scope->symbols.contains(name))
      return true;
  return false;
}

void Binder::resolveName(const syntax::NameExpr &node) {
  if (!is_resolving_)
    return;
  const Name name = privateName(node.name);
  if (name == "__class__" && !isLocalOfMethod(name) && useClassCell(node))
    return;
  Symbol *symbol = use(ctx_, scope_, function_, name);
  if (!symbol && name != node.name) {
    // C functions, variables and constants of the module keep their names.
    Symbol *plain = lookup(ctx_, scope_, node.name);
    if (plain &&
        (plain->kind == SymbolKind::CFunction || plain->kind == SymbolKind::ModuleVariable ||
         plain->kind == SymbolKind::ExternVariable || plain->kind == SymbolKind::Type ||
         plain->kind == SymbolKind::EnumConstant || plain->kind == SymbolKind::CompileTime))
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
bool Binder::isLocalOfMethod(Name name) const {
  for (const Scope *scope = scope_; scope && scope->function && !isClassScope(*scope);
       scope = scope->parent)
    if (scope->kind == ScopeKind::Function && scope->symbols.contains(name))
      return true;
  return false;
}

/// `__class__` or `super()` in a method, also in a function inside of it.
bool Binder::useClassCell(const Expr &node) {
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
    Symbol *cell = ctx_.newSymbol(SymbolKind::Local, ctx_.name("__class__"), node.span, cls->scope);
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

void declareBody(Context &ctx, PendingBody &body) { Binder(ctx, body).run(body); }

} // namespace nogilc::sema
