#include "lower/imports.h"

#include "lower/targets.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::lower {

namespace {

std::string dotted(llvm::ArrayRef<syntax::Ident> path) {
  return llvm::join(
      llvm::map_range(path, [](const syntax::Ident &word) { return word.name.str(); }), ".");
}

/// The place that an import binds; Discard, with a message, if there is none.
Place placeOf(FunctionContext &fn, const syntax::ImportAlias &alias) {
  if (const sema::Symbol *symbol = fn.module.analysis.stmt(alias).symbol)
    return placeOfSymbol(fn, *symbol);
  fn.module.unsupported(alias.span, "importing to this name");
  return {};
}

} // namespace

// `import a.b.c` binds `a`; `import a.b.c as d` binds what `a.b.c` is, found from `a` name by name.
void lowerImport(FunctionContext &fn, const syntax::ImportStmt &stmt) {
  if (stmt.is_cimport)
    return;
  if (stmt.is_lazy) {
    fn.module.unsupported(stmt.span, "a lazy import");
    return;
  }
  LowerContext &context = fn.module;
  for (const syntax::ImportAlias *alias : stmt.aliases) {
    if (context.analysis.stmt(*alias).is_declaration_only)
      continue;
    At at(fn, alias->span);
    const std::string name = dotted(alias->path);
    const Reason reason{Construct::Import, name};
    const Place place = placeOf(fn, *alias);
    if (place.kind == Place::Kind::Global && !alias->as_name) {
      callRuntime(fn, RuntimeEntry::import_global,
                  {nameConstant(context, name), nameConstant(context, place.name)}, reason);
      continue;
    }
    Value module = callRuntime(
        fn, RuntimeEntry::import_name,
        {nameConstant(context, name), nullObject(context), intLiteral(context, 0)}, reason);
    if (alias->as_name)
      for (const syntax::Ident &word : alias->path.drop_front())
        module = callRuntime(fn, RuntimeEntry::import_from,
                             {module.expr, nameConstant(context, word.name.str())}, reason);
    writePlace(fn, place, module);
  }
}

void lowerImportFrom(FunctionContext &fn, const syntax::ImportFromStmt &stmt) {
  LowerContext &context = fn.module;
  if (stmt.is_cimport || context.analysis.stmt(stmt).is_declaration_only)
    return;
  if (stmt.is_lazy) {
    context.unsupported(stmt.span, "a lazy import");
    return;
  }
  const std::string name = dotted(stmt.module);
  const Reason reason{Construct::Import, name};
  llvm::SmallVector<const ir::Constant *, 4> from_list;
  if (stmt.is_star)
    from_list.push_back(context.internedName("*"));
  for (const syntax::ImportAlias *alias : stmt.names)
    from_list.push_back(context.internedName(alias->path.front().name.str()));
  Value module = callRuntime(fn, RuntimeEntry::import_name,
                             {nameConstant(context, name),
                              constantRef(context, context.tupleConstant(from_list)),
                              intLiteral(context, stmt.level)},
                             reason);
  if (stmt.is_star) {
    if (fn.function.role != ir::FunctionRole::ModuleExec)
      context.unsupported(stmt.span, "`import *` outside the module's level");
    else
      callRuntime(fn, RuntimeEntry::import_star, {module.expr}, reason);
    return;
  }
  for (const syntax::ImportAlias *alias : stmt.names) {
    At at(fn, alias->span);
    if (context.analysis.stmt(*alias).is_declaration_only)
      continue;
    const llvm::StringRef item = alias->path.front().name.str();
    const Place place = placeOf(fn, *alias);
    if (place.kind == Place::Kind::Global) {
      callRuntime(fn, RuntimeEntry::import_global_from,
                  {module.expr, nameConstant(context, item), nameConstant(context, place.name)},
                  {Construct::Import, item});
      continue;
    }
    writePlace(fn, place,
               callRuntime(fn, RuntimeEntry::import_from,
                           {module.expr, nameConstant(context, item)}, {Construct::Import, item}));
  }
}

} // namespace nogilc::lower
