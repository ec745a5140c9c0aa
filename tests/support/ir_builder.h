// Makes IR by hand, for the tests of ir/, gil/ and emit/: a module in memory, its functions, and
// one short function an instruction.
#pragma once

#include "ir/ir.h"
#include "support/source.h"
#include "types/types.h"

#include <initializer_list>
#include <memory>
#include <string>

namespace nogilc::test {

using ir::Block;
using ir::Construct;
using ir::ErrorCheck;
using ir::Expr;
using ir::ExprKind;
using ir::Function;
using ir::Holding;
using ir::Inst;
using ir::InstKind;
using ir::Label;
using ir::RuntimeEntry;
using ir::Storage;
using ir::Variable;
using types::Type;

using Exprs = std::initializer_list<const Expr *>;

class IrBuilder {
public:
  explicit IrBuilder(llvm::StringRef name = "m", llvm::StringRef source = "")
      : file(sources.add((name + ".pyx").str(), source)) {
    module.name = name.str();
    module.source_path = (name + ".pyx").str();
  }

  SourceManager sources;
  types::TypeContext types;
  ir::Module module;
  const SourceFile &file;

  // ---- the module ------------------------------------------------------------------------------

  const Type *longType() { return types.integer(types::IntegerKind::Long); }
  const Type *object() { return types.object(); }

  const types::FunctionType *functionType(const Type *result,
                                          std::initializer_list<const Type *> parameters,
                                          bool is_nogil = false,
                                          types::ExceptionSpec exception = {}) {
    types::FunctionType parts{};
    parts.kind = types::TypeKind::Function;
    parts.result = result;
    parts.parameters = llvm::ArrayRef(parameters.begin(), parameters.size());
    parts.is_nogil = is_nogil;
    parts.exception = exception;
    return types.function(parts);
  }

  const ir::Constant *constant(ir::Constant::Kind kind, llvm::StringRef name, llvm::StringRef value,
                               std::vector<const ir::Constant *> elements = {}) {
    module.constant_storage.push_back({kind, name.str(), value.str(), std::move(elements)});
    module.constants.push_back(&module.constant_storage.back());
    return module.constants.back();
  }
  const ir::Constant *nameConstant(llvm::StringRef text) {
    return constant(ir::Constant::Kind::InternedStr, ("k_" + text).str(), text);
  }

  Variable *variable(llvm::StringRef name, const Type *type, Storage storage,
                     Holding holding = Holding::Value) {
    Variable &made = module.variable_storage.emplace_back();
    made.name = name.str();
    made.source_name = name.str();
    made.type = type;
    made.storage = storage;
    made.holding = holding;
    return &made;
  }
  Variable *staticVariable(llvm::StringRef name, const Type *type,
                           Holding holding = Holding::Value) {
    Variable *made = variable(name, type, Storage::Static, holding);
    module.variables.push_back(made);
    return made;
  }

  /// The function that later calls add instructions to.
  Function *begin(ir::FunctionRole role, llvm::StringRef name,
                  const types::FunctionType *type = nullptr) {
    function = &module.function_storage.emplace_back();
    function->role = role;
    function->name = name.str();
    function->source_name = name.str();
    function->type = type;
    function->span = at;
    module.functions.push_back(function);
    block = &function->body;
    labels_ = 0;
    if (role == ir::FunctionRole::ModuleExec)
      module.exec = function;
    return function;
  }
  Variable *parameter(llvm::StringRef name, const Type *type, Holding holding = Holding::Value) {
    function->parameters.push_back(variable(name, type, Storage::Parameter, holding));
    return function->parameters.back();
  }
  Variable *local(llvm::StringRef name, const Type *type, Holding holding = Holding::Value) {
    function->locals.push_back(variable(name, type, Storage::Local, holding));
    return function->locals.back();
  }
  Variable *temporary(llvm::StringRef name, const Type *type, Holding holding = Holding::Value) {
    return variable(name, type, Storage::Temporary, holding);
  }
  Variable *owned(llvm::StringRef name) { return temporary(name, object(), Holding::Owned); }

