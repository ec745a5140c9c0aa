// The table builtin_bases.def as data.
#include "sema/builtin_bases.h"

namespace nogilc::sema {

static constexpr BuiltinBase kBases[] = {
#define NOGILC_BUILTIN_BASE(name, Struct, type_object, is_collected)                               \
  {#name, #Struct, is_collected, false, false},
#define NOGILC_VARYING_BASE(name, Struct, type_object, is_collected)                               \
  {#name, #Struct, is_collected, true, false},
#define NOGILC_EXCEPTION_BASE(name, Struct) {#name, #Struct, true, false, true},
#include "nogilc_rt/builtin_bases.def"
};

const BuiltinBase *builtinBase(llvm::StringRef name) {
  for (const BuiltinBase &base : kBases)
    if (base.name == name)
      return &base;
  return nullptr;
}

} // namespace nogilc::sema
