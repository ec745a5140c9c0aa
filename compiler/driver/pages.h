// The pages docs/diagnostics/<slug>.md that come with the compiler.
#pragma once

#include "diagnostics/diagnostic.h"

#include <string>

namespace nogilc::driver {

/// The text of a diagnostic's page; empty if it cannot be read.
std::string diagnosticPage(Diag id);

/// The first sentence of the page.
std::string diagnosticSummary(Diag id);

} // namespace nogilc::driver
