// Calls of the runtime and of C functions: the shape of the call by how its result comes back, and
// the test for failure behind it, on the same line.
#include "emit/expressions.h"
#include "emit/functions.h"
#include "emit/instructions.h"
#include "ir/walk.h"

#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::emit {

using ir::EntryKind;
using ir::ErrorCheck;
using ir::Inst;

std::string labelName(const ir::Label &label) { return "L" + std::to_string(label.number); }

/// Whether a jump to the label tells its line.
static bool recordsLine(const FunctionContext &fn, const ir::Label &label) {
  return label.is_error_target && fn.uses.names_code;
}

/// An exception that is raised again has its entry in the traceback already: line 0 adds none.
static std::string labelAndLine(FunctionContext &fn, const Inst &inst) {
  const bool is_again = inst.construct == ir::Construct::Reraise;
  return labelName(*inst.on_error) + ", " +
         std::to_string(is_again ? 0 : fn.module.lineOf(inst.span));
}

std::string failIf(FunctionContext &fn, llvm::StringRef condition, const Inst &inst) {
  if (!inst.on_error)
    return "";
  if (recordsLine(fn, *inst.on_error))
    return ("NG_FAIL_IF(" + condition + ", " + labelAndLine(fn, inst) + ");").str();
  return ("NG_GOTO_IF(" + condition + ", " + labelName(*inst.on_error) + ");").str();
}

static std::string fail(FunctionContext &fn, const Inst &inst) {
  if (recordsLine(fn, *inst.on_error))
    return "NG_FAIL(" + labelAndLine(fn, inst) + ");";
  return "goto " + labelName(*inst.on_error) + ";";
}

/// A result that never changes is const.
static bool isConst(const FunctionContext &fn, const ir::Variable &variable) {
  return variable.storage == ir::Storage::Temporary && !fn.uses.use(&variable).is_assigned;
}

/// `T x = call;` or `x = call;` or `call;`.
static std::string bindResult(const FunctionContext &fn, const Inst &inst,
                              const std::string &call) {
  if (!inst.result)
    return call + ";";
  const ir::Variable &result = *inst.result;
  if (result.holding == ir::Holding::Owned)
    return inst.result_declares ? "ng::Ref " + result.name + "(" + call + ");"
                                : place(result) + ".reset(" + call + ");";
  if (!inst.result_declares)
    return place(result) + " = " + call + ";";
  const bool is_unused = !fn.uses.use(&result).is_read;
  if (inst.takes_address)
    return (is_unused ? "[[maybe_unused]] auto *" : "auto *") + result.name + " = " + call + ";";
  return (is_unused ? "[[maybe_unused]] " : "") + declaration(result, isConst(fn, result)) + " = " +
         call + ";";
}

// ---------------------------------------------------------------------------------------------
// The runtime
// ---------------------------------------------------------------------------------------------

/// The C++ type of a row's out parameter; empty: that of the result.
static llvm::StringRef outType(llvm::StringRef word) {
  return llvm::StringSwitch<llvm::StringRef>(word)
      .Case("Bool", "bool")
      .Case("Int", "int")
      .Case("Long", "long")
      .Case("SSize", "Py_ssize_t")
      .Case("Size", "size_t")
      .Case("Double", "double")
      .Case("UCS4", "Py_UCS4")
      .Case("String", "const char *")
      .Default("");
}

static std::string declareTyped(llvm::StringRef type, llvm::StringRef name) {
  return (type + (type.ends_with("*") ? "" : " ") + name).str();
}

/// How a result meets the out parameter of its row.
struct OutParameter {
  std::string before;   ///< the declaration, if it begins here
  std::string argument; ///< what the call is given
  std::string after;    ///< the conversion, if the types differ
};

static OutParameter outParameter(const Inst &inst) {
  const ir::Variable &result = *inst.result;
  const llvm::StringRef row_type = outType(ir::entryInfo(inst.entry).out_type);
  const std::string name = place(result);
  const bool is_same = row_type.empty() || result.holding != ir::Holding::Value ||
                       typeText(types::canonical(result.type)) == row_type;
  if (is_same)
    return {inst.result_declares ? declaration(result) + "; " : "", name, ""};
  if (row_type == "bool" && inst.result_declares) // goes wherever an int goes
    return {"bool " + name + "; ", name, ""};
  const std::string given = "ng_" + result.name;
  const std::string value = "(" + typeText(result.type) + ")" + given;
  return {declareTyped(row_type, given) + "; ", given,
          inst.result_declares ? " " + declaration(result) + " = " + value + ";"
                               : " " + name + " = " + value + ";"};
}

