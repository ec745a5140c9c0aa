#include "lower/builder.h"

#include "ir/walk.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::lower {

using ir::EntryKind;
using ir::ExprKind;

namespace {

Expr *newExpr(LowerContext &context, ExprKind kind, const Type *type,
              llvm::ArrayRef<const Expr *> operands = {}) {
  auto *expr = new (context.module.arena.Allocate<Expr>()) Expr();
  expr->kind = kind;
  expr->type = type;
  if (!operands.empty()) {
    const Expr **copy = context.module.arena.Allocate<const Expr *>(operands.size());
    std::uninitialized_copy(operands.begin(), operands.end(), copy);
    expr->operands = {copy, operands.size()};
  }
  return expr;
}

llvm::ArrayRef<const Expr *> copyArgs(LowerContext &context, llvm::ArrayRef<const Expr *> args) {
  if (args.empty())
    return {};
  const Expr **copy = context.module.arena.Allocate<const Expr *>(args.size());
  std::uninitialized_copy(args.begin(), args.end(), copy);
  return {copy, args.size()};
}

} // namespace

// ---------------------------------------------------------------------------------------------
// Pure expressions
// ---------------------------------------------------------------------------------------------

const Expr *literal(LowerContext &context, llvm::StringRef text, const Type *type) {
  Expr *expr = newExpr(context, ExprKind::Literal, type);
  expr->text = context.string(text);
  return expr;
}

const Expr *intLiteral(LowerContext &context, int64_t number, const Type *type) {
  return literal(context, std::to_string(number), type ? type : context.intType());
}

const Expr *boolLiteral(LowerContext &context, bool value) {
  return literal(context, value ? "true" : "false", context.bint());
}

const Expr *namedValue(LowerContext &context, llvm::StringRef text, const Type *type) {
  Expr *expr = newExpr(context, ExprKind::NamedValue, type);
  expr->text = context.string(text);
  return expr;
}

const Expr *none(LowerContext &context) { return namedValue(context, "Py_None", context.object()); }

const Expr *nullObject(LowerContext &context) {
  return literal(context, "nullptr", context.object());
}

const Expr *reference(LowerContext &context, const ir::Variable *variable) {
  Expr *expr = newExpr(context, ExprKind::VariableRef, variable->type);
  expr->variable = variable;
  return expr;
}

const Expr *constantRef(LowerContext &context, const ir::Constant *constant) {
  using types::ObjectKind;
  ObjectKind kind = ObjectKind::Object;
  switch (constant->kind) {
  case ir::Constant::Kind::InternedStr:
  case ir::Constant::Kind::Str:
    kind = ObjectKind::Str;
    break;
  case ir::Constant::Kind::Bytes:
    kind = ObjectKind::Bytes;
    break;
  case ir::Constant::Kind::Int:
    kind = ObjectKind::Int;
    break;
  case ir::Constant::Kind::Float:
    kind = ObjectKind::Float;
    break;
  case ir::Constant::Kind::Complex:
    kind = ObjectKind::Complex;
    break;
  case ir::Constant::Kind::Tuple:
    kind = ObjectKind::Tuple;
    break;
  case ir::Constant::Kind::FrozenSet:
    kind = ObjectKind::FrozenSet;
    break;
  case ir::Constant::Kind::Builtin:
    break;
  }
  Expr *expr = newExpr(context, ExprKind::ConstantRef, context.types.object(kind));
  expr->constant = constant;
  return expr;
}

const Expr *nameConstant(LowerContext &context, llvm::StringRef name) {
  return constantRef(context, context.internedName(name));
}

const Expr *unary(LowerContext &context, llvm::StringRef op, const Expr *operand,
                  const Type *type) {
  Expr *expr = newExpr(context, ExprKind::Unary, type, {operand});
  expr->text = context.string(op);
  return expr;
}

const Expr *binary(LowerContext &context, llvm::StringRef op, const Expr *left, const Expr *right,
                   const Type *type) {
  Expr *expr = newExpr(context, ExprKind::Binary, type, {left, right});
  expr->text = context.string(op);
  return expr;
}

