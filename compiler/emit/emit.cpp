// See emit.h. The order of the text: includes, types, declarations, tables, statics, functions, the
// init function. All but the last stands in an anonymous namespace.
#include "emit/emit.h"

#include "emit/classes.h"
#include "emit/context.h"
#include "emit/expressions.h"
#include "emit/functions.h"
#include "emit/headers.h"
#include "emit/parts.h"
#include "emit/tables.h"
#include "ir/walk.h"

namespace nogilc::emit {

using ir::Function;
using ir::Variable;

/// The instructions of a part that g++ translates in about half a second.
static constexpr unsigned kPartSize = 600;

bool ModuleContext::isElsewhere(const Function &function) const {
  return parts && parts->part_of.contains(&function);
}

std::string ModuleContext::internal(const Function &function) const {
  return function.role == ir::FunctionRole::C ? internal() : std::string();
}

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

/// What other files define, in C.
static void emitExtern(ModuleContext &context, const std::vector<std::string> &declarations) {
  for (const std::string &declaration : declarations)
    context.writer.line("extern \"C\" " + declaration);
}

static void emitIncludes(ModuleContext &context) {
  TextWriter &out = context.writer;
  out.line("// Made by nogilc from " + context.module.source_path + ": change that, not this.");
  out.line("#include <nogilc_rt/nogilc_rt.h>");
  if (context.module.converts_cpp)
    out.line("#include <nogilc_rt/cpp_conversions.h>");
  // Its own headers say what stands here already: C code that it includes may include them.
  if (hasPublicHeader(context.module))
    out.line("#define " + headerGuard(context.module, "H"));
  if (hasApiHeader(context.module))
    out.line("#define " + headerGuard(context.module, "API_H"));
  emitExtern(context, context.module.first_extern_declarations);
  for (const std::string &include : context.module.includes)
    out.line(include);
  out.line();
}

void ModuleContext::openNamespace() {
  writer.line(parts ? "namespace " + parts->name_space + " {" : std::string("namespace {"));
}

void ModuleContext::closeNamespace() {
  writer.line("} // namespace" + (parts ? " " + parts->name_space : std::string()));
}

/// Static variables. Objects are Refs that are never destroyed.
static void emitVariables(ModuleContext &context) {
  TextWriter &out = context.writer;
  bool is_first = true;
  for (const Variable *variable : context.module.variables) {
    if (variable->is_extern || (!variable->public_name.empty() && !types::isObject(variable->type)))
      continue;
    if (is_first)
      out.line();
    is_first = false;
    context.sourceLine(variable->span);
    if (!variable->public_name.empty())
      out.line(context.internal() + "ng::Ref &" + variable->name + " = " + variable->public_name +
               ".ref;");
    else if (variable->holding == ir::Holding::Owned)
      out.line("ng::StaticRef ng_" + llvm::Twine(variable->name) + "; " + context.internal() +
               "ng::Ref &" + variable->name + " = ng_" + variable->name + ".ref;");
    else
      out.line("[[maybe_unused]] " + context.internal() + declaration(*variable) + "{};");
  }
}

/// Where the module's table of imports puts the addresses of what other modules define.
static void emitImportedPointers(ModuleContext &context) {
  for (const ir::Import &import : context.module.imports) {
    const bool is_object = !import.is_function && types::isObject(import.type);
    const bool is_suffixed = import.is_function || llvm::isa<types::ArrayType>(import.type);
    const std::string name = (is_suffixed ? "(*" : "*") + import.pointer + (is_suffixed ? ")" : "");
    const std::string declaration =
        is_object ? "ng::Ref " + name : types::cppDeclaration(import.type, name);
    context.writer.line(declaration + " = nullptr;");
    if (hasStatus(import))
      emitImportedStatus(context, import);
  }
}

/// The functions that something names before they stand in the text, and those that nothing names.
/// A function with a status is called by another name than the plain one around it has.
struct Declarations {
  llvm::DenseSet<const Function *> early;
  llvm::DenseSet<const Function *> unused;
  llvm::DenseSet<const Function *> early_plain;
  llvm::DenseSet<const Function *> plain;  ///< of those with a status: the plain one is wanted
  llvm::DenseSet<const Function *> status; ///< of those without: one with a status is wanted
  llvm::DenseSet<const Function *> early_status;
};

template <typename Visit> static void forEachFunction(const ir::Class &cls, Visit visit) {
  for (const ir::ClassSlot &slot : cls.slots)
    for (const ir::SlotFunction &function : slot.functions)
      visit(function.function);
  for (const ir::ClassAttribute &attribute : cls.attributes)
    for (const Function *function : {attribute.get, attribute.set, attribute.del})
      visit(function);
  visit(cls.dealloc);
}

static Declarations findDeclarations(const ModuleContext &context) {
  Declarations result;
  llvm::StringMap<const Function *> by_name;
  for (const Function *function : context.module.functions)
    by_name[function->name] = function;
  llvm::DenseSet<const Function *> called, defined;
  const auto call = [&](const Function *function, bool is_elsewhere) {
    called.insert(function);
    if (is_elsewhere || !defined.contains(function))
      result.early.insert(function);
  };
  const auto name = [&](const Function *function, bool is_elsewhere) {
    if (!function->has_status)
      return call(function, is_elsewhere);
    result.plain.insert(function);
    called.insert(function);
    if (is_elsewhere || !defined.contains(function))
      result.early_plain.insert(function);
  };
  const auto nameWithStatus = [&](const Function *function, bool is_elsewhere) {
    if (function->has_status)
      return call(function, is_elsewhere);
    result.status.insert(function);
    called.insert(function);
    if (is_elsewhere)
      result.early_status.insert(function);
  };
  name(context.module.exec, true);
  for (const ir::Export &entry : context.module.exports) {
    if (!entry.function)
      continue;
    name(entry.function, true);
    if (entry.is_in_table && entry.has_status)
      nameWithStatus(entry.function, true);
  }
  for (const ir::PythonFunction *function : context.module.python_functions)
    name(function->body, true);
  for (const Function *function : context.module.functions) {
    const FunctionUses &uses = context.usesOf(*function);
    defined.insert(function);
    for (const Function *callee : uses.callees)
      call(callee, false);
    for (const auto &entry : uses.names)
      if (const Function *mentioned = by_name.lookup(entry.getKey()))
        name(mentioned, mentioned == function && function->has_status); // it stands behind this
    if (!function->is_static)
      name(function, true);
  }
  // The descriptions of classes stand behind all functions.
  for (const ir::Class *cls : context.module.classes) {
    for (const TableEntry &entry : tableEntries(*cls))
      if (entry.function)
        entry.has_status ? nameWithStatus(entry.function, false) : name(entry.function, false);
    forEachFunction(*cls, [&](const Function *function) {
      if (function)
        name(function, false);
    });
  }
  for (const Function *function : context.module.functions)
    if (!called.contains(function))
      result.unused.insert(function);
  return result;
}

/// Of what has internal linkage.
static void emitDeclarations(ModuleContext &context, const Declarations &declarations) {
  for (const Function *function : context.module.functions) {
    const std::string prefix = context.internal(*function) + (function->is_inline ? "inline " : "");
    if (function->is_static || function->has_status) {
      const bool is_unused = declarations.unused.contains(function);
      if (is_unused || declarations.early.contains(function))
        context.writer.line((is_unused ? "[[maybe_unused]] " : "") + prefix +
                            signature(context, *function) + ";");
    }
    if (function->is_static && declarations.early_plain.contains(function))
      context.writer.line(context.internal(*function) + plainSignature(*function) + ";");
    if (declarations.early_status.contains(function))
      context.writer.line(context.internal(*function) + statusSignature(*function) + ";");
  }
}

/// What C and C++ may name.
static void emitPublic(ModuleContext &context) {
  TextWriter &out = context.writer;
  std::vector<std::string> lines;
  for (const Variable *variable : context.module.variables)
    if (!variable->public_name.empty())
      lines.push_back((types::isObject(variable->type)
                           ? "ng::StaticRef " + variable->public_name
                           : types::cppDeclaration(variable->type, variable->public_name)) +
                      "{};");
  for (const Function *function : context.module.functions)
    if (!function->is_static)
      lines.push_back(plainSignature(*function) + ";");
  for (const ir::Class *cls : context.module.classes)
    if (cls->type->is_public)
      lines.push_back("extern ng::ExtensionType " + cls->type_name + ";");
  if (lines.empty())
    return;
  context.closeNamespace();
  out.line("extern \"C\" {");
  for (const std::string &line : lines)
    out.line("NOGILC_PUBLIC " + line);
  out.line("}");
  context.openNamespace();
}

/// All that is not in further parts.
static std::string emitFirstPart(ModuleContext &context) {
  const ir::Module &module = context.module;
  const EmitOptions &options = context.options;
  const Declarations declarations = findDeclarations(context);
  TextWriter &out = context.writer;

  emitIncludes(context);
  for (const ir::PublicType &type : module.public_types)
    out.line(type.definition);
  context.openNamespace();
  for (const std::string &definition : module.type_definitions)
    out.line(definition);
  if (llvm::any_of(module.classes, [](const ir::Class *cls) { return cls->type->is_public; })) {
    context.closeNamespace();
    emitPublicInstances(context);
    context.openNamespace();
  }
  emitClassStructs(context);
  for (const ir::ScopeLayout *scope : module.scopes)
    emitScope(context, *scope);
  emitDeclarations(context, declarations);
  if (!module.extern_declarations.empty()) {
    context.closeNamespace();
    emitExtern(context, module.extern_declarations);
    context.openNamespace();
  }
  emitPublic(context);
  out.line("extern ng::ModuleInfo ng_module;");
  emitTables(context);
  emitVariables(context);
  emitImportedPointers(context);
  emitLinkage(context);
  for (const Function *function : module.functions) {
    if (context.isElsewhere(*function))
      continue;
    if (function->is_static || function->has_status)
      emitFunction(context, *function);
    if (function->is_static && declarations.plain.contains(function))
      emitPlainFunction(context, *function);
    if (declarations.status.contains(function))
      emitStatusFunction(context, *function);
  }
  if (!options.output_path.empty())
    out.ownLine(options.output_path);
  emitClassTypes(context);
  emitClassLinkage(context);
  out.line();
  context.closeNamespace();
  if (context.parts)
    out.line("using namespace " + context.parts->name_space + ";");
  for (const Function *function : module.functions) {
    if (function->is_static)
      continue;
    if (function->has_status)
      emitPlainFunction(context, *function);
    else
      emitFunction(context, *function);
  }
  if (!options.output_path.empty())
    out.ownLine(options.output_path);
  emitInitFunction(context);
  return out.take();
}

static void prepare(ModuleContext &context) {
  for (const Function *function : context.module.functions)
    context.uses.try_emplace(function, findUses(*function));
  nameCodes(context);
  findMakers(context);
}

std::string emitModule(const ir::Module &module, const SourceManager &sources,
                       const EmitOptions &options) {
  ModuleContext context(module, sources, options);
  prepare(context);
  return emitFirstPart(context);
}

std::vector<std::string> emitModuleInParts(const ir::Module &module, const SourceManager &sources,
                                           const EmitOptions &options) {
  ModuleContext context(module, sources, options);
  prepare(context);
  const Parts parts = planParts(context, kPartSize);
  if (parts.count > 1)
    context.parts = &parts;
  std::vector<std::string> texts = {emitFirstPart(context)};
  for (unsigned number = 1; number < parts.count; ++number)
    texts.push_back(emitPart(context, parts, number));
  return texts;
}

} // namespace nogilc::emit