  ir::PythonFunction *python(Function *body, llvm::StringRef name,
                             std::initializer_list<llvm::StringRef> parameters = {}) {
    ir::PythonFunction &made = module.python_function_storage.emplace_back();
    made.cname = (name + "_info").str();
    made.name = made.qualname = name.str();
    made.body = body;
    for (llvm::StringRef parameter : parameters)
      made.parameters.push_back({parameter.str(), nullptr});
    made.positional_count = static_cast<uint32_t>(parameters.size());
    made.line = 1;
    made.file = module.source_path;
    module.python_functions.push_back(&made);
    return &made;
  }

  // ---- expressions -----------------------------------------------------------------------------

  const Expr *expr(ExprKind kind, llvm::StringRef text, const Type *type, Exprs operands = {}) {
    Expr *made = new (module.arena.Allocate<Expr>()) Expr{};
    made->kind = kind;
    made->text = text.copy(module.arena);
    made->type = type;
    const Expr **list = module.arena.Allocate<const Expr *>(operands.size() + 1);
    std::copy(operands.begin(), operands.end(), list);
    made->operands = llvm::ArrayRef(list, operands.size());
    return made;
  }
  const Expr *ref(const Variable *variable) {
    auto *made = const_cast<Expr *>(expr(ExprKind::VariableRef, "", variable->type));
    made->variable = variable;
    return made;
  }
  const Expr *ref(const ir::Constant *constant) {
    auto *made = const_cast<Expr *>(expr(ExprKind::ConstantRef, "", object()));
    made->constant = constant;
    return made;
  }
  const Expr *literal(llvm::StringRef text, const Type *type = nullptr) {
    return expr(ExprKind::Literal, text, type ? type : longType());
  }
  const Expr *named(llvm::StringRef text, const Type *type = nullptr) {
    return expr(ExprKind::NamedValue, text, type ? type : object());
  }
  const Expr *binary(const Expr *a, llvm::StringRef op, const Expr *b) {
    return expr(ExprKind::Binary, op, a->type, {a, b});
  }
  const Expr *unary(llvm::StringRef op, const Expr *a) {
    return expr(ExprKind::Unary, op, a->type, {a});
  }

  // ---- instructions ----------------------------------------------------------------------------

  Inst *add(InstKind kind, Construct construct = Construct::None, llvm::StringRef subject = "") {
    Inst &made = module.inst_storage.emplace_back();
    made.kind = kind;
    made.construct = construct;
    made.subject = std::string_view(subject.copy(module.arena));
    made.span = at;
    made.statement = statement;
    block->push_back(&made);
    return &made;
  }
  llvm::ArrayRef<const Expr *> list(Exprs exprs) {
    return expr(ExprKind::Initializer, "", longType(), exprs)->operands;
  }
  Inst *evaluate(Variable *result, const Expr *value) {
    Inst *made = add(InstKind::Evaluate);
    made->result = result;
    made->value = value;
    return made;
  }
  Inst *store(const Expr *place, const Expr *value) {
    Inst *made = add(InstKind::Store);
    made->place = place;
    made->value = value;
    return made;
  }
  Inst *storeRef(const Expr *place, const Expr *value, bool is_move = false) {
    Inst *made = add(InstKind::StoreRef, Construct::AssignObject);
    made->place = place;
    made->value = value;
    made->is_move = is_move;
    return made;
  }
  Inst *callRuntime(RuntimeEntry entry, Exprs args, Variable *result = nullptr,
                    Construct construct = Construct::None, llvm::StringRef subject = "") {
    Inst *made = add(InstKind::CallRuntime, construct, subject);
    made->entry = entry;
    made->args = list(args);
    made->result = result;
    made->on_error = ir::effectsOf(*made).may_raise ? error : nullptr;
    return made;
  }
  Inst *callFunction(const Function *callee, Exprs args, Variable *result = nullptr,
                     ErrorCheck check = ErrorCheck::None, llvm::StringRef error_value = "") {
    Inst *made = callExtern(callee->name, callee->type, args, result, check, error_value);
    made->callee_function = callee;
    return made;
  }
  Inst *callExtern(llvm::StringRef name, const types::FunctionType *type, Exprs args,
                   Variable *result = nullptr, ErrorCheck check = ErrorCheck::None,
                   llvm::StringRef error_value = "") {
    Inst *made = add(InstKind::CallFunction, Construct::CallC, name);
    made->callee = named(name, type);
    made->callee_type = type;
    made->args = list(args);
    made->result = result;
    made->error_check = check;
    made->error_value = error_value.copy(module.arena);
    made->on_error = check == ErrorCheck::None ? nullptr : error;
    return made;
  }
  Inst *ret(const Expr *value = nullptr) {
    Inst *made = add(InstKind::Return);
    made->value = value;
    return made;
  }
  Inst *retRef(const Expr *value) {
    Inst *made = add(InstKind::ReturnRef, Construct::ReturnObject);
    made->value = value;
    return made;
  }
  Inst *retMoved(const Expr *value) {
    Inst *made = add(InstKind::ReturnMoved);
    made->value = value;
    return made;
  }
  Inst *jump(Label *label) {
    Inst *made = add(InstKind::Goto);
    made->label = label;
    return made;
  }
  Label *label(bool is_error_target = false) {
    return &module.label_storage.emplace_back(Label{++labels_, is_error_target});
  }

