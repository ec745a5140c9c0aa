// f-strings.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerJoinedString(FunctionContext &fn, const syntax::JoinedString &expr);
Value lowerFormattedValue(FunctionContext &fn, const syntax::FormattedValue &expr);

} // namespace nogilc::lower
