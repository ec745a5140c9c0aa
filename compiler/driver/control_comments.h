// Comments that speak to the checker:
//
//   f(x)              # nogilc: ignore[gil-call] reason      this line
//   # nogilc: ignore[gil-call, gil-item] reason              alone: the whole next statement
//   cdef int f() nogil:   # nogilc: trusted reason           the statement that begins here, whole
//
// They are comments, so that Cython and Python compile the same source. What they silence is kept
// by the DiagnosticEngine.
#pragma once

#include "diagnostics/engine.h"
#include "support/source.h"
#include "syntax/ast.h"

namespace nogilc::driver {

/// Tells the engine what the comments of a file silence, and reports those that make no sense.
void readControlComments(const syntax::Module &module, const SourceFile &file,
                         DiagnosticEngine &diagnostics);

/// Reports the comments of a file that silenced nothing. For when all checks have run.
void reportUnusedComments(const SourceFile &file, DiagnosticEngine &diagnostics);

} // namespace nogilc::driver
