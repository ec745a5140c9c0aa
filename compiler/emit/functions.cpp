// See functions.h. Locals stand at the top without values, so that no goto crosses an
// initialisation.
#include "emit/functions.h"

#include "emit/expressions.h"
#include "emit/instructions.h"
#include "ir/walk.h"

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

std::string statusName(const Function &function) { return ir::kStatusPrefix.str() + function.name; }

std::string outcomeType(const types::FunctionType &type) {
  return types::isVoid(type.result)
             ? "bool"
             : "ng::Outcome<" + typeText(types::unqualified(type.result)) + ">";
}

std::string statusPointer(const types::FunctionType &type, llvm::StringRef name) {
  std::string parameters;
  for (const ir::Type *parameter : type.parameters)
    parameters += (parameters.empty() ? "" : ", ") + types::cppDeclaration(parameter, "");
  return outcomeType(type) + " (*" + name.str() + ")(" + parameters + ")";
}

std::string statusSignature(const Function &function) {
  return outcomeType(*function.type) + " " + statusName(function) + "(" + cParameters(function) +
         ")";
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
    return statusSignature(function);
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

void emitScope(ModuleContext &context, const ir::ScopeLayout &scope) {
  TextWriter &out = context.writer;
  out.line("struct " + scope.name + " : ng::Scope {");
  {
    const Indented indented(out);
    for (const Variable *field : scope.fields)
      out.line(declaration(*field) + ";");
  }
  out.line("};");
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

/// What `del` is given on a way on which `new` has not been reached.
static bool isCppPointer(const ir::Type *type) {
  const ir::Type *element = types::isPointer(type) ? types::elementOf(type) : nullptr;
  return element && llvm::isa<types::CppClassType>(types::canonical(element));
}

static void emitLocals(FunctionContext &fn) {
  for (const Variable *local : fn.function.locals) {
    const VariableUse use = fn.uses.use(local);
    // Making and destroying an object of C++ has effects.
    if (!use.is_read && !use.is_assigned && !types::cppClass(local->type))
      continue;
    const bool is_unused = !use.is_read && local->holding != Holding::Owned;
    // A borrowed object starts as "unbound".
    const auto *record = llvm::dyn_cast<types::StructType>(types::canonical(local->type));
    const std::string initial = local->holding == Holding::Borrowed  ? " = nullptr"
                                : record && !record->initial.empty() ? " = " + record->initial.str()
                                : isCppPointer(local->type)          ? " = nullptr"
                                                                     : "";
    fn.out().line((is_unused ? "[[maybe_unused]] " : "") +
                  (local->is_empty_at_end ? "ng::EmptiedRef " + local->name : declaration(*local)) +
                  initial + ";");
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

bool isCold(const Function &function) {
  bool has_loop = false;
  ir::forEachInst(function.body, [&](const ir::Inst &inst) {
    has_loop = has_loop || inst.kind == ir::InstKind::Loop;
  });
  return function.role == FunctionRole::ModuleExec && !has_loop;
}

void emitFunction(ModuleContext &context, const Function &function) {
  FunctionContext fn(context, function);
  fn.out().line();
  context.sourceLine(function.span);
  fn.out().line((isCold(function) ? "[[gnu::cold]] " : "") +
                (function.is_static || function.has_status ? context.internal(function) : "") +
                (function.is_inline ? "inline " : "") + signature(context, function) + " {");
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

static std::string forwardedArguments(const Function &function) {
  std::string args;
  for (const Variable *parameter : function.parameters)
    args += (args.empty() ? "" : ", ") + incomingName(*parameter);
  return args;
}

void emitPlainFunction(ModuleContext &context, const Function &function) {
  TextWriter &out = context.writer;
  const std::string call = statusName(function) + "(" + forwardedArguments(function) + ")";
  out.line();
  context.sourceLine(function.span);
  out.line(
      (function.is_static ? context.internal(function) : "") + plainSignature(function) + " { " +
      (types::isVoid(function.type->result) ? call + ";" : "return " + call + ".value;") + " }");
}

void emitStatusFunction(ModuleContext &context, const Function &function) {
  const types::FunctionType &type = *function.type;
  const std::string call = function.name + "(" + forwardedArguments(function) + ")";
  std::string body = "return " + call + ";";
  if (types::isVoid(type.result)) {
    body = call + "; return false;";
  } else if (type.exception.kind == types::ExceptionKind::Value && function.may_raise) {
    body = "const auto value = " + call + "; return " + outcomeType(type) +
           "(value, value == " + errorValue(type.exception.value, type.result) + ");";
  }
  context.writer.line();
  context.sourceLine(function.span);
  context.writer.line(context.internal(function) + statusSignature(function) + " { " + body + " }");
}

void emitImportedStatus(ModuleContext &context, const ir::Import &import) {
  const auto &type = *llvm::cast<types::FunctionType>(import.type);
  std::string parameters, args;
  for (size_t i = 0; i != type.parameters.size(); ++i) {
    const std::string name = "a" + std::to_string(i);
    parameters += (args.empty() ? "" : ", ") + types::cppDeclaration(type.parameters[i], name);
    args += (args.empty() ? "" : ", ") + name;
  }
  const std::string call = import.pointer + "(" + args + ")";
  const std::string suffix = type.is_nogil || type.is_with_gil ? "_nogil" : "";
  const std::string question = "ng::error_occurred" + suffix + "()";
  std::string body;
  if (types::isVoid(type.result))
    body = call + "; return " + question + ";";
  else if (type.exception.kind == types::ExceptionKind::CheckedValue)
    body = "return ng::outcome" + suffix + "<" + typeText(types::unqualified(type.result)) + ">(" +
           call + ", " + errorValue(type.exception.value, type.result) + ");";
  else // the parts of a braced list come one after the other
    body = "return " + outcomeType(type) + "{" + call + ", " + question + "};";
  context.writer.line("[[maybe_unused]] " +
                      statusPointer(type, (ir::kStatusPrefix + import.pointer).str()) + " = [](" +
                      parameters + ") { " + body + " };");
}

} // namespace nogilc::emit
