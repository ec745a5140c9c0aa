// The entry: declare the module and what it cimports, bind and resolve names, infer, check.
#include "sema/context.h"

#include "syntax/visit.h"

namespace nogilc::sema {

namespace {

/// A `global` in any body makes a name of the module, which the bodies before it may read.
void declareGlobalNames(Context &ctx) {
  for (const syntax::Stmt *stmt : ctx.module.body)
    syntax::walk(*stmt, [&](const syntax::Node &node) {
      if (auto *global = llvm::dyn_cast<syntax::GlobalStmt>(&node))
        for (const syntax::Ident &name : global->names)
          declareName(ctx, ctx.analysis.module_scope, name.name, name.span);
      return true;
    });
}

types::TextRules textRules(const Directives &directives) {
  types::TextRules rules;
  const llvm::StringRef type = directives.c_string_type;
  rules.object = type == "bytearray"                  ? types::ObjectKind::ByteArray
                 : type == "str" || type == "unicode" ? types::ObjectKind::Str
                                                      : types::ObjectKind::Bytes;
  const std::string encoding = llvm::StringRef(directives.c_string_encoding).lower();
  const bool is_utf8 = encoding == "default" || encoding == "utf8" || encoding == "utf-8";
  rules.encoding = is_utf8 ? "utf-8" : encoding;
  rules.takes_str = is_utf8 || encoding == "ascii";
  return rules;
}

void declareModule(Context &ctx) {
  Analysis &analysis = ctx.analysis;
  analysis.module_name = ctx.options.module_name;
  analysis.directives = ctx.newDirectives(moduleDirectives(ctx, ctx.module));
  analysis.text_rules = textRules(*analysis.directives);
  analysis.docstring = docstringOf(ctx.module.body);

  FunctionInfo &function = analysis.function_storage.emplace_back();
  function.kind = FunctionKind::Module;
  function.name = "<module>";
  function.qualname = function.name;
  function.directives = analysis.directives;
  analysis.module_function = &function;
  analysis.module_scope = ctx.newScope(ScopeKind::Module, nullptr, &function);
  function.scope = analysis.module_scope;

  ModuleInfo &own = analysis.module_storage.emplace_back();
  own.name = ctx.options.module_name;
  own.is_package = ctx.options.is_package;
  own.scope = analysis.module_scope;
  own.ast = &ctx.module;

  DeclarationPlace place;
  place.scope = analysis.module_scope;
  place.directives = analysis.directives;
  place.module = &own;
  place.in_pxd = ctx.module.file_kind == syntax::FileKind::Pxd;
  if (place.in_pxd)
    ctx.modules[own.name] = &own;
  else
    declareOwnPxd(ctx, place);
  declareModuleBody(ctx, place, ctx.module.body);
  declareGlobalNames(ctx);

  PendingBody body;
  body.scope = analysis.module_scope;
  body.function = &function;
  body.body = ctx.module.body;
  body.place = place;
  // Its names come first: inner bodies see a complete module.
  ctx.pending.push_front(std::move(body));
}

void checkDefinitions(Context &ctx) {
  if (ctx.module.file_kind == syntax::FileKind::Pxd)
    return;
  for (Symbol *symbol : ctx.awaiting_definition)
    ctx.report(Diag::MissingDefinition, symbol->span).arg(symbol->name).arg("C function");
}

/// The object variables of a `nogil` function, at its name: one error a function.
void reportObjectLocals(Context &ctx) {
  llvm::MapVector<FunctionInfo *, llvm::SmallVector<Symbol *, 2>> of_function;
  for (Symbol *symbol : ctx.declared_without_gil)
    of_function[symbol->scope->function].push_back(symbol);
  for (const auto &[function, symbols] : of_function) {
    const Span place = function->symbol ? function->symbol->span : symbols.front()->span;
    auto report = ctx.report(Diag::NogilObjectLocal, place);
    report.arg(symbols.front()->name);
    for (const Symbol *symbol : symbols)
      report.label(symbol->span, symbol == symbols.front()
                                     ? "declared here, where the GIL may not be held"
                                     : "and here");
    report.note("declare them inside `with gil:`, or use C types");
  }
}

/// A struct of which a part cannot be compiled: its other fields can be used, and its address.
bool hasErrorField(const types::Type *type) {
  auto *record = llvm::dyn_cast<types::StructType>(types::canonical(type));
  return record && llvm::any_of(record->fields, [](const types::FieldInfo &field) {
           return types::isError(types::canonical(field.type)) || hasErrorField(field.type);
         });
}

/// What a declaration of an extern block has in it that cannot be compiled, wherever it was used
/// and nobody said so: fields of structs, above all. There may be no error type in a module without
/// errors.
void reportUnsupportedUses(Context &ctx) {
  for (const syntax::Stmt *stmt : ctx.module.body) {
    if (llvm::isa<syntax::ExternBlock>(stmt))
      continue;
    llvm::DenseSet<const syntax::Node *> parts;
    syntax::walk(*stmt, [&](const syntax::Node &node) {
      const types::Type *type =
          node.id < ctx.analysis.exprs.size() ? ctx.analysis.exprs[node.id].type : nullptr;
      if (auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&node))
        parts.insert(attribute->base);
      else if (auto *address = llvm::dyn_cast<syntax::AddressOfExpr>(&node))
        parts.insert(address->operand);
      const bool is_error = type && (types::isError(types::canonical(type)) ||
                                     (hasErrorField(type) && !parts.contains(&node)));
      if (is_error)
        ctx.unsupported(node.span, "what this is declared as");
      return !is_error;
    });
  }
}

} // namespace

Analysis analyze(const syntax::Module &module, const SemaOptions &options, ModuleLoader &loader,
                 syntax::AstContext &ast, types::TypeContext &types,
                 DiagnosticEngine &diagnostics) {
  const size_t errors_before = diagnostics.errorCount();
  Analysis analysis;
  analysis.exprs.resize(ast.nodeCount());
  Context ctx(analysis, options, loader, ast, types, diagnostics, module);
  ctx.language_levels[module.file] = module.language_level;
  declareModule(ctx);
  while (!ctx.pending.empty()) {
    PendingBody body = std::move(ctx.pending.front());
    ctx.pending.pop_front();
    declareBody(ctx, body);
    ctx.bodies.push_back(std::move(body));
  }
  finishClasses(ctx);
  for (const PendingBody &body : ctx.bodies)
    checkFlow(ctx, body);
  // `args = list(args)`: a parameter that is assigned to is no longer what the call made it.
  for (FunctionInfo *function : analysis.functions)
    for (const ParameterInfo &parameter : function->parameters)
      if (parameter.symbol && parameter.symbol->is_assigned &&
          (parameter.passing == syntax::ParameterKind::VarArgs ||
           parameter.passing == syntax::ParameterKind::VarKeywords))
        parameter.symbol->type = types.object();
  for (const PendingBody &body : ctx.bodies)
    inferTypes(ctx, body);
  for (const PendingBody &body : ctx.bodies)
    checkBody(ctx, body);
  reportObjectLocals(ctx);
  checkDefinitions(ctx);
  if (ctx.has_unsupported && diagnostics.errorCount() == errors_before)
    reportUnsupportedUses(ctx);
  findPoison(ctx);
  findLinkage(ctx);
  // Every expression has a type, also one that nobody looked at.
  for (ExprInfo &info : analysis.exprs)
    if (!info.type)
      info.type = types.error();
  return analysis;
}

} // namespace nogilc::sema
