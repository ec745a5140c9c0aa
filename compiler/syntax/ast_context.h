// Owns the memory and the numbering of AST nodes. One context serves all files of one compilation
// (the module, its .pxd files, its includes), so a NodeId is unique across them.
#pragma once

#include "support/name.h"
#include "syntax/ast.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/Allocator.h>

#include <cstring>
#include <memory>
#include <type_traits>

namespace nogilc::syntax {

class AstContext {
public:
  explicit AstContext(Interner &interner) : interner_(interner) {}
  AstContext(const AstContext &) = delete;
  AstContext &operator=(const AstContext &) = delete;

  /// A new node with its kind, a fresh id and `span`. Lives as long as the context.
  template <typename T> T *make(Span span) {
    static_assert(std::is_trivially_destructible_v<T>, "arena nodes are never destroyed");
    T *node = new (arena_.Allocate<T>()) T();
    node->kind = T::kKind;
    node->id = next_id_++;
    node->span = span;
    return node;
  }

  template <typename T> T *makePlain() { return new (arena_.Allocate<T>()) T(); }

  /// A copy of `elements` in the arena.
  template <typename T> List<T> list(llvm::ArrayRef<T> elements) {
    if (elements.empty())
      return {};
    T *copy = arena_.Allocate<T>(elements.size());
    std::uninitialized_copy(elements.begin(), elements.end(), copy);
    return List<T>(copy, elements.size());
  }

  /// A copy of `text` in the arena.
  llvm::StringRef string(llvm::StringRef text) {
    if (text.empty())
      return {};
    char *copy = arena_.Allocate<char>(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  Name name(llvm::StringRef text) { return interner_.intern(text); }
  Interner &interner() { return interner_; }

  /// One more than the largest id given out: the size that a side table needs.
  NodeId nodeCount() const { return next_id_; }
  size_t bytesAllocated() const { return arena_.getBytesAllocated(); }

private:
  Interner &interner_;
  llvm::BumpPtrAllocator arena_;
  NodeId next_id_ = 0;
};

} // namespace nogilc::syntax
