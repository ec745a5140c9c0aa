// Locks of the dialect: `with lock`, its methods, critical sections.
#pragma once

#include "lower/builder.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace nogilc::lower {

/// `lock.acquire()` and its like.
Value lowerLockCall(FunctionContext &fn, const syntax::CallExpr &call);
/// `with lock:`. `stmt` is the whole statement.
void lowerLockItem(FunctionContext &fn, const syntax::WithStmt &stmt, const syntax::WithItem &item,
                   llvm::function_ref<void()> body);
/// `with cython.critical_section(…):`.
void lowerCriticalSection(FunctionContext &fn, const syntax::WithStmt &stmt,
                          const syntax::WithItem &item, llvm::function_ref<void()> body);
/// The statements of a function, inside of the critical section that its decorator asks for.
void lowerFunctionBody(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body);

} // namespace nogilc::lower
