// C arrays as a whole: filled from a display of the same length.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// `array = [a, b, c]`, also as an initial value and as `array[:] = …`. All elements are evaluated
/// before the first is stored.
void fillArray(FunctionContext &fn, const Expr *array, const syntax::Expr &display);

} // namespace nogilc::lower
