// `import` and `from … import`. (cimports make no code.)
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

void lowerImport(FunctionContext &fn, const syntax::ImportStmt &stmt);
void lowerImportFrom(FunctionContext &fn, const syntax::ImportFromStmt &stmt);

} // namespace nogilc::lower
