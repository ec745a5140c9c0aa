// Whether what a module declares `nogil` can do without the GIL, as far as the headers show: inline
// functions, templates and macros are followed to CPython's API. Also what they throw.
#pragma once

#include "headers/truth_compare.h"

namespace nogilc::headers {

void checkNogilDeclarations(Truth &truth);

} // namespace nogilc::headers
