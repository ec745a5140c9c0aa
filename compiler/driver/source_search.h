// Which files `nogilc check` checks: those that are named, and below folders what looks like a
// source of the dialect.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/StringRef.h>

#include <string>
#include <vector>

namespace nogilc::driver {

/// The .pyx, .pxd and .py files below a folder, in no particular order. Hidden folders are left
/// out, and those that tools fill: build trees, environments, caches. A .py counts when it imports
/// `cython`, or has its declarations beside it. A .pyx that another one includes is a part of that,
/// and no module. `is_excluded` says what else to leave out, by path.
std::vector<std::string> sourcesBelow(llvm::StringRef folder,
                                      llvm::function_ref<bool(llvm::StringRef)> is_excluded);

} // namespace nogilc::driver
