// See tables.h. The layouts are those of the runtime's tables.h.
#include "emit/tables.h"

#include "emit/functions.h"

#include "emit/classes.h"
#include "emit/punycode.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::emit {

using ir::Constant;
using ir::PythonFunction;

std::string quoted(llvm::StringRef text) { return "\"" + escapeC(text) + "\""; }

// ---------------------------------------------------------------------------------------------
// Constants
// ---------------------------------------------------------------------------------------------

static llvm::StringRef runtimeKind(Constant::Kind kind) {
  switch (kind) {
  case Constant::Kind::InternedStr:
    return "Name";
  case Constant::Kind::Str:
    return "Str";
  case Constant::Kind::Bytes:
    return "Bytes";
  case Constant::Kind::Int:
    return "Int";
  case Constant::Kind::Float:
    return "Float";
  case Constant::Kind::Complex:
    return "Imag";
  case Constant::Kind::Tuple:
    return "Tuple";
  case Constant::Kind::FrozenSet:
    return "FrozenSet";
  case Constant::Kind::Builtin:
    return "Builtin";
  }
  llvm_unreachable("not a constant kind");
}

ConstantTable::ConstantTable(const ir::Module &module) {
  for (const Constant *constant : module.constants) {
    std::string text = constant->value;
    if (constant->kind == Constant::Kind::Tuple || constant->kind == Constant::Kind::FrozenSet) {
      text.clear();
      for (const Constant *element : constant->elements)
        text += (text.empty() ? "" : ",") + std::to_string(numberOf(*element));
    }
    const int number = add(constant, runtimeKind(constant->kind), std::move(text));
    numbers_[constant] = number;
    if (constant->kind == Constant::Kind::InternedStr)
      names_.try_emplace(constant->value, number);
    if (constant->kind == Constant::Kind::Str)
      strs_.try_emplace(constant->value, number);
  }
}

int ConstantTable::add(const Constant *constant, llvm::StringRef kind, std::string text) {
  entries_.push_back({constant, kind, std::move(text)});
  return static_cast<int>(entries_.size() - 1);
}

int ConstantTable::numberOfName(llvm::StringRef text) {
  const auto [at, is_new] = names_.try_emplace(text, -1);
  if (is_new)
    at->second = add(nullptr, "Name", text.str());
  return at->second;
}

int ConstantTable::numberOfStr(llvm::StringRef text) {
  const auto [at, is_new] = strs_.try_emplace(text, -1);
  if (is_new)
    at->second = add(nullptr, "Str", text.str());
  return at->second;
}

void ConstantTable::emit(ModuleContext &context) const {
  if (entries_.empty())
    return;
  TextWriter &out = context.writer;
  llvm::DenseSet<const Constant *> used;
  for (const auto &[function, uses] : context.uses)
    used.insert(uses.constants.begin(), uses.constants.end());

  out.line();
  out.line("// Constants: Python objects that are made once, when the module is initialised.");
  out.line("const ng::ConstInit ng_constant_inits[] = {");
  for (const Entry &entry : entries_)
    out.line("  {ng::Const::" + entry.kind + ", " + quoted(entry.text) + ", " +
             llvm::Twine(entry.text.size()) + "},");
  out.line("};");
  out.line("PyObject *ng_constants[" + llvm::Twine(entries_.size()) + "];");
  for (size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].constant && used.contains(entries_[i].constant))
      out.line(context.internal() + "PyObject *&" + entries_[i].constant->name +
               " = ng_constants[" + llvm::Twine(i) + "];");
}

// ---------------------------------------------------------------------------------------------
// Functions
// ---------------------------------------------------------------------------------------------

void nameCodes(ModuleContext &context) {
  for (const PythonFunction *function : context.module.python_functions)
    if (function->body)
      context.code_names.try_emplace(function->body, function->cname + ".code");
  for (const ir::Function *function : context.module.functions)
    if (context.usesOf(*function).names_code)
      context.code_names.try_emplace(function, function->name + "_code");
}

/// What a traceback shows for code: the last part of a qualified name.
static std::string codeTitle(const ir::Function &function) {
  if (function.role == ir::FunctionRole::ModuleExec)
    return "<module>";
  const llvm::StringRef name = function.source_name;
  return name.empty()                      ? function.name
         : name.rsplit('.').second.empty() ? name.str()
                                           : name.rsplit('.').second.str();
}

