// Coercions: the instructions behind each row of the conversion table (types/conversion.h).
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// The implicit conversion to `type`. Sema has checked that there is one.
Value convert(FunctionContext &fn, const Value &value, const Type *type);
/// The same where nothing around the expression says its C++ type (template arguments, the arms of
/// a conditional): differing C types are cast.
Value convertExactly(FunctionContext &fn, const Value &value, const Type *type);
/// The explicit cast `<type>value`; `is_checked` is `<type?>value`.
Value convertByCast(FunctionContext &fn, const Value &value, const Type *type, bool is_checked);
/// To a Python object of any type.
Value toObject(FunctionContext &fn, const Value &value);
/// The type object of an extension or builtin type, as an object expression.
const Expr *typeObject(LowerContext &context, const Type *type);
/// Whether a variable of that type holds no instances of subclasses.
bool mustBeExact(const Type *type);
/// To a C expression that is a condition: a truth test for objects.
const Expr *toCondition(FunctionContext &fn, const Value &value);

} // namespace nogilc::lower
