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

} // namespace nogilc::sema
