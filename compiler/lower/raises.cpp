#include "lower/raises.h"

#include "ir/walk.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/STLExtras.h>

namespace nogilc::lower {

namespace {

using ir::Inst;
using ir::InstKind;

template <typename Visit> void forEachMutable(ir::Block &block, Visit visit) {
  for (Inst *inst : block) {
    visit(*inst);
    for (ir::Block *inner : {inst->body, inst->else_body, inst->step})
      if (inner)
        forEachMutable(*inner, visit);
  }
}

/// The label to which an error goes that leaves the function; null if the function has no frame.
ir::Label *frameLabel(const LowerContext &context, const ir::Function &function) {
  const ir::Block *block = context.frame_blocks.lookup(&function);
  if (!block)
    return nullptr;
  for (const Inst *inst : *block)
    if (inst->kind == InstKind::Labeled && inst->label->is_error_target)
      return inst->label;
  return nullptr;
}

using types::ExceptionKind;

bool isHarmlessCall(const Inst &inst) {
  return inst.kind == InstKind::CallFunction && inst.callee_function &&
         !inst.callee_function->may_raise;
}

bool reaches(const ir::Function &function, const ir::Label *label) {
  bool found = false;
  ir::forEachInst(function.body, [&](const Inst &inst) {
    found |= inst.kind == InstKind::Goto && inst.label == label;
    found |= inst.on_error == label && !isHarmlessCall(inst);
  });
  return found;
}

/// Whether an error reaches a way out: a label behind which the function returns with it.
bool leavesWithError(const ir::Function &function, const ir::Block &block) {
  const bool ends_so =
      !block.empty() && block.back()->kind == InstKind::Return && block.back()->is_raising;
  return llvm::any_of(block, [&](const Inst *inst) {
    if (ends_so && inst->kind == InstKind::Labeled && reaches(function, inst->label))
      return true;
    return llvm::any_of(llvm::ArrayRef{inst->body, inst->else_body}, [&](const ir::Block *inner) {
      return inner && leavesWithError(function, *inner);
    });
  });
}

bool isCFunction(const ir::Function *function) { return function->role == ir::FunctionRole::C; }

using FunctionSet = llvm::DenseSet<const ir::Function *>;

/// Whether a call may set an exception that its declaration denies: C code that calls
/// PyErr_SetString and lets its callers find out, or a `noexcept` function that calls such code.
bool mayLeaveException(const FunctionSet &leaving, const Inst &inst) {
  return inst.is_opaque || (inst.callee_function && leaving.contains(inst.callee_function));
}

bool hasOpaqueCall(const FunctionSet &leaving, const ir::Function &function) {
  bool found = false;
  ir::forEachInst(function.body,
                  [&](const Inst &inst) { found |= mayLeaveException(leaving, inst); });
  return found;
}

bool isDeclaredNotToRaise(const ir::Function &function) {
  return function.type->exception.kind == ExceptionKind::None;
}

/// The functions that are declared not to raise and may leave an exception all the same.
FunctionSet findLeaving(const LowerContext &context) {
  FunctionSet leaving;
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const ir::Function *function : context.module.functions)
      if (isCFunction(function) && isDeclaredNotToRaise(*function) &&
          hasOpaqueCall(leaving, *function))
        is_changed |= leaving.insert(function).second;
  }
  return leaving;
}

bool wantsStatus(const ir::Function &function) {
  return isCFunction(&function) && function.may_raise && types::hasStatusForm(*function.type);
}

/// What a Return without an error must find out: code behind the function's back may have raised.
ir::ErrorCheck checkOnReturn(const ir::Function &function) {
  const bool is_held = function.entry_state == ir::GilState::Held;
  if (function.type->exception.kind == ExceptionKind::Always)
    return is_held ? ir::ErrorCheck::Always : ir::ErrorCheck::AlwaysNogil;
  return is_held ? ir::ErrorCheck::CheckedValue : ir::ErrorCheck::CheckedValueNogil;
}

void giveStatus(const FunctionSet &leaving, ir::Function &function) {
  function.has_status = true;
  if (!hasOpaqueCall(leaving, function))
    return;
  forEachMutable(function.body, [&](Inst &inst) {
    if (inst.kind != InstKind::Return || inst.is_raising)
      return;
    inst.error_check = checkOnReturn(function);
    inst.error_value = function.type->exception.value;
  });
}

/// Drops the checks of calls that cannot raise, and takes the status where there is one.
void simplifyCheck(Inst &inst) {
  if (isHarmlessCall(inst)) {
    inst.error_check = ir::ErrorCheck::None;
    inst.error_value = {};
    inst.on_error = nullptr;
  } else if (inst.kind == InstKind::CallFunction && inst.callee_function &&
             inst.callee_function->has_status) {
    inst.error_check = ir::ErrorCheck::Status;
    inst.error_value = {};
  }
}

/// Without an error, what the error label encloses is the whole body.
void removeErrorExit(LowerContext &context, ir::Function &function) {
  ir::Label *label = frameLabel(context, function);
  if (!label || reaches(function, label))
    return;
  ir::Block &block = *context.frame_blocks.lookup(&function);
  auto frame = llvm::find_if(block, [&](const Inst *inst) { return inst->label == label; });
  ir::Block kept(block.begin(), frame);
  kept.insert(kept.end(), (*frame)->body->begin(), (*frame)->body->end());
  block = std::move(kept);
  function.has_error_line = false;
}

} // namespace

void inferRaises(LowerContext &context) {
  const FunctionSet leaving = findLeaving(context);
  auto functions = llvm::make_filter_range(context.module.functions, isCFunction);
  for (ir::Function *function : functions)
    function->may_raise = !isDeclaredNotToRaise(*function) &&
                          !types::isObject(function->type->result) &&
                          hasOpaqueCall(leaving, *function);
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (ir::Function *function : functions) {
      if (function->may_raise)
        continue;
      if (frameLabel(context, *function) && !leavesWithError(*function, function->body))
        continue;
      function->may_raise = true;
      is_changed = true;
    }
  }
  for (ir::Function *function : functions)
    if (wantsStatus(*function))
      giveStatus(leaving, *function);
  for (ir::Function *function : context.module.functions) {
    forEachMutable(function->body, simplifyCheck);
    removeErrorExit(context, *function);
  }
}

} // namespace nogilc::lower
