// Memory that lives as long as one compilation: nodes, instructions and types are made here and die
// together. Nothing is destroyed one by one, so what is made here must not need a destructor.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Allocator.h>

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace nogilc {

class Arena {
public:
  Arena() = default;
  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;

  /// Makes a T from constructor arguments or, for an aggregate, from its fields.
  template <typename T, typename... Args> T *make(Args &&...args) {
    static_assert(std::is_trivially_destructible_v<T>, "nothing in an arena is destroyed");
    void *memory = allocator_.Allocate<T>();
    if constexpr (std::is_constructible_v<T, Args...>)
      return new (memory) T(std::forward<Args>(args)...);
    else
      return new (memory) T{std::forward<Args>(args)...};
  }

  /// Copies elements into the arena; any range with a size (SmallVector, ArrayRef, vector, ...).
  template <typename T> llvm::MutableArrayRef<T> copy(llvm::ArrayRef<T> elements) {
    static_assert(std::is_trivially_destructible_v<T>, "nothing in an arena is destroyed");
    if (elements.empty())
      return {};
    T *memory = allocator_.Allocate<T>(elements.size());
    std::uninitialized_copy(elements.begin(), elements.end(), memory);
    return {memory, elements.size()};
  }
  template <typename Range> auto copy(const Range &elements) {
    return copy(llvm::ArrayRef(elements.data(), elements.size()));
  }

  llvm::StringRef copyText(llvm::StringRef text) { return text.copy(allocator_); }

  llvm::BumpPtrAllocator &allocator() { return allocator_; }
  size_t bytes() const { return allocator_.getTotalMemory(); }

private:
  llvm::BumpPtrAllocator allocator_;
};

} // namespace nogilc
