// The tokens of a file: kinds from grammar/tokens.def, places as byte offsets. Knows nothing of
// ANTLR.
#pragma once

#include <cstdint>
#include <vector>

namespace nogilc::parse {

enum class TokenKind : uint8_t {
  EndOfFile,
#define NOGILC_TOKEN(kind, spelling) kind,
#include "../grammar/tokens.def"
};

struct Token {
  uint32_t begin = 0; ///< offset in the decoded text
  uint32_t end = 0;
  uint32_t link = 0; ///< Indent: index of its Dedent
  TokenKind kind = TokenKind::EndOfFile;
  /// The lexer has reported a problem here: what the parser finds wrong near it is no news.
  bool has_error = false;
};

using TokenList = std::vector<Token>;

/// How people call a token of this kind: `` `if` ``, `a name`, `the end of the line`.
const char *describeKind(TokenKind kind);
/// The fixed spelling, or an empty string.
const char *spellingOf(TokenKind kind);

} // namespace nogilc::parse
