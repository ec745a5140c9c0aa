// Which words are keywords where. A word alone gives a first guess (`classify`); when a logical
// line is complete, `resolveLine` takes the guess back wherever the neighbours say that the word is
// a name, and tells apart a few marks that would cost the grammar lookahead (pointer stars, the `(`
// of a `with`).
#pragma once

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "parse/token.h"

namespace nogilc::parse {

class KeywordResolver {
public:
  KeywordResolver(llvm::StringRef text, TokenList &tokens, bool is_python_file);

  /// What the word can be; Name for most words.
  TokenKind classify(llvm::StringRef word) const;

  /// The lines that follow are in a block that belongs to the last line.
  void openBlock();
  void closeBlock();

  /// Looks at the tokens from `first` to the end of the list, one logical line. `next` is the
  /// offset of the text that follows.
  void resolveLine(uint32_t first, uint32_t next, uint8_t language_level);

  /// Whether a line that begins with the token at `first` declares C things.
  bool isDeclaration(uint32_t first) const;

private:
  enum class BlockKind : uint8_t { Plain, Declarations, Match };
  struct Block {
    BlockKind kind = BlockKind::Plain;
    bool is_async = false;
  };
  struct Line;

  TokenKind kindAt(uint32_t index) const {
    return index < tokens_.size() ? tokens_[index].kind : TokenKind::Newline;
  }
  bool isKeyword(const Line &line, uint32_t index) const;
  bool isConstKeyword(const Line &line, uint32_t index) const;
  bool isNogilKeyword(const Line &line, uint32_t index) const;
  bool followsWithCase(uint32_t offset) const;
  bool isInCast(const Line &line, uint32_t index) const;
  bool endsDeclarator(const Line &line, uint32_t index) const;
  bool isPointerStar(const Line &line, uint32_t index) const;
  bool isWithParen(uint32_t index) const;
  Block blockOf(const Line &line) const;

  llvm::StringRef text_;
  TokenList &tokens_;
  bool is_python_file_;
  bool has_print_function_ = false; ///< `from __future__ import print_function`
  llvm::SmallVector<Block, 16> blocks_;
  Block pending_;
};

} // namespace nogilc::parse