/// The call up to its out parameter, without the closing parenthesis.
static std::string openCall(FunctionContext &fn, const Inst &inst) {
  std::string call;
  if (inst.entry == ir::RuntimeEntry::new_scope_bytes) {
    const ir::ScopeLayout &layout = *inst.result->scope_layout;
    const auto objects = llvm::count_if(layout.fields, [](const ir::Variable *field) {
      return field->holding == ir::Holding::Owned;
    });
    return "ng::new_scope_object<" + layout.name + ">(" + std::to_string(objects);
  }
  if (inst.entry == ir::RuntimeEntry::extension_new)
    if (const auto maker = fn.module.makers.find(inst.args[0]->text);
        maker != fn.module.makers.end())
      return maker->second + "(";
  const ir::RuntimeEntryInfo &info = ir::entryInfo(inst.entry);
  const ir::Type *any = info.out_type == "Any" && inst.result ? inst.result->type : nullptr;
  const auto code = fn.module.code_names.find(&fn.function);
  writeEntryCall(inst.entry, inst.args, any,
                 {code == fn.module.code_names.end() ? "" : llvm::StringRef(code->second)}, call);
  return call;
}

static std::string withOut(const std::string &call, const OutParameter &out) {
  return call + (llvm::StringRef(call).ends_with("(") ? "" : ", ") + out.argument + ")";
}

static void emitStatus(FunctionContext &fn, const Inst &inst, const std::string &call) {
  if (!inst.result) {
    fn.statement(failIf(fn, "!" + call + ")", inst));
    return;
  }
  const OutParameter out = outParameter(inst);
  const std::string text = out.before + failIf(fn, "!" + withOut(call, out), inst) + out.after;
  // The helper of a conversion into something older must not stay in scope: labels may follow.
  const bool is_block = !inst.result_declares && !out.before.empty();
  fn.statement(is_block ? "{ " + text + " }" : text);
}

static void emitNext(FunctionContext &fn, const Inst &inst, const std::string &call) {
  const OutParameter out = outParameter(inst);
  const bool records = recordsLine(fn, *inst.on_error);
  const std::string text = out.before + (records ? "NG_NEXT(" : "NG_NEXT_OR_GOTO(") +
                           withOut(call, out) + ", " + labelName(*inst.on_end) + ", " +
                           (records ? labelAndLine(fn, inst) : labelName(*inst.on_error)) + ");" +
                           out.after;
  const bool is_block = !inst.result_declares && !out.before.empty();
  fn.statement(is_block ? "{ " + text + " }" : text);
}

void emitCallRuntime(FunctionContext &fn, const Inst &inst) {
  const std::string call = openCall(fn, inst);
  switch (ir::entryInfo(inst.entry).kind) {
  case EntryKind::NewOrNull:
    if (inst.result)
      fn.statement(bindResult(fn, inst, call + ")") + " " +
                   failIf(fn, "!" + place(*inst.result), inst));
    else
      fn.statement(failIf(fn, "!ng::Ref(" + call + "))", inst));
    return;
  case EntryKind::New:
    fn.statement(inst.result ? bindResult(fn, inst, call + ")") : "ng::Ref(" + call + "));");
    return;
  case EntryKind::BorrowedOrNull:
    if (inst.result)
      fn.statement(bindResult(fn, inst, call + ")") + " " +
                   failIf(fn, "!" + place(*inst.result), inst));
    else
      fn.statement(failIf(fn, "!" + call + ")", inst));
    return;
  case EntryKind::Borrowed:
  case EntryKind::Value:
  case EntryKind::Void:
    fn.statement(bindResult(fn, inst, call + ")"));
    return;
  case EntryKind::Status:
    emitStatus(fn, inst, call);
    return;
  case EntryKind::Next:
    emitNext(fn, inst, call);
    return;
  case EntryKind::Raise:
    fn.statement(call + "); " + fail(fn, inst));
    return;
  }
  llvm_unreachable("not an entry kind");
}

// ---------------------------------------------------------------------------------------------
// C functions
// ---------------------------------------------------------------------------------------------

std::string errorValue(llvm::StringRef value, const ir::Type *declared) {
  const ir::Type *result = types::canonical(declared);
  bool is_plain = result->kind == types::TypeKind::Float || types::isPointer(result) ||
                  result->kind == types::TypeKind::Bint;
  if (const auto *integer = llvm::dyn_cast<types::IntegerType>(result))
    is_plain = integer->is_signed && integer->rank >= 4;
  if (types::isPointer(result) && (value == "NULL" || value == "0"))
    return "nullptr";
  // A typedef of a header may be wider or narrower than it says.
  if (types::unqualified(declared)->kind == types::TypeKind::Typedef)
    is_plain = false;
  if (is_plain)
    return value.str();
  return "(" + typeText(types::unqualified(declared)) + ")" +
         (value.find_first_of(" +*/&|<>?") == llvm::StringRef::npos ? value.str()
                                                                    : "(" + value.str() + ")");
}

