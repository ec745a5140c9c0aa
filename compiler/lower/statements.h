// Lowering of statements: the dispatch over node kinds, blocks, and the jumps out of them.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

void lowerStmt(FunctionContext &fn, const syntax::Stmt &stmt);
/// Statements into the current block.
void lowerBody(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body);
/// Statements into another block.
void lowerBodyInto(FunctionContext &fn, ir::Block *block, llvm::ArrayRef<syntax::Stmt *> body);

/// The name inside of a declarator, and its initial value.
const syntax::NameDeclarator &declaredName(const syntax::Declarator &declarator);
void lowerInitialValue(FunctionContext &fn, const syntax::NameDeclarator &name);

// The ways out, past the constructs in fn.exits (see Exit).
void jumpBreak(FunctionContext &fn);
void jumpContinue(FunctionContext &fn);
/// `return value`; the value has the function's return type already, or is Nothing.
void jumpReturn(FunctionContext &fn, const Value &value);
/// Goes on with a return whose value an interceptor has kept in fn.return_slot.
void resumeReturn(FunctionContext &fn);

} // namespace nogilc::lower
