// See verify.h. Fails closed: what is not written down here as right is a broken rule.
#include "ir/verify.h"

#include "ir/walk.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::ir {
namespace {

using types::ExceptionKind;

bool isIdentifier(llvm::StringRef text) {
  if (text.empty() || llvm::isDigit(text.front()))
    return false;
  return llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_' || c < 0; });
}

/// What holds at one point of a function: the regions around it and the variables in scope.
class FunctionVerifier {
public:
  FunctionVerifier(const Module &module, const Function &function,
                   const llvm::DenseSet<const Variable *> &statics,
                   const llvm::DenseSet<const Constant *> &constants, llvm::raw_ostream &out)
      : module_(module), function_(function), statics_(statics), constants_(constants), out_(out) {}

  bool run();

private:
  void fail(const llvm::Twine &rule) {
    ok_ = false;
    out_ << function_.name << ": ";
    if (inst_)
      out_ << instInfo(inst_->kind).name << ": ";
    out_ << rule.str() << "\n";
  }
  void require(bool condition, const llvm::Twine &rule) {
    if (!condition)
      fail(rule);
  }

  void checkSignature();
  void checkBlock(const Block *block);
  void checkInst(const Inst &inst);
  void checkShape(const Inst &inst);
  void checkNested(const Inst &inst);
  void checkLabel(const Label *label, llvm::StringRef what);
  void checkExpr(const Expr &expr);
  void checkVariable(const Variable *variable);
  void checkConstant(const Constant *constant);
  void checkResult(const Inst &inst);
  void checkCallRuntime(const Inst &inst);
  void checkCallFunction(const Inst &inst);
  void checkErrorCheck(const Inst &inst);
  void checkReturn(const Inst &inst);
  void checkYield(const Inst &inst);
  void declare(const Variable *variable);
  bool isOwnedPlace(const Expr *expr) const;

  const Module &module_;
  const Function &function_;
  const llvm::DenseSet<const Variable *> &statics_;
  const llvm::DenseSet<const Constant *> &constants_;
  llvm::raw_ostream &out_;
  bool ok_ = true;

