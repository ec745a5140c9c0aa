// Makes IR: pure expressions (no effect on the context) and instructions (appended to the current
// block with the current place and statement).
// What CallRuntime's arguments are is said in ir.h.
#pragma once

#include "lower/context.h"
#include "lower/value.h"

#include <initializer_list>

namespace nogilc::lower {

using ir::Construct;
using ir::Expr;
using ir::Inst;
using ir::InstKind;
using ir::RuntimeEntry;

// ---------------------------------------------------------------------------------------------
// Pure expressions
// ---------------------------------------------------------------------------------------------

const Expr *literal(LowerContext &context, llvm::StringRef text, const Type *type);
const Expr *intLiteral(LowerContext &context, int64_t number, const Type *type = nullptr);
const Expr *boolLiteral(LowerContext &context, bool value);
const Expr *namedValue(LowerContext &context, llvm::StringRef text, const Type *type);
const Expr *none(LowerContext &context);       ///< Py_None
const Expr *nullObject(LowerContext &context); ///< a null PyObject*
const Expr *reference(LowerContext &context, const ir::Variable *variable);
const Expr *constantRef(LowerContext &context, const ir::Constant *constant);
const Expr *nameConstant(LowerContext &context, llvm::StringRef name); ///< an interned str
const Expr *unary(LowerContext &context, llvm::StringRef op, const Expr *operand, const Type *type);
const Expr *binary(LowerContext &context, llvm::StringRef op, const Expr *left, const Expr *right,
                   const Type *type);
const Expr *conditional(LowerContext &context, const Expr *condition, const Expr *then_value,
                        const Expr *else_value, const Type *type);
const Expr *cast(LowerContext &context, const Expr *operand, const Type *type);
const Expr *field(LowerContext &context, const Expr *base, llvm::StringRef name, bool is_arrow,
                  const Type *type, bool is_filled = false);
const Expr *index(LowerContext &context, const Expr *base, const Expr *position, const Type *type);
const Expr *sizeOf(LowerContext &context, const Type *of);
const Expr *pureCall(LowerContext &context, RuntimeEntry entry,
                     llvm::ArrayRef<const Expr *> operands, const Type *type);
/// A C function or macro without effects.
const Expr *pureCall(LowerContext &context, llvm::StringRef name,
                     llvm::ArrayRef<const Expr *> operands, const Type *type);
const Expr *initializer(LowerContext &context, llvm::ArrayRef<const Expr *> operands,
                        const Type *type);
/// `!condition`, simplified where it is a negation itself.
const Expr *negation(LowerContext &context, const Expr *condition);
/// Whether the object expression is null (unbound, absent).
const Expr *isNull(LowerContext &context, const Expr *object);

// ---------------------------------------------------------------------------------------------
// Instructions
// ---------------------------------------------------------------------------------------------

/// Why an instruction is there, for the GIL checker's messages.
struct Reason {
  Construct construct = Construct::None;
  llvm::StringRef subject = {};
};

Inst *append(FunctionContext &fn, InstKind kind, Reason reason = {});

/// `temporary = expression`.
Value evaluate(FunctionContext &fn, const Expr *expr);
/// A borrowed temporary, where an object expression is dear or would change its meaning.
Value borrow(FunctionContext &fn, const Expr *expr);
/// A further reference to the object in a new owned temporary.
Value own(FunctionContext &fn, const Value &value, Reason reason = {});
/// Starts the life of a variable that no call's result starts. Owned ones are empty.
void declare(FunctionContext &fn, ir::Variable *variable);
void store(FunctionContext &fn, const Expr *place, const Expr *value);
/// Puts an object into an owned place: moves an Owned value, counts a reference of a Borrowed one.
void storeObject(FunctionContext &fn, const Expr *place, const Value &value, Reason reason = {});
void drop(FunctionContext &fn, ir::Variable *variable, Reason reason = {});

/// A call of a runtime entry. The result temporary is made as the row's kind says; `any` is the
/// type of `Any`. Errors go to fn.error. For rows without a result the Value is Nothing. The result
/// of a row of kind Next must be given in `result` (a slot) with the label for the end in `on_end`.
Value callRuntime(FunctionContext &fn, RuntimeEntry entry, llvm::ArrayRef<const Expr *> args,
                  Reason reason, const Type *any = nullptr);
inline Value callRuntime(FunctionContext &fn, RuntimeEntry entry,
                         std::initializer_list<const Expr *> args, Reason reason,
                         const Type *any = nullptr) {
  return callRuntime(fn, entry, llvm::ArrayRef<const Expr *>(args.begin(), args.size()), reason,
                     any);
}
/// A call whose result goes into a variable that is there already.
void callRuntimeInto(FunctionContext &fn, ir::Variable *result, RuntimeEntry entry,
                     llvm::ArrayRef<const Expr *> args, Reason reason, ir::Label *on_end = nullptr);
/// The next item of an iteration (kind Next) in an owned temporary; its end goes to `on_end`.
Value callNext(FunctionContext &fn, RuntimeEntry entry, llvm::ArrayRef<const Expr *> args,
               Reason reason, ir::Label *on_end);
/// The entry for the state of the GIL here: `held`, or its twin for code without the GIL.
RuntimeEntry byGil(const FunctionContext &fn, RuntimeEntry held, RuntimeEntry nogil);
/// Raises `class_name` (a builtin exception) with a constant text, in any state of the GIL.
void raiseMessage(FunctionContext &fn, llvm::StringRef class_name, llvm::StringRef text,
                  Reason reason);

/// Lets go of the owned temporaries that the block's instructions from `first` on have made: where
/// Python drops them earlier than the block ends.
void dropTemporaries(FunctionContext &fn, size_t first);

void jump(FunctionContext &fn, ir::Label *label);
/// An If; fill the blocks with InBlock. `else_body` is made when with_else is set.
Inst *branch(FunctionContext &fn, const Expr *condition, bool with_else = false);
/// `condition` may be null: for ever.
Inst *loop(FunctionContext &fn, const Expr *condition, bool with_step = false);
Inst *labeled(FunctionContext &fn, ir::Label *label);
/// Whether control cannot reach the end of the block: its last instruction leaves it.
bool isTerminated(const ir::Block &block);

/// Directs instructions into another block for the time of its life.
class InBlock {
public:
  InBlock(FunctionContext &fn, ir::Block *block)
      : fn_(fn), saved_(std::exchange(fn.block, block)) {}
  ~InBlock() { fn_.block = saved_; }
  InBlock(const InBlock &) = delete;
  InBlock &operator=(const InBlock &) = delete;

private:
  FunctionContext &fn_;
  ir::Block *saved_;
};

} // namespace nogilc::lower
