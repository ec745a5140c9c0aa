// What goes over the boundary of the module: the C functions and variables of other modules that it
// uses, its own that others may use, and the inline functions of .pxd files that it needs a copy
// of.
#include "sema/builtin_bases.h"
#include "sema/context.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringMap.h>

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

/// What C gets to see, it must be able to say.
static void checkVisible(Context &ctx, llvm::StringRef name, Span span, const types::Type *type) {
  const types::Type *found = types::isError(type) ? nullptr : types::privateType(type);
  if (!found)
    return;
  const std::string spelled = types::spelling(found);
  ctx.report(Diag::PrivateType, span)
      .arg(name)
      .arg(spelled)
      .note("C code that uses `" + name + "` needs the definition of `" + spelled +
            "`: declare it `public` or `api`, too");
}

static void checkPublic(Context &ctx, Symbol &symbol) {
  checkVisible(ctx, symbol.name.str(), symbol.span, symbol.type);
  auto *function = llvm::dyn_cast<types::FunctionType>(symbol.type);
  if (function && function->optional_count)
    ctx.report(Diag::InvalidParameter, symbol.span)
        .arg("a `public` or `api` function cannot have optional arguments: C has none");
}

static void checkPublicClass(Context &ctx, const ClassInfo &cls) {
  const llvm::StringRef name = cls.name;
  if (cls.base)
    checkVisible(ctx, name, cls.symbol->span, cls.base->type);
  if (cls.builtin_base && !cls.builtin_base->object_struct.starts_with("Py"))
    ctx.unsupported(cls.symbol->span,
                    ("a `public` class that inherits from `" + cls.builtin_base->name + "`").str());
  // C gets a `void *` for a pointer to what it cannot say.
  for (const ExtensionFieldInfo &field : cls.fields)
    if (!types::isObject(field.field->type) && !types::isPointer(field.field->type))
      checkVisible(ctx, name, field.field->span, field.field->type);
}

static void checkPublicTypes(Context &ctx) {
  for (const ClassInfo *cls : ctx.analysis.extension_classes)
    if (cls->type->is_public)
      checkPublicClass(ctx, *cls);
  for (const types::Type *type : ctx.analysis.defined_types) {
    if (auto *record = llvm::dyn_cast<types::StructType>(type); record && record->is_public)
      for (const types::FieldInfo &field : record->fields)
        checkVisible(ctx, record->name.str(), field.span, field.type);
    if (auto *alias = llvm::dyn_cast<types::TypedefType>(type); alias && alias->is_public)
      checkVisible(ctx, alias->name.str(), alias->span, alias->underlying);
  }
}

void findLinkage(Context &ctx) {
  keepUsed(ctx);
  checkPublicTypes(ctx);
  llvm::StringMap<const Symbol *> named; // what C sees
  for (const auto &[name, symbol] : ctx.analysis.module_scope->symbols) {
    const bool is_own = symbol->scope == ctx.analysis.module_scope && !symbol->is_extern;
    const bool is_function =
        symbol->kind == SymbolKind::CFunction && symbol->function && !symbol->function->is_from_pxd;
    if (!is_own || !(is_function || symbol->kind == SymbolKind::ModuleVariable))
      continue;
    if (symbol->is_public || symbol->is_api)
      checkPublic(ctx, *symbol);
    if (!symbol->public_name.empty()) {
      const Symbol *first = named.try_emplace(symbol->public_name, symbol).first->second;
      if (first != symbol)
        ctx.report(Diag::DuplicateDeclaration, symbol->span)
            .arg(symbol->public_name)
            .label(first->span, "C knows this one by the same name");
    }
    if (is_function && !symbol->public_name.empty()) {
      symbol->cname = symbol->public_name;
      symbol->function->cname = symbol->cname;
    } else if (symbol->is_public && !types::isObject(symbol->type)) {
      symbol->cname = symbol->public_name; // an object is behind a reference of another name
    }
    if (symbol->exported_type || symbol->is_api || symbol->is_public)
      ctx.analysis.exports.push_back(symbol);
  }
}

} // namespace nogilc::sema
