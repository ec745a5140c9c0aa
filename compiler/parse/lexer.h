// Text to tokens: indentation, brackets, strings, numbers, and which words are keywords where.
// Reports what is wrong with characters and goes on; the parser judges the order of tokens.
#pragma once

#include "parse/decoded_source.h"
#include "parse/token.h"
#include "syntax/ast.h"

#include <vector>

namespace nogilc::parse {

struct LexOptions {
  bool is_python_file = false; ///< .py: the words of Cython are names
  uint8_t language_level = 3;  ///< unless a `# cython: language_level=` says otherwise
};

/// A `key = value` of a comment, as offsets in the decoded text.
struct CommentDirective {
  uint32_t key_begin, key_end;
  uint32_t value_begin, value_end;
};

/// What stands behind `# nogilc:`, as offsets in the decoded text.
struct LexedComment {
  uint32_t begin; ///< of the `#`
  uint32_t text_begin, end;
  bool is_alone;
  bool is_in_brackets;
};

struct LexedFile {
  TokenList tokens; ///< ends with EndOfFile
  uint8_t language_level = 3;
  bool is_cut = false; ///< a limit was passed, and the rest of the file was not read
  std::vector<CommentDirective> cython_directives;
  std::vector<CommentDirective> distutils_directives;
  std::vector<LexedComment> control_comments;
};

LexedFile lex(const DecodedSource &source, const LexOptions &options,
              DiagnosticEngine &diagnostics);

} // namespace nogilc::parse
