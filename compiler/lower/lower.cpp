// The order of lowering: declarations of all functions, the module body, the functions' bodies;
// then what needs the whole IR.
#include "lower/enums.h"
#include "lower/function_objects.h"
#include "lower/lower.h"

#include "ir/verify.h"
#include "lower/annotations.h"
#include "lower/builder.h"
#include "lower/c_functions.h"
#include "lower/closures.h"
#include "lower/defaults.h"
#include "lower/definitions.h"
#include "lower/extension_types.h"
#include "lower/function_frame.h"
#include "lower/linkage.h"
#include "lower/python_functions.h"
#include "lower/raises.h"
#include "lower/statements.h"

#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::lower {

namespace {

bool isCFunction(const sema::FunctionInfo &info) {
  return info.kind == sema::FunctionKind::CDef || info.kind == sema::FunctionKind::CpDef;
}

bool isSkipped(const sema::FunctionInfo &info) { return info.kind == sema::FunctionKind::Module; }

bool isInFunction(const sema::FunctionInfo &info) {
  for (const sema::Scope *scope = info.scope ? info.scope->parent : nullptr; scope;
       scope = scope->parent)
    if (scope->kind == sema::ScopeKind::Function)
      return true;
  return false;
}

/// Whether `doctest` shall find the examples of the docstring in `__test__`.
bool isTested(const sema::FunctionInfo &info, const sema::Directives &directives) {
  // Python shows the docstrings of these as those of slots.
  static constexpr llvm::StringLiteral kUnseen[] = {"__cinit__",   "__dealloc__", "__richcmp__",
                                                    "__nonzero__", "__bool__",    "__len__",
                                                    "__contains__"};
  if (info.is_from_pxd || !info.docstring || isInFunction(info) ||
      (info.kind == sema::FunctionKind::CDef && !directives.autotestdict_cdef &&
       !directives.autotestdict_all))
    return false;
  if (info.kind != sema::FunctionKind::Def && !isCFunction(info))
    return false;
  if (info.cls && llvm::is_contained(kUnseen, info.name))
    return false;
  return directives.autotestdict_all || llvm::StringRef(*info.docstring).contains(">>>");
}

/// `autotestdict`: the docstrings with examples go into `__test__`, unless the module has one:
/// nobody finds those of C functions, special methods and properties on an object.
void fillTestDict(FunctionContext &fn) {
  LowerContext &context = fn.module;
  const sema::Directives &directives = *context.analysis.directives;
  const auto &symbols = context.analysis.module_scope->symbols;
  const bool has_own =
      llvm::any_of(symbols, [](const auto &entry) { return entry.first.str() == "__test__"; });
  if (!directives.autotestdict || has_own)
    return;
  const Reason reason{Construct::WriteGlobal, "__test__"};
  Value dict;
  for (const sema::FunctionInfo *info : context.analysis.functions) {
    if (!isTested(*info, directives))
      continue;
    if (!dict)
      dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
    const std::string name = info->qualname + " (line " +
                             std::to_string(context.sources.begin(info->node->span).line) + ")";
    const auto text = [&](llvm::StringRef value) {
      return constantRef(context, context.constant(ir::Constant::Kind::Str, value));
    };
    callRuntime(fn, RuntimeEntry::dict_set, {dict.expr, text(name), text(*info->docstring)},
                reason);
  }
  if (dict)
    callRuntime(fn, RuntimeEntry::store_global, {nameConstant(context, "__test__"), dict.expr},
                reason);
}

void lowerModuleBody(LowerContext &context) {
  ir::Function *exec = context.newFunction();
  exec->role = ir::FunctionRole::ModuleExec;
  exec->name = "exec_module";
  exec->source_name = "<module>";
  context.module.exec = exec;
  context.module.functions.push_back(exec);

  FunctionContext fn(context, *exec, context.analysis.module_function);
  fn.directives = context.analysis.directives;
  if (!context.syntax.body.empty())
    fn.span = context.syntax.body.front()->span;
  else
    fn.span.file = context.syntax.file;
  exec->span = fn.span;
  ErrorExit exit;
  exit.value = boolLiteral(context, false);
  lowerFrame(
      fn, exit,
      [&] {
        // Object variables of the module are None until they are assigned.
        for (const sema::Symbol *symbol : context.analysis.module_variables)
          if (types::isObject(symbol->type) && !symbol->is_extern)
            storeObject(fn, reference(context, fn.variableOf(symbol)), borrowed(none(context)));
        emptyDefaults(fn);
        enterScopes(fn);
        makePythonEnums(fn);
        makePythonExterns(fn);
        prepareAnnotations(fn, context.syntax.body);
        lowerBody(fn, context.syntax.body);
        fillTestDict(fn);
      },
      [&] { append(fn, InstKind::Return)->value = boolLiteral(context, true); });
}

void checkRules(const ir::Module &module) {
#ifndef NDEBUG
  std::string problems;
  llvm::raw_string_ostream out(problems);
  if (!ir::verify(module, out))
    llvm::report_fatal_error(llvm::Twine("lowering broke the rules of the IR:\n") + problems);
#else
  (void)module;
#endif
}

ir::Module::Interpreters interpretersOf(const sema::Directives &directives) {
  return llvm::StringSwitch<ir::Module::Interpreters>(directives.subinterpreters_compatible)
      .Case("shared_gil", ir::Module::Interpreters::SharedGil)
      .Case("own_gil", ir::Module::Interpreters::OwnGil)
      .Default(ir::Module::Interpreters::One);
}

} // namespace

