// `cpdef enum`: the Python classes, made when the module starts, and their members for C values.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// Makes the classes of this module's enums, and the numbers of those without a name.
void makePythonEnums(FunctionContext &fn);
/// The class of a `cpdef enum`, of this module or another.
Value readEnumClass(FunctionContext &fn, const types::EnumType &type);
/// The member for a C value.
Value enumToObject(FunctionContext &fn, const Value &value);

} // namespace nogilc::lower
