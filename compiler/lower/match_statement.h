// The `match` statement.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

void lowerMatch(FunctionContext &fn, const syntax::MatchStmt &stmt);

} // namespace nogilc::lower