std::string statusReturn(const ir::Function &function, const Inst &inst) {
  const std::string value = inst.value ? text(*inst.value) : "";
  if (inst.is_raising)
    return inst.value ? outcomeType(*function.type) + "(" + value + ", true)" : "true";
  const auto found = [&](llvm::StringRef question) {
    return inst.value ? outcomeType(*function.type) + "(" + value + ", " + question.str() + ")"
                      : question.str();
  };
  const auto compared = [&](llvm::StringRef helper) {
    return (helper + "<" + typeText(types::unqualified(function.type->result)) + ">(" + value +
            ", " + errorValue(inst.error_value, function.type->result) + ")")
        .str();
  };
  switch (inst.error_check) {
  case ErrorCheck::CheckedValue:
    return compared("ng::outcome");
  case ErrorCheck::CheckedValueNogil:
    return compared("ng::outcome_nogil");
  case ErrorCheck::Always:
    return found("ng::error_occurred()");
  case ErrorCheck::AlwaysNogil:
    return found("ng::error_occurred_nogil()");
  default:
    return inst.value ? value : "false";
  }
}

/// What is true when the call raised; empty if it cannot. `result` names the value.
static std::string failure(const Inst &inst, const std::string &result) {
  const bool is_nan = inst.error_value.contains_insensitive("nan");
  const auto equals = [&] {
    return is_nan ? "ng::is_nan(" + result + ")"
                  : result + " == " + errorValue(inst.error_value, inst.callee_type->result);
  };
  switch (inst.error_check) {
  case ErrorCheck::None:
  case ErrorCheck::Status: // emitCallWithStatus
  case ErrorCheck::Cpp:
    return "";
  case ErrorCheck::Value:
    return equals();
  case ErrorCheck::CheckedValue:
    return equals() + " && ng::error_occurred()";
  case ErrorCheck::CheckedValueNogil:
    return equals() + " && ng::error_occurred_nogil()";
  case ErrorCheck::Always:
    return "ng::error_occurred()";
  case ErrorCheck::AlwaysNogil:
    return "ng::error_occurred_nogil()";
  case ErrorCheck::Null:
    return "!" + result;
  }
  llvm_unreachable("not an error check");
}

/// The arguments of a call of C++.
static std::string argumentList(const Inst &inst) {
  std::string args;
  for (const ir::Expr *arg : inst.args)
    args += (args.empty() ? "" : ", ") + text(*arg);
  return args;
}

/// `a + b`, `-a`, `a[b]`; `++post` is `a++`.
static std::string operatorText(const Inst &inst) {
  const llvm::StringRef op = inst.callee->text;
  const std::string first = text(*inst.args[0], Precedence::Postfix);
  if (op == "[]")
    return first + "[" + text(*inst.args[1]) + "]";
  llvm::StringRef step = op;
  if (step.consume_back("post") || (inst.args.size() == 2 && (op == "++" || op == "--")))
    return first + step.str();
  if (inst.args.size() == 1)
    return (op + first).str();
  return (first + " " + op + " " + text(*inst.args[1], Precedence::Postfix)).str();
}

static std::string callText(const Inst &inst) {
  switch (inst.call_form) {
  case ir::CallForm::Construct:
    return inst.callee->text.str() + "(" + argumentList(inst) + ")";
  case ir::CallForm::New:
    return "new " + inst.callee->text.str() + "(" + argumentList(inst) + ")";
  case ir::CallForm::Delete:
    return "delete " + text(*inst.args[0], Precedence::Unary);
  case ir::CallForm::Operator:
    return operatorText(inst);
  case ir::CallForm::Function:
    break;
  }
  std::string call = (inst.error_check == ErrorCheck::Status && inst.callee_function
                          ? statusName(*inst.callee_function)
                          : text(*inst.callee, Precedence::Postfix)) +
                     "(";
  bool first = true;
  for (const ir::Expr *arg : inst.args) {
    call += first ? "" : ", ";
    first = false;
    // What a header declares may be a macro or a template: it gets plain pointers, and of variables
    // those themselves.
    const ir::Variable *variable = ir::asVariable(arg);
    const bool is_local = variable && variable->holding == ir::Holding::Owned &&
                          variable->storage == ir::Storage::Local;
    if (inst.callee_function)
      writeObject(*arg, call);
    else if (is_local && inst.callee->kind == ir::ExprKind::NamedValue)
      call += place(*arg) + ".slot()";
    else
      writeExpr(*arg, call);
  }
  return call + ")";
}