std::unique_ptr<ir::Module> lowerModule(const syntax::Module &syntax,
                                        const sema::Analysis &analysis, types::TypeContext &types,
                                        const SourceManager &sources,
                                        DiagnosticEngine &diagnostics) {
  auto module = std::make_unique<ir::Module>();
  LowerContext context(syntax, analysis, types, sources, diagnostics, *module);
  module->name = analysis.module_name;
  module->docstring = analysis.docstring;
  module->source_path = sources.file(syntax.file).path().str();
  module->is_freethreading_compatible =
      analysis.directives && analysis.directives->freethreading_compatible;
  if (analysis.directives)
    module->interpreters = interpretersOf(*analysis.directives);
  lowerDefinitions(context);
  declareImports(context);

  declareExtensionTypes(context);
  // All functions have a name before any body calls them.
  for (const sema::FunctionInfo *info : analysis.functions) {
    if (isSkipped(*info))
      continue;
    if (info->cls) {
      declareMethod(context, *info);
    } else if (!isCFunction(*info)) {
      declarePythonFunction(context, *info);
    } else if (info->type) {
      declareCFunction(context, *info);
      if (info->kind == sema::FunctionKind::CpDef)
        declarePythonFunction(context, *info);
    }
  }
  for (const sema::FunctionInfo *info : analysis.functions)
    declareDefaults(context, *info);
  for (const sema::Symbol *symbol : analysis.module_variables)
    FunctionContext(context, *context.newFunction(), nullptr).variableOf(symbol);
  for (const sema::FunctionInfo *info : analysis.functions) {
    if (isSkipped(*info))
      continue;
    if (info->cls)
      lowerMethod(context, *info);
    else if (!isCFunction(*info))
      lowerPythonFunction(context, *info);
    else if (info->type)
      lowerCFunction(context, *info);
    if (info->kind == sema::FunctionKind::CpDef && info->type && !info->cls)
      lowerCpdefWrapper(context, *info);
  }
  finishExtensionTypes(context);
  lowerExports(context);
  lowerModuleBody(context);
  collectImportedClasses(context);
  finishScopeLayouts(context);
  inferRaises(context);
  if (!diagnostics.hasErrors())
    checkRules(*module);
  return module;
}

} // namespace nogilc::lower
