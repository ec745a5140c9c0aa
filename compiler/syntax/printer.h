// Prints an AST as an indented outline, for `--dump=ast` and the golden tests. Stable: it shows
// kinds, fields and line:column, and neither ids nor addresses.
#pragma once

#include "support/source.h"
#include "syntax/ast.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::syntax {

void print(const Module &module, const SourceManager &sources, llvm::raw_ostream &out);
void print(const Node &node, const SourceManager &sources, llvm::raw_ostream &out);

} // namespace nogilc::syntax
