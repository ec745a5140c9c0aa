// See instructions.h. Control flow stays structured: `if`, `while`, `for`, braces; `goto` only
// leaves blocks. C++ forbids a goto into the scope of a variable that has a value: labels stand
// right behind the closing brace of their block, so nothing is ever crossed.
#include "emit/instructions.h"

#include "emit/expressions.h"
#include "ir/walk.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::emit {

using ir::Block;
using ir::Holding;
using ir::Inst;
using ir::InstKind;

// ---------------------------------------------------------------------------------------------
// Stores
// ---------------------------------------------------------------------------------------------

/// `x = x + 1` is written `++x`, `x = x + y` is written `x += y`.
static std::string storeText(const Inst &inst) {
  const ir::Variable *target = ir::asVariable(inst.place);
  const ir::Expr &value = *inst.value;
  const std::string name = place(*inst.place);
  const bool is_update = target && value.kind == ir::ExprKind::Binary &&
                         ir::asVariable(value.operands[0]) == target &&
                         binaryPrecedence(value.text) >= Precedence::BitOr &&
                         binaryPrecedence(value.text) != Precedence::Equality &&
                         binaryPrecedence(value.text) != Precedence::Relational;
  if (!is_update)
    return name + " = " + text(value);
  const ir::Expr &change = *value.operands[1];
  const bool is_one = change.kind == ir::ExprKind::Literal && change.text == "1";
  if (is_one && (value.text == "+" || value.text == "-"))
    return value.text.str() + value.text.str() + name;
  return name + " " + value.text.str() + "= " + text(change);
}

static std::string ownedText(const ir::Expr &value) {
  std::string object;
  writeObject(value, object);
  return object;
}

static bool isNull(const ir::Expr &value) {
  return value.kind == ir::ExprKind::Literal && (value.text == "nullptr" || value.text == "NULL");
}

static void emitStoreRef(FunctionContext &fn, const Inst &inst) {
  const std::string target = place(*inst.place);
  const bool is_ref = isOwned(*inst.place);
  std::string owned;
  if (inst.is_move)
    owned = place(*inst.value) + ".release()";
  else if (is_ref && isNull(*inst.value))
    owned = "";
  else if (is_ref)
    return (void)fn.statement(target + ".assign(" + ownedText(*inst.value) + ");");
  else
    owned = isNull(*inst.value) ? "nullptr" : "ng::new_ref_or_null(" + ownedText(*inst.value) + ")";
  fn.statement(is_ref                  ? target + ".reset(" + owned + ");"
               : inst.place->is_filled ? "ng::replace_filled(" + target + ", " + owned + ");"
                                       : "ng::replace(" + target + ", " + owned + ");");
}

static void emitDeclaration(FunctionContext &fn, const Inst &inst) {
  const ir::Variable &variable = *inst.result;
  const VariableUse use = fn.uses.use(&variable);
  std::string prefix = use.is_read ? "" : "[[maybe_unused]] ";
  if (variable.holding == Holding::Owned)
    prefix.clear();
  if (inst.kind == InstKind::Declare) {
    if (variable.is_empty_at_end)
      return (void)fn.statement("ng::EmptiedRef " + variable.name + ";");
    fn.statement(prefix + declaration(variable) + ";");
    return;
  }
  if (!inst.result_declares) {
    fn.statement(place(variable) + " = " + text(*inst.value) + ";");
    return;
  }
  fn.statement(prefix + declaration(variable, !use.is_assigned) + " = " + text(*inst.value) + ";");
}

// ---------------------------------------------------------------------------------------------
// Blocks
// ---------------------------------------------------------------------------------------------

/// Whether an instruction declares a variable in the block that it stands in.
static bool declares(const Inst &inst) {
  switch (inst.kind) {
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Declare:
    return inst.result_declares;
  case InstKind::CallRuntime:
  case InstKind::CallFunction:
    return inst.result && inst.result_declares;
  default:
    return false;
  }
}

static void emitBraced(FunctionContext &fn, const Block &block) {
  fn.out().line("{");
  {
    const Indented indented(fn.out());
    emitBlock(fn, block);
  }
  fn.out().line("}");
}

static bool isTarget(const FunctionContext &fn, const Inst &inst) {
  return fn.uses.labels.contains(inst.label);
}

