// Which C functions of the module can raise at all: over the finished IR, optimistic about
// recursion. Calls of those that cannot lose their check, and functions without an error lose their
// error exit.
#pragma once

#include "lower/context.h"

namespace nogilc::lower {

void inferRaises(LowerContext &context);

} // namespace nogilc::lower
