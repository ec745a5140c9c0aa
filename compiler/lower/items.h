// Subscripts and slices of objects, pointers and arrays; lvalues of C expressions.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerIndex(FunctionContext &fn, const syntax::IndexExpr &expr);
/// A slice as an object: `a:b:c` inside a larger subscript.
Value lowerSliceObject(FunctionContext &fn, const syntax::SliceExpr &expr);
/// `p[i]` as a C expression: also an lvalue.
const Expr *lowerPointerIndex(FunctionContext &fn, const syntax::IndexExpr &expr);
/// The object in a C place that is not a variable: an item, a field.
Value readObjectPlace(FunctionContext &fn, const Expr *place);
/// An expression of a C type as a place: what `&` and field access need.
const Expr *lowerLvalue(FunctionContext &fn, const syntax::Expr &expr);
Value lowerAddressOf(FunctionContext &fn, const syntax::AddressOfExpr &expr);

/// The bounds of a slice as C numbers, for getslice and its kin.
struct SliceBounds {
  Value start; ///< Nothing: absent
  Value stop;
};
/// Whether the subscript is a slice with bounds that are absent, None, or C integers.
bool isSimpleSlice(FunctionContext &fn, const syntax::Expr &index);
/// start, stop, has start, has stop, as the runtime's entries want them.
llvm::SmallVector<const Expr *, 4> boundArguments(FunctionContext &fn, const Value &start,
                                                  const Value &stop);
/// A bound of a simple slice; Nothing if it is absent.
Value lowerBound(FunctionContext &fn, const syntax::Expr *bound);
/// Whether every value of the index's C type is a Py_ssize_t.
bool fitsIndex(FunctionContext &fn, const syntax::Expr &index);
/// The index of PythonIndexC as Py_ssize_t.
Value lowerCIndex(FunctionContext &fn, const syntax::Expr &index);
/// Raises TypeError if an object of a builtin type is None, where the entry needs the real thing.
void requireNotNone(FunctionContext &fn, const Value &value, llvm::StringRef message);

} // namespace nogilc::lower