/// A block that ends where the block around it ends, and to whose end nothing jumps, needs no
/// braces of its own.
static bool isTail(const FunctionContext &fn, const Block &around, const Inst &inst) {
  return &inst == around.back() && inst.kind == InstKind::Labeled && !isTarget(fn, inst);
}

/// Whether the statements of a block declare variables that its braces must end.
static bool declares(const FunctionContext &fn, const Block &block) {
  return llvm::any_of(block, [&](const Inst *inst) {
    return declares(*inst) || (isTail(fn, block, *inst) && declares(fn, *inst->body));
  });
}

static void emitLabeled(FunctionContext &fn, const Block &around, const Inst &inst) {
  // Without declarations of its own a block needs no braces.
  if (declares(fn, *inst.body) && !isTail(fn, around, inst))
    emitBraced(fn, *inst.body);
  else
    emitBlock(fn, *inst.body);
  if (!isTarget(fn, inst))
    return;
  fn.out().dedent();
  fn.out().line(labelName(*inst.label) + ":;");
  fn.out().indent();
}

/// The text, at the line of an instruction that opens a block.
static TextWriter &openAt(FunctionContext &fn, const Inst &inst) {
  fn.flush();
  fn.module.sourceLine(inst.span);
  return fn.module.writer;
}

static void emitIf(FunctionContext &fn, const Inst &first) {
  const Inst *inst = &first;
  TextWriter &out = openAt(fn, first);
  out.write("if (" + condition(*inst->value) + ") ");
  for (;;) {
    fn.out().line("{");
    {
      const Indented indented(fn.out());
      emitBlock(fn, *inst->body);
    }
    if (!inst->else_body || inst->else_body->empty())
      break;
    const Inst *const inner = inst->else_body->size() == 1 ? inst->else_body->front() : nullptr;
    if (!inner || inner->kind != InstKind::If) {
      fn.out().line("} else {");
      {
        const Indented indented(fn.out());
        emitBlock(fn, *inst->else_body);
      }
      break;
    }
    openAt(fn, *inner).write("} else if (" + condition(*inner->value) + ") ");
    inst = inner;
  }
  fn.out().line("}");
}

static void emitLoop(FunctionContext &fn, const Inst &inst) {
  std::string step;
  if (inst.step)
    for (const Inst *store : *inst.step)
      step += (step.empty() ? "" : ", ") + storeText(*store);
  const std::string test = inst.value ? condition(*inst.value) : "";
  TextWriter &out = openAt(fn, inst);
  if (test.empty() || !step.empty())
    out.write("for (;" + (test.empty() ? "" : " " + test) + ";" + (step.empty() ? "" : " " + step) +
              ") ");
  else
    out.write("while (" + test + ") ");
  emitBraced(fn, *inst.body);
}

// ---------------------------------------------------------------------------------------------
// Regions
// ---------------------------------------------------------------------------------------------

static void emitGilRegion(FunctionContext &fn, const Inst &inst) {
  const std::string guard = "gil_" + std::to_string(++fn.region_count);
  const bool releases = inst.kind == InstKind::ReleaseGil;
  std::string declaration;
  bool is_known = inst.is_gil_state_known;
  if (releases) {
    declaration = (is_known ? "ng::ReleaseGil " : "ng::ReleaseGilIfHeld ") + guard;
  } else {
    const FunctionContext::Region *outer = fn.regions.empty() ? nullptr : &fn.regions.back();
    is_known &= outer && outer->kind == InstKind::ReleaseGil && !outer->guard.empty();
    declaration = is_known ? "ng::AcquireGil " + guard + "(" + outer->guard + ")"
                           : "ng::AcquireGilAnyhow " + guard;
  }
  fn.regions.push_back({inst.kind, is_known ? guard : ""});
  openAt(fn, inst).line("{");
  {
    const Indented indented(fn.out());
    fn.out().line(declaration + ";");
    emitBlock(fn, *inst.body);
  }
  fn.out().line("}");
  fn.regions.pop_back();
}

