// What goes over the boundary of the module: the C functions and variables of other modules that it
// uses, its own that others may use, and the inline functions of .pxd files that it needs a copy
// of.
#include "sema/context.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::sema {

void noteUse(Context &ctx, FunctionInfo *function, Symbol &symbol) {
  if (symbol.home || (symbol.function && symbol.function->is_from_pxd))
    ctx.uses_of[function].insert(&symbol);
}

static void keepUsed(Context &ctx) {
  llvm::SetVector<Symbol *> reached;
  const auto reach = [&](FunctionInfo *function) {
    if (auto found = ctx.uses_of.find(function); found != ctx.uses_of.end())
      reached.insert(found->second.begin(), found->second.end());
  };
  for (const auto &entry : ctx.uses_of)
    if (!entry.first || !entry.first->is_from_pxd)
      reach(entry.first);
  for (size_t i = 0; i < reached.size(); ++i)
    if (FunctionInfo *function = reached[i]->function)
      reach(function);

  llvm::erase_if(ctx.analysis.functions, [&](const FunctionInfo *function) {
    return function->is_from_pxd && !reached.contains(function->symbol);
  });
  for (Symbol *symbol : reached)
    if (symbol->home) {
      symbol->cname = uniqueCname(ctx, "i_", symbol->name.str());
      ctx.analysis.imports.push_back(symbol);
    }
}

void findLinkage(Context &ctx) {
  keepUsed(ctx);
  for (const auto &[name, symbol] : ctx.analysis.module_scope->symbols) {
    const bool is_own = symbol->scope == ctx.analysis.module_scope && !symbol->is_extern;
    const bool is_function =
        symbol->kind == SymbolKind::CFunction && symbol->function && !symbol->function->is_from_pxd;
    if (is_own && (is_function || symbol->kind == SymbolKind::ModuleVariable) &&
        (symbol->exported_type || symbol->is_api))
      ctx.analysis.exports.push_back(symbol);
  }
}

} // namespace nogilc::sema
