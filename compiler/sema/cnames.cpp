// Names in C++: a prefix keeps them apart from keywords, macros and the runtime's own.
#include "sema/context.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::sema {

/// Letters, digits and `_` stay; other characters become their bytes in hexadecimal.
std::string mangle(llvm::StringRef name) {
  std::string text;
  for (const char c : name) {
    if (llvm::isAlnum(c) || c == '_')
      text += c;
    else if (c == '.')
      text += '_';
    else
      text += "_x" + llvm::utohexstr(static_cast<unsigned char>(c), /*LowerCase=*/true);
  }
  return text;
}

static std::string number(llvm::StringMap<unsigned> &used, std::string text) {
  const unsigned count = ++used[text];
  if (count == 1)
    return text;
  // `x_2` may be the name of another variable: take the next number that is free.
  for (unsigned n = count;; ++n) {
    std::string numbered = text + "_" + std::to_string(n);
    if (used.try_emplace(numbered, 1).second)
      return numbered;
  }
}

std::string uniqueCname(Context &ctx, llvm::StringRef prefix, llvm::StringRef name) {
  return number(ctx.used_cnames, prefix.str() + mangle(name));
}

std::string localCname(Context &ctx, FunctionInfo &function, llvm::StringRef name) {
  return number(ctx.used_local_cnames[&function], "v_" + mangle(name));
}

} // namespace nogilc::sema
