// The table slots.def as data.
#include "sema/special_methods.h"

#include <llvm/ADT/StringMap.h>

#include <vector>

namespace nogilc::sema {

namespace {

constexpr SpecialMethod kMethods[] = {
#define NOGILC_SPECIAL_METHOD(Kind, name, Shape) {SpecialKind::Kind, name, SpecialShape::Shape},
#include "sema/slots.def"
};

llvm::StringMap<const SpecialMethod *> methodsByName() {
  llvm::StringMap<const SpecialMethod *> by_name;
  for (const SpecialMethod &method : kMethods)
    by_name[method.name] = &method;
#define NOGILC_SPECIAL_ALIAS(old, Kind)                                                            \
  by_name[old] = &kMethods[static_cast<size_t>(SpecialKind::Kind)];
#include "sema/slots.def"
  return by_name;
}

template <SpecialKind... Kinds> llvm::ArrayRef<SpecialKind> kindList() {
  static constexpr SpecialKind list[] = {Kinds...};
  return list;
}

} // namespace

const SpecialMethod *specialMethod(llvm::StringRef name) {
  static const llvm::StringMap<const SpecialMethod *> by_name = methodsByName();
  return by_name.lookup(name);
}

llvm::ArrayRef<TypeSlot> typeSlots() {
  using enum SpecialKind;
  static const TypeSlot slots[] = {
#define NOGILC_SLOT(slot, adapter, ...) {#slot, adapter, kindList<__VA_ARGS__>()},
#include "sema/slots.def"
  };
  return slots;
}

bool returnsStatus(SpecialShape shape) {
  return shape == SpecialShape::BinaryStatus || shape == SpecialShape::TernaryStatus ||
         shape == SpecialShape::GetBuffer;
}

} // namespace nogilc::sema
