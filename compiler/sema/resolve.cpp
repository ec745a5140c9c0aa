// What a name means at a place: Python's scope rules, then the builtins; dotted names through
// cimported modules and the `cython` module.
#include "sema/context.h"

#include "support/suggest.h"

namespace nogilc::sema {

namespace {

struct BuiltinName {
  llvm::StringLiteral name;
  llvm::StringLiteral target;
};
constexpr BuiltinName kBuiltins[] = {
#define NOGILC_BUILTIN(name) {#name, #name},
#define NOGILC_BUILTIN_ALIAS(old, name) {#old, #name},
#include "sema/builtins.def"
};

/// Builtins of some versions of Python only: looked up when they are used, so that the module can
/// be imported where they are absent.
bool isOfSomeVersions(llvm::StringRef name) {
  for (llvm::StringRef known : {"aiter", "anext", "EncodingWarning", "ExceptionGroup",
                                "BaseExceptionGroup", "PythonFinalizationError", "WindowsError",
                                "copyright", "credits", "license", "exit", "quit", "help"})
    if (name == known)
      return true;
  return false;
}

/// The names in a module's own namespace that nobody has to bind, and what is found the same way.
bool isModuleAttribute(llvm::StringRef name) {
  if (isOfSomeVersions(name))
    return true;
  return name.starts_with("__") && name != "__import__" && name != "__debug__" &&
         name != "__build_class__";
}

} // namespace

Symbol *builtinSymbol(Context &ctx, Name name) {
  if (ctx.builtins.empty()) {
    for (const BuiltinName &row : kBuiltins) {
      const Name target = ctx.name(row.target);
      Symbol *symbol = ctx.newSymbol(isModuleAttribute(row.name) ? SymbolKind::PythonGlobal
                                                                 : SymbolKind::Builtin,
                                     target, Span(), nullptr);
      ctx.builtins[ctx.name(row.name)] = symbol;
    }
    Symbol *null = ctx.newSymbol(SymbolKind::CompileTime, ctx.name("NULL"), Span(), nullptr);
    null->type = ctx.types.nullPointer();
    ctx.builtins[null->name] = null;
  }
  auto found = ctx.builtins.find(name);
  return found == ctx.builtins.end() ? nullptr : found->second;
}

Symbol *lookup(Context &ctx, Scope *scope, Name name) {
  const Scope *root = scope;
  for (Scope *current = scope; current; current = current->parent) {
    root = current;
    if (current != scope && isClassScope(*current))
      continue;
    auto found = current->symbols.find(name);
    if (found != current->symbols.end())
      return found->second;
  }
  if (Symbol *builtin = builtinSymbol(ctx, name))
    return builtin;
  return root ? headerSymbol(ctx, *root, name) : nullptr;
}

Symbol *use(Context &ctx, Scope *scope, FunctionInfo *function, Name name) {
  Symbol *symbol = lookup(ctx, scope, name);
  if (!symbol || (symbol->kind != SymbolKind::Local && symbol->kind != SymbolKind::Parameter))
    return symbol;
  FunctionInfo *owner = captureOwner(*symbol);
  if (symbol->scope->function == function || !owner)
    return symbol;
  if (!symbol->is_captured) {
    symbol->is_captured = true;
    owner->captured.push_back(symbol);
  }
  // Every function on the way has to hand the owner's scope on.
  for (FunctionInfo *inner = function; inner && inner != owner; inner = inner->outer) {
    inner->needs_outer_scope = true;
    if (!inner->outer && owner->kind == FunctionKind::Module)
      inner->outer = owner;
  }
  return symbol;
}

Symbol *memberOfModule(Context &ctx, Symbol &module, Name name, Span span) {
  // A submodule that was cimported by its full name.
  if (!module.dotted.empty()) {
    const std::string dotted = module.dotted + "." + name.str().str();
    if (auto found = ctx.modules.find(dotted); found != ctx.modules.end()) {
      Symbol *symbol = ctx.newSymbol(SymbolKind::CModule, name, span, module.scope);
      symbol->dotted = dotted;
      symbol->module = found->second;
      return symbol;
    }
    for (const auto &entry : ctx.modules)
      if (entry.getKey().starts_with(dotted + ".")) {
        Symbol *symbol = ctx.newSymbol(SymbolKind::CModule, name, span, module.scope);
        symbol->dotted = dotted;
        return symbol;
      }
  }
  if (!module.module || !module.module->scope)
    return nullptr;
  auto found = module.module->scope->symbols.find(name);
  return found == module.module->scope->symbols.end() ? nullptr : found->second;
}

Symbol *resolveDotted(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr))
    return lookup(ctx, scope, name->name);
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&expr);
  if (!attribute)
    return nullptr;
  Symbol *base = resolveDotted(ctx, scope, *attribute->base);
  if (!base)
    return nullptr;
  if (base->module || (base->kind == SymbolKind::CModule && !base->dotted.empty()))
    return memberOfModule(ctx, *base, attribute->attribute.name, attribute->attribute.span);
  // A type of a class that is no template; what an instance has depends on its arguments.
  if (base->kind == SymbolKind::Type && base->type)
    if (const types::CppClassType *cls = types::cppClass(base->type);
        cls && cls->arguments.empty()) {
      const CppMember member =
          findCppMember(ctx.analysis, ctx.types, cls, attribute->attribute.name.str());
      return member.symbol && member.symbol->kind == SymbolKind::Type ? member.symbol : nullptr;
    }
  if (base->kind == SymbolKind::Type && base->scope && base->type &&
      types::canonical(base->type)->kind == types::TypeKind::Enum) {
    const auto &items = ctx.enum_items[llvm::cast<types::EnumType>(types::canonical(base->type))];
    for (Symbol *item : items)
      if (item->name == attribute->attribute.name)
        return item;
  }
  return nullptr;
}

