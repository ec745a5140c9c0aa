// The tables of the IR: inst_kinds.def, constructs.def and the runtime's abi.def, as data.
#include "ir/constructs.h"
#include "ir/walk.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::ir {

// ---------------------------------------------------------------------------------------------
// The runtime's entry points
// ---------------------------------------------------------------------------------------------

static const RuntimeEntryInfo kEntries[] = {
#define NOGILC_RT(name, kind, out, params, gil) {#name, EntryKind::kind, #out, #params, Gil::gil},
#include "nogilc_rt/abi.def"
};

const RuntimeEntryInfo &entryInfo(RuntimeEntry entry) {
  return kEntries[static_cast<size_t>(entry)];
}

namespace {
using Words = llvm::SmallVector<llvm::StringRef, 4>;

/// The parameter lists of all rows, split; the words point into the table's text.
struct ParameterLists {
  std::vector<Words> parameters;
  std::vector<Words> arguments;

  ParameterLists() {
    for (const RuntimeEntryInfo &info : kEntries) {
      Words words;
      info.params.drop_front().drop_back().split(words, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
      for (llvm::StringRef &word : words)
        word = word.trim();
      Words given;
      for (size_t i = 0; i < words.size(); ++i) {
        const bool is_line = i > 0 && words[i - 1] == "Code" && words[i] == "Int";
        const bool is_known = words[i] == "Module" || words[i] == "Code" || is_line;
        if (!is_known && info.name != "new_scope_bytes")
          given.push_back(words[i]);
      }
      parameters.push_back(std::move(words));
      arguments.push_back(std::move(given));
    }
  }
};
} // namespace

static const ParameterLists &parameterLists() {
  static const ParameterLists lists;
  return lists;
}

llvm::ArrayRef<llvm::StringRef> entryParameters(RuntimeEntry entry) {
  return parameterLists().parameters[static_cast<size_t>(entry)];
}

llvm::ArrayRef<llvm::StringRef> entryArguments(RuntimeEntry entry) {
  return parameterLists().arguments[static_cast<size_t>(entry)];
}

bool mayRaise(EntryKind kind) {
  switch (kind) {
  case EntryKind::NewOrNull:
  case EntryKind::BorrowedOrNull:
  case EntryKind::Status:
  case EntryKind::Next:
  case EntryKind::Raise:
    return true;
  case EntryKind::New:
  case EntryKind::Borrowed:
  case EntryKind::Value:
  case EntryKind::Void:
    return false;
  }
  llvm_unreachable("not an entry kind");
}

bool isQuiet(RuntimeEntry entry) {
  switch (entry) {
#define NOGILC_RT_QUIET(name) case RuntimeEntry::name:
#include "nogilc_rt/abi.def"
    return true;
  default:
    return entryInfo(entry).gil == Gil::Free;
  }
}

// ---------------------------------------------------------------------------------------------
// Instructions
// ---------------------------------------------------------------------------------------------

static const InstInfo kInsts[] = {
#define NOGILC_INST(Kind, OwnershipColumn, RaisesColumn, GilColumn)                                \
  {#Kind, Ownership::OwnershipColumn, Raises::RaisesColumn, Gil::GilColumn},
#include "ir/inst_kinds.def"
};

const InstInfo &instInfo(InstKind kind) { return kInsts[static_cast<size_t>(kind)]; }

static Effects effectsOfCall(const Inst &inst) {
  if (inst.kind == InstKind::CallRuntime) {
    const RuntimeEntryInfo &info = entryInfo(inst.entry);
    return {info.gil, mayRaise(info.kind)};
  }
  const bool is_nogil = inst.callee_type && inst.callee_type->is_nogil;
  return {is_nogil ? Gil::Free : Gil::Needs, inst.error_check != ErrorCheck::None};
}

Effects effectsOf(const Inst &inst) {
  const InstInfo &info = instInfo(inst.kind);
  const bool is_call = inst.kind == InstKind::CallRuntime || inst.kind == InstKind::CallFunction;
  Effects effects = is_call ? effectsOfCall(inst) : Effects{info.gil, false};
  // Fail closed: a kind that leaves the answer to a callee it does not have needs the GIL.
  if (info.gil != Gil::ByCallee)
    effects.gil = info.gil;
  else if (!is_call)
    effects.gil = Gil::Needs;
  if (info.raises != Raises::ByCallee)
    effects.may_raise = info.raises == Raises::Always;
  else if (!is_call)
    effects.may_raise = true;
  return effects;
}

static bool runsOtherCode(const Inst &inst) {
  bool found = false;
  forEachExpr(inst, [&](const Expr &expr) {
    found |= expr.kind == ExprKind::Call && !(expr.entry && isQuiet(*expr.entry));
  });
  switch (inst.kind) {
  case InstKind::CallRuntime:
    return found || !isQuiet(inst.entry);
  case InstKind::ReturnRef: // counts one more reference
    return found;
  default:
    return found || instInfo(inst.kind).gil != Gil::Free;
  }
}

bool isLeaf(const Function &function) {
  bool is_leaf = true;
  forEachInst(function.body, [&](const Inst &inst) { is_leaf &= !runsOtherCode(inst); });
  return is_leaf;
}

// ---------------------------------------------------------------------------------------------
// Constructs
// ---------------------------------------------------------------------------------------------

namespace {

/// The length of the place that `text` begins with; there may be places in it.
size_t lengthOfPlace(llvm::StringRef text) {
  int depth = 0;
  for (size_t i = 0; i != text.size(); ++i)
    if ((depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0) == 0)
      return i + 1;
  llvm_unreachable("a phrase with an open place");
}

std::string fill(llvm::StringRef phrase, llvm::StringRef subject, llvm::StringRef operand) {
  std::string filled;
  for (size_t at = phrase.find('{'); at != llvm::StringRef::npos; at = phrase.find('{')) {
    llvm::StringRef before = phrase.take_front(at);
    const llvm::StringRef place = phrase.substr(at, lengthOfPlace(phrase.drop_front(at)));
    phrase = phrase.drop_front(at + place.size());
    llvm::StringRef unknown = place.drop_back();
    if (unknown.consume_front("{1|")) {
      filled += before.str() + (operand.empty() ? fill(unknown, subject, {}) : operand.str());
    } else if (!subject.empty()) {
      filled += (before + subject).str();
    } else { // "calling `{0}`" is "calling"
      before.consume_back("`");
      phrase.consume_front("`");
      filled += before.rtrim();
    }
  }
  return filled + phrase.str();
}

} // namespace

std::string describe(Construct construct, llvm::StringRef subject) {
  return describe(construct, subject, {});
}

std::string describe(Construct construct, llvm::StringRef subject, llvm::StringRef operand) {
  static constexpr llvm::StringLiteral phrases[] = {
#define NOGILC_CONSTRUCT(Kind, phrase) phrase,
#include "ir/constructs.def"
  };
  return fill(phrases[static_cast<size_t>(construct)], subject, operand);
}

// ---------------------------------------------------------------------------------------------
// Control flow
// ---------------------------------------------------------------------------------------------

namespace {
/// Where the reachable jumps of a block go.
struct Jumps {
  llvm::SmallDenseSet<const Label *, 8> labels;
  bool breaks = false;
};
} // namespace

static bool reachesEnd(const Block &block, Jumps &jumps);

static bool reachesEnd(const Inst &inst, Jumps &jumps) {
  if (inst.on_error)
    jumps.labels.insert(inst.on_error);
  if (inst.on_end)
    jumps.labels.insert(inst.on_end);
  switch (inst.kind) {
  case InstKind::Return:
  case InstKind::ReturnRef:
  case InstKind::ReturnMoved:
  case InstKind::Continue:
    return false;
  case InstKind::Goto:
    jumps.labels.insert(inst.label);
    return false;
  case InstKind::Break:
    jumps.breaks = true;
    return false;
  case InstKind::CallRuntime:
    return entryInfo(inst.entry).kind != EntryKind::Raise;
  case InstKind::If: {
    const bool then_ends = reachesEnd(*inst.body, jumps);
    const bool else_ends = !inst.else_body || reachesEnd(*inst.else_body, jumps);
    return then_ends || else_ends;
  }
  case InstKind::Loop: {
    const bool outer_breaks = jumps.breaks;
    jumps.breaks = false;
    reachesEnd(*inst.body, jumps);
    const bool ends = inst.value || jumps.breaks;
    jumps.breaks = outer_breaks;
    return ends;
  }
  case InstKind::Labeled: {
    const bool ends = reachesEnd(*inst.body, jumps);
    return ends || (inst.label && jumps.labels.contains(inst.label));
  }
  case InstKind::ReleaseGil:
  case InstKind::AcquireGil:
  case InstKind::HoldLock:
  case InstKind::CriticalSection:
  case InstKind::ExceptScope:
    return reachesEnd(*inst.body, jumps);
  case InstKind::Evaluate:
  case InstKind::Borrow:
  case InstKind::Declare:
  case InstKind::Store:
  case InstKind::StoreRef:
  case InstKind::Drop:
  case InstKind::CallFunction:
  case InstKind::NeedGil:
  case InstKind::Unknown:
  case InstKind::Yield:
    return true;
  }
  llvm_unreachable("not an instruction kind");
}

static bool reachesEnd(const Block &block, Jumps &jumps) {
  for (const Inst *inst : block)
    if (!reachesEnd(*inst, jumps))
      return false;
  return true;
}

bool fallsThrough(const Block &block) {
  Jumps jumps;
  return reachesEnd(block, jumps);
}

} // namespace nogilc::ir
