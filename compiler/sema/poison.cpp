// What could not be understood: from the places of all errors, the parser's included, and from the
// types that have an error in them. Only a module with errors is looked through.
#include "sema/context.h"

#include "syntax/visit.h"

#include <algorithm>
#include <tuple>

namespace nogilc::sema {

using syntax::NodeCategory;

namespace {

/// What these say is wrong about the GIL, not about what the source means.
bool isAboutTheGil(Diag id) {
  return id == Diag::NogilObjectLocal || id == Diag::NogilObjectResult;
}

class PoisonFinder {
public:
  explicit PoisonFinder(Context &ctx) : ctx_(ctx) {
    // The engine may have the errors of other modules, too.
    llvm::SmallDenseSet<FileId, 8> files;
    for (const auto &[file, level] : ctx.language_levels) // the module and what it includes
      files.insert(file);
    for (const ModuleInfo &module : ctx.analysis.module_storage)
      if (module.ast)
        files.insert(module.ast->file);
    for (const ErrorPlace &place : ctx.diagnostics.errorPlaces())
      if (files.contains(place.span.file) && !isAboutTheGil(place.id))
        errors_.push_back(place.span);
    std::sort(errors_.begin(), errors_.end(), [](Span a, Span b) {
      return std::tuple(a.file, a.begin, a.end) < std::tuple(b.file, b.begin, b.end);
    });
  }

  bool hasErrors() const { return !errors_.empty(); }

  void run(const syntax::Node &node) { visit(node); }
  void run(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      visit(*stmt);
  }

private:
  size_t countErrors(Span span) const {
    auto at = std::lower_bound(errors_.begin(), errors_.end(), span, [](Span error, Span wanted) {
      return std::tuple(error.file, error.begin) < std::tuple(wanted.file, wanted.begin);
    });
    size_t count = 0;
    for (; at != errors_.end() && at->file == span.file && at->begin <= span.end; ++at)
      count += at->end <= span.end;
    return count;
  }

  bool usesError(const syntax::Node &node) const {
    const Analysis &analysis = ctx_.analysis;
    const auto hasErrorIn = [](const Type *type) { return type && mentionsError(type); };
    const auto isBroken = [&](const Symbol *symbol) { return symbol && hasErrorIn(symbol->type); };
    if (hasErrorIn(analysis.typeOf(node)) || isBroken(analysis.binding(node)))
      return true;
    if (node.id >= analysis.exprs.size())
      return false;
    const ExprInfo &info = analysis.expr(node);
    return hasErrorIn(info.type) || hasErrorIn(info.operand_type) || isBroken(info.symbol);
  }

  /// Whether what stands around the node cannot be understood because of it. A statement keeps that
  /// to itself.
  bool visit(const syntax::Node &node) {
    const NodeCategory category = syntax::categoryOf(node.kind);
    size_t outside = 0; // errors that belong to an inner statement
    bool is_poisoned = false;
    visitChildren(node, is_poisoned, outside, node.span);
    if (category == NodeCategory::Stmt) {
      if (auto *include = llvm::dyn_cast<syntax::IncludeStmt>(&node))
        if (const syntax::Module *included = ctx_.analysis.stmt(*include).included)
          run(included->body);
      is_poisoned |= countErrors(node.span) > outside;
    } else {
      is_poisoned |= category == NodeCategory::Expr && countErrors(node.span) > 0;
    }
    is_poisoned |= usesError(node) || node.kind == syntax::NodeKind::ErrorStmt ||
                   node.kind == syntax::NodeKind::ErrorExpr;
    if (is_poisoned)
      ctx_.analysis.poisoned.set(node.id);
    return is_poisoned && category != NodeCategory::Stmt;
  }

  /// The statements inside of parts (the body of an `except` clause) are inner statements as well.
  void visitChildren(const syntax::Node &node, bool &is_poisoned, size_t &outside, Span around) {
    syntax::forEachChild(node, [&](const syntax::Node &child) {
      const NodeCategory category = syntax::categoryOf(child.kind);
      if (category == NodeCategory::Stmt) {
        visit(child);
        if (child.span.begin >= around.begin && child.span.end <= around.end)
          outside += countErrors(child.span);
        return;
      }
      if (category != NodeCategory::Part) {
        is_poisoned |= visit(child);
        return;
      }
      bool is_part_poisoned = usesError(child);
      visitChildren(child, is_part_poisoned, outside, around);
      if (is_part_poisoned)
        ctx_.analysis.poisoned.set(child.id);
      is_poisoned |= is_part_poisoned;
    });
  }

  Context &ctx_;
  std::vector<Span> errors_; ///< by place
};

} // namespace

void findPoison(Context &ctx) {
  PoisonFinder finder(ctx);
  if (!finder.hasErrors())
    return;
  ctx.analysis.poisoned.resize(static_cast<unsigned>(ctx.ast.nodeCount()));
  finder.run(ctx.module.body);
  // Inline functions of .pxd files, the module's own among them.
  for (const FunctionInfo *function : ctx.analysis.functions)
    if (function->node && function->node->span.file != ctx.module.file)
      finder.run(*function->node);
}

} // namespace nogilc::sema
