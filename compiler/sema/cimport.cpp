// `cimport`: finding modules through the ModuleLoader, declaring them once, binding their names.
// Also the module's own .pxd, whose declarations become the module's.
#include "sema/context.h"

#include "support/suggest.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::sema {

namespace {

std::string dottedPath(List<syntax::Ident> path) {
  std::string text;
  for (const syntax::Ident &ident : path)
    text += (text.empty() ? "" : ".") + ident.name.str().str();
  return text;
}

bool isCython(llvm::StringRef dotted) {
  return dotted == "cython" || dotted.starts_with("cython.");
}

/// The modules below `cython` that can be imported by their names; reports all others. In pure mode
/// `cython.cimports.x` stands for the x of the dialect's cimport.
bool isCythonModule(Context &ctx, llvm::StringRef dotted, Span span, bool is_cimport) {
  static constexpr llvm::StringLiteral kModules[] = {"cython", "cython.parallel", "cython.operator",
                                                     "cython.view", "cython.dataclasses"};
  if (llvm::is_contained(kModules, dotted))
    return true;
  const bool is_pure = dotted == "cython.cimports" || dotted.starts_with("cython.cimports.");
  if (is_pure && !is_cimport)
    return true;
  auto report = ctx.report(Diag::NoSuchMember, span);
  report.arg("cython").arg(dotted.drop_front(strlen("cython.")));
  if (is_pure)
    report.note("`cimport` names the module itself, without `cython.cimports`");
  Suggestion suggestion(dotted);
  for (llvm::StringRef name : kModules)
    suggestion.offer(name);
  if (!is_cimport)
    suggestion.offer("cython.cimports");
  if (!is_pure && !suggestion.best().empty())
    report.note("did you mean `" + suggestion.best() + "`?");
  return false;
}

/// Puts a symbol in a scope under a name; an `import` of the same module before stays usable.
void bind(Context &ctx, const DeclarationPlace &place, Name name, Span span, Symbol *symbol) {
  auto [entry, is_new] = place.scope->symbols.insert({name, symbol});
  if (is_new || entry->second == symbol)
    return;
  Symbol &earlier = *entry->second;
  // The same type by another way, as `Py_buffer` of several modules.
  if (symbol->kind == SymbolKind::Type && earlier.kind == SymbolKind::Type && symbol->type &&
      symbol->type == earlier.type)
    return;
  // What the module's own .pxd declares is hidden by what it cimports under the same name.
  if (earlier.kind == SymbolKind::ModuleVariable && earlier.exported_type && symbol->home) {
    entry->second = symbol;
    return;
  }
  const bool is_module = symbol->kind == SymbolKind::CModule;
  if (is_module &&
      (earlier.kind == SymbolKind::PythonGlobal || earlier.kind == SymbolKind::CModule)) {
    earlier.module = symbol->module ? symbol->module : earlier.module;
    earlier.dotted = symbol->dotted;
    return;
  }
  if (earlier.kind == SymbolKind::PythonGlobal || earlier.is_extern ||
      earlier.kind == SymbolKind::CythonModule || earlier.kind == SymbolKind::CModule) {
    entry->second = symbol; // the later import wins, as in Python
    return;
  }
  ctx.report(Diag::DuplicateDeclaration, span).arg(name).label(earlier.span, "first declared here");
}

Symbol *cythonSymbol(Context &ctx, const DeclarationPlace &place, Name name, Span span,
                     llvm::StringRef dotted) {
  Symbol *symbol = ctx.newSymbol(SymbolKind::CythonModule, name, span, place.scope);
  symbol->dotted = dotted.str();
  return symbol;
}

/// The absolute name of what is cimported from; empty after an error.
std::string absoluteName(Context &ctx, const DeclarationPlace &place,
                         const syntax::ImportFromStmt &node) {
  std::string name = absoluteModule(place, node);
  if (name.empty())
    ctx.report(Diag::InvalidCimport, node.span)
        .arg("the relative cimport leaves the package that holds the module");
  return name;
}

/// The names of the `cython` module may be imported anywhere.
bool isAllowed(Context &ctx, const DeclarationPlace &place, Span span, bool is_cimport) {
  if (!is_cimport || place.scope->kind == ScopeKind::Module)
    return true;
  ctx.report(Diag::InvalidCimport, span).arg("`cimport` is only allowed at module level");
  return false;
}

} // namespace

