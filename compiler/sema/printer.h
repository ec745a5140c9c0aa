// Prints what sema found out, for `--dump=types` and the golden tests: the functions with their
// variables, what is declared in C's words (extern blocks, structs, enums) by its names and types
// here and in C++, then each expression with its type and meaning. Stable: no ids, no addresses.
#pragma once

#include "sema/analysis.h"
#include "support/source.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::sema {

void print(const Analysis &analysis, const syntax::Module &module, const SourceManager &sources,
           llvm::raw_ostream &out);

} // namespace nogilc::sema
