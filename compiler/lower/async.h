// Coroutines: `await`, `async for`, `async with`. How a coroutine stops and goes on is that of
// generators, see generators.h.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

Value lowerAwait(FunctionContext &fn, const syntax::AwaitExpr &expr);
/// Where an `await` stands, as the runtime's AwaitPlace numbers it.
enum class AwaitPlace : uint8_t { Expression, Enter, Exit };
Value awaitValue(FunctionContext &fn, const Value &awaitable, AwaitPlace place);

/// `async for`: the iterator in a slot of the frame.
ir::Variable *beginAsyncIteration(FunctionContext &fn, const syntax::Expr &iterable);
/// Runs `body` with each item; `body` is what a loop's body is to break and continue.
void iterateAsync(FunctionContext &fn, ir::Variable *iterator,
                  llvm::function_ref<void(const Value &)> body);

} // namespace nogilc::lower