const Expr *conditional(LowerContext &context, const Expr *condition, const Expr *then_value,
                        const Expr *else_value, const Type *type) {
  return newExpr(context, ExprKind::Conditional, type, {condition, then_value, else_value});
}

const Expr *cast(LowerContext &context, const Expr *operand, const Type *type) {
  return newExpr(context, ExprKind::Cast, type, {operand});
}

const Expr *field(LowerContext &context, const Expr *base, llvm::StringRef name, bool is_arrow,
                  const Type *type, bool is_filled) {
  Expr *expr = newExpr(context, ExprKind::Field, type, {base});
  expr->text = context.string(name);
  expr->is_arrow = is_arrow;
  expr->is_filled = is_filled;
  return expr;
}

const Expr *index(LowerContext &context, const Expr *base, const Expr *position, const Type *type) {
  return newExpr(context, ExprKind::Index, type, {base, position});
}

const Expr *sizeOf(LowerContext &context, const Type *of) {
  Expr *expr = newExpr(context, ExprKind::SizeOf, context.types.integer(types::IntegerKind::Size));
  expr->cast_type = of;
  return expr;
}

const Expr *pureCall(LowerContext &context, RuntimeEntry entry,
                     llvm::ArrayRef<const Expr *> operands, const Type *type) {
  Expr *expr = newExpr(context, ExprKind::Call, type, operands);
  expr->entry = entry;
  return expr;
}

const Expr *pureCall(LowerContext &context, llvm::StringRef name,
                     llvm::ArrayRef<const Expr *> operands, const Type *type) {
  Expr *expr = newExpr(context, ExprKind::Call, type, operands);
  expr->text = context.string(name);
  return expr;
}

const Expr *initializer(LowerContext &context, llvm::ArrayRef<const Expr *> operands,
                        const Type *type) {
  return newExpr(context, ExprKind::Initializer, type, operands);
}

const Expr *negation(LowerContext &context, const Expr *condition) {
  if (condition->kind == ExprKind::Unary && condition->text == "!")
    return condition->operands[0];
  // Only what is false exactly when its opposite is true: not the orders of floating numbers.
  if (condition->kind == ExprKind::Binary && condition->text == "==")
    return binary(context, "!=", condition->operands[0], condition->operands[1], condition->type);
  if (condition->kind == ExprKind::Binary && condition->text == "!=")
    return binary(context, "==", condition->operands[0], condition->operands[1], condition->type);
  return unary(context, "!", condition, context.bint());
}

const Expr *isNull(LowerContext &context, const Expr *object) {
  return binary(context, "==", object, nullObject(context), context.bint());
}

// ---------------------------------------------------------------------------------------------
// Instructions
// ---------------------------------------------------------------------------------------------

Inst *append(FunctionContext &fn, InstKind kind, Reason reason) {
  Inst &inst = fn.module.module.inst_storage.emplace_back();
  inst.kind = kind;
  inst.construct = reason.construct;
  if (!reason.subject.empty())
    inst.subject = fn.module.string(reason.subject);
  inst.span = fn.span;
  inst.statement = fn.statement;
  fn.block->push_back(&inst);
  return &inst;
}

Value evaluate(FunctionContext &fn, const Expr *expr) {
  const Type *type = types::unqualified(expr->type);
  // An array is no value in C++: what is kept of it is its place.
  if (const auto *array = llvm::dyn_cast<types::ArrayType>(types::canonical(type)))
    type = fn.module.types.pointer(array->element);
  ir::Variable *variable = fn.newTemporary(type, ir::Holding::Value);
  Inst *inst = append(fn, InstKind::Evaluate);
  inst->result = variable;
  inst->result_declares = variable->storage == ir::Storage::Temporary;
  inst->value = expr;
  return cValue(reference(fn.module, variable));
}

