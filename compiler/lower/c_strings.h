// `char*` as text: slices of it, and `.decode()` without the bytes object in between.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// A char pointer or array as the `const char*` that the runtime takes.
const Expr *asCharPointer(LowerContext &context, const Expr *text);
/// The text as an object of type `wanted`, or of the type that the module gives C text.
Value cTextToObject(FunctionContext &fn, const Expr *text, const Type *wanted);
/// An object as a borrowed `const char*`.
Value cTextFromObject(FunctionContext &fn, const Value &object, Reason reason);
/// `p[a:b]` of a char pointer or array as an object of the type that the module gives C text.
Value lowerCStringSlice(FunctionContext &fn, const Expr *text, const Value &start,
                        const Value &stop, const Type *wanted);
/// `p.decode(…)`, `p[a:b].decode(…)`; Nothing if the call is none of these.
Value lowerCStringDecode(FunctionContext &fn, const syntax::CallExpr &call);

} // namespace nogilc::lower