  const Inst *inst_ = nullptr;
  llvm::SmallVector<const Variable *, 32> scope_;
  llvm::StringMap<const Variable *> names_;
  llvm::SmallVector<const Label *, 8> labels_;
  llvm::DenseSet<uint32_t> label_numbers_;
  llvm::DenseSet<uint32_t> resume_numbers_;
  llvm::SmallPtrSet<const Inst *, 32> seen_;
  unsigned loop_depth_ = 0;
  bool is_acquired_ = false; ///< the innermost region acquires the GIL
  unsigned except_depth_ = 0;
  unsigned temporary_count_ = 0; ///< of those in scope
};

// ---------------------------------------------------------------------------------------------
// Variables and expressions
// ---------------------------------------------------------------------------------------------

void FunctionVerifier::declare(const Variable *variable) {
  require(variable->type, llvm::Twine("the variable `") + variable->name + "` has no type");
  require(isIdentifier(variable->name), llvm::Twine("`") + variable->name + "` is no C++ name");
  require(variable->storage == Storage::ScopeField ||
              names_.try_emplace(variable->name, variable).second,
          llvm::Twine("two variables are called `") + variable->name +
              "`, or one is declared twice");
  if (!variable->type)
    return;
  const Type *type = types::canonical(variable->type);
  if (const auto *array = llvm::dyn_cast<types::ArrayType>(type))
    type = types::canonical(array->element);
  require(types::isObject(type) == (variable->holding != Holding::Value),
          llvm::Twine("`") + variable->name +
              "` is an object, but neither owned nor borrowed, or the reverse");
  require(!types::isVoid(type) && !types::isError(type),
          llvm::Twine("`") + variable->name + "` has no type that a variable can have");
}

void FunctionVerifier::checkVariable(const Variable *variable) {
  if (!variable) {
    fail("a reference to no variable");
    return;
  }
  switch (variable->storage) {
  case Storage::Static:
    require(variable->is_extern || statics_.contains(variable),
            llvm::Twine("the static `") + variable->name + "` is not in the module's list");
    return;
  case Storage::ScopeField:
    if (variable->scope) {
      checkVariable(variable->scope);
      require(variable->scope->scope_layout,
              llvm::Twine("the scope of the field `") + variable->name + "` has no layout");
    } else {
      require(function_.frame && llvm::is_contained(function_.frame->fields, variable),
              llvm::Twine("the field `") + variable->name +
                  "` has no scope, and is not in the frame");
    }
    return;
  case Storage::Parameter:
  case Storage::Local:
  case Storage::Temporary:
    require(llvm::is_contained(scope_, variable),
            llvm::Twine("`") + variable->name + "` is used where it is not in scope");
    return;
  }
  llvm_unreachable("not a storage");
}

void FunctionVerifier::checkConstant(const Constant *constant) {
  require(constant && constants_.contains(constant), "a constant that the module does not list");
}

void FunctionVerifier::checkExpr(const Expr &expr) {
  const auto operands = [&](size_t count) {
    require(expr.operands.size() == count, "an expression has the wrong number of operands");
  };
  switch (expr.kind) {
  case ExprKind::Literal:
  case ExprKind::NamedValue:
    require(!expr.text.empty(), "a literal or name without text");
    operands(0);
    break;
  case ExprKind::VariableRef:
    checkVariable(expr.variable);
    operands(0);
    break;
  case ExprKind::ConstantRef:
    checkConstant(expr.constant);
    operands(0);
    break;
  case ExprKind::Unary:
    require(!expr.text.empty(), "a unary expression without its operator");
    operands(1);
    break;
  case ExprKind::Binary:
    require(!expr.text.empty(), "a binary expression without its operator");
    operands(2);
    break;
  case ExprKind::Conditional:
    operands(3);
    break;
  case ExprKind::Cast:
    require(expr.type, "a cast to no type");
    operands(1);
    break;
  case ExprKind::Field:
    require(!expr.text.empty(), "a field without a name");
    operands(1);
    break;
  case ExprKind::Index:
    operands(2);
    break;
  case ExprKind::SizeOf:
    require(expr.cast_type, "sizeof of no type");
    operands(0);
    break;
  case ExprKind::Call:
    if (expr.entry) {
      const RuntimeEntryInfo &info = entryInfo(*expr.entry);
      require(info.kind == EntryKind::Value && info.gil == Gil::Free,
              llvm::Twine("`") + info.name +
                  "` is called in an expression, but is not Value and Free");
      operands(entryArguments(*expr.entry).size());
    } else {
      require(!expr.text.empty(), "a call of nothing");
    }
    break;
  case ExprKind::Initializer:
    require(expr.type, "an initializer of no type");
    break;
  }
  for (const Expr *operand : expr.operands) {
    require(operand, "a missing operand");
    if (operand)
      checkExpr(*operand);
  }
}

/// A place that owns an object: an owned variable, or a part of something (a field, an item).
bool FunctionVerifier::isOwnedPlace(const Expr *expr) const {
  if (!expr)
    return false;
  if (const Variable *variable = asVariable(expr))
    return variable->holding == Holding::Owned;
  return expr->kind == ExprKind::Field || expr->kind == ExprKind::Index ||
         expr->kind == ExprKind::Unary;
}

// ---------------------------------------------------------------------------------------------
// Calls
// ---------------------------------------------------------------------------------------------

/// The result of a call, Evaluate, Borrow or Declare comes into scope, or is in scope.
void FunctionVerifier::checkResult(const Inst &inst) {
  if (!inst.result)
    return;
  if (inst.result_declares) {
    require(inst.result->storage == Storage::Temporary,
            llvm::Twine("declares `") + inst.result->name + "`, which is not a temporary");
    declare(inst.result);
    scope_.push_back(inst.result);
    ++temporary_count_;
  } else {
    checkVariable(inst.result);
  }
}

void FunctionVerifier::checkCallRuntime(const Inst &inst) {
  const RuntimeEntryInfo &info = entryInfo(inst.entry);
  const llvm::ArrayRef<llvm::StringRef> parameters = entryArguments(inst.entry);
  const bool has_args = llvm::is_contained(parameters, "Args");
  const size_t wanted = parameters.size() - has_args;
  require(has_args ? inst.args.size() >= wanted : inst.args.size() == wanted,
          llvm::Twine("`") + info.name + "` gets the wrong number of arguments");
  for (size_t i = 0; i < std::min(inst.args.size(), wanted); ++i)
    if (parameters[i] == "Ref")
      require(isOwnedPlace(inst.args[i]),
              llvm::Twine("`") + info.name + "` gets something as a Ref that owns nothing");

  const Variable *result = inst.result;
  if (inst.entry == RuntimeEntry::new_scope_bytes)
    require(result && result->scope_layout, "a new scope without its layout");
  switch (info.kind) {
  case EntryKind::NewOrNull:
  case EntryKind::New:
    require(!result || result->holding == Holding::Owned, "a new reference that nobody owns");
    break;
  case EntryKind::BorrowedOrNull:
  case EntryKind::Borrowed:
    require(!result || result->holding == Holding::Borrowed, "a borrowed reference that is owned");
    break;
  case EntryKind::Status:
  case EntryKind::Next:
    require((info.out_type == "None") == !result, "the out parameter and the result do not agree");
    require(!result || (info.out_type == "Ref") == (result->holding == Holding::Owned),
            "the out parameter and what the result holds do not agree");
    break;
  case EntryKind::Value:
    require(!result || result->holding == Holding::Value, "a C value that is held as an object");
    break;
  case EntryKind::Void:
  case EntryKind::Raise:
    require(!result, "a result of a call that has none");
    break;
  }
  require((info.kind == EntryKind::Next) == (inst.on_end != nullptr),
          "on_end belongs to Next, and only to it");
}

void FunctionVerifier::checkErrorCheck(const Inst &inst) {
  const ErrorCheck check = inst.error_check;
  // A function of this module that was found not to raise needs none.
  if (inst.callee_function && !inst.callee_function->may_raise && check == ErrorCheck::None)
    return;
  if (check == ErrorCheck::Status) {
    require(!inst.callee_function || inst.callee_function->has_status,
            "asks a function for a status that it has not");
    return;
  }
  const bool has_value = check == ErrorCheck::Value || check == ErrorCheck::CheckedValue ||
                         check == ErrorCheck::CheckedValueNogil;
  require(has_value == !inst.error_value.empty(),
          "an error value without its check, or the reverse");
  bool agrees = false;
  switch (inst.callee_type->exception.kind) {
  case ExceptionKind::None:
    agrees = check == ErrorCheck::None;
    break;
  case ExceptionKind::Value:
  case ExceptionKind::CheckedValue:
    agrees = has_value;
    break;
  case ExceptionKind::Always:
    agrees = check == ErrorCheck::Always || check == ErrorCheck::AlwaysNogil;
    break;
  case ExceptionKind::Object:
    agrees = check == ErrorCheck::Null;
    break;
  case ExceptionKind::Cpp:
    agrees = check == ErrorCheck::Cpp;
    break;
  }
  // What a header declares to return an object and not to fail may still give null.
  if (types::isObject(inst.callee_type->result))
    agrees |= check == ErrorCheck::Null;
  require(agrees, "the check of the call does not fit how the function reports exceptions");
}

void FunctionVerifier::checkCallFunction(const Inst &inst) {
  require(inst.callee, "a call of nothing");
  if (!inst.callee_type) {
    fail("a call without the function's type");
    return;
  }
  const types::FunctionType &type = *inst.callee_type;
  const size_t most = type.parameters.size();
  const size_t least = most - type.optional_count;
  require(inst.args.size() >= least && (inst.args.size() <= most || type.has_c_varargs),
          "the wrong number of arguments");
  if (inst.result) {
    require(!types::isVoid(type.result), "a result of a void function");
    require(types::isObject(type.result) == (inst.result->holding == Holding::Owned),
            "an object that a function returns must be owned");
  }
  checkErrorCheck(inst);
}

// ---------------------------------------------------------------------------------------------
// Instructions
// ---------------------------------------------------------------------------------------------

void FunctionVerifier::checkLabel(const Label *label, llvm::StringRef what) {
  if (label)
    require(llvm::is_contained(labels_, label), llvm::Twine(what) + " goes to L" +
                                                    llvm::Twine(label->number) +
                                                    ", which is not around it");
}

void FunctionVerifier::checkReturn(const Inst &inst) {
  const bool returns_object = inst.kind != InstKind::Return;
  bool wants_object =
      function_.role == FunctionRole::Python || function_.role == FunctionRole::Generator;
  bool wants_value = wants_object || function_.role == FunctionRole::ModuleExec;
  if (function_.role == FunctionRole::C && function_.type) {
    wants_object = types::isObject(function_.type->result);
    wants_value = !types::isVoid(function_.type->result);
  }
  require(wants_value == (inst.value != nullptr), "returns a value from a void function, or none");
  require(inst.error_check == ErrorCheck::None || function_.has_status,
          "looks for an exception in a function that cannot tell of it");
  if (returns_object) {
    require(wants_object, "returns an object from a function that gives none");
  } else if (wants_object && inst.value) {
    require(inst.value->kind == ExprKind::Literal && inst.value->text == "nullptr",
            "returns an object without counting a reference");
  }
  if (inst.kind == InstKind::ReturnMoved) {
    const Variable *variable = asVariable(inst.value);
    require(variable && variable->holding == Holding::Owned,
            "moves from something that owns nothing");
  }
}

void FunctionVerifier::checkYield(const Inst &inst) {
  require(function_.role == FunctionRole::Generator, "a yield outside a generator");
  // In a region that released the GIL it is the user's mistake, which the GIL checker reports.
  require(!is_acquired_, "a yield in a region that acquires the GIL");
  require(except_depth_ == 0, "a yield in an ExceptScope");
  require(temporary_count_ == 0, "a yield while a temporary is in scope");
  require(inst.resume_number >= 1 && inst.resume_number <= function_.yield_count &&
              resume_numbers_.insert(inst.resume_number).second,
          "yields are not numbered 1, 2, … once each");
  require(inst.value, "a yield of nothing");
}

/// The fields that each kind must and may have.
void FunctionVerifier::checkShape(const Inst &inst) {
  switch (inst.kind) {
  case InstKind::Evaluate:
    require(inst.value && inst.result, "needs a value and a result");
    require(!inst.result || inst.result->holding == Holding::Value, "of an object: use Borrow");
    break;
  case InstKind::Borrow:
    require(inst.value && inst.result, "needs a value and a result");
    require(!inst.result || inst.result->holding == Holding::Borrowed, "into what is not borrowed");
    break;
  case InstKind::Declare:
    require(inst.result && inst.result_declares, "declares nothing");
    break;
  case InstKind::Store: {
    require(inst.place && inst.value, "needs a place and a value");
    const Variable *variable = asVariable(inst.place);
    require(!variable || variable->holding != Holding::Owned, "into an owned object: use StoreRef");
    break;
  }
  case InstKind::StoreRef:
    require(isOwnedPlace(inst.place) && inst.value, "needs an owned place and a value");
    if (inst.is_move) {
      const Variable *variable = asVariable(inst.value);
      require(variable && variable->holding == Holding::Owned,
              "moves from something that owns nothing");
    }
    break;
  case InstKind::Drop:
    require(isOwnedPlace(inst.place), "of something that owns nothing");
    break;
  case InstKind::CallRuntime:
    checkCallRuntime(inst);
    break;
  case InstKind::CallFunction:
    checkCallFunction(inst);
    break;
  case InstKind::If:
    require(inst.value && inst.body, "needs a condition and a body");
    break;
  case InstKind::Loop:
    require(inst.body, "needs a body");
    if (inst.step)
      for (const Inst *step : *inst.step)
        require(step->kind == InstKind::Store, "the step of a loop is made of Stores only");
    break;
  case InstKind::Labeled:
    require(inst.body && inst.label, "needs a body and a label");
    require(!inst.label || label_numbers_.insert(inst.label->number).second,
            "two blocks have the same label");
    break;
  case InstKind::Goto:
    require(inst.label, "goes nowhere");
    checkLabel(inst.label, "it");
    break;
  case InstKind::Break:
  case InstKind::Continue:
    require(loop_depth_ > 0, "outside a loop");
    break;
  case InstKind::Return:
  case InstKind::ReturnRef:
  case InstKind::ReturnMoved:
    checkReturn(inst);
    break;
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
    require(inst.body, "needs a body");
    break;
  case InstKind::HoldLock:
    require(inst.body, "needs a body");
    require(inst.args.size() == 1 && types::isLock(inst.args[0]->type), "of one lock");
    break;
  case InstKind::CriticalSection:
    require(inst.body, "needs a body");
    require(inst.args.size() == 1 || inst.args.size() == 2, "of one or two");
    break;
  case InstKind::ExceptScope:
    require(inst.body, "needs a body");
    require(!inst.result || (inst.result->holding == Holding::Borrowed && inst.result_declares),
            "the exception is borrowed and declared here");
    break;
  case InstKind::NeedGil:
    require(inst.construct != Construct::None, "of no construct");
    break;
  case InstKind::Unknown:
    fail("in a module that is complete");
    break;
  case InstKind::Yield:
    checkYield(inst);
    break;
  }
}

/// The blocks inside an instruction. What an ExceptScope declares is in scope in its body only.
void FunctionVerifier::checkNested(const Inst &inst) {
  if (!inst.body)
    return;
  const bool is_loop = inst.kind == InstKind::Loop;
  const bool was_acquired = is_acquired_;
  const bool is_except = inst.kind == InstKind::ExceptScope;
  const bool is_labeled = inst.kind == InstKind::Labeled && inst.label;
  loop_depth_ += is_loop;
  is_acquired_ =
      inst.kind == InstKind::AcquireGil || (was_acquired && inst.kind != InstKind::ReleaseGil);
  except_depth_ += is_except;
  if (is_labeled)
    labels_.push_back(inst.label);
  checkBlock(inst.body);
  if (inst.else_body)
    checkBlock(inst.else_body);
  if (inst.step)
    checkBlock(inst.step);
  if (is_labeled)
    labels_.pop_back();
  loop_depth_ -= is_loop;
  is_acquired_ = was_acquired;
  except_depth_ -= is_except;
}

void FunctionVerifier::checkInst(const Inst &inst) {
  inst_ = &inst;
  if (!seen_.insert(&inst).second) {
    fail("stands in two places");
    return;
  }
  checkShape(inst);
  for (const Expr *expr : {inst.place, inst.callee, inst.value})
    if (expr)
      checkExpr(*expr);
  for (const Expr *arg : inst.args) {
    require(arg, "a missing argument");
    if (arg)
      checkExpr(*arg);
  }
  checkLabel(inst.on_error, "on_error");
  checkLabel(inst.on_end, "on_end");
  const bool may_raise = effectsOf(inst).may_raise;
  require(!may_raise || inst.on_error, "may raise, but has no on_error");
  require(may_raise || !inst.on_error, "has an on_error, but cannot raise");

  // What an ExceptScope declares lives in its body; everything else to the end of the block.
  if (inst.kind == InstKind::ExceptScope) {
    const size_t outer = scope_.size();
    const unsigned outer_count = temporary_count_;
    checkResult(inst);
    checkNested(inst);
    scope_.truncate(outer);
    temporary_count_ = outer_count;
    return;
  }
  checkResult(inst);
  checkNested(inst);
}

void FunctionVerifier::checkBlock(const Block *block) {
  const size_t outer = scope_.size();
  const unsigned outer_count = temporary_count_;
  const Inst *const outer_inst = inst_;
  for (const Inst *inst : *block) {
    if (inst)
      checkInst(*inst);
    else
      fail("a missing instruction");
  }
  inst_ = outer_inst;
  scope_.truncate(outer);
  temporary_count_ = outer_count;
}

// ---------------------------------------------------------------------------------------------
// Functions
// ---------------------------------------------------------------------------------------------

void FunctionVerifier::checkSignature() {
  require(isIdentifier(function_.name), llvm::Twine("`") + function_.name + "` is no C++ name");
  require((function_.role == FunctionRole::C) == (function_.type != nullptr),
          "a function of role C has a type, and no other has");
  require((function_.role == FunctionRole::Generator) == (function_.frame != nullptr),
          "a generator has a frame, and no other function has");
  if (function_.type)
    require(function_.parameters.size() == function_.type->parameters.size(),
            "the parameters do not fit the type");
  for (const Variable *parameter : function_.parameters) {
    require(parameter->storage == Storage::Parameter,
            llvm::Twine("the parameter `") + parameter->name + "` is stored elsewhere");
    declare(parameter);
    scope_.push_back(parameter);
  }
  for (const Variable *local : function_.locals) {
    require(local->storage == Storage::Local,
            llvm::Twine("the local `") + local->name + "` is stored elsewhere");
    declare(local);
    scope_.push_back(local);
  }
  if (function_.role == FunctionRole::Generator)
    require(function_.locals.empty(), "a generator keeps its variables in its frame");
}

bool FunctionVerifier::run() {
  checkSignature();
  checkBlock(&function_.body);
  require(resume_numbers_.size() == function_.yield_count, "the count of yields is wrong");
  const bool returns_nothing =
      function_.role == FunctionRole::C && function_.type && types::isVoid(function_.type->result);
  if (ok_ && !returns_nothing)
    require(!fallsThrough(function_.body), "control reaches the end without a value");
  return ok_;
}

// ---------------------------------------------------------------------------------------------
// The module
// ---------------------------------------------------------------------------------------------

bool verifyTables(const Module &module, llvm::raw_ostream &out) {
  bool ok = true;
  const auto require = [&](bool condition, const llvm::Twine &rule) {
    if (condition)
      return;
    ok = false;
    out << module.name << ": " << rule.str() << "\n";
  };
  llvm::DenseSet<const Constant *> earlier;
  llvm::StringSet<> names;
  const auto name = [&](llvm::StringRef name) {
    require(isIdentifier(name), llvm::Twine("`") + name + "` is no C++ name");
    require(names.insert(name).second, llvm::Twine("two things are called `") + name + "`");
  };
  for (const Constant *constant : module.constants) {
    name(constant->name);
    for (const Constant *element : constant->elements)
      require(earlier.contains(element),
              llvm::Twine("the constant `") + constant->name + "` stands before its elements");
    earlier.insert(constant);
  }
  for (const Variable *variable : module.variables)
    if (!variable->is_extern)
      name(variable->name);
  for (const Import &import : module.imports) {
    name(import.pointer);
    require(import.type && llvm::isa<types::FunctionType>(import.type) == import.is_function,
            llvm::Twine("the import `") + import.name + "` is not what it says");
  }
  for (const Export &entry : module.exports)
    require((entry.function != nullptr) != (entry.variable != nullptr),
            llvm::Twine("the export `") + entry.name + "` is not one function or variable");
  for (const ScopeLayout *scope : module.scopes) {
    name(scope->name);
    bool objects_ended = false;
    for (const Variable *field : scope->fields) {
      const bool is_object = field->holding == Holding::Owned;
      require(!is_object || !objects_ended,
              llvm::Twine("in `") + scope->name + "` objects must come first");
      objects_ended |= !is_object;
    }
  }
  for (const Function *function : module.functions)
    name(function->name);
  for (const PythonFunction *function : module.python_functions) {
    name(function->cname);
    require(function->body && llvm::is_contained(module.functions, function->body),
            llvm::Twine("`") + function->cname + "` has no body in the module");
    require(function->positional_only_count <= function->positional_count &&
                function->positional_count <= function->parameters.size(),
            llvm::Twine("`") + function->cname + "` counts its parameters wrongly");
  }
  for (const Class *cls : module.classes) {
    name(cls->cname);
    require(!cls->base || llvm::is_contained(module.classes, cls->base) ||
                llvm::is_contained(module.imported_classes, cls->base),
            llvm::Twine("the base of `") + cls->name + "` is not in the module");
    for (const Function *method : cls->methods)
      require(!method || llvm::is_contained(module.functions, method),
              llvm::Twine("a method of `") + cls->name + "` is not in the module");
    for (const ClassSlot &slot : cls->slots)
      require(!slot.adapter.empty() || (slot.functions.size() == 1 && slot.functions[0].function),
              llvm::Twine("the slot ") + slot.name + " of `" + cls->name + "` has no function");
  }
  require(module.exec && llvm::is_contained(module.functions, module.exec),
          "the module has no body");
  return ok;
}

} // namespace

bool verify(const Module &module, llvm::raw_ostream &out) {
  bool ok = verifyTables(module, out);
  const llvm::DenseSet<const Variable *> statics(module.variables.begin(), module.variables.end());
  const llvm::DenseSet<const Constant *> constants(module.constants.begin(),
                                                   module.constants.end());
  for (const Function *function : module.functions)
    ok &= FunctionVerifier(module, *function, statics, constants, out).run();
  return ok;
}

} // namespace nogilc::ir