Value borrow(FunctionContext &fn, const Expr *expr) {
  ir::Variable *variable = fn.newTemporary(expr->type, ir::Holding::Borrowed);
  Inst *inst = append(fn, InstKind::Borrow);
  inst->result = variable;
  inst->result_declares = variable->storage == ir::Storage::Temporary;
  inst->value = expr;
  return borrowed(reference(fn.module, variable));
}

Value own(FunctionContext &fn, const Value &value, Reason reason) {
  ir::Variable *variable = fn.newTemporary(value.type, ir::Holding::Owned);
  declare(fn, variable);
  const Expr *place = reference(fn.module, variable);
  storeObject(fn, place, value, reason);
  return {ValueKind::Owned, place, value.type, variable};
}

void declare(FunctionContext &fn, ir::Variable *variable) {
  if (variable->storage != ir::Storage::Temporary)
    return;
  append(fn, InstKind::Declare)->result = variable;
}

void store(FunctionContext &fn, const Expr *place, const Expr *value) {
  Inst *inst = append(fn, InstKind::Store);
  inst->place = place;
  inst->value = value;
}

void storeObject(FunctionContext &fn, const Expr *place, const Value &value, Reason reason) {
  // A branch for each reference: the processor guesses it right more often than it waits for the
  // address that a `?:` chooses.
  if (value.kind == ValueKind::Borrowed && value.expr->kind == ir::ExprKind::Conditional) {
    Inst *choice = branch(fn, value.expr->operands[0], /*with_else=*/true);
    for (const size_t which : {1, 2}) {
      InBlock in(fn, which == 1 ? choice->body : choice->else_body);
      Value chosen = value;
      chosen.expr = value.expr->operands[which];
      storeObject(fn, place, chosen, reason);
    }
    return;
  }
  Inst *inst = append(fn, InstKind::StoreRef, reason);
  inst->place = place;
  inst->value = value.expr;
  if (value.kind == ValueKind::Owned) {
    inst->value = reference(fn.module, value.owner);
    inst->is_move = true;
  }
}

void drop(FunctionContext &fn, ir::Variable *variable, Reason reason) {
  append(fn, InstKind::Drop, reason)->place = reference(fn.module, variable);
}