static void emitLockRegion(FunctionContext &fn, const Inst &inst) {
  const bool is_section = inst.kind == InstKind::CriticalSection;
  const std::string number = std::to_string(++fn.region_count);
  std::string guard = is_section ? inst.args.size() == 2 ? "ng::CriticalSection2 section_"
                                                         : "ng::CriticalSection section_"
                                 : "ng::LockGuard lock_";
  guard += number + "(";
  for (const ir::Expr *arg : inst.args) {
    guard += arg == inst.args.front() ? "" : ", ";
    guard += types::isObject(arg->type) ? ownedText(*arg) : text(*arg);
  }
  openAt(fn, inst).line("{");
  {
    const Indented indented(fn.out());
    fn.out().line(guard + ");");
    emitBlock(fn, *inst.body);
  }
  fn.out().line("}");
}

static void emitExceptScope(FunctionContext &fn, const Inst &inst) {
  const std::string scope = "except_" + std::to_string(++fn.region_count);
  openAt(fn, inst).line("{");
  {
    const Indented indented(fn.out());
    fn.out().line("ng::ExceptScope " + scope + ";");
    if (inst.result && fn.uses.use(inst.result).is_read)
      fn.out().line(declaration(*inst.result, true) + " = " + scope + ".exception();");
    emitBlock(fn, *inst.body);
  }
  fn.out().line("}");
}

// ---------------------------------------------------------------------------------------------
// Leaving
// ---------------------------------------------------------------------------------------------

static void emitReturn(FunctionContext &fn, const Inst &inst) {
  if (fn.function.role == ir::FunctionRole::Generator) {
    emitGeneratorReturn(fn, inst);
    return;
  }
  if (fn.function.has_status) {
    fn.statement("return " + statusReturn(fn.function, inst) + ";");
    return;
  }
  switch (inst.kind) {
  case InstKind::ReturnMoved:
    fn.statement("return " + place(*inst.value) + ".release();");
    return;
  case InstKind::ReturnRef:
    fn.statement("return ng::new_ref(" + ownedText(*inst.value) + ");");
    return;
  default:
    fn.statement(inst.value ? "return " + text(*inst.value) + ";" : "return;");
    return;
  }
}

static void emitInst(FunctionContext &fn, const Block &around, const Inst &inst) {
  // The label of a block is not code; its first instruction says the line.
  if (inst.kind != InstKind::Labeled)
    fn.at(inst.span);
  switch (inst.kind) {
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Declare:
    emitDeclaration(fn, inst);
    return;
  case InstKind::Store:
    fn.statement(storeText(inst) + ";");
    return;
  case InstKind::StoreRef:
    emitStoreRef(fn, inst);
    return;
  case InstKind::Drop:
    fn.statement(isOwned(*inst.place) ? place(*inst.place) + ".reset();"
                                      : "ng::replace(" + place(*inst.place) + ", nullptr);");
    return;
  case InstKind::CallRuntime:
    emitCallRuntime(fn, inst);
    return;
  case InstKind::CallFunction:
    emitCallFunction(fn, inst);
    return;
  case InstKind::If:
    emitIf(fn, inst);
    return;
  case InstKind::Loop:
    emitLoop(fn, inst);
    return;
  case InstKind::Labeled:
    emitLabeled(fn, around, inst);
    return;
  case InstKind::Goto:
    fn.statement("goto " + labelName(*inst.label) + ";");
    return;
  case InstKind::Break:
    fn.statement("break;");
    return;
  case InstKind::Continue:
    fn.statement("continue;");
    return;
  case InstKind::Return:
  case InstKind::ReturnRef:
  case InstKind::ReturnMoved:
    emitReturn(fn, inst);
    return;
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
    emitGilRegion(fn, inst);
    return;
  case InstKind::HoldLock:
  case InstKind::CriticalSection:
    emitLockRegion(fn, inst);
    return;
  case InstKind::ExceptScope:
    emitExceptScope(fn, inst);
    return;
  case InstKind::NeedGil:
    return; // for the checker only
  case InstKind::Unknown:
    llvm_unreachable("a module with errors is not emitted");
  case InstKind::Yield:
    emitYield(fn, inst);
    return;
  }
  llvm_unreachable("not an instruction kind");
}

void emitBlock(FunctionContext &fn, const Block &block) {
  for (const Inst *inst : block)
    emitInst(fn, block, *inst);
  fn.flush();
}

} // namespace nogilc::emit
