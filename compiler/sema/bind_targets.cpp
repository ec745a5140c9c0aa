// The names that targets and declarations bind, see bind_names.cpp; pure mode declares by calls.
#include "sema/binder.h"

#include "syntax/visit.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

/// Where a plain assignment binds: never in a comprehension's own scope, except its targets.
Scope *Binder::bindingScope(bool is_clause_target) const {
  Scope *scope = scope_;
  if (!is_clause_target)
    while (scope->parent && isComprehension(*scope))
      scope = scope->parent;
  return scope;
}

bool Binder::isComprehension(const Scope &scope) {
  return scope.kind == ScopeKind::Comprehension ||
         (scope.kind == ScopeKind::Function && scope.function &&
          scope.function->kind == FunctionKind::GeneratorExpression);
}

/// `(x := …)` in a generator expression binds in the function around it, whose names must be
/// known before the expression's turn comes.
void Binder::declareWalrusTargets(const syntax::Node &node) {
  syntax::walk(node, [&](const syntax::Node &inner) {
    if (auto *named = llvm::dyn_cast<syntax::NamedExpr>(&inner))
      noteBinding(bindName(named->target->name, named->target->span, *named->target), opaque());
    return inner.kind != NodeKind::LambdaExpr;
  });
}

Symbol *Binder::bindName(Name written, Span span, const syntax::Node &node, bool is_clause_target) {
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

void Binder::noteBinding(Symbol *symbol, Binding binding) {
  if (is_resolving_ || !symbol || symbol->kind != SymbolKind::Local || symbol->is_declared)
    return;
  if (symbol->scope->function != function_) // `nonlocal`: the value has types of another body
    binding = opaque();
  binding.symbol = symbol;
  ctx_.bindings_of[symbol->scope->function].push_back(binding);
}

Binding Binder::valueBinding(const Expr *value) {
  Binding binding;
  binding.value = value;
  binding.kind = value ? Binding::Kind::Value : Binding::Kind::Opaque;
  return binding;
}

void Binder::bindTarget(const Expr &target, const Binding &binding, bool is_clause_target) {
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
    auto values = binding.kind == Binding::Kind::Value && binding.value ? elementsOf(*binding.value)
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

List<Expr *> Binder::elementsOf(const Expr &expr) {
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr))
    return tuple->elements;
  if (auto *list = llvm::dyn_cast<syntax::ListExpr>(&expr))
    return list->elements;
  return {};
}

/// `enumerate`: the name by which the source iterates over `iterable`, if it does.
void Binder::bindIterationTarget(const Expr &target, const Expr &iterable, bool is_clause_target,
                                 bool is_async, const syntax::NameExpr *enumerate) {
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

// ---- pure mode's declarations

/// Of the extension type whose body this is: declared with the class.
bool Binder::isCAttribute(Name written) const {
  const Name name = privateName(written);
  return isExtensionBody() &&
         (findField(*cls_, name) || llvm::any_of(cls_->broken_members, [&](const auto &broken) {
            return broken.first == name;
          }));
}

void Binder::visitAnnotation(const syntax::AnnAssignStmt &node) {
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

void Binder::declareTyped(const syntax::NameExpr &name, const Type *type) {
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
bool Binder::declarePure(const syntax::AssignStmt &node) {
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
bool Binder::declarePureStatement(const syntax::ExprStmt &node) {
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

} // namespace nogilc::sema
