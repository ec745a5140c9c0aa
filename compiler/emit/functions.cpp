// See functions.h. Locals stand at the top without values, so that no goto crosses an
// initialisation.
#include "emit/functions.h"

#include "emit/expressions.h"
#include "emit/instructions.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::emit {

using ir::Function;
using ir::FunctionRole;
using ir::Holding;
using ir::Variable;

/// An object parameter that the body changes is a Ref of that name; the pointer comes in under
/// this.
static std::string incomingName(const Variable &parameter) {
  return parameter.holding == Holding::Owned ? "ng_" + parameter.name : parameter.name;
}

static std::string cParameters(const Function &function) {
  std::string out;
  for (const Variable *parameter : function.parameters) {
    out += out.empty() ? "" : ", ";
    out += types::cppDeclaration(parameter->type, incomingName(*parameter));
  }
  if (function.type->has_c_varargs)
    out += out.empty() ? "..." : ", ...";
  return out;
}

std::string statusName(const Function &function) { return "ng_try_" + function.name; }

std::string outcomeType(const Function &function) {
  const ir::Type *result = function.type->result;
  return types::isVoid(result) ? "bool"
                               : "ng::Outcome<" + typeText(types::unqualified(result)) + ">";
}

std::string plainSignature(const Function &function) {
  return types::cppDeclaration(function.type->result,
                               function.name + "(" + cParameters(function) + ")");
}

std::string signature(const ModuleContext &context, const Function &function) {
  const bool uses_self = context.usesOf(function).names.contains(ir::kSelfName);
  switch (function.role) {
  case FunctionRole::C:
    if (!function.has_status)
      return plainSignature(function);
    return outcomeType(function) + " " + statusName(function) + "(" + cParameters(function) + ")";
  case FunctionRole::Python:
    return "PyObject *" + function.name + "(PyObject *" +
           (uses_self ? ir::kSelfName.str() : std::string()) + ", PyObject *const *" +
           (function.parameters.empty() ? std::string() : kArgumentsName.str()) + ")";
  case FunctionRole::Generator:
    return "int " + function.name +
           "(ng::Generator &ng_generator, PyObject *ng_sent, PyObject **ng_result)";
  case FunctionRole::ModuleExec:
    return "bool " + function.name + "(ng::ModuleInfo &)";
  }
  llvm_unreachable("not a role");
}

// ---------------------------------------------------------------------------------------------
// The top of a body
// ---------------------------------------------------------------------------------------------

static void emitPythonParameters(FunctionContext &fn) {
  size_t index = 0;
  for (const Variable *parameter : fn.function.parameters) {
    const std::string value =
        (llvm::Twine(kArgumentsName) + "[" + llvm::Twine(index++) + "]").str();
    const VariableUse use = fn.uses.use(parameter);
    if (parameter->holding == Holding::Owned) {
      fn.out().line("ng::Ref " + parameter->name + " = ng::Ref::borrow(" + value + ");");
      continue;
    }
    if (use.is_read || use.is_assigned)
      fn.out().line((use.is_read ? "" : "[[maybe_unused]] ") +
                    declaration(*parameter, !use.is_assigned) + " = " + value + ";");
  }
}

static void emitOwnedParameters(FunctionContext &fn) {
  for (const Variable *parameter : fn.function.parameters)
    if (parameter->holding == Holding::Owned)
      fn.out().line("ng::Ref " + parameter->name + " = ng::Ref::borrow(" +
                    incomingName(*parameter) + ");");
}

static void emitLocals(FunctionContext &fn) {
  for (const Variable *local : fn.function.locals) {
    const VariableUse use = fn.uses.use(local);
    if (!use.is_read && !use.is_assigned)
      continue;
    const bool is_unused = !use.is_read && local->holding != Holding::Owned;
    // A borrowed object starts as "unbound".
    const auto *record = llvm::dyn_cast<types::StructType>(types::canonical(local->type));
    const std::string initial = local->holding == Holding::Borrowed  ? " = nullptr"
                                : record && !record->initial.empty() ? " = " + record->initial.str()
                                                                     : "";
    fn.out().line((is_unused ? "[[maybe_unused]] " : "") + declaration(*local) + initial + ";");
  }
}

/// A generator goes on behind the yield that it stopped at. The labels stand in blocks without
/// initialised variables, which is why its variables live in its frame.
static void emitResumption(FunctionContext &fn) {
  fn.out().line("auto *const " + llvm::Twine(ir::kFrameName) + " = ng::as_scope<" +
                fn.function.frame->name + ">(ng_generator.scope);");
  if (fn.uses.names.contains(ir::kSelfName))
    fn.out().line("PyObject *const " + llvm::Twine(ir::kSelfName) +
                  " = reinterpret_cast<PyObject *>(&ng_generator);");
  if (!fn.function.yield_count)
    return;
  fn.out().line("switch (ng_generator.label) {");
  for (uint32_t number = 1; number <= fn.function.yield_count; ++number)
    fn.out().line("case " + llvm::Twine(number) + ": goto resume_" + llvm::Twine(number) + ";");
  fn.out().line("default: break;");
  fn.out().line("}");
}

// ---------------------------------------------------------------------------------------------
// The function
// ---------------------------------------------------------------------------------------------

void emitFunction(ModuleContext &context, const Function &function) {
  FunctionContext fn(context, function);
  fn.out().line();
  context.sourceLine(function.span);
  std::string head = signature(context, function) + " {";
  if (function.is_inline)
    head = "inline " + head;
  fn.out().line(head);
  {
    const Indented indented(fn.out());
    if (fn.uses.names_code)
      fn.out().line("int " + llvm::Twine(ir::kErrorLineName) + " = 0;");
    switch (function.role) {
    case FunctionRole::Python:
      emitPythonParameters(fn);
      break;
    case FunctionRole::Generator:
      emitResumption(fn);
      break;
    case FunctionRole::C:
      emitOwnedParameters(fn);
      break;
    case FunctionRole::ModuleExec:
      break;
    }
    emitLocals(fn);
    emitBlock(fn, function.body);
  }
  fn.out().line("}");
}

void emitPlainFunction(ModuleContext &context, const Function &function) {
  TextWriter &out = context.writer;
  std::string args;
  for (const Variable *parameter : function.parameters)
    args += (args.empty() ? "" : ", ") + incomingName(*parameter);
  const std::string call = statusName(function) + "(" + args + ")";
  out.line();
  context.sourceLine(function.span);
  out.line(plainSignature(function) + " { " +
           (types::isVoid(function.type->result) ? call + ";" : "return " + call + ".value;") +
           " }");
}

} // namespace nogilc::emit
