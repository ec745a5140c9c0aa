// Interned identifiers. A Name is one pointer; equal text means equal pointer, so names are
// compared, hashed and switched on without touching the text. The Interner owns the text.
#pragma once

#include <llvm/ADT/DenseMapInfo.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/Allocator.h>

#include <cstddef>

namespace nogilc {

/// An interned string. Default constructed it is the empty name; the interner gives that for ""
/// too.
class Name {
public:
  Name() = default;

  llvm::StringRef str() const { return entry_ ? entry_->getKey() : llvm::StringRef(); }
  bool empty() const { return entry_ == nullptr; }
  explicit operator bool() const { return entry_ != nullptr; }

  friend bool operator==(Name a, Name b) { return a.entry_ == b.entry_; }
  friend bool operator!=(Name a, Name b) { return a.entry_ != b.entry_; }
  /// Compares text: for looking at a name once. Names that are compared often get interned.
  friend bool operator==(Name a, llvm::StringRef b) { return a.str() == b; }
  friend bool operator!=(Name a, llvm::StringRef b) { return a.str() != b; }

  const void *opaque() const { return entry_; }

private:
  friend class Interner;
  friend struct llvm::DenseMapInfo<Name>;
  using Entry = llvm::StringMapEntry<std::nullopt_t>;
  explicit Name(const Entry *entry) : entry_(entry) {}

  const Entry *entry_ = nullptr;
};

/// Owns the text of the names that it makes; names die with it. Not safe to share between threads.
class Interner {
public:
  Interner() = default;
  Interner(const Interner &) = delete;
  Interner &operator=(const Interner &) = delete;

  Name intern(llvm::StringRef text) {
    if (text.empty())
      return Name();
    return Name(&*strings_.insert(text).first);
  }
  size_t size() const { return strings_.size(); }

private:
  llvm::StringSet<llvm::BumpPtrAllocator> strings_;
};

} // namespace nogilc

template <> struct llvm::DenseMapInfo<nogilc::Name> {
  using Info = DenseMapInfo<const nogilc::Name::Entry *>;
  static nogilc::Name getEmptyKey() { return nogilc::Name(Info::getEmptyKey()); }
  static nogilc::Name getTombstoneKey() { return nogilc::Name(Info::getTombstoneKey()); }
  static unsigned getHashValue(nogilc::Name name) { return Info::getHashValue(name.entry_); }
  static bool isEqual(nogilc::Name a, nogilc::Name b) { return a == b; }
};
