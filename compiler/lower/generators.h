// Generators: the resume function over a frame that holds all variables; `yield`, `yield from`;
// generator expressions.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

/// The resume function of a generator, and the body that makes the generator object. For a
/// generator expression the resume function only: the expression makes the object.
void lowerGenerator(LowerContext &context, const sema::FunctionInfo &info);
/// A generator expression where it is evaluated: the first iterable, the frame, the object.
Value lowerGeneratorExpression(FunctionContext &fn, const syntax::ComprehensionExpr &expr);
Value lowerYield(FunctionContext &fn, const syntax::YieldExpr &yield);
/// Stops with a value; gives what is sent in.
Value yieldValue(FunctionContext &fn, const Value &value);
Value lowerYieldFrom(FunctionContext &fn, const syntax::YieldFromExpr &yield);
/// Behind `yield_from_begin` and its like: passes on what the inner iterator yields and what is
/// sent, until it ends; its value.
Value delegate(FunctionContext &fn, Reason reason);
/// Reports a `yield` or `await` in `with gil`: the guard of the region cannot live in the frame.
/// (One where the GIL is released is the checker's to report.)
bool stopsInGilRegion(FunctionContext &fn, Span span, llvm::StringRef construct);
/// Whether the function may stop in the subtree: a `yield` or `await` of its own, not of an inner
/// one.
bool containsYield(const syntax::Node &node);

/// Around the lowering of one statement: in a generator, the temporaries of a statement with a
/// `yield` live in the frame, and are dropped when the statement ends.
class StatementTemporaries {
public:
  StatementTemporaries(FunctionContext &fn, const syntax::Stmt &stmt);
  ~StatementTemporaries();
  StatementTemporaries(const StatementTemporaries &) = delete;
  StatementTemporaries &operator=(const StatementTemporaries &) = delete;

private:
  FunctionContext &fn_;
  bool saved_in_frame_;
  std::vector<ir::Variable *> saved_temporaries_;
};

} // namespace nogilc::lower
