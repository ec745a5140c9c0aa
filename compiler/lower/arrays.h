// C arrays and slices of them as targets, and displays that make C compounds.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Whether sema has typed the display as a struct, ctuple or array: its elements are C values.
bool isCDisplay(FunctionContext &fn, const syntax::Expr &expr);
/// The struct or ctuple in a new temporary; the array in a variable of the function, because
/// pointers to it may be kept.
Value lowerCDisplay(FunctionContext &fn, const syntax::Expr &expr);
/// `array = [a, b, c]`, also as an initial value and as `array[:] = …`. All elements are evaluated
/// before the first is stored.
void fillArray(FunctionContext &fn, const Expr *array, const syntax::Expr &display);
/// Whatever `expr` is, into a C place that nothing has read yet (an initial value, a member of what
/// is being made).
void initializePlace(FunctionContext &fn, const Expr *place, const syntax::Expr &expr);
/// `memmove`: the two may overlap.
void copyElements(FunctionContext &fn, const Expr *to, const Expr *from, const Expr *size);

/// A slice of a pointer or C array: where it begins and how many elements it has.
struct ElementRange {
  const Expr *first = nullptr;
  const Expr *length = nullptr; ///< null: a pointer's, without an end
};
ElementRange lowerElementRange(FunctionContext &fn, const syntax::IndexExpr &expr);
/// `p[a:b] = value`
void assignElements(FunctionContext &fn, const ElementRange &range, const Value &value);

} // namespace nogilc::lower
