// Instructions as C++ statements.
#pragma once

#include "emit/context.h"

namespace nogilc::emit {

/// The statements of a block, without braces.
void emitBlock(FunctionContext &fn, const ir::Block &block);
/// A call and what follows when it fails: calls.cpp.
void emitCallRuntime(FunctionContext &fn, const ir::Inst &inst);
void emitCallFunction(FunctionContext &fn, const ir::Inst &inst);
/// The error value as the result's own type, so that `-1` compares equal to an `unsigned char`.
std::string errorValue(llvm::StringRef value, const ir::Type *result);
/// What a `return` of a function with a status returns.
std::string statusReturn(const ir::Function &function, const ir::Inst &inst);
/// `if (condition) goto label`, with the line for the traceback if the label wants it.
std::string failIf(FunctionContext &fn, llvm::StringRef condition, const ir::Inst &inst);
/// generators.cpp
void emitYield(FunctionContext &fn, const ir::Inst &inst);
void emitGeneratorReturn(FunctionContext &fn, const ir::Inst &inst);
std::string labelName(const ir::Label &label);

} // namespace nogilc::emit