std::string absoluteModule(const DeclarationPlace &place, const syntax::ImportFromStmt &node) {
  const std::string rest = dottedPath(node.module);
  if (node.level == 0)
    return rest;
  llvm::StringRef package = place.module->name;
  for (unsigned up = node.level - (place.module->is_package ? 1 : 0); up > 0 && !package.empty();
       --up)
    package = package.contains('.') ? package.rsplit('.').first : llvm::StringRef();
  if (package.empty())
    return {};
  return rest.empty() ? package.str() : package.str() + "." + rest;
}

/// Says that a .pxd is missing, and what there is instead.
static void reportMissing(Context &ctx, llvm::StringRef dotted, Span span, PxdSearch search) {
  auto report = ctx.report(Diag::MissingCimport, span);
  report.arg(dotted);
  const SearchReport found = ctx.loader.explainMissing(dotted, search);
  Suggestion suggestion(dotted);
  for (const std::string &name : found.neighbours)
    suggestion.offer(name);
  if (!suggestion.best().empty() && span.size() == dotted.size())
    report.fix(span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
               Applicability::Unsafe);
  else if (!suggestion.best().empty())
    report.note("did you mean `" + suggestion.best() + "`?");
  if (!found.source.empty())
    report.note("`" + found.source +
                "` is there, and has no .pxd beside it: a .pxd declares what " +
                "others may cimport; what is Python is imported with `import`");
  if (!found.folders.empty())
    report.note("searched in " + llvm::join(found.folders, ", "));
}

/// At language level 2, `cimport x` also means the `x` of the same package.
static std::string neighbour(Context &ctx, const DeclarationPlace &place, llvm::StringRef dotted,
                             Span span) {
  llvm::StringRef package = place.module ? place.module->name : llvm::StringRef();
  if (ctx.languageLevel(span) != 2)
    return {};
  if (!place.module->is_package)
    package = package.contains('.') ? package.rsplit('.').first : llvm::StringRef();
  return package.empty() ? std::string() : (package + "." + dotted).str();
}

/// The module that a cimport names, by the name that it really has.
static ModuleInfo *findModule(Context &ctx, const DeclarationPlace &place, std::string &dotted,
                              Span span, bool is_required, bool is_relative) {
  if (!is_relative)
    if (std::string inner = neighbour(ctx, place, dotted, span); !inner.empty())
      if (ModuleInfo *module = loadModule(ctx, inner, span, false, PxdSearch::Relative)) {
        dotted = inner;
        return module;
      }
  return loadModule(ctx, dotted, span, is_required,
                    is_relative ? PxdSearch::Relative : PxdSearch::Absolute);
}

bool reportCycle(Context &ctx, llvm::StringRef dotted, Span span) {
  if (!ctx.modules_in_progress.contains(dotted))
    return false;
  ctx.has_cimport_cycle = true;
  auto report = ctx.report(Diag::CimportCycle, span);
  report.arg(dotted);
  std::string way;
  for (const std::string &step : ctx.cimport_stack)
    way += "`" + step + "` → ";
  report.note("the way round: " + way + "`" + dotted + "`, which has not declared this by then");
  return true;
}

ModuleInfo *loadModule(Context &ctx, llvm::StringRef dotted, Span span, bool is_required,
                       PxdSearch search) {
  if (auto found = ctx.modules.find(dotted); found != ctx.modules.end())
    return found->second;
  ctx.modules_in_progress.insert(dotted);
  const PxdFile file = ctx.loader.loadPxd(dotted, search);
  const syntax::Module *ast = file.ast;
  if (!ast) {
    ctx.modules_in_progress.erase(dotted);
    if (is_required)
      reportMissing(ctx, dotted, span, search);
    return nullptr;
  }
  if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
    ctx.analysis.exprs.resize(ctx.ast.nodeCount());
  ctx.language_levels[ast->file] = ast->language_level;
  ModuleInfo &module = ctx.analysis.module_storage.emplace_back();
  module.name = dotted.str();
  module.path = file.path;
  module.is_package = file.is_package;
  module.ast = ast;
  module.scope = ctx.newScope(ScopeKind::Module, nullptr, ctx.analysis.module_function);
  ctx.cimport_stack.push_back(dotted.str());
  // Modules may cimport each other: each sees what the other has declared by then.
  ctx.modules[dotted] = &module;
  DeclarationPlace place;
  place.scope = module.scope;
  place.module = &module;
  place.in_pxd = true;
  place.directives = ctx.newDirectives(moduleDirectives(ctx, *ast));
  declareModuleBody(ctx, place, ast->body);
  ctx.cimport_stack.pop_back();
  ctx.modules_in_progress.erase(dotted);
  return &module;
}

