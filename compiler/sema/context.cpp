// Making symbols, scopes and the like; where diagnostics of sema go through.
#include "sema/context.h"

namespace nogilc::sema {

Symbol *Context::newSymbol(SymbolKind kind, Name name, Span span, Scope *scope) {
  Symbol &symbol = analysis.symbol_storage.emplace_back();
  symbol.kind = kind;
  symbol.name = name;
  symbol.span = span;
  symbol.scope = scope;
  symbol.type = types.object();
  return &symbol;
}

Scope *Context::newScope(ScopeKind kind, Scope *parent, FunctionInfo *function) {
  Scope &scope = analysis.scope_storage.emplace_back();
  scope.kind = kind;
  scope.parent = parent;
  scope.function = function;
  return &scope;
}

const ConstantValue *Context::newConstant(ConstantValue value) {
  return &analysis.constant_storage.emplace_back(std::move(value));
}

const Directives *Context::newDirectives(const Directives &value) {
  return &analysis.directive_storage.emplace_back(value);
}

DiagnosticBuilder Context::report(Diag id, Span span) {
  return (is_quiet ? muted : diagnostics).report(id, span);
}

void Context::unsupported(Span span, const llvm::Twine &construct) {
  report(Diag::Unsupported, span).arg(construct);
}

void Context::unsupportedCpp(Span span, const llvm::Twine &construct) {
  if (!is_in_extern)
    unsupported(span, construct);
  else if (noted_unsupported.empty())
    noted_unsupported = construct.str();
}

void Context::reportUnsupported(const Symbol &symbol, Span span) {
  if (symbol.unsupported.empty() || is_quiet)
    return;
  if (is_in_extern || told_unsupported.insert(&symbol).second)
    unsupportedCpp(span, symbol.unsupported);
}

} // namespace nogilc::sema
