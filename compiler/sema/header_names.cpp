// `cdef extern from "x.h": *`: the names that a module mentions are asked for from all its headers
// at once, and what they declare is declared as if it had been written there. It has a scope of its
// own behind the module's and the builtins, so nothing that the module binds can be in its way.
#include "sema/context.h"

#include "syntax/visit.h"

#include <llvm/ADT/StringSet.h>

#include <set>

namespace nogilc::sema {

namespace {

/// All words of a module that a header could declare.
class MentionedNames {
public:
  explicit MentionedNames(Context &ctx) : ctx_(ctx) {}

  std::vector<std::string> collect() {
    visit(ctx_.module.body);
    return {names_.begin(), names_.end()};
  }

private:
  void visit(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      syntax::walk(*stmt, [&](const syntax::Node &node) {
        if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&node))
          names_.insert(name->name.str().str());
        else if (auto *type = llvm::dyn_cast<syntax::NamedCType>(&node))
          names_.insert(type->path.front().name.str().str());
        else if (auto *include = llvm::dyn_cast<syntax::IncludeStmt>(&node))
          visitIncluded(*include);
        return true;
      });
  }

  void visitIncluded(const syntax::IncludeStmt &node) {
    std::vector<std::string> searched;
    const syntax::Module *included = ctx_.loader.loadInclude(node.path, node.span.file, searched);
    if (included && seen_.insert(included).second)
      visit(included->body);
  }

  Context &ctx_;
  std::set<std::string> names_; ///< sorted: the question is the same whatever the order
  llvm::DenseSet<const syntax::Module *> seen_;
};

void ask(Context &ctx) {
  ctx.has_asked_headers = true;
  HeaderQuery query;
  for (const syntax::Stmt *stmt : ctx.module.body) {
    auto *block = llvm::dyn_cast<syntax::ExternBlock>(stmt);
    if (!block || !block->has_header)
      continue;
    if (!block->takes_used) {
      if (query.headers.empty())
        query.earlier.push_back(block->header.str());
      continue;
    }
    query.headers.push_back(block->header.str());
    if (block->is_nogil)
      query.nogil.push_back(block->header.str());
  }
  query.names = MentionedNames(ctx).collect();
  ctx.headers = ctx.loader.loadHeaders(query);
  ctx.header_scope = ctx.newScope(ScopeKind::Module, nullptr, ctx.analysis.module_function);
  if (ctx.headers.ast) {
    ctx.language_levels[ctx.headers.ast->file] = ctx.headers.ast->language_level;
    if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
      ctx.analysis.exprs.resize(ctx.ast.nodeCount());
  }
}

} // namespace

void declareUsedNames(Context &ctx, const DeclarationPlace &place,
                      const syntax::ExternBlock &node) {
  if (place.in_pxd || place.scope != ctx.analysis.module_scope)
    return ctx.unsupported(node.span, "`*` of a header in a .pxd file");
  if (node.has_namespace)
    return ctx.unsupported(node.span, "`*` of a header with a namespace");
  const bool is_first = !ctx.has_asked_headers;
  if (is_first)
    ask(ctx);
  if (!ctx.headers.ast) {
    // One message: which of the names the headers have is not known.
    if (is_first && !ctx.headers.has_clang)
      ctx.report(Diag::NoClang, node.span).arg(ctx.headers.error);
    else if (is_first)
      ctx.report(Diag::HeaderNotRead, node.span).arg(node.header).arg(ctx.headers.error);
    ctx.unknown_names.insert(place.scope);
    return;
  }
  DeclarationPlace inner = place;
  inner.scope = ctx.header_scope;
  llvm::SmallVector<syntax::Stmt *, 8> body;
  for (syntax::Stmt *stmt : ctx.headers.ast->body) {
    auto *block = llvm::dyn_cast<syntax::ExternBlock>(stmt);
    if (block ? block->header == node.header : is_first)
      body.push_back(stmt);
  }
  declareModuleBody(ctx, inner, ctx.ast.list<syntax::Stmt *>(body));
}

Symbol *headerSymbol(Context &ctx, const Scope &root, Name name) {
  if (!ctx.header_scope || &root != ctx.analysis.module_scope)
    return nullptr;
  const auto found = ctx.header_scope->symbols.find(name);
  return found == ctx.header_scope->symbols.end() ? nullptr : found->second;
}

} // namespace nogilc::sema
