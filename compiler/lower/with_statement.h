// `with`: context managers; GIL items are handed to gil_regions.h.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

void lowerWith(FunctionContext &fn, const syntax::WithStmt &stmt);

} // namespace nogilc::lower
