// Reading names: what each kind of symbol is in C++, unbound checks, and builtins.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerName(FunctionContext &fn, const syntax::NameExpr &expr);
/// The value of a symbol; `name` is what the source calls it here.
Value readSymbol(FunctionContext &fn, const sema::Symbol &symbol, llvm::StringRef name);
/// A builtin by name: from the module's constants where every Python that we support has it.
Value readBuiltin(FunctionContext &fn, llvm::StringRef name);
/// Raises UnboundLocalError or NameError if the object variable is empty.
void checkBound(FunctionContext &fn, const sema::Symbol &symbol, const ir::Variable &variable);

} // namespace nogilc::lower
