// Closure scopes: captured variables live in a scope object that the functions which use them reach
// through their function object.
//
// A function with captured variables makes one scope a call; a generator's frame is its scope. The
// scope of a function that itself uses names from further out holds a link, `ng_outer`, to the next
// one; functions without captured variables are skipped in that chain. A comprehension or class in
// a loop has a scope of its own each time that it runs: sema::Scope::block.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// At a function's entry: makes its own scope if it has captured variables (moving captured
/// parameters of C functions into it), and fetches the enclosing one if it needs it.
void enterScopes(FunctionContext &fn);
/// Makes the closure scope of a block that runs now, if anything of it is captured. The variable
/// that holds it, or null. It is to be dropped when the block has run.
ir::Variable *enterBlock(FunctionContext &fn, const sema::FunctionInfo *block, Reason reason);
/// The variable of a captured symbol, as this function reaches it.
ir::Variable *capturedVariable(FunctionContext &fn, const sema::Symbol *symbol);
/// The scope that an inner function made here must be given; null if it needs none.
const Expr *scopeFor(FunctionContext &fn, const sema::FunctionInfo &inner);

/// The layout of a function's scope or frame, with a field for each captured variable; made when it
/// is first asked for. Null for a function that has neither.
ir::ScopeLayout *scopeLayout(LowerContext &context, const sema::FunctionInfo &info);
/// The field of a symbol in the scope that `scope` points to (null: the frame of the generator).
ir::Variable *scopeField(LowerContext &context, const sema::Symbol &symbol,
                         const ir::ScopeLayout &layout, ir::Variable *scope);
/// The link to the next scope further out in a scope of `info`; null if it has none.
ir::Variable *outerLink(LowerContext &context, const sema::FunctionInfo &info, ir::Variable *scope);
/// Orders the fields as the runtime wants them, objects first. When all functions are lowered.
void finishScopeLayouts(LowerContext &context);
/// A C++ name at module level that nothing else has.
std::string uniqueModuleName(LowerContext &context, llvm::StringRef wanted);

} // namespace nogilc::lower
