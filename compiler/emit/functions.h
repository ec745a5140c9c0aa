// Functions: signatures, what stands at the top of a body, and the body.
#pragma once

#include "emit/context.h"

namespace nogilc::emit {

/// `unsigned long fibonacci(unsigned long n)`.
/// Of the C function that the source declares.
std::string plainSignature(const ir::Function &function);
/// What a function with a status is called, and what it gives: `ng::Outcome<T>`, or `bool` (raised)
/// where the source says void.
std::string statusName(const ir::Function &function);
std::string outcomeType(const types::FunctionType &type);
/// `bool (*name)(long)`, for a function of another module or a class's table.
std::string statusPointer(const types::FunctionType &type, llvm::StringRef name);
/// The function of the plain C type around one with a status.
void emitPlainFunction(ModuleContext &context, const ir::Function &function);
/// The reverse: the form with a status of a function that has none, because it cannot raise or its
/// value tells. Its signature and the whole.
std::string statusSignature(const ir::Function &function);
void emitStatusFunction(ModuleContext &context, const ir::Function &function);
/// The same of another module's function: the pointer, which stands for a function that asks the
/// interpreter until one with a status is found.
void emitImportedStatus(ModuleContext &context, const ir::Import &import);
/// The struct of a closure's scope or a generator's frame.
void emitScope(ModuleContext &context, const ir::ScopeLayout &scope);
/// Of the function's body.
std::string signature(const ModuleContext &context, const ir::Function &function);
void emitFunction(ModuleContext &context, const ir::Function &function);
/// Whether a function runs once and without a loop: a C++ compiler is to make it small, not fast.
bool isCold(const ir::Function &function);

} // namespace nogilc::emit
