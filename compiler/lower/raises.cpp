#include "lower/raises.h"

#include "ir/walk.h"

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

bool isCFunction(const ir::Function *function) { return function->role == ir::FunctionRole::C; }

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
  auto functions = llvm::make_filter_range(context.module.functions, isCFunction);
  for (ir::Function *function : functions)
    function->may_raise = false;
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (ir::Function *function : functions) {
      if (function->may_raise)
        continue;
      const ir::Label *label = frameLabel(context, *function);
      if (label && !reaches(*function, label))
        continue;
      function->may_raise = true;
      is_changed = true;
    }
  }
  for (ir::Function *function : context.module.functions) {
    forEachMutable(function->body, [](Inst &inst) {
      if (!isHarmlessCall(inst))
        return;
      inst.error_check = ir::ErrorCheck::None;
      inst.error_value = {};
      inst.on_error = nullptr;
    });
    removeErrorExit(context, *function);
  }
}

} // namespace nogilc::lower
