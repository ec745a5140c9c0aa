// See emit.h. The order of the text: includes, types, declarations, tables, statics, functions, the
// init function. All but the last stands in an anonymous namespace.
#include "emit/emit.h"

#include "emit/context.h"
#include "emit/expressions.h"
#include "emit/functions.h"
#include "emit/tables.h"
#include "ir/walk.h"

namespace nogilc::emit {

using ir::Function;
using ir::Variable;

uint32_t ModuleContext::lineOf(Span span) const {
  return span.isValid() ? sources.file(span.file).line(span.begin) : 0;
}

void ModuleContext::sourceLine(Span span) {
  if (span.isValid() && options.line_directives)
    writer.sourceLine(sources.file(span.file).path(), lineOf(span));
}

void FunctionContext::statement(const std::string &text) {
  const bool is_same_line = !line_.empty() && span_.isValid() == line_span_.isValid() &&
                            span_.file == line_span_.file &&
                            module.lineOf(span_) == module.lineOf(line_span_) &&
                            line_.size() + text.size() + module.writer.depth() * 2 < kLineWidth;
  if (is_same_line) {
    line_ += " " + text;
    return;
  }
  flush();
  line_ = text;
  line_span_ = span_;
}

void FunctionContext::flush() {
  if (line_.empty())
    return;
  module.sourceLine(line_span_);
  module.writer.line(line_);
  line_.clear();
}

static void emitIncludes(ModuleContext &context) {
  TextWriter &out = context.writer;
  out.line("// Made by nogilc from " + context.module.source_path + ": change that, not this.");
  out.line("#include <nogilc_rt/nogilc_rt.h>");
  for (const std::string &include : context.module.includes)
    out.line(include);
  out.line();
}

/// Static variables. Objects are Refs that are never destroyed.
static void emitVariables(ModuleContext &context) {
  TextWriter &out = context.writer;
  bool is_first = true;
  for (const Variable *variable : context.module.variables) {
    if (variable->is_extern)
      continue;
    if (is_first)
      out.line();
    is_first = false;
    context.sourceLine(variable->span);
    if (variable->holding == ir::Holding::Owned)
      out.line("ng::StaticRef ng_" + llvm::Twine(variable->name) + "; ng::Ref &" + variable->name +
               " = ng_" + variable->name + ".ref;");
    else
      out.line("[[maybe_unused]] " + declaration(*variable) + "{};");
  }
}

static void emitScopes(ModuleContext &context) {
  TextWriter &out = context.writer;
  for (const ir::ScopeLayout *scope : context.module.scopes) {
    out.line("struct " + scope->name + " : ng::Scope {");
    {
      const Indented indented(out);
      for (const Variable *field : scope->fields)
        out.line(declaration(*field) + ";");
    }
    out.line("};");
  }
}

/// The functions that something names before they stand in the text, and those that nothing names.
struct Declarations {
  llvm::DenseSet<const Function *> early;
  llvm::DenseSet<const Function *> unused;
};

static Declarations findDeclarations(const ModuleContext &context) {
  Declarations result;
  llvm::StringMap<const Function *> by_name;
  for (const Function *function : context.module.functions)
    by_name[function->name] = function;
  llvm::DenseSet<const Function *> named, defined;
  const auto name = [&](const Function *function, bool is_elsewhere) {
    named.insert(function);
    if (is_elsewhere || !defined.contains(function))
      result.early.insert(function);
  };
  name(context.module.exec, true);
  for (const ir::PythonFunction *function : context.module.python_functions)
    name(function->body, true);
  for (const Function *function : context.module.functions) {
    const FunctionUses &uses = context.usesOf(*function);
    defined.insert(function);
    for (const Function *callee : uses.callees)
      name(callee, false);
    for (const auto &entry : uses.names)
      if (const Function *mentioned = by_name.lookup(entry.getKey()))
        name(mentioned, false);
    if (!function->is_static)
      result.early.insert(function);
  }
  for (const Function *function : context.module.functions)
    if (!named.contains(function) && function->is_static)
      result.unused.insert(function);
  return result;
}

static void emitDeclarations(ModuleContext &context, const Declarations &declarations,
                             bool is_static) {
  for (const Function *function : context.module.functions) {
    if (function->is_static != is_static)
      continue;
    const bool is_unused = declarations.unused.contains(function);
    if (is_unused || declarations.early.contains(function))
      context.writer.line((is_unused ? "[[maybe_unused]] " : "") +
                          llvm::Twine(is_static ? "" : "extern \"C\" ") +
                          (function->is_inline && is_static ? "inline " : "") +
                          signature(context, *function) + ";");
  }
}

std::string emitModule(const ir::Module &module, const SourceManager &sources,
                       const EmitOptions &options) {
  ModuleContext context(module, sources, options);
  for (const Function *function : module.functions)
    context.uses.try_emplace(function, findUses(*function));
  nameCodes(context);
  const Declarations declarations = findDeclarations(context);
  TextWriter &out = context.writer;

  emitIncludes(context);
  out.line("namespace {");
  for (const std::string &definition : module.type_definitions)
    out.line(definition);
  emitScopes(context);
  emitDeclarations(context, declarations, /*is_static=*/true);
  // What other modules may call by name stands outside.
  if (llvm::any_of(module.functions,
                   [](const Function *function) { return !function->is_static; })) {
    out.line("} // namespace");
    emitDeclarations(context, declarations, /*is_static=*/false);
    out.line("namespace {");
  }
  out.line("extern ng::ModuleInfo ng_module;");
  emitTables(context);
  emitVariables(context);
  for (const Function *function : module.functions)
    if (function->is_static)
      emitFunction(context, *function);
  if (!options.output_path.empty())
    out.ownLine(options.output_path);
  out.line();
  out.line("} // namespace");
  for (const Function *function : module.functions)
    if (!function->is_static)
      emitFunction(context, *function);
  if (!options.output_path.empty())
    out.ownLine(options.output_path);
  emitInitFunction(context);
  return out.take();
}

} // namespace nogilc::emit