namespace {

/// The type of a result by the table's word for it; null for None.
const Type *outType(LowerContext &context, llvm::StringRef word, const Type *any) {
  if (word == "None")
    return nullptr;
  if (word == "Object" || word == "Ref")
    return context.object();
  if (word == "Bool")
    return context.bint();
  if (word == "Int")
    return context.intType();
  if (word == "Long")
    return context.longType();
  if (word == "SSize")
    return context.ssize();
  if (word == "Size")
    return context.types.integer(types::IntegerKind::Size);
  if (word == "Double")
    return context.doubleType();
  if (word == "UCS4")
    return context.types.integer(types::IntegerKind::UCS4);
  if (word == "String")
    return context.types.pointer(context.types.qualified(
        context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  assert(word == "Any" && any && "the row needs a type for Any");
  return any;
}

} // namespace

Value callRuntime(FunctionContext &fn, RuntimeEntry entry, llvm::ArrayRef<const Expr *> args,
                  Reason reason, const Type *any) {
  const ir::RuntimeEntryInfo &info = ir::entryInfo(entry);
  assert(info.kind != EntryKind::Next && "use callRuntimeInto");
  const Type *type = outType(fn.module, info.out_type, any);
  ir::Variable *result = nullptr;
  ValueKind kind = ValueKind::Nothing;
  if (type) {
    ir::Holding holding = ir::Holding::Value;
    kind = ValueKind::C;
    if (info.kind == EntryKind::NewOrNull || info.kind == EntryKind::New ||
        info.out_type == "Ref") {
      holding = ir::Holding::Owned;
      kind = ValueKind::Owned;
    } else if (info.kind == EntryKind::BorrowedOrNull || info.kind == EntryKind::Borrowed) {
      holding = ir::Holding::Borrowed;
      kind = ValueKind::Borrowed;
    }
    result = fn.newTemporary(type, holding);
  }
  Inst *inst = append(fn, InstKind::CallRuntime, reason);
  inst->entry = entry;
  inst->args = copyArgs(fn.module, args);
  inst->result = result;
  inst->result_declares = result && result->storage == ir::Storage::Temporary;
  if (ir::mayRaise(info.kind))
    inst->on_error = fn.error;
  if (!result)
    return {};
  return {kind, reference(fn.module, result), type, kind == ValueKind::Owned ? result : nullptr};
}

void callRuntimeInto(FunctionContext &fn, ir::Variable *result, RuntimeEntry entry,
                     llvm::ArrayRef<const Expr *> args, Reason reason, ir::Label *on_end) {
  const ir::RuntimeEntryInfo &info = ir::entryInfo(entry);
  Inst *inst = append(fn, InstKind::CallRuntime, reason);
  inst->entry = entry;
  inst->args = copyArgs(fn.module, args);
  inst->result = result;
  inst->result_declares = false;
  inst->on_end = on_end;
  if (ir::mayRaise(info.kind))
    inst->on_error = fn.error;
}

Value callNext(FunctionContext &fn, RuntimeEntry entry, llvm::ArrayRef<const Expr *> args,
               Reason reason, ir::Label *on_end) {
  ir::Variable *result = fn.newTemporary(fn.module.object(), ir::Holding::Owned);
  callRuntimeInto(fn, result, entry, args, reason, on_end);
  fn.block->back()->result_declares = result->storage == ir::Storage::Temporary;
  return {ValueKind::Owned, reference(fn.module, result), result->type, result};
}

void dropTemporaries(FunctionContext &fn, size_t first) {
  llvm::SmallVector<ir::Variable *, 4> owned;
  for (size_t i = first; i != fn.block->size(); ++i) {
    const Inst &inst = *(*fn.block)[i];
    if (inst.result && inst.result_declares && inst.result->holding == ir::Holding::Owned)
      owned.push_back(inst.result);
  }
  for (ir::Variable *variable : owned)
    drop(fn, variable, {Construct::DropObject, {}});
}

RuntimeEntry byGil(const FunctionContext &fn, RuntimeEntry held, RuntimeEntry nogil) {
  return fn.isGilHeld() ? held : nogil;
}

void raiseMessage(FunctionContext &fn, llvm::StringRef class_name, llvm::StringRef text,
                  Reason reason) {
  LowerContext &context = fn.module;
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  const Type *char_pointer = context.types.pointer(context.types.qualified(
      context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
  callRuntime(fn, byGil(fn, RuntimeEntry::raise_message, RuntimeEntry::raise_message_nogil),
              {namedValue(context, ("PyExc_" + class_name).str(), context.object()),
               literal(context, quoted, char_pointer)},
              reason);
}

void jump(FunctionContext &fn, ir::Label *label) { append(fn, InstKind::Goto)->label = label; }

Inst *branch(FunctionContext &fn, const Expr *condition, bool with_else) {
  Inst *inst = append(fn, InstKind::If);
  inst->value = condition;
  inst->body = fn.newBlock();
  if (with_else)
    inst->else_body = fn.newBlock();
  return inst;
}

Inst *loop(FunctionContext &fn, const Expr *condition, bool with_step) {
  Inst *inst = append(fn, InstKind::Loop);
  inst->value = condition;
  inst->body = fn.newBlock();
  if (with_step)
    inst->step = fn.newBlock();
  return inst;
}

Inst *labeled(FunctionContext &fn, ir::Label *label) {
  Inst *inst = append(fn, InstKind::Labeled);
  inst->label = label;
  inst->body = fn.newBlock();
  return inst;
}

bool isTerminated(const ir::Block &block) {
  // Only the last instruction tells: what stands behind one that leaves is never lowered.
  return !block.empty() && !ir::fallsThrough(ir::Block{block.back()});
}

} // namespace nogilc::lower
