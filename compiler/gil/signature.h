// Where the word `nogil` can be added to a function that is there: for the fixes of messages.
#pragma once

#include "ir/ir.h"
#include "support/source.h"

#include <optional>

namespace nogilc::gil {

/// The empty place before the colon of a `cdef` function's signature. Nothing for functions that
/// have no such place: declared in a .pxd, where the word would have to be added, too, or by
/// decorators.
std::optional<Span> placeForNogil(const ir::Function &function, const SourceManager &sources);

} // namespace nogilc::gil
