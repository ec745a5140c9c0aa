// Generators: the resume function over a frame that holds all variables; `yield`, `yield from`.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// The resume function of a generator, and the body that makes the generator object.
void lowerGenerator(LowerContext &context, const sema::FunctionInfo &info);
Value lowerYield(FunctionContext &fn, const syntax::YieldExpr &yield);
Value lowerYieldFrom(FunctionContext &fn, const syntax::YieldFromExpr &yield);
/// Whether the subtree holds a `yield` of this function (not of an inner one).
bool containsYield(const syntax::Node &node);

} // namespace nogilc::lower
