// The types of C that the .pxd files of nogilc declare, by their names in C: what bindgen cimports
// and does not declare again.
#pragma once

#include "cfacts/bindings.h"

#include <vector>

namespace nogilc::driver {

/// Of libc, libcpp, posix and cpython; where several declare a type, the first of these counts.
std::vector<cfacts::KnownType> knownTypes();

} // namespace nogilc::driver
