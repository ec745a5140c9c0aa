// See printer.h. One instruction a line; blocks are indented.
#include "ir/printer.h"

#include "ir/walk.h"
#include "support/writer.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::ir {
namespace {

class Printer {
public:
  explicit Printer(llvm::raw_ostream &out) : out_(out) {}

  void printModule(const Module &module);
  void printFunction(const Function &function);

private:
  void printTables(const Module &module);
  void printClass(const Class &cls);
  void printPythonFunction(const PythonFunction &function);
  void printBlock(const Block *block);
  void printInst(const Inst &inst);
  void printNested(llvm::StringRef head, const Block *block);
  void printOperands(const Inst &inst);
  void printConstruct(const Inst &inst);
  llvm::raw_ostream &line() { return out_.indent(depth_ * 2); }

  llvm::raw_ostream &out_;
  unsigned depth_ = 0;
};

llvm::StringRef word(Storage storage) {
  switch (storage) {
  case Storage::Parameter:
    return "parameter";
  case Storage::Local:
    return "local";
  case Storage::Temporary:
    return "temporary";
  case Storage::ScopeField:
    return "field";
  case Storage::Static:
    return "static";
  }
  return "?";
}

llvm::StringRef word(Holding holding) {
  switch (holding) {
  case Holding::Value:
    return "";
  case Holding::Owned:
    return "owned ";
  case Holding::Borrowed:
    return "borrowed ";
  }
  return "?";
}

llvm::StringRef word(FunctionRole role) {
  switch (role) {
  case FunctionRole::C:
    return "C";
  case FunctionRole::Python:
    return "Python";
  case FunctionRole::Generator:
    return "generator";
  case FunctionRole::ModuleExec:
    return "module body";
  }
  return "?";
}

llvm::StringRef word(GilState state) {
  switch (state) {
  case GilState::Held:
    return "held";
  case GilState::Released:
    return "released";
  case GilState::Either:
    return "held or released";
  }
  return "?";
}

llvm::StringRef word(Constant::Kind kind) {
  switch (kind) {
  case Constant::Kind::InternedStr:
    return "name";
  case Constant::Kind::Str:
    return "str";
  case Constant::Kind::Bytes:
    return "bytes";
  case Constant::Kind::Int:
    return "int";
  case Constant::Kind::Float:
    return "float";
  case Constant::Kind::Complex:
    return "complex";
  case Constant::Kind::Tuple:
    return "tuple";
  case Constant::Kind::FrozenSet:
    return "frozenset";
  case Constant::Kind::Builtin:
    return "builtin";
  }
  return "?";
}

llvm::StringRef word(ErrorCheck check) {
  switch (check) {
  case ErrorCheck::None:
    return "cannot fail";
  case ErrorCheck::Value:
    return "fails with";
  case ErrorCheck::CheckedValue:
    return "may fail with";
  case ErrorCheck::CheckedValueNogil:
    return "may fail without the GIL with";
  case ErrorCheck::Always:
    return "may fail";
  case ErrorCheck::AlwaysNogil:
    return "may fail without the GIL";
  case ErrorCheck::Status:
    return "says if it failed";
  case ErrorCheck::Null:
    return "fails with null";
  case ErrorCheck::Cpp:
    return "throws";
  }
  return "?";
}

std::string declared(const Variable &variable) {
  std::string text = (llvm::Twine(word(variable.holding)) +
                      (variable.type ? types::spelling(variable.type) : "?") + " " + variable.name)
                         .str();
  if (!variable.source_name.empty() && variable.source_name != variable.name)
    text += " `" + variable.source_name + "`";
  return text;
}

/// Every operator with its parentheses: a dump must not need a precedence table.
std::string text(const Expr *expr) {
  if (!expr)
    return "<none>";
  const auto operand = [&](size_t index) {
    return index < expr->operands.size() ? text(expr->operands[index]) : std::string("<none>");
  };
  const auto list = [&] {
    std::string result;
    for (size_t i = 0; i < expr->operands.size(); ++i)
      result += (i ? ", " : "") + operand(i);
    return result;
  };
  const std::string type = expr->type ? types::spelling(expr->type) : "?";
  switch (expr->kind) {
  case ExprKind::Literal:
  case ExprKind::NamedValue:
    return expr->text.str();
  case ExprKind::VariableRef:
    return expr->variable ? expr->variable->name : "<none>";
  case ExprKind::ConstantRef:
    return expr->constant ? expr->constant->name : "<none>";
  case ExprKind::Unary:
    return expr->text.str() + operand(0);
  case ExprKind::Binary:
    return "(" + operand(0) + " " + expr->text.str() + " " + operand(1) + ")";
  case ExprKind::Conditional:
    return "(" + operand(0) + " ? " + operand(1) + " : " + operand(2) + ")";
  case ExprKind::Cast:
    return "<" + type + ">" + operand(0);
  case ExprKind::Field:
    return operand(0) + (expr->is_arrow ? "->" : ".") + expr->text.str();
  case ExprKind::Index:
    return operand(0) + "[" + operand(1) + "]";
  case ExprKind::SizeOf:
    return "sizeof(" + (expr->cast_type ? types::spelling(expr->cast_type) : "?") + ")";
  case ExprKind::Call:
    return (expr->entry ? entryInfo(*expr->entry).name.str() : expr->text.str()) + "(" + list() +
           ")";
  case ExprKind::Initializer:
    return type + "{" + list() + "}";
  }
  return "?";
}

std::string labelName(const Label *label) {
  return label ? "L" + std::to_string(label->number) : "<none>";
}

void Printer::printModule(const Module &module) {
  line() << "module " << module.name << "\n";
  ++depth_;
  printTables(module);
  --depth_;
  for (const Function *function : module.functions) {
    out_ << "\n";
    printFunction(*function);
  }
}

void Printer::printTables(const Module &module) {
  for (const std::string &include : module.includes)
    line() << "include " << include << "\n";
  for (const std::string &definition : module.type_definitions)
    line() << "type " << definition << "\n";
  for (const Constant *constant : module.constants) {
    line() << "constant " << constant->name << " = " << word(constant->kind) << " \""
           << escapeC(constant->value) << "\"";
    for (const Constant *element : constant->elements)
      out_ << " " << element->name;
    out_ << "\n";
  }
  for (const Variable *variable : module.variables)
    line() << "variable " << (variable->is_extern ? "extern " : "") << declared(*variable) << "\n";
  for (const ScopeLayout *scope : module.scopes) {
    line() << "scope " << scope->name << "\n";
    for (const Variable *field : scope->fields)
      line() << "  " << declared(*field) << "\n";
  }
  for (const Class *cls : module.classes)
    printClass(*cls);
  for (const PythonFunction *function : module.python_functions)
    printPythonFunction(*function);
  if (module.exec)
    line() << "body " << module.exec->name << "\n";
}

void Printer::printClass(const Class &cls) {
  line() << "class " << cls.name << (cls.base ? " of " + cls.base->name : std::string())
         << (cls.is_final ? ", final" : "") << (cls.is_collected ? ", collected" : "") << "\n";
  for (const ClassField &field : cls.fields)
    line() << "  field " << field.name << ": " << types::spelling(field.type) << "\n";
  for (const VtableEntry &entry : cls.new_methods)
    line() << "  virtual " << entry.name << ": " << types::spelling(entry.type) << "\n";
  if (!cls.methods.empty()) {
    line() << "  table";
    for (const Function *method : cls.methods)
      out_ << " " << method->name;
    out_ << "\n";
  }
  const auto name = [](const Function *function) {
    return function ? function->name : std::string("-");
  };
  for (const ClassSlot &slot : cls.slots) {
    line() << "  slot " << slot.name << " = " << slot.adapter << (slot.adapter.empty() ? "" : " ");
    for (size_t i = 0; i != slot.functions.size(); ++i)
      out_ << (i ? " " : "") << name(slot.functions[i].function);
    out_ << "\n";
  }
  for (const ClassAttribute &attribute : cls.attributes)
    line() << "  attribute " << attribute.name << ": " << name(attribute.get) << " "
           << name(attribute.set) << " " << name(attribute.del) << "\n";
  for (const PythonFunction *function : {cls.cinit, cls.init, cls.call})
    if (function)
      line() << "  calls " << function->cname << "\n";
  if (cls.dealloc)
    line() << "  dealloc " << cls.dealloc->name << "\n";
}

void Printer::printPythonFunction(const PythonFunction &function) {
  line() << "python " << function.cname << " = " << function.qualname << "(";
  uint32_t index = 0;
  for (const PythonParameter &parameter : function.parameters) {
    if (index == function.positional_count && !function.has_varargs)
      out_ << "*, ";
    out_ << parameter.name << ", ";
    if (++index == function.positional_only_count)
      out_ << "/, ";
  }
  if (function.has_varargs)
    out_ << "*" << function.varargs_name << ", ";
  if (function.has_varkeywords)
    out_ << "**" << function.varkeywords_name << ", ";
  out_ << ") -> " << (function.body ? function.body->name : "<none>")
       << (function.is_async ? " async" : "") << (function.is_generator ? " generator" : "")
       << "\n";
}

void Printer::printFunction(const Function &function) {
  line() << word(function.role) << " function " << function.name;
  if (!function.source_name.empty() && function.source_name != function.name)
    out_ << " `" << function.source_name << "`";
  if (function.type)
    out_ << ": " << types::spelling(function.type);
  out_ << "\n";
  ++depth_;
  line() << "GIL " << word(function.entry_state) << (function.is_static ? "" : ", exported")
         << (function.is_inline ? ", inline" : "") << (function.may_raise ? "" : ", cannot raise")
         << (function.has_status ? ", says if it raised" : "") << "\n";
  for (const Variable *parameter : function.parameters)
    line() << word(parameter->storage) << " " << declared(*parameter) << "\n";
  for (const Variable *local : function.locals)
    line() << word(local->storage) << " " << declared(*local) << "\n";
  if (function.frame)
    line() << "frame " << function.frame->name << ", " << function.yield_count << " yields\n";
  --depth_; // a block indents itself
  printBlock(&function.body);
}

void Printer::printBlock(const Block *block) {
  ++depth_;
  if (!block)
    line() << "<none>\n";
  else
    for (const Inst *inst : *block)
      printInst(*inst);
  --depth_;
}

void Printer::printNested(llvm::StringRef head, const Block *block) {
  line() << head << "\n";
  printBlock(block);
}

void Printer::printConstruct(const Inst &inst) {
  if (inst.construct != Construct::None)
    out_ << "  // " << describe(inst.construct, inst.subject);
}

void Printer::printOperands(const Inst &inst) {
  if (inst.kind == InstKind::CallRuntime || inst.kind == InstKind::CallFunction) {
    out_ << " "
         << (inst.kind == InstKind::CallRuntime ? entryInfo(inst.entry).name.str()
                                                : text(inst.callee))
         << "(";
    for (size_t i = 0; i < inst.args.size(); ++i)
      out_ << (i ? ", " : "") << text(inst.args[i]);
    out_ << ")";
  }
  if (inst.error_check != ErrorCheck::None)
    out_ << " " << word(inst.error_check)
         << (inst.error_value.empty() ? "" : " " + inst.error_value.str());
  if (inst.is_raising)
    out_ << " raised";
  if (inst.place)
    out_ << " " << text(inst.place) << " =";
  if (inst.value)
    out_ << (inst.is_move ? " move " : " ") << text(inst.value);
  if (inst.on_error)
    out_ << " on error " << labelName(inst.on_error);
  if (inst.on_end)
    out_ << " on end " << labelName(inst.on_end);
}

void Printer::printInst(const Inst &inst) {
  switch (inst.kind) {
  case InstKind::If:
    printNested("If " + text(inst.value), inst.body);
    if (inst.else_body)
      printNested("Else", inst.else_body);
    return;
  case InstKind::Loop:
    printNested(inst.value ? "Loop " + text(inst.value) : "Loop", inst.body);
    if (inst.step)
      printNested("Step", inst.step);
    return;
  case InstKind::Labeled:
    printNested("Labeled " + labelName(inst.label), inst.body);
    return;
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
    printNested((llvm::Twine(instInfo(inst.kind).name) +
                 (inst.is_gil_state_known ? "" : " decided at run time"))
                    .str(),
                inst.body);
    return;
  case InstKind::HoldLock:
  case InstKind::CriticalSection: {
    std::string head = instInfo(inst.kind).name.str();
    for (const Expr *arg : inst.args)
      head += (arg == inst.args.front() ? " " : ", ") + text(arg);
    printNested(head, inst.body);
    return;
  }
  case InstKind::ExceptScope:
    printNested(
        (llvm::Twine("ExceptScope") + (inst.result ? " " + declared(*inst.result) : "")).str(),
        inst.body);
    return;
  case InstKind::Goto:
    line() << "Goto " << labelName(inst.label) << "\n";
    return;
  case InstKind::NeedGil:
  case InstKind::Unknown:
  case InstKind::Yield:
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Declare:
  case InstKind::Store:
  case InstKind::StoreRef:
  case InstKind::Drop:
  case InstKind::CallRuntime:
  case InstKind::CallFunction:
  case InstKind::Break:
  case InstKind::Continue:
  case InstKind::Return:
  case InstKind::ReturnRef:
  case InstKind::ReturnMoved:
    break;
  }
  line();
  if (inst.result)
    out_ << (inst.result_declares ? declared(*inst.result) : inst.result->name) << " = ";
  out_ << instInfo(inst.kind).name;
  if (inst.kind == InstKind::Yield)
    out_ << " " << inst.resume_number;
  printOperands(inst);
  printConstruct(inst);
  out_ << "\n";
}

} // namespace

void print(const Module &module, llvm::raw_ostream &out) { Printer(out).printModule(module); }
void print(const Function &function, llvm::raw_ostream &out) {
  Printer(out).printFunction(function);
}

} // namespace nogilc::ir