static std::string sourcePath(const ModuleContext &context, Span span) {
  return span.isValid() ? context.sources.file(span.file).path().str() : context.module.source_path;
}

static void emitCodes(ModuleContext &context) {
  for (const ir::Function *function : context.module.functions) {
    const auto name = context.code_names.find(function);
    if (name == context.code_names.end() || llvm::StringRef(name->second).ends_with(".code"))
      continue;
    context.writer.line("ng::CodeInfo " + name->second + " = {&ng_module, " +
                        quoted(codeTitle(*function)) + ", " +
                        quoted(sourcePath(context, function->span)) + "};");
  }
}

static std::string functionFlags(const PythonFunction &function) {
  std::string flags;
  const auto add = [&](bool is_set, const char *flag) {
    if (is_set)
      flags += (flags.empty() ? "" : " | ") + std::string(flag);
  };
  add(function.has_varargs, "ng::kVarArgs");
  add(function.has_varkeywords, "ng::kVarKeywords");
  add(function.is_generator && !function.is_async, "ng::kGenerator");
  add(function.is_async && !function.is_generator, "ng::kCoroutine");
  add(function.is_generator && function.is_async, "ng::kAsyncGenerator");
  add(!function.is_generator && !function.is_async && function.body && ir::isLeaf(*function.body),
      "ng::kLeaf");
  return flags.empty() ? "0" : flags;
}

static void emitFunctionInfo(ModuleContext &context, ConstantTable &constants,
                             const PythonFunction &function) {
  TextWriter &out = context.writer;
  std::string numbers;
  const auto addParameter = [&](llvm::StringRef name) {
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(constants.numberOfName(name));
  };
  for (const ir::PythonParameter &parameter : function.parameters)
    addParameter(parameter.name);
  if (function.has_varargs)
    addParameter(function.varargs_name);
  if (function.has_varkeywords)
    addParameter(function.varkeywords_name);
  std::string parameters = "nullptr";
  if (!numbers.empty()) {
    parameters = function.cname + "_parameters";
    out.line("const int " + parameters + "[] = {" + numbers + "};");
  }
  const int doc = function.docstring ? constants.numberOfStr(*function.docstring) : -1;
  const std::string file = function.file.empty() ? context.module.source_path : function.file;
  // A generator expression has a body but is never called.
  const bool is_callable = function.body->role == ir::FunctionRole::Python;
  out.line("ng::FunctionInfo " + function.cname + " = {");
  out.line("  {&ng_module, " + quoted(function.name) + ", " + quoted(file) + "}, " +
           (is_callable ? function.body->name : "nullptr") + ", " + llvm::Twine(function.line) +
           ",");
  out.line("  /*name*/ " + llvm::Twine(constants.numberOfName(function.name)) + ", /*qualname*/ " +
           llvm::Twine(constants.numberOfName(function.qualname)) + ", /*doc*/ " +
           llvm::Twine(doc) + ", " + parameters + ",");
  out.line("  /*positional-only*/ " + llvm::Twine(function.positional_only_count) +
           ", /*positional*/ " + llvm::Twine(function.positional_count) + ", /*keyword-only*/ " +
           llvm::Twine(function.parameters.size() - function.positional_count) + ", " +
           functionFlags(function) +
           (function.body->self_type ? ", &" + function.body->self_type->type_object : ""));
  out.line("};");
}

// ---------------------------------------------------------------------------------------------
// The module
// ---------------------------------------------------------------------------------------------

/// Whether other modules find something here.
static bool hasTable(const ir::Module &module) {
  return llvm::any_of(module.exports, [](const ir::Export &entry) { return entry.is_in_table; });
}

static std::string interpreters(ir::Module::Interpreters which) {
  switch (which) {
  case ir::Module::Interpreters::One:
    return "";
  case ir::Module::Interpreters::SharedGil:
    return "ng::Interpreters::SharedGil";
  case ir::Module::Interpreters::OwnGil:
    return "ng::Interpreters::OwnGil";
  }
  llvm_unreachable("not a kind of module");
}

/// What Python calls first when it imports the module.
static std::string initName(const ir::Module &module) {
  const llvm::StringRef dotted = module.name;
  const size_t dot = dotted.rfind('.');
  return initFunctionName(dot == llvm::StringRef::npos ? dotted : dotted.substr(dot + 1));
}