/// What a clause `except +…` does with the exception.
static std::string translation(llvm::StringRef handler) {
  if (handler.empty() || handler == "*")
    return "ng::raise_cpp_exception();";
  if (handler.starts_with("PyExc_"))
    return ("ng::raise_cpp_exception_as(" + handler + ");").str();
  return ("ng::raise_cpp_exception_by([] { " + handler + "(); });").str();
}

/// C++ exceptions become Python's. The result is declared before the `try`.
static void emitThrowingCall(FunctionContext &fn, const Inst &inst, const std::string &call) {
  std::string assignment = call + ";";
  const bool is_object = inst.result && inst.result->holding == ir::Holding::Owned;
  if (inst.result) {
    // What it points at may be `const` to the header alone.
    if (inst.takes_address && inst.result_declares)
      fn.statement("decltype(" + call + ") " + inst.result->name + ";");
    else if (inst.result_declares)
      fn.statement(declaration(*inst.result) + ";");
    if (is_object)
      assignment = place(*inst.result) + ".reset(" + call + ");";
    else if (inst.result->is_made_later)
      assignment = inst.result->name + ".make([&]() -> " + typeText(inst.result->type) +
                   " { return " + call + "; });";
    else
      assignment = place(*inst.result) + " = " + call + ";";
  }
  fn.statement("try { " + assignment + " } catch (...) { " +
               translation(inst.callee_type->exception.cpp_handler) + " " + fail(fn, inst) + " }");
  if (is_object)
    fn.statement(failIf(fn, "!" + place(*inst.result), inst));
  else if (inst.callee_type->exception.cpp_handler == "*") // code of Python may have raised
    fn.statement(failIf(fn, "ng::error_occurred_nogil()", inst));
}

/// The function says itself whether it raised.
static void emitCallWithStatus(FunctionContext &fn, const Inst &inst, const std::string &call) {
  if (!inst.result) {
    const bool is_void = types::isVoid(inst.callee_type->result);
    fn.statement(failIf(fn, is_void ? call : call + ".raised", inst));
    return;
  }
  const std::string outcome = "ng_" + inst.result->name;
  // A C++ object stays where it is: copying it may raise, too.
  const bool is_cpp = inst.result_declares && types::cppClass(inst.result->type);
  const std::string text = (is_cpp ? "auto " : "const auto ") + outcome + " = " + call + "; " +
                           failIf(fn, outcome + ".raised", inst) + " " +
                           (is_cpp ? "[[maybe_unused]] " + typeText(inst.result->type) + " &" +
                                         inst.result->name + " = " + outcome + ".value;"
                                   : bindResult(fn, inst, outcome + ".value"));
  fn.statement(inst.result_declares ? text : "{ " + text + " }");
}

void emitCallFunction(FunctionContext &fn, const Inst &inst) {
  const bool is_assignment = inst.call_form == ir::CallForm::Operator && inst.callee->text == "=";
  const ir::Variable *made_later = is_assignment ? ir::asVariable(inst.args[0]) : nullptr;
  std::string call = made_later && made_later->is_made_later
                         ? made_later->name + ".assign(" + text(*inst.args[1]) + ")"
                         : callText(inst);
  if (inst.is_of_header)
    call = "ng::header_pointer<" + typeText(types::elementOf(types::canonical(inst.result->type))) +
           ">(" + call + ")";
  if (inst.takes_address)
    call = inst.call_form == ir::CallForm::Operator ? "&(" + call + ")" : "&" + call;
  if (inst.error_check == ErrorCheck::Status) {
    emitCallWithStatus(fn, inst, call);
    return;
  }
  const bool returns_object = types::isObject(inst.callee_type->result);
  if (inst.error_check == ErrorCheck::Cpp) {
    emitThrowingCall(fn, inst, call);
    return;
  }
  if (inst.result || types::isVoid(inst.callee_type->result)) {
    const std::string failed = failure(inst, inst.result ? place(*inst.result) : "");
    fn.statement(bindResult(fn, inst, call) +
                 (failed.empty() ? "" : " " + failIf(fn, failed, inst)));
    return;
  }
  // Nobody wants the result; an object is given back at once.
  const std::string value = returns_object ? "ng::Ref(" + call + ")" : call;
  switch (inst.error_check) {
  case ErrorCheck::None:
    fn.statement(value + ";");
    return;
  case ErrorCheck::Always:
  case ErrorCheck::AlwaysNogil:
    fn.statement(value + "; " + failIf(fn, failure(inst, value), inst));
    return;
  default:
    fn.statement(failIf(fn, failure(inst, value), inst));
    return;
  }
}

} // namespace nogilc::emit
