// Comments that speak to the checker:
//
//   f(x)              # nogilc: ignore[gil-call] reason      this line
//   # nogilc: ignore[gil-call, gil-item] reason              alone: the whole next statement
//   cdef int f() nogil:   # nogilc: trusted reason           the statement that begins here, whole
//
// They are comments, so that Cython and Python compile the same source. What they silence is kept
// by the DiagnosticEngine.
#pragma once

#include "cfacts/facts.h"
#include "driver/session.h"
#include "syntax/ast.h"

namespace nogilc::driver {

/// Tells the engine what the comments of a file silence, and reports those that make no sense.
void readControlComments(const syntax::Module &module, const SourceFile &file, Session &session);

/// The same of a C or C++ source, whose comments begin with `//` or `/*`.
void readControlComments(llvm::ArrayRef<cfacts::Comment> comments, const SourceFile &file,
                         Session &session);

/// Reports the comments that do not say what they ignore, with what they should. For when all
/// checks have run, as the next one.
void reportBareIgnores(Session &session);

/// Reports the comments of a file that silenced nothing. Those about headers are of no use only if
/// headers were looked at.
void reportUnusedComments(const SourceFile &file, DiagnosticEngine &diagnostics,
                          bool has_checked_headers);

} // namespace nogilc::driver