void declareOwnPxd(Context &ctx, DeclarationPlace place) {
  const std::string &dotted = ctx.options.module_name;
  const syntax::Module *ast = ctx.loader.loadPxd(dotted, PxdSearch::Own).ast;
  ModuleInfo *module = place.module;
  ctx.modules[dotted] = module; // whoever cimports it sees what its own .pxd declared by then
  if (ast && ast->file != ctx.module.file) {
    if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
      ctx.analysis.exprs.resize(ctx.ast.nodeCount());
    ctx.language_levels[ast->file] = ast->language_level;
    ctx.modules_in_progress.insert(dotted);
    ctx.cimport_stack.push_back(dotted);
    place.in_pxd = true;
    place.directives = ctx.newDirectives(moduleDirectives(ctx, *ast));
    declareModuleBody(ctx, place, ast->body);
    ctx.cimport_stack.pop_back();
    ctx.modules_in_progress.erase(dotted);
  }
}

/// `from cython.cimports.libc.math import sqrt`: pure mode's cimport. The rest of the name, or
/// nothing.
static std::optional<std::string> pureCimport(llvm::StringRef dotted) {
  if (!dotted.consume_front("cython.cimports"))
    return std::nullopt;
  if (!dotted.empty() && !dotted.consume_front("."))
    return std::nullopt;
  return dotted.str();
}

bool declareCythonImport(Context &ctx, const DeclarationPlace &place, const syntax::Stmt &node) {
  if (auto *import = llvm::dyn_cast<syntax::ImportStmt>(&node)) {
    for (const syntax::ImportAlias *alias : import->aliases)
      if (auto rest = pureCimport(dottedPath(alias->path)); rest && !alias->as_name)
        ctx.report(Diag::InvalidCimport, alias->span)
            .arg("write `from cython.cimports… import …` or `import cython.cimports… as …`");
  }
  if (auto *import = llvm::dyn_cast<syntax::ImportStmt>(&node)) {
    bool all = true;
    for (const syntax::ImportAlias *alias : import->aliases)
      all &= isCython(dottedPath(alias->path));
    if (all)
      declareCimport(ctx, place, *import);
    return all;
  }
  auto &from = llvm::cast<syntax::ImportFromStmt>(node);
  if (from.level == 0 && isCython(dottedPath(from.module))) {
    declareCimportFrom(ctx, place, from);
    return true;
  }
  return false;
}

/// Stands for what an import could not give: what hangs on it stays silent.
static Symbol *missingModule(Context &ctx, const DeclarationPlace &place,
                             const syntax::Ident &bound) {
  Symbol *symbol = ctx.newSymbol(SymbolKind::CModule, bound.name, bound.span, place.scope);
  symbol->type = ctx.types.error();
  return symbol;
}