  // ---- regions: `body` is filled by a callback --------------------------------------------------

  template <typename Fill> Block *fill(Fill &&body) {
    Block *made = &module.block_storage.emplace_back();
    Block *const outer = std::exchange(block, made);
    body();
    block = outer;
    return made;
  }
  template <typename Fill> Inst *region(InstKind kind, bool is_known, Fill &&body) {
    Inst *made = add(kind);
    made->is_gil_state_known = is_known;
    made->body = fill(body);
    return made;
  }
  template <typename Fill> Inst *labeled(Label *label, Fill &&body) {
    Inst *made = add(InstKind::Labeled);
    made->label = label;
    made->body = fill(body);
    return made;
  }
  template <typename Fill> Inst *branch(const Expr *condition, Fill &&body) {
    Inst *made = add(InstKind::If);
    made->value = condition;
    made->body = fill(body);
    return made;
  }
  template <typename Fill> Inst *loop(const Expr *condition, Fill &&body) {
    Inst *made = add(InstKind::Loop);
    made->value = condition;
    made->body = fill(body);
    return made;
  }

  /// `body` with an error label around it, and the exit that adds a traceback and returns `failed`.
  template <typename Fill> void frame(const Expr *failed, Fill &&body) {
    error = label(/*is_error_target=*/true);
    labeled(error, body);
    error = nullptr;
    callRuntime(RuntimeEntry::add_traceback, {});
    ret(failed);
  }
  /// The body of a module that makes its Python functions.
  void exec() {
    begin(ir::FunctionRole::ModuleExec, "module_body");
    frame(literal("false"), [&] {
      for (const ir::PythonFunction *info : module.python_functions) {
        labeled(label(), [&] {
          Variable *made = owned("f_" + info->name);
          callRuntime(RuntimeEntry::make_function,
                      {named(info->cname), literal("nullptr"), literal("nullptr"),
                       literal("nullptr"), literal("nullptr")},
                      made);
          callRuntime(RuntimeEntry::store_global, {ref(nameConstant(info->name)), ref(made)});
        });
      }
      ret(literal("true"));
    });
  }

  /// The place that new instructions get: the first occurrence of `text` in the source.
  void place(llvm::StringRef text) {
    const size_t begin = file.text().find(text);
    at = file.span(static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + text.size()));
  }

  Function *function = nullptr;
  Block *block = nullptr;
  Label *error = nullptr;
  Span at;
  uint32_t statement = 0;

private:
  uint32_t labels_ = 0;
};

} // namespace nogilc::test
