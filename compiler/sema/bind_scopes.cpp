// Imports, functions, classes, lambdas and comprehensions: what they bind, and the bodies that wait
// for their turn, see bind_names.cpp.
#include "sema/binder.h"

#include "syntax/visit.h"

#include <llvm/Support/SaveAndRestore.h>

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

void Binder::visitImport(const syntax::ImportStmt &node) {
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

void Binder::visitImportFrom(const syntax::ImportFromStmt &node) {
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
bool Binder::isClassAlready(const syntax::ImportFromStmt &node, const syntax::ImportAlias &alias,
                            Name name) const {
  auto found = scope_->symbols.find(name);
  const ClassInfo *cls = found == scope_->symbols.end() ? nullptr : found->second->cls;
  return cls && found->second->kind == SymbolKind::Type &&
         alias.path.front().name.str() == cls->name && cls->home == absoluteModule(place_, node);
}

void Binder::visitDef(const syntax::FunctionDef &node) {
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
FunctionInfo *Binder::outerFunction() const {
  return function_->kind == FunctionKind::Module ? nullptr : function_;
}

void Binder::visitAnnotationExpr(const Expr &annotation) {
  if (!is_resolving_ || !isResolvable(annotation))
    return;
  visit(annotation);
}

/// Every name in it is known. Annotations are only documentation then, never an error.
bool Binder::isResolvable(const Expr &expr) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr))
    return lookup(ctx_, scope_, name->name) != nullptr;
  if (llvm::isa<syntax::LambdaExpr, syntax::ComprehensionExpr, syntax::NamedExpr, syntax::YieldExpr,
                syntax::YieldFromExpr, syntax::AwaitExpr>(expr))
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
void Binder::visitFurtherBases(const Stmt &node) {
  const ClassInfo *cls = ctx_.analysis.stmts.lookup(node.id).cls;
  if (!cls || cls->node->id != node.id || cls->other_bases.empty())
    return;
  visit(*cls->first_base);
  for (const Expr *base : cls->other_bases)
    visit(*base);
}

void Binder::visitClass(const syntax::ClassDef &node) {
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
void Binder::checkOrder(const syntax::CVarDecl &node) {
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

void Binder::visitVariables(const syntax::CVarDecl &node) {
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

// ---- expressions with scopes

void Binder::visitLambda(const syntax::LambdaExpr &node) {
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

void Binder::queue(FunctionInfo &info, const Expr *expression) {
  PendingBody body;
  body.scope = info.scope;
  body.function = &info;
  body.cls = cls_;
  body.expression = expression;
  body.place = place_;
  body.place.scope = info.scope;
  ctx_.pending.push_back(std::move(body));
}

void Binder::visitComprehension(const syntax::ComprehensionExpr &node) {
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
bool Binder::makesFunctions(const syntax::ComprehensionExpr &node) {
  bool is_found = false;
  syntax::walk(node, [&](const syntax::Node &inner) {
    const auto *comprehension = llvm::dyn_cast<syntax::ComprehensionExpr>(&inner);
    is_found |= llvm::isa<syntax::LambdaExpr>(inner) ||
                (comprehension && comprehension->result == syntax::ComprehensionKind::Generator);
    return !is_found;
  });
  return is_found;
}

FunctionInfo *Binder::newBlock() {
  FunctionInfo &block = ctx_.analysis.function_storage.emplace_back();
  block.kind = FunctionKind::Block;
  block.outer = closureAround();
  block.name = function_->name;
  block.qualname = function_->qualname;
  block.directives = place_.directives;
  return &block;
}

void Binder::visitClauses(const syntax::ComprehensionExpr &node, bool with_first_iterable) {
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

} // namespace nogilc::sema
