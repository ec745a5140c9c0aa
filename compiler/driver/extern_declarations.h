// What a module declares of headers, put into the words of cfacts/declarations.h, with the places
// in the sources that its numbers stand for.
#pragma once

#include "cfacts/declarations.h"
#include "sema/analysis.h"
#include "support/source.h"

#include <llvm/ADT/STLFunctionalExtras.h>

#include <string>
#include <vector>

namespace nogilc::driver {

struct ExternDeclarations {
  cfacts::HeaderRequest request;

  struct Spans {
    Span name;
    std::vector<Span> parts; ///< invalid for what has none
  };
  std::vector<Spans> spans;        ///< by the number of the declaration
  std::vector<Span> include_spans; ///< of the header's name in the first block that has it
  /// Where C code of the blocks stands in the text of an include.
  struct Verbatim {
    uint32_t include = 0;
    uint32_t begin = 0, end = 0;
    Span span;             ///< of the text in the source
    bool is_exact = false; ///< the text is written as it is, so that offsets count in it
  };
  std::vector<Verbatim> verbatim;

  /// The place in the source; invalid for what has none.
  Span spanOf(const cfacts::RequestPlace &place) const;
};

/// Of the files for which `isWanted` says so, by their paths; the includes are those of all. The
/// first of the modules is the source, behind it is what it cimports and includes.
ExternDeclarations externDeclarations(llvm::ArrayRef<const syntax::Module *> modules,
                                      const sema::Analysis &analysis, const SourceManager &sources,
                                      llvm::function_ref<bool(llvm::StringRef)> isWanted);

} // namespace nogilc::driver
