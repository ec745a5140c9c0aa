// See uses.h.
#include "emit/uses.h"

#include "ir/walk.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::emit {
namespace {

using ir::ExprKind;
using ir::InstKind;

class UseFinder {
public:
  explicit UseFinder(FunctionUses &uses) : uses_(uses) {}

  void visit(const ir::Inst &inst);

private:
  void read(const ir::Expr &expr);
  void assign(const ir::Expr &place);
  void visitRuntimeArguments(const ir::Inst &inst);

  FunctionUses &uses_;
};

void UseFinder::read(const ir::Expr &expr) {
  switch (expr.kind) {
  case ExprKind::VariableRef:
    uses_.variables[expr.variable].is_read = true;
    // A field is reached through its scope.
    for (const ir::Variable *scope = expr.variable->scope; scope; scope = scope->scope)
      uses_.variables[scope].is_read = true;
    break;
  case ExprKind::ConstantRef:
    uses_.constants.insert(expr.constant);
    break;
  case ExprKind::NamedValue:
    uses_.names.insert(expr.text);
    break;
  case ExprKind::Call:
    if (!expr.entry)
      uses_.names.insert(expr.text);
    break;
  case ExprKind::Unary:
    if (expr.text == "&")
      assign(*expr.operands[0]);
    break;
  default:
    break;
  }
  for (const ir::Expr *operand : expr.operands)
    read(*operand);
}

/// A place is written to, or may be: what is stored by value around it changes too.
void UseFinder::assign(const ir::Expr &place) {
  switch (place.kind) {
  case ExprKind::VariableRef: {
    uses_.variables[place.variable].is_assigned = true;
    for (const ir::Variable *scope = place.variable->scope; scope; scope = scope->scope)
      uses_.variables[scope].is_read = true;
    return;
  }
  case ExprKind::Field:
    if (!place.is_arrow)
      assign(*place.operands[0]);
    read(*place.operands[0]);
    return;
  case ExprKind::Index:
    assign(*place.operands[0]);
    read(*place.operands[0]);
    read(*place.operands[1]);
    return;
  default:
    read(place);
    return;
  }
}

void UseFinder::visitRuntimeArguments(const ir::Inst &inst) {
  const llvm::ArrayRef<llvm::StringRef> words = ir::entryArguments(inst.entry);
  uses_.names_code |= llvm::is_contained(ir::entryParameters(inst.entry), "Code");
  for (size_t i = 0; i < inst.args.size(); ++i) {
    read(*inst.args[i]);
    if (i < words.size() && words[i].contains("Ref"))
      assign(*inst.args[i]);
  }
}

void UseFinder::visit(const ir::Inst &inst) {
  for (const ir::Label *label : {inst.on_error, inst.on_end})
    if (label)
      uses_.labels.insert(label);
  if (inst.kind == InstKind::Goto)
    uses_.labels.insert(inst.label);
  if (inst.place) {
    assign(*inst.place);
    // An owned object is read when it is replaced: dropping it has effects.
    if (inst.kind != InstKind::Store)
      read(*inst.place);
  }
  if (inst.value)
    read(*inst.value);
  // The name of a function with a status is that of the plain function around it.
  if (inst.callee && !(inst.callee_function && inst.error_check == ir::ErrorCheck::Status))
    read(*inst.callee);
  if (inst.callee_type && !inst.callee_type->exception.cpp_handler.empty())
    uses_.names.insert(inst.callee_type->exception.cpp_handler);
  if (inst.callee_function)
    uses_.callees.insert(inst.callee_function);
  if (inst.kind == InstKind::CallRuntime)
    visitRuntimeArguments(inst);
  else
    for (const ir::Expr *arg : inst.args)
      read(*arg);
  if (inst.result && !inst.result_declares) {
    uses_.variables[inst.result].is_assigned = true;
    for (const ir::Variable *scope = inst.result->scope; scope; scope = scope->scope)
      uses_.variables[scope].is_read = true;
  }
}

} // namespace

FunctionUses findUses(const ir::Function &function) {
  FunctionUses uses;
  UseFinder finder(uses);
  ir::forEachInst(function.body, [&](const ir::Inst &inst) { finder.visit(inst); });
  return uses;
}

} // namespace nogilc::emit