std::string cythonName(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr)) {
    Symbol *symbol = lookup(ctx, scope, name->name);
    if (!symbol || symbol->kind != SymbolKind::CythonModule)
      return {};
    llvm::StringRef dotted = symbol->dotted;
    if (dotted.consume_front("cython."))
      return dotted.str();
    return {};
  }
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&expr);
  if (!attribute)
    return {};
  std::string base = cythonName(ctx, scope, *attribute->base);
  if (!base.empty())
    return base + "." + attribute->attribute.name.str().str();
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(attribute->base)) {
    Symbol *symbol = lookup(ctx, scope, name->name);
    if (symbol && symbol->kind == SymbolKind::CythonModule && symbol->dotted == "cython")
      return attribute->attribute.name.str().str();
  }
  return {};
}

void reportUndeclared(Context &ctx, Scope *scope, Name name, Span span) {
  for (Scope *current = scope; current; current = current->parent)
    if (ctx.unknown_names.contains(current))
      return;
  Suggestion suggestion(name.str());
  for (Scope *current = scope; current; current = current->parent)
    for (const auto &entry : current->symbols)
      suggestion.offer(entry.first.str());
  for (const BuiltinName &row : kBuiltins)
    suggestion.offer(row.name);
  auto report = ctx.report(Diag::UndeclaredName, span);
  report.arg(name);
  for (const auto &[omitted, reason] : ctx.headers.omissions)
    if (omitted == name.str())
      report.note("the header has it, but it cannot be declared: " + reason);
  if (!suggestion.best().empty())
    report.fix(span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
               Applicability::Unsafe);
}

namespace {

std::string dottedText(List<syntax::Ident> path) {
  std::string text;
  for (const syntax::Ident &word : path)
    text += (text.empty() ? "" : ".") + word.name.str().str();
  return text;
}

/// Also in `try:` and `if` at the top level, where projects try several modules.
std::string importedIn(const Context &ctx, List<syntax::Stmt *> body, Name name) {
  std::string found;
  for (const syntax::Stmt *stmt : body) {
    if (auto *import = llvm::dyn_cast<syntax::ImportStmt>(stmt)) {
      for (const syntax::ImportAlias *alias : import->aliases)
        if (!import->is_cimport &&
            (alias->as_name ? alias->as_name : alias->path.front()).name == name)
          found = alias->as_name ? dottedText(alias->path) : name.str().str();
    } else if (auto *from = llvm::dyn_cast<syntax::ImportFromStmt>(stmt)) {
      for (const syntax::ImportAlias *alias : from->names)
        if (!from->is_cimport && from->level == 0 &&
            (alias->as_name ? alias->as_name : alias->path.front()).name == name)
          found = dottedText(from->module) + "." + dottedText(alias->path);
    } else if (auto *attempt = llvm::dyn_cast<syntax::TryStmt>(stmt)) {
      if (const std::string inner = importedIn(ctx, attempt->body, name); !inner.empty())
        found = inner;
    } else if (llvm::isa<syntax::IncludeStmt>(stmt)) {
      const syntax::Module *included = ctx.analysis.stmts.lookup(stmt->id).included;
      if (!included)
        continue;
      if (const std::string inner = importedIn(ctx, included->body, name); !inner.empty())
        found = inner;
    }
  }
  return found;
}

} // namespace

std::string importedName(Context &ctx, const syntax::Expr &expr) {
  if (auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr))
    return importedName(ctx, *call->callee);
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr))
    return importedIn(ctx, ctx.module.body, name->name);
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&expr);
  if (!attribute)
    return {};
  const std::string base = importedName(ctx, *attribute->base);
  return base.empty() ? base : base + "." + attribute->attribute.name.str().str();
}

} // namespace nogilc::sema
