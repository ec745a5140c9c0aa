// Structs, unions, ctuples and C arrays between C and Python. Each type that a module converts gets
// one function a direction, made when it is first wanted; inside, the members go through convert().
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// A struct or union from a mapping, a ctuple from a sequence; in a new temporary.
Value compoundFromObject(FunctionContext &fn, const Value &object, const Type *type);
/// A struct or union as a dict, a ctuple as a tuple.
Value compoundToObject(FunctionContext &fn, const Value &value);
/// `length` elements from `first` on as a list.
Value elementsToList(FunctionContext &fn, const Expr *first, const Expr *length);
/// Fills the array from an iterable of the same length, or copies what a pointer or another array
/// holds.
void assignArray(FunctionContext &fn, const Expr *array, const Value &value);
/// The number of elements, as C++ knows it.
const Expr *arrayLength(LowerContext &context, const types::ArrayType &array);

} // namespace nogilc::lower
