// RFC 3492, as CPython wants it in the name of the init function of a module whose name is not
// ASCII.
#pragma once

#include <llvm/ADT/StringRef.h>

#include <string>

namespace nogilc::emit {

/// `PyInit_name`, or `PyInitU_` with the name in punycode (PEP 489). `name` is the last part of a
/// dotted name, in UTF-8.
std::string initFunctionName(llvm::StringRef name);

} // namespace nogilc::emit
