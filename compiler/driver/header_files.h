// The headers that a module makes for C and C++, as files.
#pragma once

#include "driver/session.h"
#include "emit/emit.h"

namespace nogilc::driver {

/// Writes `stem.h` and `stem_api.h`, as far as there are any, and leaves alone what has the same
/// text. A header that somebody wrote by hand is not overwritten. False: reported.
bool writeHeaders(Session &session, llvm::StringRef stem, const emit::Headers &headers);

} // namespace nogilc::driver
