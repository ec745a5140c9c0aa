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
std::string outcomeType(const ir::Function &function);
/// The function of the plain C type around one with a status.
void emitPlainFunction(ModuleContext &context, const ir::Function &function);
/// Of the function's body.
std::string signature(const ModuleContext &context, const ir::Function &function);
void emitFunction(ModuleContext &context, const ir::Function &function);

} // namespace nogilc::emit
