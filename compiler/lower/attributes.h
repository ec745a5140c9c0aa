// Attributes: of Python objects, struct fields, names of modules and enums.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

Value lowerAttribute(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// The name under which Python finds it: a private name of a class carries the class's name.
llvm::StringRef pythonAttributeName(FunctionContext &fn, const syntax::AttributeExpr &expr);
/// The field of a struct (or of what a pointer points to) as a C expression: also an lvalue.
const Expr *lowerStructField(FunctionContext &fn, const syntax::AttributeExpr &expr);

} // namespace nogilc::lower
