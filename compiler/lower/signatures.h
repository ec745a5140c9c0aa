// The line with a function's signature that the directive `embedsignature` puts in front of its
// docstring.
#pragma once

#include "lower/context.h"

#include <optional>
#include <string>

namespace nogilc::lower {

/// The docstring that Python shows: with the signature if the directives want it.
std::optional<std::string> shownDocstring(LowerContext &context, const sema::FunctionInfo &info);

/// Of a `cdef class`: begins with how it is called.
std::optional<std::string> shownDocstring(LowerContext &context, const sema::ClassInfo &info);

/// Of a `public` attribute: its type.
std::optional<std::string> shownDocstring(LowerContext &context, const sema::ClassInfo &cls,
                                          const sema::ExtensionFieldInfo &field);

} // namespace nogilc::lower