void declareCimport(Context &ctx, const DeclarationPlace &place, const syntax::ImportStmt &node) {
  if (!isAllowed(ctx, place, node.span, node.is_cimport))
    return;
  for (const syntax::ImportAlias *alias : node.aliases) {
    std::string dotted = dottedPath(alias->path);
    const syntax::Ident &bound = alias->as_name ? alias->as_name : alias->path.front();
    Symbol *symbol = nullptr;
    const auto pure = pureCimport(dotted);
    if (pure && alias->as_name) {
      dotted = *pure;
      if (bound.name == "cython")
        ctx.report(Diag::InvalidCimport, bound.span)
            .arg("`cython` is the dialect's own module: another one needs another name");
    }
    if (isCython(dotted)) {
      if (dotted == "cython.view")
        ctx.unsupported(alias->span, "`" + dotted + "`");
      const bool is_known = isCythonModule(ctx, dotted, alias->span, node.is_cimport);
      if (!alias->as_name) // `cython` itself is there, whatever is wrong behind the dot
        symbol = cythonSymbol(ctx, place, bound.name, bound.span, "cython");
      else
        symbol = is_known ? cythonSymbol(ctx, place, bound.name, bound.span, dotted)
                          : missingModule(ctx, place, bound);
    } else {
      ModuleInfo *module = findModule(ctx, place, dotted, alias->span, true, false);
      symbol = ctx.newSymbol(SymbolKind::CModule, bound.name, bound.span, place.scope);
      const bool is_whole = alias->as_name || alias->path.size() == 1;
      symbol->dotted = is_whole ? dotted : alias->path.front().name.str().str();
      symbol->module = is_whole ? module : nullptr;
      if (!module && is_whole)
        symbol->type = ctx.types.error(); // said already: what hangs on it stays silent
    }
    bind(ctx, place, bound.name, bound.span, symbol);
    StmtInfo &info = ctx.analysis.stmts[alias->id];
    info.symbol = symbol;
    info.is_declaration_only = true;
  }
  ctx.analysis.stmts[node.id].is_declaration_only = true;
}

/// What an unknown module has is unknown, and silent.
static void declareUnknown(Context &ctx, const DeclarationPlace &place,
                           const syntax::ImportFromStmt &node) {
  if (node.is_star)
    ctx.unknown_names.insert(place.scope);
  for (const syntax::ImportAlias *alias : node.names) {
    const syntax::Ident &bound = alias->as_name ? alias->as_name : alias->path.front();
    bind(ctx, place, bound.name, bound.span, missingModule(ctx, place, bound));
  }
}

