// Functions: signatures, what stands at the top of a body, and the body.
#pragma once

#include "emit/context.h"

namespace nogilc::emit {

/// `unsigned long fibonacci(unsigned long n)`.
std::string signature(const ModuleContext &context, const ir::Function &function);
void emitFunction(ModuleContext &context, const ir::Function &function);

} // namespace nogilc::emit
