// See sharing.h. One walk over each function, in the order of the source; branches are taken one
// behind the other, so a pointer that is taken anew in one of them counts as taken anew.
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

/// What keeps the memory behind a pointer.
struct Origin {
  const Inst *taken = nullptr; ///< the instruction that made the pointer
  std::string what;            ///< "the attribute `name`"
  bool was_released = false;   ///< the GIL was, since
  const Inst *region = nullptr;
};

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
  void checkUses(const Inst &inst);
  void checkWrite(const Inst &inst);
  void checkCallbacks(const Inst &inst);
  void checkBytearray(const Inst &inst);
  void checkSectionAttribute(const Inst &inst);
  const Variable *sourceOf(const Expr *object) const;
  std::string holderOf(const Expr &object) const;
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
  /// What the owned temporaries were taken from.
  llvm::DenseMap<const Variable *, std::string> holders_;
  llvm::DenseMap<const Variable *, Origin> origins_;
  llvm::DenseSet<const Variable *> told_;
  llvm::DenseSet<uint32_t> told_statements_; ///< by checkSectionAttribute
};

/// Inside of casts.
const Expr *plain(const Expr *expr) {
  while (expr && expr->kind == ExprKind::Cast)
    expr = expr->operands[0];
  return expr;
}

/// Who holds the object, if it is not a variable of this function; or that it can be resized.
std::string SharingWalker::holderOf(const Expr &object) const {
  const Variable *variable = ir::asVariable(plain(&object));
  if (!variable)
    return {};
  if (auto found = holders_.find(variable); found != holders_.end())
    return found->second;
  const auto *type = llvm::dyn_cast<types::ObjectType>(types::canonical(variable->type));
  if (type && type->object == types::ObjectKind::ByteArray)
    return "the bytearray `" + variable->source_name + "`";
  if (variable->storage == ir::Storage::Static && !variable->source_name.empty())
    return "the module's variable `" + variable->source_name + "`";
  return {};
}

/// What the instruction gives to a temporary or variable.
void SharingWalker::learn(const Inst &inst) {
  if (inst.kind == InstKind::CallRuntime && inst.result) {
    const llvm::StringRef entry = ir::entryInfo(inst.entry).name;
    if (inst.entry == ir::RuntimeEntry::cstring_from_py) {
      if (std::string what = holderOf(*inst.args[0]); !what.empty())
        origins_[inst.result] = {&inst, std::move(what), false, nullptr};
    } else if (entry.starts_with("getattr")) {
      holders_[inst.result] = "the attribute `" + std::string(inst.subject) + "`";
    } else if (entry.starts_with("getitem")) {
      holders_[inst.result] = "an item of a container";
    } else if (inst.construct == ir::Construct::ReadGlobal) {
      holders_[inst.result] = "the module's variable `" + std::string(inst.subject) + "`";
    }
    return;
  }
  const bool is_store = inst.kind == InstKind::Store || inst.kind == InstKind::StoreRef;
  if (!is_store && inst.kind != InstKind::Evaluate && inst.kind != InstKind::Borrow)
    return;
  const Variable *to = is_store ? ir::asVariable(inst.place) : inst.result;
  if (!to)
    return;
  const Variable *from = ir::asVariable(plain(inst.value));
  if (from && to->source_name.empty())
    copies_[to] = from;
  if (inst.kind == InstKind::StoreRef || inst.kind == InstKind::Borrow) {
    // A variable of this function keeps what it is given; a temporary only stands for it.
    if (from && to->source_name.empty())
      if (std::string what = holderOf(*inst.value); !what.empty())
        holders_[to] = std::move(what);
    return;
  }
  origins_.erase(to);
  if (!from)
    return;
  if (auto found = origins_.find(from); found != origins_.end()) {
    origins_[to] = Origin(found->second);
    return;
  }
  // `<PyObject *>o.x`: the address of an object.
  if (types::isObject(from->type) && types::isPointer(to->type))
    if (std::string what = holderOf(*inst.value); !what.empty())
      origins_[to] = {&inst, std::move(what), false, nullptr};
}

void SharingWalker::checkUses(const Inst &inst) {
  if (origins_.empty())
    return;
  ir::forEachExpr(inst, [&](const Expr &expr) {
    const Variable *variable = ir::asVariable(&expr);
    if (!variable || variable->source_name.empty() || expr.kind != ExprKind::VariableRef)
      return;
    const auto found = origins_.find(variable);
    if (found == origins_.end() || (inst.kind == InstKind::Store && inst.place == &expr))
      return;
    const Origin &origin = found->second;
    const Inst *region = state_ == GilState::Held ? origin.region : region_;
    if (!region || (state_ == GilState::Held && !origin.was_released) ||
        !told_.insert(variable).second)
      return;
    diagnostics_.report(Diag::BorrowedAcrossNogil, inst.span)
        .arg(variable->source_name)
        .arg(origin.what)
        .label(region->span, "GIL released here")
        .note(origin.taken->span, "the pointer is taken here")
        .note("keep the object in a local variable, which holds a reference, and take the pointer "
              "from that");
  });
}

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
    const Variable *object =
        place->kind == ExprKind::Field && place->is_arrow ? ir::asVariable(plain(base)) : nullptr;
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
  const Variable *variable = ir::asVariable(plain(inst.args[0]));
  const bool has_name = variable && !variable->source_name.empty();
  diagnostics_.report(Diag::UnlockedBytearray, inst.span)
      .arg(has_name ? " `" + variable->source_name + "`" : std::string())
      .arg(is_write ? "written" : "read")
      .note("work on memory that nobody resizes: an array, or `bytes`");
}

const Variable *SharingWalker::sourceOf(const Expr *object) const {
  const Variable *variable = ir::asVariable(plain(object));
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
    const Expr *value = plain(arg);
    if (value->kind == ExprKind::Unary && value->text == "&")
      value = plain(value->operands[0]);
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
  checkUses(inst);
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
  walk(*inst.body);
  if (inst.else_body)
    walk(*inst.else_body);
  if (inst.step)
    walk(*inst.step);
  state_ = outer_state;
  region_ = outer_region;
  guarded_.truncate(std::min(guarded_.size(), outer_guarded));
  locks_ -= inst.kind == InstKind::HoldLock && locks_ > 0;
  if (inst.kind == InstKind::ReleaseGil)
    for (auto &[variable, origin] : origins_) {
      origin.was_released = true;
      origin.region = &inst;
    }
}

} // namespace

void checkSharing(const ir::Module &module, DiagnosticEngine &diagnostics) {
  for (const ir::Function *function : module.functions)
    SharingWalker(module, *function, diagnostics).run();
}

} // namespace nogilc::gil