void declareCimportFrom(Context &ctx, const DeclarationPlace &place,
                        const syntax::ImportFromStmt &node) {
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  if (!isAllowed(ctx, place, node.span, node.is_cimport))
    return;
  std::string dotted = absoluteName(ctx, place, node);
  if (dotted.empty())
    return;
  if (auto pure = pureCimport(dotted)) {
    dotted = *pure;
    if (dotted.empty()) { // `from cython.cimports import libc`: whole modules
      for (const syntax::ImportAlias *alias : node.names) {
        const syntax::Ident &wanted = alias->path.front();
        const syntax::Ident &bound = alias->as_name ? alias->as_name : wanted;
        Symbol *symbol = ctx.newSymbol(SymbolKind::CModule, bound.name, bound.span, place.scope);
        symbol->dotted = wanted.name.str().str();
        symbol->module = loadModule(ctx, wanted.name.str(), wanted.span, true, PxdSearch::Absolute);
        if (!symbol->module)
          symbol->type = ctx.types.error();
        bind(ctx, place, bound.name, bound.span, symbol);
      }
      return;
    }
  }
  if (isCython(dotted)) {
    const bool is_known = isCythonModule(
        ctx, dotted, node.module.front().span.to(node.module.back().span), node.is_cimport);
    if (!is_known) {
      declareUnknown(ctx, place, node);
      return;
    }
    if (dotted == "cython.view")
      ctx.unsupported(node.span, "`" + dotted + "`");
    if (node.is_star && dotted == "cython.parallel")
      for (llvm::StringRef name : {"parallel", "prange", "threadid"})
        bind(ctx, place, ctx.name(name), node.span,
             cythonSymbol(ctx, place, ctx.name(name), node.span, (dotted + "." + name).str()));
    else if (node.is_star)
      ctx.unknown_names.insert(place.scope);
    for (const syntax::ImportAlias *alias : node.names) {
      const syntax::Ident &bound = alias->as_name ? alias->as_name : alias->path.front();
      const llvm::StringRef wanted = alias->path.front().name.str();
      const bool is_known = dotted != "cython.parallel" ||
                            llvm::is_contained({"parallel", "prange", "threadid"}, wanted);
      if (!is_known)
        ctx.report(Diag::NoSuchMember, alias->span).arg("cython.parallel").arg(wanted);
      bind(ctx, place, bound.name, bound.span,
           is_known ? cythonSymbol(ctx, place, bound.name, bound.span, dotted + "." + wanted.str())
                    : missingModule(ctx, place, bound));
    }
    return;
  }
  // `from package cimport module`: the package needs no .pxd of its own.
  const Span module_span =
      node.module.empty() ? node.span : node.module.front().span.to(node.module.back().span);
  const bool is_relative = node.level != 0;
  const PxdSearch search = is_relative ? PxdSearch::Relative : PxdSearch::Absolute;
  ModuleInfo *module = findModule(ctx, place, dotted, module_span, false, is_relative);
  if (node.is_star) {
    if (!module) {
      if (!ctx.modules_in_progress.contains(dotted))
        reportMissing(ctx, dotted, module_span, search);
      ctx.unknown_names.insert(place.scope); // any name may come from there
      return;
    }
    for (const auto &[name, symbol] : module->scope->symbols)
      if (symbol->kind != SymbolKind::CythonModule &&
          !(name.str().starts_with("_") && place.scope->symbols.contains(name)))
        bind(ctx, place, name, node.span, symbol);
    return;
  }
  bool is_missing_told = false;
  for (const syntax::ImportAlias *alias : node.names) {
    const syntax::Ident &wanted = alias->path.front();
    const syntax::Ident &bound = alias->as_name ? alias->as_name : wanted;
    Symbol *symbol = nullptr;
    if (module) {
      auto found = module->scope->symbols.find(wanted.name);
      if (found != module->scope->symbols.end())
        symbol = found->second;
    }
    if (dotted == "cpython" && wanted.name == "bool") { // the type, not the module of its functions
      symbol = ctx.newSymbol(SymbolKind::Type, bound.name, bound.span, place.scope);
      symbol->type = ctx.types.object(types::ObjectKind::Bool);
    }
    // `from cpython.bool cimport bool`: the type that the dialect has by this name anyway.
    if (!symbol && (dotted == "cpython" || llvm::StringRef(dotted).starts_with("cpython.")))
      if (const Type *type = predefinedType(ctx, wanted.name.str())) {
        symbol = ctx.newSymbol(SymbolKind::Type, bound.name, bound.span, place.scope);
        symbol->type = type;
      }
    if (!symbol) {
      const std::string inner = dotted + "." + wanted.name.str().str();
      if (ModuleInfo *submodule = loadModule(ctx, inner, wanted.span, false, search)) {
        symbol = ctx.newSymbol(SymbolKind::CModule, bound.name, bound.span, place.scope);
        symbol->dotted = inner;
        symbol->module = submodule;
      }
    }
    // `from libc.math cimport abs`: what no module declares is the builtin.
    if (Symbol *builtin = symbol || !module ? nullptr : builtinSymbol(ctx, wanted.name);
        builtin && builtin->kind == SymbolKind::Builtin)
      symbol = builtin;
    if (!symbol) {
      if (module && reportCycle(ctx, dotted, wanted.span)) {
        // said
      } else if (module && !ctx.has_cimport_cycle) {
        Suggestion suggestion(wanted.name.str());
        for (const auto &entry : module->scope->symbols)
          suggestion.offer(entry.first.str());
        auto report = ctx.report(Diag::NoSuchMember, wanted.span);
        report.arg(dotted).arg(wanted.name);
        if (!suggestion.best().empty())
          report.fix(wanted.span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
                     Applicability::Unsafe);
      } else if (!module && !is_missing_told && !ctx.modules_in_progress.contains(dotted)) {
        reportMissing(ctx, dotted, module_span, search);
        is_missing_told = true;
      }
      // Declared as something unknown, so that its uses are not reported as well.
      symbol = ctx.newSymbol(SymbolKind::ExternVariable, bound.name, bound.span, place.scope);
      symbol->type = ctx.types.error();
      symbol->is_extern = true;
    }
    bind(ctx, place, bound.name, bound.span, symbol);
    ctx.analysis.stmts[alias->id].symbol = symbol;
    ctx.analysis.stmts[alias->id].is_declaration_only = true;
  }
}

} // namespace nogilc::sema
