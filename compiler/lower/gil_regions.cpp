#include "lower/gil_regions.h"

namespace nogilc::lower {

using ir::GilState;

namespace {

void acquire(FunctionContext &fn, Reason reason, llvm::function_ref<void()> body) {
  Inst *region = append(fn, InstKind::AcquireGil, reason);
  region->body = fn.newBlock();
  region->is_gil_state_known = fn.gil == GilState::Released && fn.is_release_known;
  InBlock in(fn, region->body);
  Scoped inside(fn.is_in_gil_region, true);
  Scoped gil(fn.gil, GilState::Held);
  Scoped known(fn.is_release_known, false);
  body();
}

void release(FunctionContext &fn, llvm::function_ref<void()> body) {
  Inst *region = append(fn, InstKind::ReleaseGil);
  region->body = fn.newBlock();
  region->is_gil_state_known = fn.gil == GilState::Held;
  InBlock in(fn, region->body);
  Scoped inside(fn.is_in_gil_region, true);
  Scoped known(fn.is_release_known, fn.gil == GilState::Held);
  Scoped gil(fn.gil, GilState::Released);
  body();
}

} // namespace

void lowerGilItem(FunctionContext &fn, const syntax::WithItem &item,
                  llvm::function_ref<void()> body) {
  const sema::StmtInfo &info = fn.module.analysis.stmt(item);
  At at(fn, item.span);
  switch (info.with_form) {
  case sema::WithForm::NoGil:
    // Inside a region that has released it already, the checker reports it: there is one
    // instruction that says so.
    if (!info.taken.value_or(true)) {
      body();
      return;
    }
    release(fn, body);
    return;
  case sema::WithForm::Gil:
    if (!info.taken.value_or(true)) {
      body();
      return;
    }
    acquire(fn, {}, body);
    return;
  case sema::WithForm::Directives: {
    Scoped directives(fn.directives, info.directives ? info.directives : fn.directives);
    body();
    return;
  }
  case sema::WithForm::NoChange:
    if (!info.taken) {
      // Its condition has an error: nothing can be said about the body.
      fn.function.is_partial = true;
      append(fn, InstKind::Unknown);
      return;
    }
    body();
    return;
  case sema::WithForm::ContextManager:
  case sema::WithForm::Lock:
  case sema::WithForm::CriticalSection:
    body();
    return;
  }
}

void withGilReleased(FunctionContext &fn, llvm::function_ref<void()> body) { release(fn, body); }

void withGilHeld(FunctionContext &fn, Reason reason, llvm::function_ref<void()> body) {
  if (fn.isGilHeld())
    body();
  else
    acquire(fn, reason, body);
}

} // namespace nogilc::lower
