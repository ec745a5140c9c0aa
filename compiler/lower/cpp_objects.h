// C++ objects: calls of their methods, constructors and operators, arguments by reference,
// assignment, `new` and `del`, and loops over containers. Their C++ scope ends their lives.
#pragma once

#include "lower/operands.h"

namespace nogilc::lower {

/// An argument for a parameter that is a reference or of a C++ class.
Value lowerCppArgument(FunctionContext &fn, const syntax::Expr &expr, const Type *parameter);
Value lowerCppCall(FunctionContext &fn, const syntax::CallExpr &call);
/// The operator that `info` says, of these operands.
Value lowerCppOperator(FunctionContext &fn, const sema::ExprInfo &info,
                       llvm::ArrayRef<const syntax::Expr *> operands);
/// One of two objects, made in blocks of their own: itself where it stands somewhere, else a copy.
Value chooseCppObject(FunctionContext &fn, const Expr *condition, ir::Block *then_block,
                      const Value &then_value, ir::Block *else_block, const Value &else_value,
                      const Type *type);
/// `place = value` of a C++ class.
void assignCppObject(FunctionContext &fn, const Expr *place, const Value &value);
/// What the object is as a truth value.
const Expr *cppTruth(FunctionContext &fn, const Value &value);
/// A `std::string` of C text; without a length up to its NUL.
Value cppString(FunctionContext &fn, const Expr *text, const Expr *length, const Type *type);
void deleteCppObject(FunctionContext &fn, const Expr *pointer);
/// Constructs the C++ objects among the variables of the function, which C++ does at their
/// declaration: who needs the GIL for it, or may raise.
void constructCppLocals(FunctionContext &fn);
void lowerCppLoop(FunctionContext &fn, const sema::CppLoop &loop, const syntax::Expr &container,
                  ir::Label *break_label, llvm::function_ref<void(const Value &)> body);
/// The object to be given away: itself if nobody else has it, else a copy, which C++ makes there.
Value copied(FunctionContext &fn, Value value);
/// Says what the end of an object needs of the GIL.
void noteDestroyed(FunctionContext &fn, const types::CppClassType *cls);
/// The value as something that C++ may move from, if nobody else has it.
const Expr *movable(FunctionContext &fn, const Value &value);
/// Whether variables of the type are C++ objects.
bool isCppObject(const Type *type);

} // namespace nogilc::lower
