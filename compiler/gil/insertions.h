// Lines that can be put into the source to solve a problem: a declaration at the top of a function,
// `with gil:` around a statement.
#pragma once

#include "ir/ir.h"
#include "support/source.h"

#include <optional>

namespace nogilc::gil {

struct Insertion {
  Span place; ///< empty: the beginning of a statement, behind its indentation
  std::string text;
};

/// `cdef long i`, or in the syntax of Python `i: cython.long`.
std::string declarationOf(const ir::Variable &variable, const SourceManager &sources);

/// Such declarations at the top of a function, each on a line of its own. Nothing where there is no
/// line for them, and in a .py file, which may not know `cython`.
std::optional<Insertion> declare(llvm::ArrayRef<const ir::Variable *> variables,
                                 const ir::Function &function, const SourceManager &sources);

/// `with gil:` around a statement without a body, if it has its lines to itself.
std::optional<Insertion> holdGil(Span statement, const SourceManager &sources);

} // namespace nogilc::gil
