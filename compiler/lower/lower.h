// AST and side tables to IR. Cannot fail on an analysed module without errors, except for
// constructs that it does not do yet: those are `error[unsupported]` at their place.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"
#include "sema/analysis.h"
#include "support/source.h"
#include "syntax/ast.h"
#include "types/types.h"

#include <memory>

namespace nogilc::lower {

std::unique_ptr<ir::Module> lowerModule(const syntax::Module &module,
                                        const sema::Analysis &analysis, types::TypeContext &types,
                                        const SourceManager &sources,
                                        DiagnosticEngine &diagnostics);

} // namespace nogilc::lower