/// The last fields of the ModuleInfo, as far as the module needs them.
static std::string moduleOptions(const ir::Module &module) {
  const bool is_linked = hasTable(module) || !module.imports.empty() || !module.classes.empty() ||
                         hasExportedClasses(module) || hasImportedClasses(module);
  const bool in_several = module.interpreters != ir::Module::Interpreters::One;
  const std::string options[] = {
      module.is_freethreading_compatible ? "true" : "",
      hasTable(module) ? "ng_exports" : "",
      module.imports.empty() ? "" : "ng_imports",
      module.classes.empty() ? "" : "ng_classes",
      hasExportedClasses(module) ? "ng_class_exports" : "",
      hasImportedClasses(module) ? "ng_class_imports" : "",
      is_linked ? "ng::link_module" : "",
      interpreters(module.interpreters),
      in_several ? quoted(initName(module)) : "",
      in_several ? "ng::find_copy" : "",
  };
  std::string text, pending;
  for (const std::string &option : options) {
    const bool is_first = &option == options;
    pending += is_first ? ", /*runs without the GIL*/ " : ", ";
    pending += !option.empty() ? option : is_first ? "false" : "nullptr";
    if (!option.empty())
      text += std::exchange(pending, "");
  }
  return text;
}

void emitTables(ModuleContext &context) {
  const ir::Module &module = context.module;
  ConstantTable constants(module);
  // The descriptions name constants of their own, but the constants stand first in the text.
  TextWriter text = std::exchange(context.writer, TextWriter());
  for (const PythonFunction *function : module.python_functions)
    emitFunctionInfo(context, constants, *function);
  const std::string infos = context.writer.take();
  context.writer = std::move(text);

  TextWriter &out = context.writer;
  constants.emit(context);
  const bool has_constants = constants.size() != 0;
  out.line();
  if (hasTable(module))
    out.line("extern const ng::CExport ng_exports[];");
  if (!module.imports.empty())
    out.line("extern const ng::CImport ng_imports[];");
  if (hasExportedClasses(module))
    out.line("extern const ng::ClassExport ng_class_exports[];");
  if (hasImportedClasses(module))
    out.line("extern const ng::ClassImport ng_class_imports[];");
  out.line("ng::ModuleInfo ng_module = {");
  out.line("  " + quoted(module.name) + ", " +
           (module.docstring ? quoted(*module.docstring) : "nullptr") + ", " +
           quoted(module.source_path) + ",");
  out.line("  " +
           llvm::Twine(has_constants ? "ng_constant_inits, ng_constants" : "nullptr, nullptr") +
           ", " + llvm::Twine(constants.size()) + ", " + module.exec->name + moduleOptions(module));
  out.line("};");
  emitCodes(context);
  out.write(infos);
}

void emitLinkage(ModuleContext &context) {
  TextWriter &out = context.writer;
  const ir::Module &module = context.module;
  if (hasTable(module)) {
    out.line();
    out.line("// C functions and variables for other modules.");
    out.line("const ng::CExport ng_exports[] = {");
    for (const ir::Export &entry : module.exports) {
      if (!entry.is_in_table)
        continue;
      out.line("  {" + quoted(entry.name) + ", " + quoted(entry.signature) + ", " +
               quoted(entry.contract) + ", " +
               (entry.function ? "reinterpret_cast<void *>(" + entry.function->name + ")"
                               : "const_cast<void *>(static_cast<const volatile void *>(&" +
                                     entry.variable->name + "))") +
               (entry.function && entry.has_status
                    ? ", reinterpret_cast<void *>(" + statusName(*entry.function) + ")"
                    : "") +
               "},");
    }
    out.line("  {}};");
  }
  if (module.imports.empty())
    return;
  out.line();
  out.line("// C functions and variables of other modules.");
  out.line("const ng::CImport ng_imports[] = {");
  for (const ir::Import &import : module.imports)
    out.line("  {" + quoted(import.module) + ", " + quoted(import.name) + ", " +
             quoted(import.signature) + ", " + quoted(import.contract) + ", " +
             (import.is_function ? "true" : "false") + ", &" + import.pointer +
             (hasStatus(import) ? (", &" + ir::kStatusPrefix + import.pointer).str() : "") + "},");
  out.line("  {}};");
}

void emitInitFunction(ModuleContext &context) {
  context.writer.line();
  context.writer.line("PyMODINIT_FUNC " + initName(context.module) +
                      "() { return ng::module_init(ng_module); }");
}

} // namespace nogilc::emit
