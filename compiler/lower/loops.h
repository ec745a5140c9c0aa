// `for` and `while`.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

void lowerWhile(FunctionContext &fn, const syntax::WhileStmt &stmt);
void lowerFor(FunctionContext &fn, const syntax::ForStmt &stmt);
void lowerForFrom(FunctionContext &fn, const syntax::ForFromStmt &stmt);

/// Runs `body` once for each element of `iterable`, bound to `target` in the way that sema chose
/// for `clause` (a ForStmt or ComprehensionClause). break and continue in `body` work.
void lowerIteration(FunctionContext &fn, const syntax::Node &clause, const syntax::Expr &target,
                    const syntax::Expr &iterable, llvm::function_ref<void()> body);

/// The body of one round, in which `break` goes to `break_label` (null: Inst Break does it) and
/// `continue` behind the body.
void lowerLoopRound(FunctionContext &fn, ir::Label *break_label, llvm::function_ref<void()> body,
                    ir::Label *behind);

/// The elements of a C array or of a slice of one, with a step or without.
void forEachElement(FunctionContext &fn, const syntax::Expr &iterable,
                    llvm::function_ref<void(const Value &)> body);

} // namespace nogilc::lower
