// What a module defines in C++ before its functions: includes, structs, enums, typedefs.
#pragma once

#include "lower/context.h"

namespace nogilc::lower {

void lowerDefinitions(LowerContext &context);

} // namespace nogilc::lower
