// See sharing.h. One walk over each function, in the order of the source.
#include "gil/sharing.h"

#include "gil/facts.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

namespace nogilc::gil {

namespace {

using ir::Expr;
using ir::ExprKind;
using ir::Inst;
using ir::InstKind;
using ir::Variable;

class SharingWalker {
public:
  SharingWalker(const ir::Module &module, const ir::Function &function,
                DiagnosticEngine &diagnostics)
      : module_(module), function_(function), diagnostics_(diagnostics),
        state_(function.entry_state) {}

  void run() { walk(function_.body); }

private:
  void walk(const ir::Block &block) {
    for (const Inst *inst : block)
      walk(*inst);
  }
  void walk(const Inst &inst);
  void learn(const Inst &inst);
  void checkWrite(const Inst &inst);
  void checkCallbacks(const Inst &inst);
  void checkBytearray(const Inst &inst);
  void checkSectionAttribute(const Inst &inst);
  const Variable *sourceOf(const Expr *object) const;
  std::string attributeOf(const Expr *place) const;

  const ir::Module &module_;
  const ir::Function &function_;
  DiagnosticEngine &diagnostics_;
  GilState state_;
  const Inst *region_ = nullptr;
  /// How many locks are held here. Which lock guards what is not known: any will do.
  unsigned locks_ = 0;
  /// The variables of the objects that the critical sections around lock, and those sections.
  llvm::SmallVector<std::pair<const Variable *, const Inst *>, 2> guarded_;
  /// What the temporaries that lowering made stand for.
  llvm::DenseMap<const Variable *, const Variable *> copies_;
  llvm::DenseSet<uint32_t> told_statements_; ///< by checkSectionAttribute
};

/// The variable at the bottom of `a.b[i].c`; null where a pointer is in between.
const Variable *rootOf(const Expr *place) {
  while (place) {
    if (place->kind == ExprKind::VariableRef)
      return place->variable;
    const bool is_inside =
        (place->kind == ExprKind::Field && !place->is_arrow) ||
        (place->kind == ExprKind::Index &&
         llvm::isa<types::ArrayType>(types::canonical(place->operands[0]->type)));
    if (!is_inside)
      return nullptr;
    place = place->operands[0];
  }
  return nullptr;
}

/// `self.total` for a place that is a C attribute of an extension type, or inside of one; else
/// empty.
std::string SharingWalker::attributeOf(const Expr *place) const {
  while (place && place->kind != ExprKind::VariableRef) {
    if (place->kind != ExprKind::Field && place->kind != ExprKind::Index)
      return {};
    const Expr *base = place->operands[0];
    const Variable *object = place->kind == ExprKind::Field && place->is_arrow
                                 ? ir::asVariable(ir::withoutCasts(base))
                                 : nullptr;
    const auto *type =
        object ? llvm::dyn_cast<types::ExtensionType>(types::canonical(object->type)) : nullptr;
    for (; type; type = llvm::dyn_cast<types::ExtensionType>(types::canonical(type->base)))
      for (const types::FieldInfo &field : type->fields)
        if (field.cname == place->text)
          return (object->source_name.empty() ? "" : object->source_name + ".") +
                 field.name.str().str();
    const bool is_inside = place->kind == ExprKind::Field
                               ? !place->is_arrow
                               : llvm::isa<types::ArrayType>(types::canonical(base->type));
    if (!is_inside)
      return {};
    place = base;
  }
  return {};
}

void SharingWalker::checkWrite(const Inst &inst) {
  if (!module_.is_freethreading_compatible || inst.kind != InstKind::Store ||
      state_ == GilState::Held || locks_ > 0)
    return;
  if (const std::string attribute = attributeOf(inst.place); !attribute.empty()) {
    diagnostics_.report(Diag::UnlockedWrite, inst.span)
        .arg(attribute)
        .note("other threads may have the same object: guard it with a lock, or keep it in a local "
              "variable and write it back where only one thread runs");
    return;
  }
  const Variable *variable = rootOf(inst.place);
  if (!variable || variable->storage != ir::Storage::Static || variable->source_name.empty())
    return;
  diagnostics_.report(Diag::UnlockedWrite, inst.span)
      .arg(variable->source_name)
      .label(variable->span, "shared by all threads")
      .note("guard it with a lock, or keep it in a local variable and write it back where only one "
            "thread runs");
}

/// The bytes of a bytearray move when it is resized, and the GIL is what keeps others from that.
void SharingWalker::checkBytearray(const Inst &inst) {
  const bool is_write = inst.entry == ir::RuntimeEntry::bytearray_setitem;
  if (inst.kind != InstKind::CallRuntime || state_ == GilState::Held || locks_ > 0 ||
      !(is_write || inst.entry == ir::RuntimeEntry::bytearray_getitem))
    return;
  const Variable *variable = ir::asVariable(ir::withoutCasts(inst.args[0]));
  const bool has_name = variable && !variable->source_name.empty();
  diagnostics_.report(Diag::UnlockedBytearray, inst.span)
      .arg(has_name ? " `" + variable->source_name + "`" : std::string())
      .arg(is_write ? "written" : "read")
      .note("work on memory that nobody resizes: an array, or `bytes`");
}

/// What a temporary stands for.
void SharingWalker::learn(const Inst &inst) {
  const bool is_store = inst.kind == InstKind::Store || inst.kind == InstKind::StoreRef;
  if (!is_store && inst.kind != InstKind::Evaluate && inst.kind != InstKind::Borrow)
    return;
  const Variable *to = is_store ? ir::asVariable(inst.place) : inst.result;
  const Variable *from = ir::asVariable(ir::withoutCasts(inst.value));
  if (to && from && to->source_name.empty())
    copies_[to] = from;
}

const Variable *SharingWalker::sourceOf(const Expr *object) const {
  const Variable *variable = ir::asVariable(ir::withoutCasts(object));
  while (variable && copies_.contains(variable))
    variable = copies_.lookup(variable);
  return variable;
}

/// A critical section keeps others from the C attributes of what it locks. A Python attribute is
/// found in a dict with a lock of its own, and finding it may run code that leaves the section.
void SharingWalker::checkSectionAttribute(const Inst &inst) {
  if (inst.kind == InstKind::StoreRef) // from here on it is another object
    llvm::erase_if(
        guarded_, [&](const auto &guarded) { return guarded.first == ir::asVariable(inst.place); });
  const bool is_write = inst.construct == ir::Construct::SetAttribute;
  if (guarded_.empty() || inst.kind != InstKind::CallRuntime || inst.args.empty() ||
      !(is_write || inst.construct == ir::Construct::GetAttribute))
    return;
  const Variable *object = sourceOf(inst.args[0]);
  for (const auto &[variable, section] : guarded_) {
    if (variable != object)
      continue;
    // `o.x += 1` reads and writes, and is one mistake.
    if (!told_statements_.insert(inst.statement).second)
      return;
    diagnostics_.report(Diag::CriticalSectionAttribute, inst.span)
        .arg(is_write ? "writing" : "reading")
        .arg(llvm::StringRef(inst.subject))
        .label(section->span, "the critical section")
        .note("declare it as a C attribute, or guard it with a lock of your own");
    return;
  }
}

/// A function that needs the GIL, passed on to C code that is called without it.
void SharingWalker::checkCallbacks(const Inst &inst) {
  if (inst.kind != InstKind::CallFunction || state_ == GilState::Held || inst.callee_function ||
      !inst.callee_type || !inst.callee_type->is_nogil)
    return;
  for (const Expr *arg : inst.args) {
    const Expr *value = ir::withoutCasts(arg);
    if (value->kind == ExprKind::Unary && value->text == "&")
      value = ir::withoutCasts(value->operands[0]);
    const types::FunctionType *type =
        value->kind == ExprKind::NamedValue ? types::calledFunction(value->type) : nullptr;
    if (!type || type->is_nogil)
      continue;
    const auto own = llvm::find_if(module_.functions, [&](const ir::Function *function) {
      return llvm::StringRef(function->name) == value->text;
    });
    if (own == module_.functions.end())
      continue;
    diagnostics_.report(Diag::CallbackNeedsGil, inst.span)
        .arg((*own)->source_name)
        .arg(llvm::StringRef(inst.subject))
        .note((*own)->span, "declare it `nogil`, or `with gil` if it uses Python objects");
  }
}

void SharingWalker::walk(const Inst &inst) {
  checkWrite(inst);
  checkCallbacks(inst);
  checkBytearray(inst);
  checkSectionAttribute(inst);
  learn(inst);
  if (inst.kind == InstKind::CallRuntime && inst.entry == ir::RuntimeEntry::lock_acquire)
    ++locks_;
  else if (inst.kind == InstKind::CallRuntime && inst.entry == ir::RuntimeEntry::lock_release &&
           locks_ > 0)
    --locks_;
  if (!inst.body)
    return;
  locks_ += inst.kind == InstKind::HoldLock;
  const size_t outer_guarded = guarded_.size();
  if (inst.kind == InstKind::CriticalSection)
    for (const Expr *arg : inst.args)
      if (const Variable *variable = sourceOf(arg))
        guarded_.emplace_back(variable, &inst);
  const GilState outer_state = state_;
  const Inst *const outer_region = region_;
  state_ = stateInside(inst.kind, state_);
  if (inst.kind == InstKind::ReleaseGil)
    region_ = &inst;
  ir::forEachBlock(inst, [this](const ir::Block &block) { walk(block); });
  state_ = outer_state;
  region_ = outer_region;
  guarded_.truncate(std::min(guarded_.size(), outer_guarded));
  locks_ -= inst.kind == InstKind::HoldLock && locks_ > 0;
}

} // namespace

void checkSharing(const ir::Module &module, DiagnosticEngine &diagnostics) {
  for (const ir::Function *function : module.functions)
    SharingWalker(module, *function, diagnostics).run();
}

} // namespace nogilc::gil
